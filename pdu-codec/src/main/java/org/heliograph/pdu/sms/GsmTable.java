// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.Arrays;

/**
 * One table of 128 characters: the default alphabet, its extension, or a national one (3GPP TS
 * 23.038 §6.2.1 and annex A). Looked up in arrays both ways, in about 2 KiB.
 */
final class GsmTable {
    /** No septet. */
    static final int NONE = -1;

    /** No character. */
    static final char EMPTY = 0;

    /** No character up to U+00FF by itself. */
    static final byte NOT_LATIN = 0;

    private final char[] characters;

    /** Those of them that are up to U+00FF and no escape. */
    private final byte[] latinCharacters = new byte[0x80];

    /** By the high and the low octet of a character: its septet. */
    private final byte[][] codes;

    /** The first page, which most characters of most texts are in. */
    private final byte[] latin;

    private GsmTable(char[] table, char empty) {
        this.codes = new byte[0x100][];
        Arrays.fill(codes, page()); // one for all the pages that stay empty
        boolean[] ownPage = new boolean[0x100];
        for (int code = table.length - 1; code >= 0; code--) {
            char character = table[code];
            int page = character >> 8;
            if (character != EMPTY && code != GsmAlphabet.ESCAPE) {
                if (!ownPage[page]) {
                    codes[page] = page();
                    ownPage[page] = true;
                }
                codes[page][character & 0xFF] = (byte) code;
            }
        }
        this.latin = codes[0];
        this.characters = table.clone();
        for (int code = 0; code < characters.length; code++) {
            if (characters[code] == EMPTY) {
                characters[code] = empty;
            }
            if (characters[code] <= 0xFF && code != GsmAlphabet.ESCAPE) {
                latinCharacters[code] = (byte) characters[code];
            }
        }
    }

    /**
     * {@return a table that applies where nothing is escaped; what it leaves empty reads as a
     * space}
     *
     * @param table 128 characters by septet, some {@link #EMPTY}; of a character that is there
     *     twice, the lower septet is written
     */
    static GsmTable main(char[] table) {
        return new GsmTable(table, ' ');
    }

    /**
     * {@return a table that applies to a septet after an escape}
     *
     * @param table as above
     */
    static GsmTable shift(char[] table) {
        return new GsmTable(table, EMPTY);
    }

    private static byte[] page() {
        byte[] page = new byte[0x100];
        Arrays.fill(page, (byte) NONE);
        return page;
    }

    /** {@return the septet of a character, or {@link #NONE}} */
    int code(char character) {
        return character < 0x100 ? latin[character] : codes[character >> 8][character & 0xFF];
    }

    /** {@return what a septet reads as in Latin-1, or {@link #NOT_LATIN}} */
    byte latin(int septet) {
        return latinCharacters[septet];
    }

    /** {@return what a septet reads as, 0 to 127; {@link #EMPTY} only in a shift table} */
    char character(int septet) {
        return characters[septet];
    }
}
