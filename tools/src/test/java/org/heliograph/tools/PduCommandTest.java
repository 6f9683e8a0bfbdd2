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
            sms-deliver;--from;+447700900123;--text;Grüße {€}                   | guessed: tpdu-mt | text  Grüße {€}
            sms-deliver;--from;12345;--text;Привет                              | guessed: tpdu-mt | 0x08 (UCS-2)
            sms-deliver;--from;12345;--text;Hi;--class;0                        | guessed: tpdu-mt | 0x10 (GSM 7-bit, class 0)
            sms-deliver;--from;12345;--text;Hi;--alphabet;ucs2;--class;1        | guessed: tpdu-mt | 0x19 (UCS-2, class 1)
            sms-deliver;--from;12345;--data;cafe;--udh;0605040b8423f0           | --as tpdu-mt     | ports  to 2948, from 9200 (16 bit)
            sms-deliver;--from;12345;--text;Hi;--timestamp;2026-02-21T15:03:45Z | guessed: tpdu-mt | TP-SCTS  2026-02-21T15:03:45Z
            sms-deliver;--from;1;--text;Hi;--rp;--sc;+447785016005;--reference;7| guessed: rp-mt   | RP-MR  7
            sms-submit;--to;+447700900123;--text;Hi;--validity;P1D              | guessed: tpdu-mo | TP-VP   0xa7 (relative, 24 hours)
            sms-submit;--to;1000;--text;İyi akşamlar;--language;turkish         | guessed: tpdu-mo | text  İyi akşamlar
            sms-submit;--to;1000;--text;Hi;--status-report                      | guessed: tpdu-mo | flags   status-report-request
            sms-submit;--to;1000;--text;Hi;--rp;--sc;+447785016005              | guessed: rp-mo   | RP-DA  +447785016005
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
                List.of("href        http://www.a.com/", "action      signal-medium", "hi")) {
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
        assertEquals(code, run.err().lines().count(), "usage errors add where to look");
    }

    @Test
    void readsFilesAndPrintsJson(@TempDir Path directory) throws IOException {
        Path file =
                Files.writeString(directory.resolve("a.hex"), "00 00\n0004 80000000 00000001\n");
        CommandRun unknown = CommandRun.of("pdu", "decode", "@" + file);
        assertEquals(1, unknown.code(), "eleven octets of anything");
        Files.writeString(file, "00000010 80000006 00000000 00000005");
        CommandRun run = CommandRun.of("pdu", "decode", "--json", "@" + file);
        assertEquals(
                """
                {
                  "kind" : "smpp",
                  "guessed" : true,
                  "unbind_resp" : {
                    "command_status" : "0x00000000 (ESME_ROK)",
                    "sequence_number" : "5"
                  }
                }
                """,
                run.out());
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
        assertTrue(run.out().contains("text  a\\u001b[2J\\nb"), run.out());
    }

    private static CommandRun encode(String... arguments) {
        List<String> args = new ArrayList<>(List.of("pdu", "encode"));
        args.addAll(Arrays.asList(arguments));
        return CommandRun.of(args.toArray(String[]::new));
    }
}
