// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.heliograph.pdu.Octets;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Wireshark as a second opinion on messages in national languages. Wireshark 4.0 names the elements
 * and finds the septets, but reads them in the default tables, against TS 23.038 §6.2.1.2.2 and
 * §6.2.1.2.3, and shows U+FFFD for an escaped septet that the extension lacks, where §6.2.1.1 shows
 * the character of the main table. So its text may be either reading.
 */
@Tag("long")
class WiresharkNationalLanguageTest {
    private static final int LINK_TYPE_USER_0 = 147;
    private static final int EACH = 3;

    @TempDir Path directory;

    private record Message(int locking, int single, UserData userData) {}

    @Test
    void wiresharkFindsTheSameLanguagesAndSeptets() throws IOException, InterruptedException {
        Assumptions.assumeTrue(installed(), "needs tshark");
        List<Message> messages = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(0x2425);
        for (NationalLanguage language : NationalLanguage.values()) {
            int id = language.identifier();
            for (int i = 0; i < EACH; i++) {
                messages.add(message(0, id, random));
                messages.add(message(id, 0, random));
                messages.add(message(id, id, random));
            }
        }
        List<String> lines = dissected(messages);
        assertEquals(messages.size(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            Message message = messages.get(i);
            String[] fields = lines.get(i).split("\t", -1);
            assertEquals(number(message.locking()), fields[0], "locking shift");
            assertEquals(number(message.single()), fields[1], "single shift");
            assertEquals("", fields[2], "malformed");
            String national = message.userData().text(Alphabet.GSM_7BIT);
            String byDefault = inDefaultTables(message.userData().payload());
            assertTrue(
                    List.of(national, byDefault).contains(fields[3]),
                    () -> message + ": " + fields[3] + " is neither " + national + byDefault);
        }
    }

    private static Message message(int locking, int single, SplittableRandom random) {
        String repertoire =
                NationalLanguageTest.repertoire(locking, single)
                        .replaceAll("[\\n\\r\\f\\\\]", ""); // which tshark escapes
        String text = NationalLanguageTest.drawn(repertoire, 60, random);
        List<InformationElement> header = NationalLanguageTest.header(locking, single);
        return new Message(locking, single, UserData.ofText(header, text));
    }

    private static String number(int identifier) {
        return identifier == 0 ? "" : Integer.toString(identifier);
    }

    private static String inDefaultTables(Octets septets) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < septets.length(); i++) {
            if (septets.at(i) != GsmAlphabet.ESCAPE) {
                text.append(DefaultTables.ALPHABET.character(septets.at(i)));
            } else {
                i++;
                char shifted = DefaultTables.EXTENSION.character(septets.at(i));
                text.append(shifted == GsmTable.EMPTY ? '\ufffd' : shifted);
            }
        }
        return text.toString().replace("\n", "\\n").replace("\r", "\\r").replace("\f", "\\f");
    }

    private List<String> dissected(List<Message> messages)
            throws IOException, InterruptedException {
        Path file = directory.resolve("national.pcap");
        Files.write(file, capture(messages));
        Process process =
                new ProcessBuilder(
                                List.of(
                                        "tshark",
                                        "-n",
                                        "-r",
                                        file.toString(),
                                        "-o",
                                        "uat:user_dlts:\"User 0 (DLT=147)\",\"gsm_sms\",\"0\",\"\",\"0\",\"\"",
                                        "-T",
                                        "fields",
                                        "-e",
                                        "gsm_sms.dis_iei_lang.locking_shift",
                                        "-e",
                                        "gsm_sms.dis_iei_lang.single_shift",
                                        "-e",
                                        "_ws.malformed",
                                        "-e",
                                        "gsm_sms.sms_text"))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        List<String> lines;
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            lines = reader.lines().toList();
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        return lines;
    }

    /** A capture file of TPDUs, each a packet. */
    private static byte[] capture(List<Message> messages) {
        ByteBuffer out = ByteBuffer.allocate(0x10000).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4);
        out.putInt(0).putInt(0).putInt(0xFFFF).putInt(LINK_TYPE_USER_0);
        for (Message message : messages) {
            SmsDeliver deliver = NationalLanguageTest.carrying(message.userData());
            byte[] pdu = TpduCodec.encode(deliver).toArray();
            out.putInt(0).putInt(0).putInt(pdu.length).putInt(pdu.length).put(pdu);
        }
        byte[] written = new byte[out.position()];
        out.flip().get(written);
        return written;
    }

    private static boolean installed() throws InterruptedException {
        try {
            return new ProcessBuilder("tshark", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
