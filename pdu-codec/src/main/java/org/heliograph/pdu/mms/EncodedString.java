// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.WspCharset;
import org.heliograph.pdu.wsp.WspReader;
import org.heliograph.pdu.wsp.WspWriter;

/**
 * Encoded-string-value (OMA-TS-MMS_ENC 1.3 §7.3.1).
 *
 * @param charset IANA MIBEnum; {@link #NO_CHARSET} when written as plain text, which is US-ASCII
 *     (read as UTF-8 or Latin-1 where a handset takes liberties)
 * @param text in a charset that Java does not have each character stands for one octet
 */
public record EncodedString(int charset, String text) {
    public static final int NO_CHARSET = 0;
    public static final int UTF_8 = 106;

    /**
     * @throws IllegalArgumentException if the text has a zero character, half of a surrogate pair,
     *     or a character that the charset lacks
     */
    public EncodedString {
        WspWriter.requireText(text);
        if (charset < 0) {
            throw new IllegalArgumentException("charset " + charset);
        }
        boolean plain = charset == UTF_8 || (charset == NO_CHARSET && isAscii(text));
        if (!plain && !javaCharset(charset).newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("text that charset " + charset + " cannot spell");
        }
    }

    /** {@return {@code text}, with UTF-8 named only where US-ASCII cannot spell it} */
    public static EncodedString of(String text) {
        return new EncodedString(isAscii(text) ? NO_CHARSET : UTF_8, text);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    static EncodedString decode(OctetReader in) throws DecodeException {
        if (WspReader.startsText(in.peek())) {
            return new EncodedString(NO_CHARSET, WspReader.text(in));
        }
        OctetReader region = WspReader.sized(in);
        int charset = charset(region);
        return spelled(charset, region);
    }

    /**
     * Reads a value whose length, charset or terminator breaks the standard. Of the length and the
     * terminator that one is believed which is followed by a header or by the end.
     */
    static EncodedString rescue(OctetReader in) throws DecodeException {
        int first = in.octet();
        if (first > WspReader.LENGTH_QUOTE) {
            throw new DecodeException(in.offset() - 1, "no encoded string");
        }
        long length = first == WspReader.LENGTH_QUOTE ? WspReader.uintvar(in) : first;
        int start = in.offset();
        int charset = WspReader.startsText(in.peek()) ? NO_CHARSET : charset(in);
        Octets rest = in.fork().rest();
        int stated = Math.clamp(length - (in.offset() - start), 0, rest.length());
        if (isWide(charset)) {
            Octets text = withoutTerminator(charset, in.octets(stated));
            return new EncodedString(charset, text.toString(javaCharset(charset)));
        }
        int zero = zero(rest);
        Octets value = in.octets(end(rest, stated, zero));
        Octets text = value.slice(0, Math.min(zero, value.length()));
        boolean quoted = !text.isEmpty() && text.at(0) == WspReader.QUOTE;
        return lenient(charset, quoted ? text.from(1) : text);
    }

    private static int end(Octets rest, int stated, int zero) {
        int terminated = Math.min(zero + 1, rest.length());
        boolean tooLong = zero < stated && headerAt(rest, terminated);
        boolean tooShort = zero >= stated && !headerAt(rest, stated);
        return tooLong || tooShort ? terminated : stated;
    }

    private static EncodedString lenient(int charset, Octets text) {
        try {
            return new EncodedString(charset, decoded(charset, text));
        } catch (CharacterCodingException _) {
            return new EncodedString(UTF_8, WspReader.toText(text));
        }
    }

    private static int zero(Octets octets) {
        int at = 0;
        while (at < octets.length() && octets.at(at) != 0) {
            at++;
        }
        return at;
    }

    private static boolean headerAt(Octets octets, int at) {
        return at == octets.length() || octets.at(at) >= 0x80;
    }

    private static int charset(OctetReader in) throws DecodeException {
        int start = in.offset();
        long charset = WspReader.integer(in);
        if (charset > Integer.MAX_VALUE) {
            throw new DecodeException(start, "charset " + charset);
        }
        return (int) charset;
    }

    void encodeTo(OctetWriter out) {
        if (charset == NO_CHARSET) {
            WspWriter.text(out, text);
            return;
        }
        OctetWriter sized = new OctetWriter(2 * text.length() + 8);
        WspWriter.integer(sized, charset);
        Octets octets = Octets.of(text, javaCharset(charset));
        if (isWide(charset)) {
            sized.octets(octets).uint16(0);
        } else {
            WspWriter.textOctets(sized, octets);
        }
        WspWriter.sized(out, sized.toOctets());
    }

    /** What follows the charset, to the end of the value. */
    private static EncodedString spelled(int charset, OctetReader in) throws DecodeException {
        int start = in.offset();
        Octets octets = in.rest();
        if (!isWide(charset) && zero(octets) < octets.length() - 1) {
            throw new DecodeException(start, "octets after the end of the text");
        }
        Octets text = withoutTerminator(charset, octets);
        if (text.length() == octets.length()) {
            throw new DecodeException(start, "text without its terminating zero");
        }
        if (!isWide(charset)) {
            text = WspReader.unquoted(in, start, text);
        }
        if (charset == WspCharset.US_ASCII && !isAscii(text)) {
            in.deviation(start, "text that is not US-ASCII");
        }
        try {
            return new EncodedString(charset, decoded(charset, text));
        } catch (CharacterCodingException e) {
            throw new DecodeException(start, "text that is not of charset " + charset);
        }
    }

    private static boolean isAscii(Octets text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.at(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String decoded(int charset, Octets text) throws CharacterCodingException {
        return javaCharset(charset).newDecoder().decode(ByteBuffer.wrap(text.toArray())).toString();
    }

    /** Two zeros, or one, where a character has two octets. */
    private static Octets withoutTerminator(int charset, Octets octets) {
        int length = octets.length();
        if (isWide(charset)) {
            boolean twoZeros =
                    length >= 2 && octets.at(length - 1) == 0 && octets.at(length - 2) == 0;
            return octets.slice(0, length % 2 == 1 ? length - 1 : twoZeros ? length - 2 : length);
        }
        return length > 0 && octets.at(length - 1) == 0 ? octets.slice(0, length - 1) : octets;
    }

    /** Of two octets a character, so that neither Quote nor a single zero octet fits. */
    private static boolean isWide(int charset) {
        return charset == WspCharset.ISO_10646_UCS_2
                || (charset >= WspCharset.UTF_16BE && charset <= WspCharset.UTF_16);
    }

    /** US-ASCII is read as Latin-1, which loses no octet of those who claim it wrongly. */
    private static Charset javaCharset(int charset) {
        if (charset == NO_CHARSET) {
            return StandardCharsets.UTF_8;
        }
        if (charset == WspCharset.US_ASCII) {
            return StandardCharsets.ISO_8859_1;
        }
        return WspCharset.charset(charset)
                .filter(Charset::canEncode)
                .orElse(StandardCharsets.ISO_8859_1);
    }

    /** {@return the text} */
    @Override
    public String toString() {
        return text;
    }
}
