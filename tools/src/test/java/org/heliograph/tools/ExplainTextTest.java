// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExplainTextTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            what fits one is one          | a      | 160 | ''           | GSM 7-bit default alphabet         | 160 septets, 160 characters | 1: 160 of 160
            one more is two               | a      | 161 | ''           | GSM 7-bit default alphabet         | 161 septets, 161 characters | 1: 153 of 153; 2: 8 of 153
            pairs stay together           | €      | 90  | ''           | GSM 7-bit default alphabet         | 180 septets, 90 characters  | 1: 152 of 153; 2: 28 of 153
            no table without permission   | ğ      | 71  | ''           | UCS-2                              | 142 octets, 71 characters   | 1: 134 of 134; 2: 8 of 134
            a table that is allowed       | ğ      | 71  | turkish      | GSM 7-bit, Turkish single shift    | 142 septets, 71 characters  | 1: 142 of 155
            of several the one that helps | ãõ     | 40  | all          | GSM 7-bit, Portuguese locking shift | 80 septets, 80 characters  | 1: 80 of 155
            surrogates are one character  | 😱     | 36  | all          | UCS-2                              | 144 octets, 36 characters   | 1: 132 of 134; 2: 12 of 134
            nothing costs nothing         | ''     | 1   | ''           | GSM 7-bit default alphabet         | 0 septets, 0 characters     | 1: 0 of 160
            """)
    void tellsAlphabetLengthAndSegments(
            String name,
            String text,
            int times,
            String languages,
            String alphabet,
            String length,
            String segments) {
        List<String> arguments = new ArrayList<>(List.of("pdu", "explain", "text"));
        if (!languages.isEmpty()) {
            arguments.addAll(List.of("--language", languages));
        }
        arguments.add(text.repeat(times));
        CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
        assertEquals(0, run.code(), run.err());
        List<String> lines = run.out().lines().toList();
        assertEquals("alphabet  " + alphabet, lines.get(0), name);
        assertEquals("length    " + length, lines.get(1), name);
        String[] expected = segments.split("; ", -1);
        assertEquals("segments  " + expected.length, lines.get(2), name);
        for (int i = 0; i < expected.length; i++) {
            String start = "  " + expected[i].replace(": ", "  ");
            assertTrue(lines.get(3 + i).startsWith(start), lines.get(3 + i));
        }
    }

    @Test
    void tellsWhatEachCharacterCosts() {
        CommandRun run = CommandRun.of("pdu", "explain", "text", "a€ğa");
        assertEquals(
                """
                character          times  GSM 7-bit septets  UCS-2 octets  name
                a          U+0061  2      1 (61)             2 (0061)      LATIN SMALL LETTER A
                €          U+20AC  1      2 (1b65)           2 (20ac)      EURO SIGN
                ğ          U+011F  1      -                  2 (011f)      LATIN SMALL LETTER G WITH BREVE

                other ways                  segments
                GSM 7-bit default alphabet  -         lacks ğ
                """,
                run.out().substring(run.out().indexOf("character ")));
    }

    @Test
    void namesATableThatWouldSaveSegmentsButIsNotAllowed() {
        CommandRun run = CommandRun.of("pdu", "explain", "text", "ğ".repeat(71));
        assertTrue(
                run.out()
                        .lines()
                        .anyMatch(
                                line ->
                                        line.matches(
                                                "GSM 7-bit, Turkish single shift +1 +142 septets,"
                                                        + " not allowed: --language")),
                run.out());
    }

    @Test
    void answersAsJson() {
        CommandRun run = CommandRun.of("pdu", "explain", "text", "--json", "a😱");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("\"codePoint\" : \"U+1F631\""), run.out());
        assertTrue(run.out().contains("\"ucs2\" : \"d83dde31\""), run.out());
    }

    @Test
    void refusesWhatNoMessageHolds() {
        CommandRun run = CommandRun.of("pdu", "explain", "text", "a".repeat(255 * 153 + 1));
        assertEquals(1, run.code());
        assertEquals("more than 255 parts\n", run.err());
        CommandRun language = CommandRun.of("pdu", "explain", "text", "--language", "latin", "a");
        assertEquals(1, language.code());
        assertEquals("--language: no table for latin\n", language.err());
    }
}
