// SPDX-License-Identifier: Apache-2.0

/**
 * The short message transfer layer: TPDUs, addresses, alphabets, user data (3GPP TS 23.040, TS
 * 23.038).
 */
@NullMarked
package org.heliograph.pdu.sms;

import org.jspecify.annotations.NullMarked;
