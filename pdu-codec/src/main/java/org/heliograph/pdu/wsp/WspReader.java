// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;

/**
 * The basic rules of WSP header encoding (WAP-230-WSP §8.1.2 and §8.4.2), read from a cursor.
 * {@link WspWriter} is the inverse.
 */
public final class WspReader {
    /** Value-lengths up to here are one octet; {@link #LENGTH_QUOTE} announces a uintvar. */
    static final int SHORT_LENGTH_MAX = 30;

    static final int LENGTH_QUOTE = 31;

    /** Stands before text whose first octet would otherwise read as something else. */
    static final int QUOTE = 0x7f;

    private static final int LONG_INTEGER_MAX = 8; // what a Java long holds; the standard allows 30

    private WspReader() {}

    /** {@return a uintvar of at most 32 bits, five octets (§8.1.2)} */
    public static long uintvar(OctetReader in) throws DecodeException {
        int start = in.offset();
        long value = 0;
        for (int i = 0; i < 5; i++) {
            int octet = in.octet();
            value = value << 7 | (octet & 0x7f);
            if ((octet & 0x80) == 0) {
                if (value > 0xffff_ffffL) {
                    break;
                }
                return value;
            }
        }
        throw new DecodeException(start, "uintvar of more than 32 bits");
    }

    /** {@return a uintvar that counts octets or entries of this PDU, so never more than remain} */
    public static int count(OctetReader in) throws DecodeException {
        int start = in.offset();
        long value = uintvar(in);
        if (value > in.remaining()) {
            throw new DecodeException(start, "need " + value + " octets, have " + in.remaining());
        }
        return (int) value;
    }

    /** Value-length (§8.4.2.2). {@return the octets it spans, as a region of their own} */
    public static OctetReader sized(OctetReader in) throws DecodeException {
        int start = in.offset();
        int first = in.octet();
        if (first <= SHORT_LENGTH_MAX) {
            return in.region(first);
        }
        if (first == LENGTH_QUOTE) {
            return in.region(count(in));
        }
        throw new DecodeException(start, "0x%02x is no value length".formatted(first));
    }

    /**
     * Takes one header value of any type: its first octet tells where it ends (§8.4.1.2).
     *
     * @return the value as it stands, value length and terminator included
     */
    public static Octets value(OctetReader in) throws DecodeException {
        OctetReader ahead = in.fork();
        int first = ahead.peek();
        if (first <= LENGTH_QUOTE) {
            sized(ahead);
        } else if (first < 0x80) {
            skipText(ahead);
        } else {
            ahead.octet();
        }
        return in.octets(ahead.offset() - in.offset());
    }

    /** Short-integer (§8.4.2.1). {@return 0 to 127} */
    public static int shortInteger(OctetReader in) throws DecodeException {
        int start = in.offset();
        int octet = in.octet();
        if (octet < 0x80) {
            throw new DecodeException(start, "0x%02x is no short integer".formatted(octet));
        }
        return octet & 0x7f;
    }

    /** Long-integer (§8.4.2.1) of at most 63 bits. */
    public static long longInteger(OctetReader in) throws DecodeException {
        int start = in.offset();
        int length = in.octet();
        if (length == 0 || length > SHORT_LENGTH_MAX) {
            throw new DecodeException(start, "0x%02x starts no long integer".formatted(length));
        }
        OctetReader octets = in.region(length);
        long value = 0;
        while (!octets.atEnd()) {
            if (value >> (8 * (LONG_INTEGER_MAX - 1)) != 0) {
                throw new DecodeException(start, "long integer of more than 63 bits");
            }
            value = value << 8 | octets.octet();
        }
        if (value < 0) {
            throw new DecodeException(start, "long integer of more than 63 bits");
        }
        return value;
    }

    /** Integer-value (§8.4.2.3): short or long. */
    public static long integer(OctetReader in) throws DecodeException {
        return in.peek() >= 0x80 ? shortInteger(in) : longInteger(in);
    }

    /** Date-value (§8.4.2.3): seconds since 1970-01-01T00:00:00Z. */
    public static Instant date(OctetReader in) throws DecodeException {
        int start = in.offset();
        long seconds = longInteger(in);
        if (seconds > 0xff_ffff_ffffL) { // five octets reach beyond the year 36000
            throw new DecodeException(start, "date of " + seconds + " s");
        }
        return Instant.ofEpochSecond(seconds);
    }

    /** Text-string (§8.4.2.1) without its Quote octet and its terminator, as octets. */
    public static Octets textOctets(OctetReader in) throws DecodeException {
        OctetReader ahead = in.fork();
        skipText(ahead);
        Octets text = in.octets(ahead.offset() - in.offset() - 1);
        in.octet();
        return !text.isEmpty() && text.at(0) == QUOTE ? text.from(1) : text;
    }

    /**
     * Text-string. The standard has US-ASCII in mind and HTTP Latin-1; handsets write UTF-8, so
     * what is UTF-8 is read as that and everything else as Latin-1.
     */
    public static String text(OctetReader in) throws DecodeException {
        return toText(textOctets(in));
    }

    /** Text-value (§8.4.2.3): a quoted string, a token, or nothing; without the quotation mark. */
    public static String textValue(OctetReader in) throws DecodeException {
        String text = text(in);
        return text.startsWith("\"") ? text.substring(1) : text;
    }

    private static String toText(Octets octets) {
        for (int i = 0; i < octets.length(); i++) {
            if (octets.at(i) >= 0x80) {
                return utf8OrLatin1(octets.toArray());
            }
        }
        return octets.toString(StandardCharsets.US_ASCII);
    }

    private static String utf8OrLatin1(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static void skipText(OctetReader in) throws DecodeException {
        int start = in.offset();
        while (!in.atEnd()) {
            if (in.octet() == 0) {
                return;
            }
        }
        throw new DecodeException(start, "text without its terminating zero");
    }
}
