// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.rp;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.SemiOctets;
import org.heliograph.pdu.sms.NumberingPlan;
import org.heliograph.pdu.sms.TypeOfNumber;

/**
 * RP-Originator-Address or RP-Destination-Address (3GPP TS 24.011 §8.2.5.1): the service centre's
 * number, or empty.
 *
 * @param digits from {@code 0-9*#abc}, at most 20; empty for {@link #NONE}
 */
public record RpAddress(TypeOfNumber typeOfNumber, NumberingPlan numberingPlan, String digits) {
    /** An address of length zero. */
    public static final RpAddress NONE =
            new RpAddress(TypeOfNumber.UNKNOWN, NumberingPlan.UNKNOWN, "");

    private static final int MAX_DIGITS = 20;

    public RpAddress {
        SemiOctets.require(digits, MAX_DIGITS);
    }

    /**
     * {@code +} and digits: international; digits: unknown type.
     *
     * @throws IllegalArgumentException on anything else
     */
    public static RpAddress of(String text) {
        return text.startsWith("+")
                ? new RpAddress(TypeOfNumber.INTERNATIONAL, NumberingPlan.ISDN, text.substring(1))
                : new RpAddress(TypeOfNumber.UNKNOWN, NumberingPlan.ISDN, text);
    }

    public boolean isEmpty() {
        return digits.isEmpty();
    }

    /** {@return the inverse of {@link #of}: a plus sign before international digits} */
    @Override
    public String toString() {
        return typeOfNumber == TypeOfNumber.INTERNATIONAL ? "+" + digits : digits;
    }

    /** The length counts octets, type-of-address among them. */
    static RpAddress decode(OctetReader in) throws DecodeException {
        OctetReader contents = in.region(in.octet("length"));
        if (contents.atEnd()) {
            return NONE;
        }
        int typeOfAddress = contents.octet("type of address");
        return new RpAddress(
                TypeOfNumber.ofTypeOfAddress(typeOfAddress),
                NumberingPlan.ofTypeOfAddress(typeOfAddress),
                contents.field("digits", SemiOctets::readAll));
    }

    /**
     * Reads what an address that breaks §8.2.5.1 may mean: fillers are passed over, and a length
     * that goes past the end is taken to count digits.
     */
    static RpAddress decodeKindly(OctetReader in) throws DecodeException {
        int length = in.octet("length");
        OctetReader contents = in.region(length <= in.remaining() ? length : 1 + (length + 1) / 2);
        int typeOfAddress = contents.octet("type of address");
        return new RpAddress(
                TypeOfNumber.ofTypeOfAddress(typeOfAddress),
                NumberingPlan.ofTypeOfAddress(typeOfAddress),
                contents.field("digits", i -> SemiOctets.readKindly(i, MAX_DIGITS)));
    }

    void encode(OctetWriter out) {
        if (equals(NONE)) {
            out.octet(0);
            return;
        }
        out.octet(1 + (digits.length() + 1) / 2).octet(typeOfNumber.typeOfAddress(numberingPlan));
        SemiOctets.write(out, digits);
    }
}
