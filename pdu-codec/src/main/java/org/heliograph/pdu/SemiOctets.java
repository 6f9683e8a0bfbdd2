// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu;

/**
 * The digits of telephone numbers as semi-octets, the first in the low half of its octet; 1111
 * fills the last half of an odd number (3GPP TS 23.040 §9.1.2.3, TS 24.008 table 10.5.118).
 */
public final class SemiOctets {
    private static final char[] DIGITS = "0123456789*#abc".toCharArray();
    private static final int FILLER = 0xF;

    private SemiOctets() {}

    /**
     * {@return {@code digits}, if they are from {@code 0-9*#abc} and at most {@code most}}
     *
     * @throws IllegalArgumentException otherwise
     */
    public static String require(String digits, int most) {
        if (digits.length() > most) {
            throw new IllegalArgumentException(digits.length() + " digits, at most " + most);
        }
        for (int i = 0; i < digits.length(); i++) {
            if (code(digits.charAt(i)) == FILLER) {
                throw new IllegalArgumentException("digit " + (i + 1) + " is none of 0-9*#abc");
            }
        }
        return digits;
    }

    /** Reads {@code count} digits; what fills the last octet of an odd number is not looked at. */
    public static String read(OctetReader in, int count) throws DecodeException {
        char[] digits = new char[count];
        for (int i = 0; i < count; i += 2) {
            int offset = in.offset();
            int octet = in.octet();
            digits[i] = digit(octet & 0xF, offset);
            if (i + 1 < count) {
                digits[i + 1] = digit(octet >> 4, offset);
            }
        }
        return new String(digits);
    }

    /** Reads all that remains: an even number of digits, or an odd one and the filler. */
    public static String readAll(OctetReader in) throws DecodeException {
        char[] digits = new char[2 * in.remaining()];
        int count = 0;
        while (!in.atEnd()) {
            int offset = in.offset();
            int octet = in.octet();
            digits[count++] = digit(octet & 0xF, offset);
            if (!in.atEnd() || octet >> 4 != FILLER) {
                digits[count++] = digit(octet >> 4, offset);
            }
        }
        return new String(digits, 0, count);
    }

    /**
     * Reads what a phone number may be meant by: all digits there are, at most {@code most},
     * without the fillers among them.
     */
    public static String readKindly(OctetReader in, int most) throws DecodeException {
        StringBuilder digits = new StringBuilder();
        while (!in.atEnd()) {
            int octet = in.octet();
            for (int code : new int[] {octet & 0xF, octet >> 4}) {
                if (code != FILLER && digits.length() < most) {
                    digits.append(DIGITS[code]);
                }
            }
        }
        return digits.toString();
    }

    /** Writes digits that {@link #require} has passed. */
    public static void write(OctetWriter out, String digits) {
        for (int i = 0; i < digits.length(); i += 2) {
            int second = i + 1 < digits.length() ? code(digits.charAt(i + 1)) : FILLER;
            out.octet(second << 4 | code(digits.charAt(i)));
        }
    }

    private static char digit(int code, int offset) throws DecodeException {
        if (code == FILLER) {
            throw new DecodeException(offset, "filler among the digits");
        }
        return DIGITS[code];
    }

    private static int code(char digit) {
        return switch (digit) {
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> digit - '0';
            case '*' -> 0xA;
            case '#' -> 0xB;
            case 'a', 'b', 'c' -> digit - 'a' + 0xC;
            default -> FILLER;
        };
    }
}
