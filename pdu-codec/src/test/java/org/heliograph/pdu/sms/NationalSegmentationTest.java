// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.InformationElement.Concatenation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NationalSegmentationTest {
    private static final Set<NationalLanguage> ALL = EnumSet.allOf(NationalLanguage.class);

    /** The tables by identifier, locking and single; the sizes are octets or septets. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            plain text needs no table           | a       | 160 | 0/0  | 160
            nor does one too long for a part    | a       | 161 | 0/0  | 153 8
            single shift rather than locking    | ğ       | 1   | 0/1  | 2
            single shift rather than UCS-2      | ğ       | 70  | 0/1  | 140
            single shift up to the last septet  | ağğ     | 31  | 0/1  | 155
            locking shift where it saves a part | ğ       | 78  | 1/0  | 78
            locking shift up to the last septet | ğ       | 155 | 1/0  | 155
            its parts hold 149                  | ğ       | 156 | 1/0  | 149 7
            pairs stay together in them         | ğ{      | 90  | 1/0  | 148 122
            two tables where both are needed    | कख०     | 38  | 6/6  | 152
            their parts hold 146                | कख०     | 39  | 6/6  | 146 10
            of languages the lowest identifier  | ç       | 3   | 0/1  | 6
            Portuguese for what only it has     | ãõ      | 3   | 0/3  | 12
            a language of two scripts in UCS-2  | ğक      | 3   | ucs2 | 12
            emoji in UCS-2                      | ğ😱     | 1   | ucs2 | 6
            surrogate pairs stay together       | 😱      | 36  | ucs2 | 132 12
            UCS-2 for what no table has         | 〇      | 70  | ucs2 | 140
            nothing                             | ''      | 1   | 0/0  | 0
            """)
    void picksTheFewestPartsAndThenWhatMostCanRead(
            String name, String text, int times, String tables, String sizes) {
        Segmentation.Text cut = Segmentation.ofText(text.repeat(times), ALL, 0x1C7);
        assertEquals(tables, tables(cut), name);
        assertEquals(
                List.of(sizes.split(" ")),
                cut.parts().stream().map(p -> Integer.toString(p.payload().length())).toList());
        assertEquals(text.repeat(times), joined(cut));
    }

    @Test
    void usesNoTableThatIsNotAllowed() {
        assertEquals("ucs2", tables(Segmentation.ofText("ğ", Set.of(), 1)));
        assertEquals("ucs2", tables(Segmentation.ofText("ğ", Set.of(NationalLanguage.HINDI), 1)));
        Set<NationalLanguage> spanish = Set.of(NationalLanguage.SPANISH);
        assertEquals("0/2", tables(Segmentation.ofText("ç", spanish, 1)));
        assertEquals("0/2", tables(Segmentation.ofText("ç".repeat(78), spanish, 1)));
    }

    @Test
    void knowsNoTablesWithoutASetOfLanguages() {
        assertEquals(DataCodingScheme.UCS2, Segmentation.ofText("ğ", 1).dataCodingScheme());
        for (String text : List.of("", "hello", "€".repeat(81), "ж".repeat(71), "😱".repeat(36))) {
            assertEquals(Segmentation.ofText(text, 9), Segmentation.ofText(text, Set.of(), 9));
        }
    }

    @Test
    void refusesMoreThan255Parts() {
        assertEquals(255, Segmentation.ofText("ğ".repeat(255 * 149), ALL, 0).parts().size());
        assertThrows(
                IllegalArgumentException.class,
                () -> Segmentation.ofText("ğ".repeat(255 * 149 + 1), ALL, 0));
    }

    @Tag("long")
    @Test
    void cutsAnyTextSoThatItReadsBackAndNoPairIsSplit() {
        SplittableRandom random = new SplittableRandom(23_040);
        for (int i = 0; i < 2_000; i++) {
            Set<NationalLanguage> allowed =
                    ALL.stream().filter(_ -> random.nextInt(3) == 0).collect(Collectors.toSet());
            String text = text(random);
            Segmentation.Text cut = Segmentation.ofText(text, allowed, i);
            assertEquals(text, joined(cut));
            assertEquals(cut, Segmentation.ofText(text, allowed, i));
            cut.parts().forEach(part -> requireWhole(cut.dataCodingScheme(), part));
            assertEquals(fewest(text, allowed), cut.parts().size());
            assertEquals(text, reassembled(cut, i));
        }
    }

    /** From the tables of one language, now and then with something that they lack. */
    private static String text(SplittableRandom random) {
        int locking = random.nextInt(14);
        int single = random.nextInt(4) == 0 ? 0 : locking;
        String repertoire = NationalLanguageTest.repertoire(locking, single);
        String text = NationalLanguageTest.drawn(repertoire, random.nextInt(700), random);
        return switch (random.nextInt(8)) {
            case 0 -> text + "😱".repeat(random.nextInt(80));
            case 1 -> "x".repeat(random.nextInt(160)) + text;
            default -> text;
        };
    }

    private static void requireWhole(DataCodingScheme scheme, UserData part) {
        assertTrue(part.fits(scheme));
        Octets payload = part.payload();
        if (scheme.equals(DataCodingScheme.UCS2)) {
            assertEquals(0, payload.length() % 2);
            String text = part.text(Alphabet.UCS2);
            assertFalse(!text.isEmpty() && Character.isLowSurrogate(text.charAt(0)));
            assertFalse(
                    !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1)));
        } else {
            assertFalse(
                    !payload.isEmpty() && payload.at(payload.length() - 1) == GsmAlphabet.ESCAPE);
        }
    }

    /** The least of what each table needs by itself. */
    private static int fewest(String text, Set<NationalLanguage> allowed) {
        int fewest =
                Segmentation.of(DataCodingScheme.UCS2, List.of(), Alphabet.UCS2.spell(text), 0)
                        .size();
        List<List<InformationElement>> headers = new ArrayList<>(List.of(List.of()));
        for (NationalLanguage language : allowed) {
            int id = language.identifier();
            headers.add(NationalLanguageTest.header(0, id));
            headers.add(NationalLanguageTest.header(id, 0));
            headers.add(NationalLanguageTest.header(id, id));
        }
        for (List<InformationElement> header : headers) {
            if (GsmAlphabet.of(header).spells(text)) {
                UserData whole = UserData.ofText(header, text);
                int parts =
                        Segmentation.of(DataCodingScheme.GSM_7BIT, header, whole.payload(), 0)
                                .size();
                fewest = Math.min(fewest, parts);
            }
        }
        return fewest;
    }

    private static String reassembled(Segmentation.Text cut, int seed) {
        List<UserData> parts = new ArrayList<>(cut.parts());
        Collections.shuffle(parts, new Random(seed));
        Reassembly reassembly = new Reassembly(1);
        Optional<UserData> whole = Optional.empty();
        for (UserData part : parts) {
            assertTrue(whole.isEmpty());
            whole = reassembly.add(TpAddress.of("+4917012345"), part);
        }
        return whole.orElseThrow().text(cut.dataCodingScheme().alphabet());
    }

    private static String joined(Segmentation.Text cut) {
        return cut.parts().stream()
                .map(part -> part.text(cut.dataCodingScheme().alphabet()))
                .collect(Collectors.joining());
    }

    /** What every part says, as LOCKING/SINGLE, or ucs2. */
    private static String tables(Segmentation.Text cut) {
        if (cut.dataCodingScheme().equals(DataCodingScheme.UCS2)) {
            return "ucs2";
        }
        int locking = 0;
        int single = 0;
        List<InformationElement> header = new ArrayList<>(cut.parts().getFirst().header());
        header.removeIf(Concatenation.class::isInstance);
        for (InformationElement element : header) {
            if (element instanceof InformationElement.NationalLanguageLockingShift(var language)) {
                locking = language.identifier();
            } else if (element
                    instanceof InformationElement.NationalLanguageSingleShift(var language)) {
                single = language.identifier();
            }
        }
        for (UserData part : cut.parts()) {
            assertTrue(part.header().containsAll(header));
        }
        return locking + "/" + single;
    }
}
