// SPDX-License-Identifier: Apache-2.0

/** What short messages cost whom, and the records of it (TS 32.274). */
@NullMarked
package org.heliograph.smsc.charge;

import org.jspecify.annotations.NullMarked;
