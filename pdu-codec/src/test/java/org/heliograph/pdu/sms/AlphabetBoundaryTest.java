// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageSingleShift;
import org.junit.jupiter.api.Test;

/** Tables of characters: their first and last places, empty ones, and what is in none. */
class AlphabetBoundaryTest {
    /** In the first and last place, on both sides of the end of Latin-1, and twice. */
    private static char[] characters() {
        char[] table = new char[128];
        table[0x00] = '@';
        table[0x01] = '\u00FF';
        table[0x02] = '\u0100';
        table[0x10] = 'A';
        table[GsmAlphabet.ESCAPE] = 'x';
        table[0x20] = '\uFFFD';
        table[0x41] = 'A';
        table[0x7F] = 'à';
        return table;
    }

    @Test
    void findsTheSeptetOfACharacter() {
        GsmTable table = GsmTable.main(characters());
        assertEquals(0x00, table.code('@'));
        assertEquals(0x01, table.code('\u00FF'));
        assertEquals(0x02, table.code('\u0100'));
        assertEquals(0x20, table.code('\uFFFD'));
        assertEquals(0x7F, table.code('à'));
        assertEquals(0x10, table.code('A'), "the lower one of two");
    }

    @Test
    void findsNoSeptetOfWhatTheTableLacks() {
        GsmTable table = GsmTable.main(characters());
        for (char lacking : new char[] {'B', ' ', '\u0101', '\u0200', '\uFFFE', '\u2041'}) {
            assertEquals(GsmTable.NONE, table.code(lacking), () -> "" + lacking);
        }
        assertEquals(GsmTable.NONE, table.code('x'), "the escape is no character");
    }

    @Test
    void findsTheCharacterOfASeptet() {
        GsmTable table = GsmTable.main(characters());
        assertEquals('@', table.character(0x00));
        assertEquals('\u0100', table.character(0x02));
        assertEquals('A', table.character(0x10));
        assertEquals('A', table.character(0x41));
        assertEquals('à', table.character(0x7F));
        assertEquals(' ', table.character(0x03), "empty, in a main table");
        assertEquals(GsmTable.EMPTY, GsmTable.shift(characters()).character(0x03));
        assertEquals('@', GsmTable.shift(characters()).character(0x00));
    }

    @Test
    void findsTheLatinCharacterOfASeptet() {
        GsmTable table = GsmTable.main(characters());
        assertEquals((byte) 0xFF, table.latin(0x01));
        assertEquals((byte) 0xE0, table.latin(0x7F));
        assertEquals((byte) ' ', table.latin(0x03));
        assertEquals(GsmTable.NOT_LATIN, table.latin(0x02), "U+0100");
        assertEquals(GsmTable.NOT_LATIN, table.latin(GsmAlphabet.ESCAPE));
        assertEquals(GsmTable.NOT_LATIN, GsmTable.shift(characters()).latin(0x03));
    }

    /** TS 23.038 §6.2.1 and §6.2.1.1. */
    @Test
    void changesPlacesOfTheDefaultTables() {
        assertEquals('@', DefaultTables.alphabetBut("").character(0));
        GsmTable alphabet = DefaultTables.alphabetBut("05ж 7FZ");
        assertEquals(0x05, alphabet.code('ж'));
        assertEquals('Z', alphabet.character(0x7F));
        assertEquals('A', alphabet.character(0x41));
        GsmTable extension = DefaultTables.extensionAnd("13ß");
        assertEquals('ß', extension.character(0x13));
        assertEquals(0x65, extension.code('€'));
        assertEquals(0x0A, extension.code('\f'));
    }

    /** §6.1.1: a character of the extension table takes two septets. */
    @Test
    void countsSeptets() {
        assertEquals(OptionalInt.of(0), UserData.septets(List.of(), ""));
        assertEquals(OptionalInt.of(2), UserData.septets(List.of(), "ab"));
        assertEquals(OptionalInt.of(5), UserData.septets(List.of(), "€a{"));
        assertEquals(OptionalInt.empty(), UserData.septets(List.of(), "aж"));
        assertEquals(OptionalInt.of(3), UserData.septets(TURKISH, "ğa"));
    }

    private static final List<InformationElement> TURKISH =
            List.of(new NationalLanguageSingleShift(NationalLanguage.TURKISH));

    @Test
    void saysWhichTablesLackACharacter() {
        var plain =
                assertThrows(
                        IllegalArgumentException.class, () -> UserData.ofText(List.of(), "aж"));
        assertEquals("U+0436 is not in the GSM 7-bit default alphabet", plain.getMessage());
        var national =
                assertThrows(IllegalArgumentException.class, () -> UserData.ofText(TURKISH, "ж"));
        assertEquals("U+0436 is not in the GSM 7-bit tables of the header", national.getMessage());
    }

    @Test
    void takesLatinOneForEightBitText() {
        assertTrue(Alphabet.EIGHT_BIT.spells("\u00FF"));
        assertFalse(Alphabet.EIGHT_BIT.spells("\u0100"));
        assertTrue(Alphabet.UCS2.spells("\u0100"));
    }

    @Test
    void findsTheOctetThatIsNoSeptet() {
        for (int at = 0; at < 20; at++) {
            byte[] octets = new byte[20];
            octets[at] = (byte) 0x80;
            assertEquals(
                    "80 at " + at + " is no septet of GSM 7-bit text",
                    Alphabet.GSM_7BIT.misspelling(Octets.of(octets)).orElseThrow());
        }
        assertTrue(Alphabet.GSM_7BIT.misspelling(Octets.of(0x7F, 0x00)).isEmpty());
    }

    /** TS 23.040 §9.1.2.5. */
    @Test
    void readsEveryTypeOfAddress() {
        TypeOfNumber[] types = TypeOfNumber.values();
        for (int octet = 0x80; octet <= 0xFF; octet++) {
            TypeOfNumber type = TypeOfNumber.ofTypeOfAddress(octet);
            NumberingPlan plan = NumberingPlan.ofTypeOfAddress(octet);
            assertEquals(types[octet >> 4 & 7], type);
            assertEquals(octet >> 4 & 7, type.bits());
            assertEquals(octet & 0xF, plan.value());
            assertEquals(octet, type.typeOfAddress(plan));
        }
    }
}
