// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

/**
 * An address as TPDUs carry it: TP-OA, TP-DA, TP-RA (3GPP TS 23.040 §9.1.2.5).
 *
 * @param value digits from {@code 0-9*#abc}, or text of the GSM 7-bit default alphabet if {@code
 *     typeOfNumber} is alphanumeric (at most 11 septets)
 */
public record TpAddress(TypeOfNumber typeOfNumber, NumberingPlan numberingPlan, String value) {
    /**
     * {@code +} and digits: international E.164; digits: unknown type, E.164; anything else:
     * alphanumeric.
     */
    public static TpAddress of(String text) {
        throw new UnsupportedOperationException();
    }

    /** {@code digits} without the plus sign. */
    public static TpAddress international(String digits) {
        throw new UnsupportedOperationException();
    }

    public static TpAddress alphanumeric(String text) {
        throw new UnsupportedOperationException();
    }

    public boolean isAlphanumeric() {
        throw new UnsupportedOperationException();
    }

    /**
     * {@return the inverse of {@link #of}: a plus sign before international digits, else the value}
     */
    @Override
    public String toString() {
        throw new UnsupportedOperationException();
    }
}
