// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.heliograph.pdu.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlphabetTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            letters                       ; Hello    ; 48656c6c6f
            first and last of the table   ; @à       ; 007f
            Greek capitals                ; ΔΦΓΛΩΠΨΣΘΞ ; 1012131415161718191a
            capital cedilla only          ; Ç        ; 09
            extension characters          ; €[]{}\\^~| ; 1b651b3c1b3e1b281b291b2f1b141b3d1b40
            """)
    void spellsAndReadsTheDefaultAlphabet(String name, String text, String septets) {
        UserData spelt = UserData.ofText(text, Alphabet.GSM_7BIT);
        assertEquals(septets, spelt.payload().toHex(), name);
        assertEquals(text, spelt.text(Alphabet.GSM_7BIT));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            unassigned extension code reads in the main table | 1b41   | 'A'
            escape of an escape is a space                    | 1b1b41 | ' A'
            escape at the end is a space                      | 411b   | 'A '
            """)
    void readsEscapesThatEscapeNothing(String name, String septets, String text) {
        UserData userData = new UserData(java.util.List.of(), Octets.ofHex(septets));
        assertEquals(text, userData.text(Alphabet.GSM_7BIT), name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            nothing                     | ''           | ''
            of one octet and of two     | aж           | 00610436
            the last before and after   | \ud7ff\ue000 | d7ffe000
            a surrogate pair            | a😱б         | 0061d83dde310431
            a high surrogate alone      | a\ud83db      | 0061fffd0062
            a low surrogate at the end  | a\ude31       | 0061fffd
            """)
    void spellsUcs2AsUtf16(String name, String text, String octets) {
        assertEquals(octets, UserData.ofText(text, Alphabet.UCS2).payload().toHex(), name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            nothing                     | ''               | ''
            of one octet and of two     | 00610436         | aж
            the last before and after   | d7ffe000         | \ud7ff\ue000
            a surrogate pair            | 0061d83dde310431 | a😱б
            a high surrogate and no low | 0061d83d0062     | a\ufffd
            a low surrogate at the end  | 0061de31         | a\ufffd
            half a character            | 006104           | a\ufffd
            """)
    void readsUcs2AsUtf16(String name, String octets, String text) {
        UserData userData = new UserData(java.util.List.of(), Octets.ofHex(octets));
        assertEquals(text, userData.text(Alphabet.UCS2), name);
    }

    @Test
    void knowsWhatEachAlphabetLacks() {
        assertTrue(Alphabet.GSM_7BIT.spells("|\f\r\n"));
        assertFalse(Alphabet.GSM_7BIT.spells("ç"));
        assertFalse(Alphabet.GSM_7BIT.spells("\u001b"));
        assertTrue(Alphabet.EIGHT_BIT.spells("ç"));
        assertFalse(Alphabet.EIGHT_BIT.spells("€"));
        assertTrue(Alphabet.UCS2.spells("😱"));
        assertThrows(IllegalArgumentException.class, () -> UserData.ofText("ж", Alphabet.GSM_7BIT));
        assertThrows(
                IllegalArgumentException.class, () -> UserData.ofText("€", Alphabet.EIGHT_BIT));
    }

    @Test
    void readsEverySeptetThatItSpells() {
        for (int code = 0; code < 128; code++) {
            if (code != GsmAlphabet.ESCAPE) {
                String text = GsmAlphabet.DEFAULT.read(Octets.of(code));
                assertEquals(Octets.of(code), GsmAlphabet.DEFAULT.spell(text));
            }
        }
    }

    /** TS 23.038 §4; no class is -1. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "0x00, GSM_7BIT, false, -1",
        "0x04, EIGHT_BIT, false, -1",
        "0x08, UCS2, false, -1",
        "0x0C, GSM_7BIT, false, -1",
        "0x10, GSM_7BIT, false, 0",
        "0x15, EIGHT_BIT, false, 1",
        "0x1A, UCS2, false, 2",
        "0x20, GSM_7BIT, true, -1",
        "0x2C, GSM_7BIT, false, -1",
        "0x39, UCS2, true, 1",
        "0x40, GSM_7BIT, false, -1",
        "0x58, UCS2, false, 0",
        "0x7B, UCS2, true, 3",
        "0x80, GSM_7BIT, false, -1",
        "0xB4, GSM_7BIT, false, -1",
        "0xC8, GSM_7BIT, false, -1",
        "0xD0, GSM_7BIT, false, -1",
        "0xE8, UCS2, false, -1",
        "0xF1, GSM_7BIT, false, 1",
        "0xF6, EIGHT_BIT, false, 2",
        "0xFF, EIGHT_BIT, false, 3",
    })
    void readsEveryCodingGroup(
            String octet, Alphabet alphabet, boolean compressed, int messageClass) {
        DataCodingScheme scheme = new DataCodingScheme(Integer.decode(octet));
        assertEquals(alphabet, scheme.alphabet());
        assertEquals(compressed, scheme.compressed());
        assertEquals(
                messageClass < 0 ? OptionalInt.empty() : OptionalInt.of(messageClass),
                scheme.messageClass());
        assertEquals(alphabet == Alphabet.GSM_7BIT && !compressed, scheme.countsSeptets());
    }

    @Test
    void writesTheMessageClassInTheGeneralGroup() {
        assertEquals(0x10, DataCodingScheme.of(Alphabet.GSM_7BIT, 0).octet());
        assertEquals(0x1A, DataCodingScheme.of(Alphabet.UCS2, 2).octet());
    }
}
