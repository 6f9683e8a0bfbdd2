// SPDX-License-Identifier: Apache-2.0

/** The short message relay layer: RP messages (3GPP TS 24.011 §7.3 and §8.2). */
@NullMarked
package org.heliograph.pdu.rp;

import org.jspecify.annotations.NullMarked;
