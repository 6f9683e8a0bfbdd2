// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

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
     * @throws IllegalArgumentException if the text has a zero character or one that the charset
     *     lacks
     */
    public EncodedString {
        WspWriter.requireText(text);
        if (charset < 0) {
            throw new IllegalArgumentException("charset " + charset);
        }
        if (charset != UTF_8 && !javaCharset(charset).newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("text that charset " + charset + " cannot spell");
        }
    }

    /** {@return {@code text}, with UTF-8 named only where US-ASCII cannot spell it} */
    public static EncodedString of(String text) {
        boolean ascii = text.chars().allMatch(c -> c < 0x80);
        return new EncodedString(ascii ? NO_CHARSET : UTF_8, text);
    }

    static EncodedString decode(OctetReader in) throws DecodeException {
        int first = in.peek();
        if (first == 0 || (first > 31 && first < 0x80)) {
            return new EncodedString(NO_CHARSET, WspReader.text(in));
        }
        OctetReader region = WspReader.sized(in);
        int start = region.offset();
        long charset = WspReader.integer(region);
        if (charset > Integer.MAX_VALUE) {
            throw new DecodeException(start, "charset " + charset);
        }
        Octets text = withoutTerminator((int) charset, region.rest());
        return new EncodedString((int) charset, text.toString(javaCharset((int) charset)));
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

    /** The value length already says where the text ends, so a missing terminator is no harm. */
    private static Octets withoutTerminator(int charset, Octets octets) {
        int length = octets.length();
        if (isWide(charset)) {
            boolean twoZeros =
                    length >= 2 && octets.at(length - 1) == 0 && octets.at(length - 2) == 0;
            return octets.slice(0, length % 2 == 1 ? length - 1 : twoZeros ? length - 2 : length);
        }
        Octets text =
                length > 0 && octets.at(length - 1) == 0 ? octets.slice(0, length - 1) : octets;
        return !text.isEmpty() && text.at(0) == 0x7f ? text.from(1) : text; // Quote
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
