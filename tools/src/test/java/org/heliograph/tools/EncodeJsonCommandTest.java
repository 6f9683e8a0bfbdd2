// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodeJsonCommandTest {
    @TempDir private Path directory = Path.of("");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            least of a submit   | {"SMS-SUBMIT":{"TP-DA":"1000","TP-UD":{"text":"Hi"}}}            | 010004810100000002c834
            what no GSM spells  | {"SMS-SUBMIT":{"TP-DA":"1","TP-UD":{"text":"П"}}}                | 01000181f10008 02 041f
            octets are 8 bit    | {"SMS-SUBMIT":{"TP-DA":"1","TP-UD":{"data":"ca fe"}}}            | 01000181f10004 02 cafe
            validity            | {"SMS-SUBMIT":{"TP-DA":"1","TP-VP":"PT1H"}}                      | 11000181f100000b00
            direction by TPDU   | {"RP-DATA":{"RP-OA":"1","SMS-DELIVER":{"octets":"0001"}}}        | 0100 0281f1 00 02 0001
            push without a type | {"WSP-Push":{"M-Acknowledge.ind":{"headers":[{"name":"X-Mms-Transaction-ID","value":"T"},{"name":"X-Mms-MMS-Version","value":"1.3"}]}}} | 000601be8c859854008d93
            octets win          | {"SMS-SUBMIT":{"octets":"ff","TP-DA":"1"}}                       | ff
            several             | [{"CP-ACK":{}},{"CP-ACK":{"TI":1}}]                              | 0904 1904
            """)
    void fillsInWhatIsLeftAway(String name, String json, String hex) throws IOException {
        CommandRun run = encode(json);
        assertEquals("", run.err());
        assertEquals(hex.replace(" ", ""), run.out().replace("\n", ""), name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            22 digits          | {"SMS-SUBMIT":{"TP-DA":"1234567890123456789012"}}                | SMS-SUBMIT.TP-DA: 22 digits, at most 20
            misspelt           | {"SMS-SUBMIT":{"TP-DA":"1","TP-PDI":1}}                          | SMS-SUBMIT.TP-PDI: no such member here
            missing            | {"SMS-SUBMIT":{}}                                                | SMS-SUBMIT.TP-DA: missing
            not a number       | {"SMS-SUBMIT":{"TP-DA":"1","TP-MR":"7"}}                         | SMS-SUBMIT.TP-MR: not a number
            out of range       | {"SMS-SUBMIT":{"TP-DA":"1","TP-MR":256}}                         | SMS-SUBMIT.TP-MR: 256 is not 0 to 255
            no time            | {"SMS-DELIVER":{"TP-OA":"1","TP-SCTS":"now"}}                    | SMS-DELIVER.TP-SCTS: not a time such as 2026-11-22T10:15:30+01:00: 'now'
            not hexadecimal    | {"SMS-SUBMIT":{"TP-DA":"1","TP-UD":{"data":"xy"}}}               | SMS-SUBMIT.TP-UD.data: not hexadecimal: not a hexadecimal digit: "x" = 120
            inside             | {"RP-DATA":{"RP-OA":"1","SMS-SUBMIT":{"TP-DA":true}}}            | RP-DATA.SMS-SUBMIT.TP-DA: not an object
            in an array        | {"SMS-SUBMIT":{"TP-DA":"1","TP-UD":{"TP-UDH":[{"id":0}]}}}       | SMS-SUBMIT.TP-UD.TP-UDH[0].reference: missing
            two at once        | {"SMS-SUBMIT":{"TP-DA":"1","TP-UD":{"text":"a","data":"00"}}}    | SMS-SUBMIT.TP-UD: more than one of text, data and WSP-Push
            what a header says | {"M-Send.conf":{"headers":[{"name":"X-Mms-Status","value":"?"}]}}| M-Send.conf.headers[0].value: '?' is no value of X-Mms-Status
            mandatory header   | {"M-Acknowledge.ind":{"headers":[]}}                             | M-Acknowledge.ind: X-Mms-MMS-Version is missing
            unknown kind       | {"kind":"gsm","CP-ACK":{}}                                       | kind: unknown: gsm
            unknown PDU        | {"SMS-DELIVERY":{}}                                              | SMS-DELIVERY: no such PDU
            twice              | {"CP-ACK":{"TI":1,"TI":2}}                                       | CP-ACK.TI: there twice
            null               | {"CP-ACK":{"TI":null}}                                           | CP-ACK.TI: null: leave the member away
            not an integer     | {"CP-ACK":{"TI":1.5}}                                            | CP-ACK.TI: 1.5 is not an integer
            cut short          | {"CP-ACK":                                                       | not JSON: Unexpected end-of-input
            long message       | {"SMS-SUBMIT":{"TP-DA":"1","TP-DCS":4,"TP-UD":{"text":"éé"}}, "x":1} | expected one PDU beside kind, got SMS-SUBMIT, x
            """)
    void namesTheMemberThatIsWrong(String name, String json, String message) throws IOException {
        CommandRun run = encode(json);
        assertEquals(1, run.code());
        assertEquals("", run.out());
        String err = run.err().strip();
        assertEquals(message, err.substring(0, Math.min(err.length(), message.length())), name);
    }

    @Test
    void readsNothingButFilesAndStandardInput() {
        CommandRun run = CommandRun.of("pdu", "encode", "json", "{}");
        assertEquals(1, run.code());
        assertEquals("expected @FILE or -, got {}\n", run.err());
    }

    private CommandRun encode(String json) throws IOException {
        Path file = Files.writeString(directory.resolve("pdu.json"), json);
        return CommandRun.of("pdu", "encode", "json", "@" + file);
    }
}
