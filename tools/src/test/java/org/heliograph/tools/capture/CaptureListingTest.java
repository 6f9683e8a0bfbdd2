// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.Heliograph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code heliograph pdu decode} of a capture, through its front door. */
final class CaptureListingTest {
    private static final Octets RP_ACK = Octets.ofHex("0207");
    private static final Octets NOT_RP = Octets.ofHex("ff07");

    @TempDir private Path directory;

    private record Run(int code, String out, String err) {}

    private Run decode(byte[] capture, String... options) throws IOException {
        Path file = Files.write(directory.resolve("trace"), capture);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("pdu", "decode", "@" + file));
        arguments.addAll(List.of(options));
        int code =
                Heliograph.run(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        arguments.toArray(String[]::new));
        return new Run(code, out.toString(), err.toString());
    }

    private static byte[] capture() {
        Octets parts = submit(1, "Hello ").plus(submit(2, "world"));
        return Packets.pcap(
                List.of(
                        Packets.udp(Packets.sipMessage(RP_ACK)),
                        Packets.tcp(false, 1, 0, Packets.ACK, parts),
                        Packets.udp(Packets.sipMessage(NOT_RP)),
                        Packets.udp(
                                Packets.lines(
                                        "MESSAGE sip:b@x SIP/2.0",
                                        "Content-Type: text/plain",
                                        "",
                                        "Hi"))));
    }

    /** submit_sm with a part of a text behind its header. */
    private static Octets submit(int part, String text) {
        Octets header = Octets.of(5, 0, 3, 9, 2, part);
        Octets message = header.plus(Packets.ascii(text));
        OctetWriter body = new OctetWriter().octets(Packets.ascii("\0\5\0Info\0\1\1"));
        body.octets(Packets.ascii("447700900001\0"))
                .octet(0x40)
                .octets(Octets.ofHex("00".repeat(8)));
        body.octet(message.length()).octets(message);
        OctetWriter pdu = new OctetWriter();
        Packets.uint32(pdu, body.length() + 16);
        Packets.uint32(pdu, 4);
        Packets.uint32(pdu, 0);
        Packets.uint32(pdu, part);
        return pdu.octets(body.toOctets()).toOctets();
    }

    /** Of the columns, up to the name of the PDU. */
    private static final String HEADING =
            "offset  octets                   name and meaning\n     0" + " ".repeat(27);

    @Test
    void showsEachPduUnderALineThatSaysWhereItWas() throws IOException {
        Run run = decode(capture());
        assertEquals(0, run.code(), run.err());
        assertStartsLine(
                run,
                "frame 1  2023-11-14T22:13:20.123Z  10.0.0.1:5060 → 10.0.0.2:5060"
                        + "  SIP MESSAGE, rp-mo, 2 octets\n"
                        + HEADING
                        + "RP-ACK\n");
        assertStartsLine(
                run,
                "frame 2  2023-11-14T22:13:21.123Z  10.0.0.1:40000 → 10.0.0.2:2775"
                        + "  SMPP, 61 octets\n"
                        + HEADING
                        + "submit_sm\n");
        assertStartsLine(
                run, "whole message of 2 parts, complete with this one\n  text  Hello world\n");
        assertStartsLine(run, "not decoded: ");
        assertStartsLine(run, "  ff07\n");
        assertStartsLine(run, "text  Hi\n");
        assertTrue(
                run.out()
                        .endsWith(
                                "\n4 packets, 1 TCP connections, 5 PDUs, 1 of them not decoded\n"),
                run.out());
    }

    private static void assertStartsLine(Run run, String expected) {
        assertTrue(("\n" + run.out()).contains("\n" + expected), run.out());
    }

    @Test
    void printsAJsonObjectInEachLine() throws IOException {
        Run run = decode(capture(), "--json");
        assertEquals(0, run.code(), run.err());
        List<String> lines = run.out().lines().toList();
        assertEquals(7, lines.size(), run.out());
        lines.forEach(line -> assertTrue(line.startsWith("{") && line.endsWith("}"), line));
        assertTrue(
                lines.getFirst()
                        .startsWith("{\"frame\":1,\"time\":\"2023-11-14T22:13:20.123456Z\""));
        assertTrue(lines.getFirst().contains("\"octets\":\"0207\",\"decoded\":{"), run.out());
        assertTrue(lines.get(3).contains("\"text\":\"Hello world\""), run.out());
        assertTrue(lines.get(4).contains("\"notDecoded\":\""), run.out());
        assertTrue(lines.getLast().startsWith("{\"packets\":4,"), run.out());
    }

    @Test
    void endsABrokenFileWithTheOffsetAfterWhatCouldBeRead() throws IOException {
        byte[] whole = capture();
        Run run = decode(Arrays.copyOf(whole, whole.length - 1));
        assertEquals(1, run.code());
        assertTrue(run.out().contains("3 packets, "), run.out());
        assertTrue(run.err().startsWith("capture broken at octet "), run.err());
    }

    @Test
    void refusesAKindForACapture() throws IOException {
        Run run = decode(capture(), "--as", "mms");
        assertEquals(2, run.code());
        assertTrue(run.err().startsWith("--as is for hexadecimal"), run.err());
    }

    @Test
    void aFileOfHexadecimalIsStillRead() throws IOException {
        Run run = decode("02 07\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("RP-ACK"), run.out());
    }
}
