// SPDX-License-Identifier: Apache-2.0

/** Handing messages out and hearing what became of them (OMA-TS-MMS_ENC 1.3 §6.2 to §6.4). */
@NullMarked
package org.heliograph.mmsc.retrieve;

import org.jspecify.annotations.NullMarked;
