// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.SemiOctets;

/**
 * An address as TPDUs carry it: TP-OA, TP-DA, TP-RA (3GPP TS 23.040 §9.1.2.5).
 *
 * @param value at most 20 digits from {@code 0-9*#abc}, or text of the GSM 7-bit default alphabet
 *     if {@code typeOfNumber} is alphanumeric (at most 11 septets: a character of the extension
 *     table counts two)
 */
public record TpAddress(TypeOfNumber typeOfNumber, NumberingPlan numberingPlan, String value) {
    private static final int MAX_DIGITS = 20; // ten octets of Address-Value
    private static final int MAX_SEPTETS = 11; // as many as begin in ten octets

    public TpAddress {
        if (typeOfNumber == TypeOfNumber.ALPHANUMERIC) {
            int septets = GsmAlphabet.DEFAULT.spell(value).length();
            if (septets > MAX_SEPTETS) {
                throw new IllegalArgumentException(septets + " septets, at most " + MAX_SEPTETS);
            }
        } else {
            SemiOctets.require(value, MAX_DIGITS);
        }
    }

    /**
     * {@code +} and digits: international E.164; digits, {@code *} and {@code #}: unknown type,
     * E.164; anything else: alphanumeric.
     *
     * @throws IllegalArgumentException if it is too long, or has characters outside the GSM 7-bit
     *     default alphabet
     */
    public static TpAddress of(String text) {
        if (text.length() > 1 && text.charAt(0) == '+' && dialled(text, 1)) {
            return international(text.substring(1));
        }
        return dialled(text, 0)
                ? new TpAddress(TypeOfNumber.UNKNOWN, NumberingPlan.ISDN, text)
                : alphanumeric(text);
    }

    /** {@code digits} without the plus sign. */
    public static TpAddress international(String digits) {
        return new TpAddress(TypeOfNumber.INTERNATIONAL, NumberingPlan.ISDN, digits);
    }

    public static TpAddress alphanumeric(String text) {
        return new TpAddress(TypeOfNumber.ALPHANUMERIC, NumberingPlan.UNKNOWN, text);
    }

    public boolean isAlphanumeric() {
        return typeOfNumber == TypeOfNumber.ALPHANUMERIC;
    }

    /**
     * {@return the inverse of {@link #of}: a plus sign before international digits, else the value}
     */
    @Override
    public String toString() {
        return typeOfNumber == TypeOfNumber.INTERNATIONAL ? "+" + value : value;
    }

    /**
     * Address-Length counts the useful semi-octets of the value, type-of-address not among them.
     */
    static TpAddress decode(OctetReader in) throws DecodeException {
        int semiOctets = in.octet("Address-Length");
        int typeOfAddress = in.octet("Type-of-Address");
        TypeOfNumber type = TypeOfNumber.ofTypeOfAddress(typeOfAddress);
        NumberingPlan plan = NumberingPlan.ofTypeOfAddress(typeOfAddress);
        return new TpAddress(
                type,
                plan,
                in.field(
                        "Address-Value",
                        value ->
                                type == TypeOfNumber.ALPHANUMERIC
                                        ? name(value, semiOctets)
                                        : SemiOctets.read(value, semiOctets)));
    }

    private static String name(OctetReader in, int semiOctets) throws DecodeException {
        Octets packed = in.octets((semiOctets + 1) / 2);
        return GsmAlphabet.DEFAULT.read(Septets.unpack(packed, 0, semiOctets * 4 / 7));
    }

    /** {@return the address as on the wire, Address-Length first} */
    Octets toOctets() {
        OctetWriter out = new OctetWriter(12); // length, type, ten octets of value
        encode(out);
        return out.toOctets();
    }

    void encode(OctetWriter out) {
        int typeOfAddress = typeOfNumber.typeOfAddress(numberingPlan);
        if (isAlphanumeric()) {
            Octets septets = GsmAlphabet.DEFAULT.spell(value);
            out.octet((septets.length() * 7 + 3) / 4).octet(typeOfAddress);
            Septets.pack(out, septets, 0);
        } else {
            out.octet(value.length()).octet(typeOfAddress);
            SemiOctets.write(out, value);
        }
    }

    private static boolean dialled(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '*' && c != '#') {
                return false;
            }
        }
        return true;
    }
}
