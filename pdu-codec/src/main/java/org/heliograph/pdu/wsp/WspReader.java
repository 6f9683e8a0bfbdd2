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

    public static final int LENGTH_QUOTE = 31;

    /** Stands before text whose first octet would otherwise read as something else. */
    public static final int QUOTE = 0x7f;

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

    /**
     * {@return a uintvar that counts octets of this PDU, so never more than remain; where it says
     * so, a kind reading counts what remains}
     */
    public static int count(OctetReader in) throws DecodeException {
        int start = in.offset();
        long value = uintvar(in);
        if (value > in.remaining()) {
            in.deviation(start, "need " + value + " octets, have " + in.remaining());
            return in.remaining();
        }
        return (int) value;
    }

    /**
     * Value-length (§8.4.2.2). {@return the octets it spans, as a region of their own; where there
     * are less, a kind reading takes what there is}
     */
    public static OctetReader sized(OctetReader in) throws DecodeException {
        int start = in.offset();
        int first = in.octet();
        if (first > LENGTH_QUOTE) {
            throw new DecodeException(start, "0x%02x is no value length".formatted(first));
        }
        long length = first == LENGTH_QUOTE ? uintvar(in) : first;
        if (length > in.remaining()) {
            in.deviation(in.offset(), "need " + length + " octets, have " + in.remaining());
            length = in.remaining();
        }
        return in.region((int) length);
    }

    /**
     * Takes one header value of any type: its first octet tells where it ends (§8.4.1.2).
     *
     * @return the value as it stands, value length and terminator included
     */
    public static Octets value(OctetReader in) throws DecodeException {
        int first = in.peek();
        if (first >= 0x80) {
            return in.octets(1);
        }
        if (first > LENGTH_QUOTE) {
            return in.octets(textLength(in));
        }
        int start = in.offset();
        sized(in);
        return in.since(start);
    }

    /** {@return whether these octets are one header value, no less and no more} */
    public static boolean isValue(Octets octets) {
        OctetReader in = new OctetReader(octets);
        try {
            value(in);
            return in.atEnd();
        } catch (DecodeException _) {
            return false;
        }
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
        if (length > 1 && octets.peek() == 0) {
            in.deviation(start, "long integer of more octets than it needs");
        }
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
        int start = in.offset();
        return unquoted(in, start, withoutTerminator(in.octets(textLength(in))));
    }

    /** {@return a text without its Quote octet, which must be there before 0x80 to 0xff} */
    public static Octets unquoted(OctetReader in, int start, Octets text) throws DecodeException {
        int first = text.isEmpty() ? 0 : text.at(0);
        if (first >= 0x80) {
            in.deviation(start, "0x%02x starts a text without a Quote".formatted(first));
        }
        return first == QUOTE ? text.from(1) : text;
    }

    /**
     * Text-string as a header value, whose first octet is none of those that start other values.
     * The standard has US-ASCII in mind and HTTP Latin-1; handsets write UTF-8, so what is UTF-8 is
     * read as that and everything else as Latin-1.
     */
    public static String text(OctetReader in) throws DecodeException {
        int first = in.peek();
        if (!startsText(first)) {
            throw new DecodeException(in.offset(), "0x%02x starts no text".formatted(first));
        }
        return toText(textOctets(in));
    }

    /** {@return whether a header value of this first octet is a text (§8.4.1.2)} */
    public static boolean startsText(int first) {
        return first == 0 || (first > LENGTH_QUOTE && first < 0x80);
    }

    /** Text-value (§8.4.2.3): a quoted string, a token, or nothing; without the quotation mark. */
    public static String textValue(OctetReader in) throws DecodeException {
        String text = text(in);
        return text.startsWith("\"") ? text.substring(1) : text;
    }

    /**
     * {@return the text that octets without Quote and terminator are, as {@link #text} reads it}
     */
    public static String toText(Octets octets) {
        return octets.high() < octets.length()
                ? utf8OrLatin1(octets.toArray())
                : octets.toString(StandardCharsets.ISO_8859_1);
    }

    private static String utf8OrLatin1(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /**
     * {@return the number of octets to the next zero, which counts; in a kind reading, or to the
     * end}
     */
    private static int textLength(OctetReader in) throws DecodeException {
        int length = in.beforeZero();
        if (length < in.remaining()) {
            return length + 1;
        }
        in.deviation(in.offset(), "text without its terminating zero");
        return length;
    }

    private static Octets withoutTerminator(Octets text) {
        int end = text.length() - 1;
        return end >= 0 && text.at(end) == 0 ? text.slice(0, end) : text;
    }
}
