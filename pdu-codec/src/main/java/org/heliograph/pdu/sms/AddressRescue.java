// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.FieldDecoder;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.SemiOctets;

/**
 * Addresses of TPDUs, and what a kind reading makes of those that break 3GPP TS 23.040 §9.1.2.5.
 * Address-Length counts the semi-octets of the value; some senders count its octets, or as many as
 * RP addresses do. Who counts the characters of a name says one of these too: up to 7 characters
 * take as many octets, up to 15 one octet less.
 */
final class AddressRescue {
    private static final int MAX_OCTETS = 10;
    private static final int MAX_DIGITS = 20;
    private static final int MAX_SEPTETS = 11;

    private AddressRescue() {}

    /** What Address-Length may count. */
    private enum Count {
        SEMI_OCTETS("semi-octets"),
        OCTETS("octets of the value"),
        OCTETS_WITH_TYPE("octets of the value and its type");

        private final String what;

        Count(String what) {
            this.what = what;
        }

        /** {@return the octets of the value; out of range if it cannot be} */
        int octets(int length) {
            return switch (this) {
                case SEMI_OCTETS -> (length + 1) / 2;
                case OCTETS -> length;
                case OCTETS_WITH_TYPE -> length - 1;
            };
        }
    }

    /**
     * Reads an address as the field {@code name}.
     *
     * @param rest what follows it in the TPDU: it tells a kind reading whether a length was meant
     *     as the standard says
     */
    static TpAddress read(String name, OctetReader in, FieldDecoder<?> rest)
            throws DecodeException {
        return in.isKind()
                ? in.field(name, i -> kindly(i, rest))
                : in.field(name, TpAddress::decode);
    }

    private static TpAddress kindly(OctetReader in, FieldDecoder<?> rest) throws DecodeException {
        int length = in.peek();
        for (Count count : Count.values()) {
            if (follows(in.fork(), count.octets(length), rest)) {
                return count == Count.SEMI_OCTETS ? standard(in) : counted(in, count);
            }
        }
        return standard(in);
    }

    /** Whether after a value of so many octets the rest is as it should be. */
    private static boolean follows(OctetReader in, int octets, FieldDecoder<?> rest) {
        try {
            in.octets(2 + octets);
            rest.decode(in);
            return octets >= 0 && octets <= MAX_OCTETS;
        } catch (DecodeException | IllegalArgumentException e) {
            return false;
        }
    }

    private static TpAddress counted(OctetReader in, Count count) throws DecodeException {
        int offset = in.offset();
        int length = in.octet("Address-Length");
        in.deviation(offset, "length " + length + " counts " + count.what + ", not semi-octets");
        return value(in, count.octets(length));
    }

    private static TpAddress standard(OctetReader in) throws DecodeException {
        OctetReader again = in.fork();
        try {
            TpAddress.decode(again);
            return TpAddress.decode(in);
        } catch (DecodeException e) {
            in.deviation(e.offset(), e.reason());
        } catch (IllegalArgumentException e) {
            in.deviation(in.offset(), String.valueOf(e.getMessage()));
        }
        int length = in.octet("Address-Length");
        int octets = Math.min(Count.SEMI_OCTETS.octets(length), Math.max(0, in.remaining() - 1));
        return value(in, octets);
    }

    /** Reads Type-of-Address and a value of so many octets, whatever is in it. */
    private static TpAddress value(OctetReader in, int octets) throws DecodeException {
        int typeOfAddress = in.octet("Type-of-Address");
        TypeOfNumber type = TypeOfNumber.ofTypeOfAddress(typeOfAddress);
        NumberingPlan plan = NumberingPlan.ofTypeOfAddress(typeOfAddress);
        Octets value = in.field("Address-Value", i -> i.octets(octets));
        return new TpAddress(
                type,
                plan,
                type == TypeOfNumber.ALPHANUMERIC
                        ? name(value)
                        : SemiOctets.readKindly(new OctetReader(value), MAX_DIGITS));
    }

    /** The septets that fit, less what fills the last octet. */
    private static String name(Octets packed) {
        int septets = Math.min(packed.length() * 8 / 7, MAX_SEPTETS);
        Octets unpacked = Septets.unpack(packed, 0, septets);
        boolean filled = septets > 0 && septets * 7 % 8 == 0 && unpacked.at(septets - 1) == 0;
        return GsmAlphabet.DEFAULT.read(filled ? unpacked.slice(0, septets - 1) : unpacked);
    }
}
