// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.Arrays;
import org.heliograph.pdu.Octets;

/**
 * A 7-bit alphabet: 128 characters, of which one escapes to a second table (3GPP TS 23.038 §6.2.1).
 * A national language is another pair of tables; all look-ups are in arrays.
 */
final class GsmAlphabet {
    /** The septet after which the extension table applies. */
    static final int ESCAPE = 0x1B;

    /** The default alphabet (§6.2.1) and its extension (§6.2.1.1). */
    static final GsmAlphabet DEFAULT =
            new GsmAlphabet(
                    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ"
                            + " !\"#¤%&'()*+,-./0123456789:;<=>?"
                            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
                            + "¿abcdefghijklmnopqrstuvwxyzäöñüà",
                    extension());

    private static final int NONE = -1;
    private static final int SHIFTED = 0x80;

    private final char[] characters;
    private final char[] shifted;

    /** By the high and the low octet of a character: its septet, with SHIFTED if it is escaped. */
    private final short[][] codes;

    private GsmAlphabet(String characters, char[] shifted) {
        this.characters = characters.toCharArray();
        this.shifted = shifted;
        this.codes = new short[0x100][];
        Arrays.fill(codes, emptyPage()); // one for all the pages that stay empty
        boolean[] ownPage = new boolean[0x100];
        for (int code = 0; code < 128; code++) {
            if (shifted[code] != 0) {
                learn(ownPage, shifted[code], SHIFTED | code);
            }
        }
        for (int code = 0; code < 128; code++) {
            if (code != ESCAPE) {
                learn(ownPage, this.characters[code], code); // one septet is better than two
            }
        }
    }

    private void learn(boolean[] ownPage, char character, int code) {
        int page = character >> 8;
        if (!ownPage[page]) {
            codes[page] = emptyPage();
            ownPage[page] = true;
        }
        codes[page][character & 0xFF] = (short) code;
    }

    private static short[] emptyPage() {
        short[] page = new short[0x100];
        Arrays.fill(page, (short) NONE);
        return page;
    }

    private static char[] extension() {
        char[] table = new char[128];
        table[0x0A] = '\f';
        table[0x14] = '^';
        table[0x28] = '{';
        table[0x29] = '}';
        table[0x2F] = '\\';
        table[0x3C] = '[';
        table[0x3D] = '~';
        table[0x3E] = ']';
        table[0x40] = '|';
        table[0x65] = '€';
        return table;
    }

    boolean spells(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (code(text.charAt(i)) == NONE) {
                return false;
            }
        }
        return true;
    }

    /**
     * {@return the septets of {@code text}, one to an octet}
     *
     * @throws IllegalArgumentException if the alphabet lacks a character of it
     */
    Octets spell(String text) {
        byte[] septets = new byte[2 * text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            int code = code(text.charAt(i));
            if (code == NONE) {
                throw new IllegalArgumentException(
                        String.format(
                                "U+%04X is not in the GSM 7-bit default alphabet",
                                text.codePointAt(i)));
            }
            if (code >= SHIFTED) {
                septets[length++] = ESCAPE;
            }
            septets[length++] = (byte) (code & 0x7F);
        }
        return length == septets.length
                ? Octets.ofOwned(septets)
                : Octets.ofOwned(Arrays.copyOf(septets, length));
    }

    /**
     * {@return the text of {@code septets}} After an escape, a septet that the extension lacks is
     * read in the main table; an escape that escapes nothing, or another escape, is a space (§6.2.1
     * and §6.2.1.1, the notes).
     *
     * @param septets one to an octet; the high bit is not looked at
     */
    String read(Octets septets) {
        char[] text = new char[septets.length()];
        int length = 0;
        for (int i = 0; i < septets.length(); i++) {
            int septet = septets.at(i) & 0x7F;
            if (septet != ESCAPE) {
                text[length++] = characters[septet];
            } else if (i + 1 == septets.length()) {
                text[length++] = ' ';
            } else {
                i++;
                text[length++] = escaped(septets.at(i) & 0x7F);
            }
        }
        return new String(text, 0, length);
    }

    private char escaped(int septet) {
        if (septet == ESCAPE) {
            return ' ';
        }
        return shifted[septet] == 0 ? characters[septet] : shifted[septet];
    }

    private int code(char character) {
        return codes[character >> 8][character & 0xFF];
    }
}
