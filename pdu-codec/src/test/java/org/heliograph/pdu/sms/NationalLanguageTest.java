// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageLockingShift;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageSingleShift;
import org.heliograph.pdu.sms.InformationElement.Unknown;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The tables of 3GPP TS 23.038 annex A, and the elements that choose them. */
class NationalLanguageTest {
    private static final Path TABLES =
            Path.of(System.getProperty("heliograph.root", "."))
                    .resolve("../shared/vectors/sms-tpdu/national-language-tables.json");

    /** First and last of each table, and what sources dispute. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Turkish single shift                      | 0  | 1  | 1b47 1b49 1b53 1b63 1b73 | 011E 0130 015E 00E7 015F
            Turkish locking shift                     | 1  | 0  | 04 07 0b 0c 1c 1d 40 60  | 20AC 0131 011E 011F 015E 015F 0130 00E7
            Spanish single shift                      | 0  | 2  | 1b09 1b41 1b75           | 00E7 00C1 00FA
            Spanish locks nothing                     | 2  | 0  | 40 60 09                 | 00A1 00BF 00C7
            Portuguese single shift                   | 0  | 3  | 1b05 1b5b 1b7f           | 00EA 00C3 00E2
            Portuguese locking shift                  | 3  | 0  | 04 12 15 18 24 60 7d     | 00EA 00AA 221E 20AC 00BA 007E 0060
            Portuguese Greek where it has no Greek    | 3  | 3  | 12 1b12 1b13             | 00AA 03A6 0393
            Bengali single shift                      | 0  | 4  | 1b19 1b24 1b34           | 09E6 09DF 09FA
            Bengali locking shift                     | 4  | 0  | 00 3d 7f                 | 0981 09AA 09F1
            Gujarati single shift                     | 0  | 5  | 1b19 1b1c 1b25           | 0964 0AE6 0AEF
            Gujarati locking shift                    | 5  | 0  | 00 4f 7f                 | 0A81 0ABD 0AF1
            Hindi single shift                        | 0  | 6  | 1b19 1b26 1b3a           | 0964 0951 0971
            Hindi locking shift begins in Devanagari  | 6  | 0  | 00 01 02 7f              | 0901 0902 0903 097F
            Kannada single shift                      | 0  | 7  | 1b26 1b27 1b2a           | 0CDE 0CF1 0CF2
            Kannada locking shift: DDA at 24          | 7  | 0  | 01 24 3d 7f              | 0C82 0CA1 0CAA 0CE3
            Malayalam single shift                    | 0  | 8  | 1b1c 1b2e 1b34           | 0D66 0D7A 0D7F
            Malayalam locking shift                   | 8  | 0  | 01 4f 7f                 | 0D02 0D3D 0D79
            Oriya single shift: digit four at 20      | 0  | 9  | 1b1c 1b20 1b2c           | 0B66 0B6A 0B71
            Oriya locking shift                       | 9  | 0  | 00 60 7f                 | 0B01 0B56 0B63
            Punjabi single shift                      | 0  | 10 | 1b26 1b2d                | 0A59 0A75
            Punjabi locking shift                     | 10 | 0  | 00 60 7f                 | 0A01 0A51 0A74
            Tamil single shift: digit eight at 24     | 0  | 11 | 1b24 1b25 1b2e           | 0BEE 0BEF 0BFA
            Tamil locking shift: comma at 2C          | 11 | 0  | 01 2c 7f                 | 0B82 002C 0BF9
            Telugu single shift: digits 0, 6 and 7    | 0  | 12 | 1b1c 1b22 1b23 1b65      | 0C66 0C6C 0C6D 20AC
            Telugu locking shift                      | 12 | 0  | 00 2c 7f                 | 0C01 002C 0C63
            Urdu single shift                         | 0  | 13 | 1b19 1b3b 1b3f           | 0600 06CD 06D4
            Urdu locking shift                        | 13 | 0  | 00 01 7f                 | 0627 0622 0670
            locking of one language, single of another | 1 | 6  | 0c 1b1c                  | 011F 0966
            """)
    void readsAndSpellsEachTable(
            String name, int locking, int single, String septets, String codePoints) {
        String text = characters(codePoints);
        UserData userData =
                new UserData(header(locking, single), Octets.ofHex(septets.replace(" ", "")));
        assertEquals(text, userData.text(Alphabet.GSM_7BIT), name);
        assertEquals(userData, UserData.ofText(userData.header(), text));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            empty after an escape reads in the locking table | 6  | 6  | 1b5b | 0949
            the reserved 0D after an escape too              | 13 | 13 | 1b0d | 000D
            or in the default alphabet                       | 0  | 4  | 1b5b | 00C4
            empty in both is a space                         | 11 | 1  | 1b16 | 0020
            empty in a locking table is a space              | 11 | 0  | 16   | 0020
            an escape of an escape is a space                | 12 | 12 | 1b1b | 0020
            the second of two equal characters               | 0  | 5  | 1b15 | 00A1
            """)
    void readsWhatItWouldNotWrite(
            String name, int locking, int single, String septets, String codePoints) {
        UserData userData = new UserData(header(locking, single), Octets.ofHex(septets));
        assertEquals(characters(codePoints), userData.text(Alphabet.GSM_7BIT), name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            single shift alone               | 240101       | 1b67 | 011F
            both                             | 250106240106 | 1b1c | 0966
            locking shift alone              | 250106       | 1b1c | 091B
            of two the last counts           | 240101240106 | 1b1c | 0966
            a reserved identifier is ignored | 240101240100 | 1b67 | 011F
            so is the first reserved one     | 24010e       | 1b67 | 0067
            and a locking shift likewise     | 2501ff       | 00   | 0040
            and what is too long             | 24020101     | 1b67 | 0067
            and what is empty                | 2400         | 1b67 | 0067
            """)
    void readsAndWritesTheElements(String name, String hex, String septets, String codePoint)
            throws DecodeException {
        Octets elements = Octets.ofHex(hex);
        List<InformationElement> header = HeaderCodec.elements(new OctetReader(elements));
        UserData userData = new UserData(header, Octets.ofHex(septets));
        assertEquals(characters(codePoint), userData.text(Alphabet.GSM_7BIT), name);
        assertEquals(elements, userData.headerOctets().from(1));
    }

    @Test
    void keepsReservedIdentifiersAsUnknown() throws DecodeException {
        assertEquals(
                List.of(new Unknown(0x24, Octets.of(14)), new Unknown(0x25, Octets.of(0))),
                HeaderCodec.elements(new OctetReader(Octets.ofHex("24010e250100"))));
    }

    @Test
    void refusesWhatTheTablesLack() {
        assertThrows(IllegalArgumentException.class, () -> UserData.ofText(header(0, 1), "\u0915"));
        assertThrows(IllegalArgumentException.class, () -> UserData.ofText(header(6, 6), "é"));
    }

    @Tag("long")
    @Test
    void readsBackAnyTextOfEveryPairOfTables() throws DecodeException {
        SplittableRandom random = new SplittableRandom(23_038);
        for (int locking = 0; locking <= 13; locking++) {
            for (int single = 0; single <= 13; single++) {
                String repertoire = repertoire(locking, single);
                for (int i = 0; i < 20; i++) {
                    String text = drawn(repertoire, random.nextInt(70), random);
                    UserData userData = UserData.ofText(header(locking, single), text);
                    Octets pdu = TpduCodec.encode(carrying(userData));
                    SmsDeliver read =
                            (SmsDeliver) TpduCodec.decodeFromServiceCentre(pdu, Carrier.RP_DATA);
                    assertEquals(userData, read.userData());
                    assertEquals(text, read.userData().text(Alphabet.GSM_7BIT));
                }
            }
        }
    }

    /** Another implementation's tables; where we differ, docs/national-languages.md says why. */
    @Test
    void agreesWithTheTablesOfAnotherImplementation() {
        Assumptions.assumeTrue(Files.isReadable(TABLES), "needs ../shared/vectors");
        JsonNode tables = new ObjectMapper().readTree(TABLES.toFile()).path("tables");
        Map<String, String> differences = new TreeMap<>();
        int compared = 0;
        for (NationalLanguage language : NationalLanguage.values()) {
            int id = language.identifier();
            JsonNode theirs = tables.path(language.name().toLowerCase(Locale.ROOT));
            for (int code = 0; code < 128; code++) {
                String theirSingle = at(theirs, "single_shift", code);
                if (code != GsmAlphabet.ESCAPE && code != 0x0D && !theirSingle.isEmpty()) {
                    compared++;
                    compare(differences, language + " single", code, theirSingle, id, false);
                }
                String theirLocking = at(theirs, "locking_shift", code);
                if (code != GsmAlphabet.ESCAPE && language.locks()) {
                    compared++;
                    compare(differences, language + " locking", code, theirLocking, id, true);
                }
            }
        }
        assertEquals(2_388, compared);
        assertEquals(
                Map.of(
                        "HINDI locking 00", "0981 and not 0901",
                        "HINDI locking 01", "0982 and not 0902",
                        "HINDI locking 02", "0983 and not 0903"),
                differences);
    }

    /** What they have; a space where they have nothing in a locking-shift table. */
    private static String at(JsonNode language, String kind, int code) {
        String whole = language.path(kind + "_string").asString("");
        if (!whole.isEmpty()) {
            return whole.substring(code, code + 1);
        }
        return language.path(kind)
                .path("0x%02x".formatted(code))
                .asString(kind.equals("locking_shift") ? " " : "");
    }

    private static void compare(
            Map<String, String> differences,
            String table,
            int code,
            String theirs,
            int id,
            boolean locking) {
        UserData ours =
                locking
                        ? new UserData(header(id, 0), Octets.of(code))
                        : new UserData(header(0, id), Octets.of(GsmAlphabet.ESCAPE, code));
        String our = ours.text(Alphabet.GSM_7BIT);
        if (!our.equals(theirs)) {
            differences.put(
                    "%s %02x".formatted(table, code),
                    "%04X and not %04X".formatted((int) theirs.charAt(0), (int) our.charAt(0)));
        }
    }

    static SmsDeliver carrying(UserData userData) {
        return new SmsDeliver(
                false,
                Set.of(),
                TpAddress.of("+4917012345"),
                0,
                DataCodingScheme.GSM_7BIT,
                new Scts(OffsetDateTime.parse("2026-08-21T15:03:45Z")),
                userData);
    }

    /** The elements of two identifiers; 0 is none. */
    static List<InformationElement> header(int locking, int single) {
        List<InformationElement> header = new ArrayList<>();
        NationalLanguage.of(locking)
                .ifPresent(language -> header.add(new NationalLanguageLockingShift(language)));
        NationalLanguage.of(single)
                .ifPresent(language -> header.add(new NationalLanguageSingleShift(language)));
        return header;
    }

    /** Every character of two tables. */
    static String repertoire(int locking, int single) {
        StringBuilder characters = new StringBuilder();
        for (int code = 0; code < 128; code++) {
            if (code != GsmAlphabet.ESCAPE) {
                List<InformationElement> header = header(locking, single);
                characters
                        .append(new UserData(header, Octets.of(code)).text(Alphabet.GSM_7BIT))
                        .append(
                                new UserData(header, Octets.of(GsmAlphabet.ESCAPE, code))
                                        .text(Alphabet.GSM_7BIT));
            }
        }
        return characters.toString();
    }

    static String drawn(String repertoire, int length, SplittableRandom random) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(repertoire.charAt(random.nextInt(repertoire.length())));
        }
        return text.toString();
    }

    private static String characters(String codePoints) {
        StringBuilder text = new StringBuilder();
        for (String codePoint : codePoints.split(" ", -1)) {
            text.append((char) Integer.parseInt(codePoint, 16));
        }
        return text.toString();
    }
}
