// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;

/**
 * The basic rules of WSP header encoding (WAP-230-WSP §8.1.2 and §8.4.2), always in the shortest
 * form. Values that cannot be written are refused with {@link IllegalArgumentException}: records
 * refuse them first.
 */
public final class WspWriter {
    private WspWriter() {}

    public static void uintvar(OctetWriter out, long value) {
        if (value < 0 || value > 0xffff_ffffL) {
            throw new IllegalArgumentException(value + " does not fit 32 bits");
        }
        for (int shift = 28; shift > 0; shift -= 7) {
            if (value >> shift != 0) {
                out.octet((int) (value >> shift & 0x7f) | 0x80);
            }
        }
        out.octet((int) value & 0x7f);
    }

    /**
     * A header value as it stands: it ends where its first octet says, so that others may follow.
     */
    public static void value(OctetWriter out, Octets octets) {
        if (!WspReader.isValue(octets)) {
            throw new IllegalArgumentException("octets that are not one header value");
        }
        out.octets(octets);
    }

    /** Value-length and the octets it spans. */
    public static void sized(OctetWriter out, Octets octets) {
        if (octets.length() > WspReader.SHORT_LENGTH_MAX) {
            out.octet(WspReader.LENGTH_QUOTE);
            uintvar(out, octets.length());
        } else {
            out.octet(octets.length());
        }
        out.octets(octets);
    }

    /**
     * @param value 0 to 127
     */
    public static void shortInteger(OctetWriter out, int value) {
        if (value < 0 || value > 0x7f) {
            throw new IllegalArgumentException(value + " is no short integer");
        }
        out.octet(value | 0x80);
    }

    public static void longInteger(OctetWriter out, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(value + " is negative");
        }
        int length = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 7) / 8);
        out.octet(length);
        for (int i = length - 1; i >= 0; i--) {
            out.octet((int) (value >> (8 * i)));
        }
    }

    public static void integer(OctetWriter out, long value) {
        if (value >= 0 && value <= 0x7f) {
            shortInteger(out, (int) value);
        } else {
            longInteger(out, value);
        }
    }

    public static void date(OctetWriter out, Instant instant) {
        longInteger(out, instant.getEpochSecond());
    }

    /**
     * Text-string of octets in whatever charset. Quoted also where the first octet is a control
     * character: a header value of such a first octet would read as a value length.
     */
    public static void textOctets(OctetWriter out, Octets text) {
        if (!text.isEmpty() && (text.at(0) < 0x20 || text.at(0) >= WspReader.QUOTE)) {
            out.octet(WspReader.QUOTE);
        }
        out.octets(text).octet(0);
    }

    public static void text(OctetWriter out, String text) {
        textOctets(out, Octets.of(requireText(text), StandardCharsets.UTF_8));
    }

    /** Quoted-string: the opening quotation mark only (§8.4.2.1). */
    public static void quoted(OctetWriter out, String text) {
        out.octet('"').octets(Octets.of(requireText(text), StandardCharsets.UTF_8)).octet(0);
    }

    /** {@return {@code text}, which is a token (RFC 9110 §5.6.2)} */
    public static String requireToken(String text) {
        if (!HeaderText.isToken(text)) {
            throw new IllegalArgumentException("not a parameter name");
        }
        return text;
    }

    /**
     * {@return {@code text}, which has no character that ends a text on the wire, and none that no
     * charset spells}
     */
    public static String requireText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new IllegalArgumentException("text with a zero character");
            }
            if (Character.isSurrogate(c)) {
                boolean pair =
                        i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
                if (!pair) {
                    throw new IllegalArgumentException("text with an unpaired surrogate");
                }
                i++;
            }
        }
        return text;
    }
}
