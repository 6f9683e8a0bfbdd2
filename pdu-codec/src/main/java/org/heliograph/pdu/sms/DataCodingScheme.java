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

    private static final int COMPRESSED = 0x20;
    private static final int HAS_CLASS = 0x10;

    public DataCodingScheme {
        Bounds.octet("TP-DCS", octet);
    }

    /** {@return the scheme of the general group with this alphabet and no message class} */
    public static DataCodingScheme of(Alphabet alphabet) {
        return switch (alphabet) {
            case GSM_7BIT -> GSM_7BIT;
            case EIGHT_BIT -> EIGHT_BIT;
            case UCS2 -> UCS2;
        };
    }

    /**
     * {@return the scheme of the general group with this alphabet and message class}
     *
     * @param messageClass 0 to 3
     */
    public static DataCodingScheme of(Alphabet alphabet, int messageClass) {
        Bounds.within("message class", messageClass, 0, 3);
        return new DataCodingScheme(of(alphabet).octet | HAS_CLASS | messageClass);
    }

    /** {@return the alphabet of the text, or of what becomes text once decompressed} */
    public Alphabet alphabet() {
        return switch (group()) {
            case GENERAL, AUTOMATIC_DELETION ->
                    switch (octet >> 2 & 3) {
                        case 1 -> Alphabet.EIGHT_BIT;
                        case 2 -> Alphabet.UCS2;
                        default -> Alphabet.GSM_7BIT; // 3 is reserved
                    };
            case WAITING_UCS2 -> Alphabet.UCS2;
            case DATA_AND_CLASS -> (octet & 0x04) == 0 ? Alphabet.GSM_7BIT : Alphabet.EIGHT_BIT;
            case RESERVED, WAITING_DISCARD, WAITING_STORE -> Alphabet.GSM_7BIT;
        };
    }

    /**
     * {@return whether the text is compressed (TS 23.042)} A reserved alphabet never is: it is read
     * as scheme 0.
     */
    public boolean compressed() {
        return switch (group()) {
            case GENERAL, AUTOMATIC_DELETION -> (octet & COMPRESSED) != 0 && (octet >> 2 & 3) != 3;
            case RESERVED, WAITING_DISCARD, WAITING_STORE, WAITING_UCS2, DATA_AND_CLASS -> false;
        };
    }

    /** {@return the message class, 0 to 3, if there is one} */
    public OptionalInt messageClass() {
        return switch (group()) {
            case GENERAL, AUTOMATIC_DELETION ->
                    (octet & HAS_CLASS) == 0 ? OptionalInt.empty() : OptionalInt.of(octet & 3);
            case DATA_AND_CLASS -> OptionalInt.of(octet & 3);
            case RESERVED, WAITING_DISCARD, WAITING_STORE, WAITING_UCS2 -> OptionalInt.empty();
        };
    }

    /**
     * {@return whether TP-UDL counts septets, as it does for uncompressed GSM 7-bit text, and not
     * octets (TS 23.040 §9.2.3.16)}
     */
    public boolean countsSeptets() {
        return alphabet() == Alphabet.GSM_7BIT && !compressed();
    }

    private Group group() {
        return switch (octet >> 4) {
            case 0b0000, 0b0001, 0b0010, 0b0011 -> Group.GENERAL;
            case 0b0100, 0b0101, 0b0110, 0b0111 -> Group.AUTOMATIC_DELETION;
            case 0b1100 -> Group.WAITING_DISCARD;
            case 0b1101 -> Group.WAITING_STORE;
            case 0b1110 -> Group.WAITING_UCS2;
            case 0b1111 -> Group.DATA_AND_CLASS;
            default -> Group.RESERVED;
        };
    }

    /** The coding groups, by bits 7 to 4. */
    private enum Group {
        GENERAL,
        AUTOMATIC_DELETION,
        RESERVED,
        /** Message waiting indication; the text may be thrown away. */
        WAITING_DISCARD,
        WAITING_STORE,
        WAITING_UCS2,
        DATA_AND_CLASS
    }
}
