// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.OptionalInt;

/**
 * TP-DCS (3GPP TS 23.038 §4). Reserved values mean the GSM 7-bit default alphabet, as the standard
 * says.
 *
 * @param octet 0 to 255
 */
public record DataCodingScheme(int octet) {
    public static final DataCodingScheme GSM_7BIT = new DataCodingScheme(0x00);
    public static final DataCodingScheme EIGHT_BIT = new DataCodingScheme(0x04);
    public static final DataCodingScheme UCS2 = new DataCodingScheme(0x08);

    public Alphabet alphabet() {
        throw new UnsupportedOperationException();
    }

    public boolean compressed() {
        throw new UnsupportedOperationException();
    }

    /** {@return the message class, 0 to 3, if there is one} */
    public OptionalInt messageClass() {
        throw new UnsupportedOperationException();
    }
}
