// SPDX-License-Identifier: Apache-2.0

/** The short message control layer: CP messages (3GPP TS 24.011 §7.2 and §8.1). */
@NullMarked
package org.heliograph.pdu.cp;

import org.jspecify.annotations.NullMarked;
