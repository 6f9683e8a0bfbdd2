// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

/** How TP-UD spells (3GPP TS 23.038 §4). */
public enum Alphabet {
    GSM_7BIT,
    EIGHT_BIT,
    UCS2
}
