// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PduCommandTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            sms-deliver;--from;Info;--text;Hello                                | guessed: tpdu-mt | TP-OA    Info (alphanumeric)
            sms-deliver;--from;Elevenchars;--text;Hello                         | guessed: tpdu-mt | TP-OA    Elevenchars (alphanumeric)
            sms-deliver;--from;+447700900123;--text;Grüße {€}                   | guessed: tpdu-mt | text    Grüße {€}
            sms-deliver;--from;12345;--text;Привет                              | guessed: tpdu-mt | TP-DCS   UCS-2
            sms-deliver;--from;12345;--text;Hi;--class;0                        | guessed: tpdu-mt | TP-DCS   GSM 7-bit, class 0
            sms-deliver;--from;12345;--text;Hi;--alphabet;ucs2;--class;1        | guessed: tpdu-mt | TP-DCS   UCS-2, class 1
            sms-deliver;--from;12345;--data;cafe;--udh;0605040b8423f0           | --as tpdu-mt     | ports  to 2948, from 9200 (16 bit)
            sms-deliver;--from;12345;--text;Hi;--timestamp;2026-02-21T15:03:45Z | guessed: tpdu-mt | TP-SCTS  2026-02-21T15:03:45Z
            sms-deliver;--from;1;--text;Hi;--rp;--sc;+447785016005;--reference;7| guessed: rp-mt   | RP-MR   7
            sms-submit;--to;+447700900123;--text;Hi;--validity;P1D              | guessed: tpdu-mo | TP-VP    24 hours
            sms-submit;--to;1000;--text;Hi;--status-report                      | guessed: tpdu-mo | TP-SRR   status report requested
            sms-submit;--to;1000;--text;Hi;--rp;--sc;+447785016005              | guessed: rp-mo   | RP-DA   +447785016005
            """)
    void writesWhatItReads(String arguments, String guess, String line) {
        CommandRun encoded = encode(arguments.split(";", -1));
        assertEquals(0, encoded.code(), encoded.err());
        CommandRun decoded =
                guess.startsWith("--as")
                        ? CommandRun.of(
                                "pdu", "decode", "--as", guess.substring(5), encoded.out().strip())
                        : CommandRun.of("pdu", "decode", encoded.out().strip());
        if (!line.startsWith("ports")) { // those end in a push that is none
            assertEquals(0, decoded.code(), decoded.err());
            assertTrue(decoded.out().startsWith(guess), decoded.out());
            assertTrue(decoded.out().contains(line), decoded.out());
        }
    }

    @ParameterizedTest
    @CsvSource({"mms,guessed: mms", "wsp-push,guessed: wsp-push", "sms,guessed: tpdu-mt"})
    void writesNotificationsInEachCarrier(String carrier, String guess) {
        CommandRun encoded =
                encode(
                        "mms-notification",
                        "--from",
                        "+447700900123",
                        "--url",
                        "http://m.example/AbC",
                        "--size",
                        "48210",
                        "--expiry",
                        "P7D",
                        "--transaction-id",
                        "T1",
                        "--carrier",
                        carrier);
        CommandRun decoded = CommandRun.of("pdu", "decode", encoded.out());
        assertEquals(0, decoded.code(), decoded.err());
        assertTrue(decoded.out().startsWith(guess), decoded.out());
        assertTrue(
                decoded.out().contains("X-Mms-Content-Location  http://m.example/AbC"),
                decoded.out());
    }

    @Test
    void showsServiceIndicationsInsidePushes() {
        CommandRun run =
                CommandRun.of(
                        "pdu",
                        "decode",
                        "--as",
                        "wsp-push",
                        "010601ae02056a0045c60d03610085070103686900" + "0101");
        assertEquals(0, run.code(), run.err());
        for (String line :
                List.of(
                        "href        http://www.a.com/",
                        "action      signal-medium",
                        "indication  hi")) {
            assertTrue(run.out().contains(line), run.out());
        }
    }

    @Test
    void cutsLongTextsIntoLines() {
        CommandRun run = encode("sms-deliver", "--from", "1", "--text", "x".repeat(400));
        List<String> lines = run.out().lines().toList();
        assertEquals(3, lines.size());
        CommandRun last = CommandRun.of("pdu", "decode", lines.getLast());
        assertTrue(last.out().contains("concatenation  part 3 of 3"), last.out());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            cut short      | --as;tpdu-mt;04                                  | 1 | SMS-DELIVER.TP-OA.Address-Length at octet 1: need 1 octets, have 0
            guess is said  | 04                                               | 1 | SMS-DELIVER.TP-OA.Address-Length at octet 1: need 1 octets, have 0 (guessed: tpdu-mt)
            not hex        | 0g                                               | 1 | the argument is not hexadecimal: not a hexadecimal digit: "g" = 103
            no such file   | @/nowhere/pdu.hex                                | 1 | no such file: /nowhere/pdu.hex
            unknown kind   | --as;gsm;04                                      | 2 | unknown kind 'gsm'
            no argument    | --json                                           | 2 | Missing required parameter: 'HEX
            """)
    void saysInOneLineWhatIsWrong(String name, String arguments, int code, String message) {
        List<String> args = new ArrayList<>(List.of("pdu", "decode"));
        args.addAll(Arrays.asList(arguments.split(";", -1)));
        CommandRun run = CommandRun.of(args.toArray(String[]::new));
        assertEquals(code, run.code());
        assertEquals("", run.out());
        assertTrue(run.err().startsWith(message), name + ": " + run.err());
        long more = run.err().lines().filter(line -> line.startsWith("--kindly would")).count();
        assertEquals(code, run.err().lines().count() - more, "usage errors add where to look");
    }

    @Test
    void readsFilesAndPrintsJson(@TempDir Path directory) throws IOException {
        Path file =
                Files.writeString(directory.resolve("a.hex"), "00 00\n0004 80000000 00000001\n");
        CommandRun unknown = CommandRun.of("pdu", "decode", "@" + file);
        assertEquals(1, unknown.code(), "eleven octets of anything");
        Files.writeString(file, "00000010 80000006 00000000 00000005");
        CommandRun run = CommandRun.of("pdu", "decode", "--json", "@" + file);
        String pdu =
                """
                {
                  "kind" : "smpp",
                  "guessed" : true,
                  "unbind_resp" : {
                    "command_status" : 0,
                    "sequence_number" : 5
                  },
                  "fields" : [
                    {
                      "path" : "unbind_resp.command_length",
                      "offset" : 0,
                      "octets" : "00000010",
                      "meaning" : "16"
                    },
                """;
        assertEquals(pdu, run.out().substring(0, pdu.length()));
        assertTrue(run.out().endsWith("\"deviations\" : [ ]\n}\n"), run.out());
    }

    @Test
    void readsFilesOfOctetsAndWhatModemsPrint(@TempDir Path directory) throws IOException {
        byte[] mms = Octets.ofHex("8c85985431008d93").toArray();
        Path binary = Files.write(directory.resolve("a.mms"), mms);
        assertTrue(
                CommandRun.of("pdu", "decode", "@" + binary).out().contains("M-Acknowledge.ind"));
        Path dump =
                Files.writeString(
                        directory.resolve("modem.txt"),
                        "AT+CMGR=2\r\n+CMGR: 1,,20\r\n0791447758100650"
                                + "040291210000621122811000000141\r\n\r\nOK\r\n");
        CommandRun run = CommandRun.of("pdu", "decode", "@" + dump);
        assertTrue(run.out().startsWith("guessed: modem"), run.out() + run.err());
        assertTrue(run.out().contains("SMSC  +447785016005"), run.out());
    }

    @Test
    void putsTogetherWhatComesInParts() {
        String text = "All of it. ".repeat(20).strip();
        CommandRun parts = encode("sms-deliver", "--from", "1", "--text", text);
        List<String> words = new ArrayList<>(List.of("pdu", "decode", "--json"));
        words.addAll(parts.out().lines().toList().reversed());
        CommandRun json = CommandRun.of(words.toArray(String[]::new));
        assertEquals(0, json.code(), json.err());
        assertTrue(json.out().contains("\"text\" : \"" + text + "\""), json.out());
        CommandRun shown = CommandRun.of("pdu", "decode", parts.out());
        assertTrue(shown.out().contains("\nreassembled") || shown.out().contains(" reassembled"));
    }

    @Test
    void readsKindlyWhereAskedAndOffersIt() {
        String late = "040291210000621122811000000141";
        CommandRun strict = CommandRun.of("pdu", "decode", "--as", "tpdu-mt", late + "00");
        assertEquals(1, strict.code());
        assertTrue(strict.err().contains("--kindly would forgive this"), strict.err());
        CommandRun kind =
                CommandRun.of("pdu", "decode", "--kindly", "--as", "tpdu-mt", late + "00");
        assertEquals(0, kind.code(), kind.err());
        assertTrue(kind.out().contains("deviations forgiven:\n"), kind.out());
        assertTrue(kind.out().contains("octets left over"), kind.out());
        CommandRun hopeless = CommandRun.of("pdu", "decode", "--as", "rp-mt", "0101");
        assertEquals(1, hopeless.err().lines().count(), hopeless.err());
    }

    @Test
    void takesTheSteeringOutOfStrangersTexts() {
        CommandRun encoded =
                encode(
                        "sms-deliver",
                        "--from",
                        "1",
                        "--alphabet",
                        "ucs2",
                        "--text",
                        "a\u001b[2J\nb");
        CommandRun run = CommandRun.of("pdu", "decode", encoded.out());
        assertTrue(run.out().contains("text    a\\u001b[2J\\nb"), run.out());
    }

    private static CommandRun encode(String... arguments) {
        List<String> args = new ArrayList<>(List.of("pdu", "encode"));
        args.addAll(Arrays.asList(arguments));
        return CommandRun.of(args.toArray(String[]::new));
    }
}
