// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

/**
 * Type of number, in the order of its three bits (3GPP TS 23.040 §9.1.2.5); SMPP numbers them
 * alike.
 */
public enum TypeOfNumber {
    UNKNOWN(0),
    INTERNATIONAL(1),
    NATIONAL(2),
    NETWORK_SPECIFIC(3),
    SUBSCRIBER(4),
    ALPHANUMERIC(5),
    ABBREVIATED(6),
    RESERVED(7);

    private static final TypeOfNumber[] BY_BITS = values();

    private final int bits;

    TypeOfNumber(int bits) {
        this.bits = bits;
    }

    /** {@return the three bits, 0 to 7} */
    public int bits() {
        return bits;
    }

    /** {@return the type with the low three bits of {@code bits}} */
    public static TypeOfNumber ofBits(int bits) {
        return BY_BITS[bits & 7];
    }

    /** {@return the type in bits 6 to 4 of a type-of-address octet} */
    public static TypeOfNumber ofTypeOfAddress(int octet) {
        return ofBits(octet >> 4);
    }

    /** {@return the type-of-address octet, whose bit 7 is always set} */
    public int typeOfAddress(NumberingPlan plan) {
        return 0x80 | bits << 4 | plan.value();
    }
}
