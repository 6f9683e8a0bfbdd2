// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.heliograph.pdu.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TCP put together, and the protocols recognised in it. */
final class StreamTest {
    private static final Octets BIND =
            Octets.ofHex("0000001d 00000009 00000000 00000001 6d6d7363 00 78 00 00 34 00 00 00 00");
    private static final Octets UNBIND = Octets.ofHex("00000010 00000006 00000000 00000002");
    private static final int ISN = -20; // the numbers pass zero on their way

    private final List<Octets> packets = new ArrayList<>();

    private StreamTest segment(int offset, Octets data) {
        packets.add(Packets.tcp(false, ISN + 1 + offset, 0, Packets.ACK, data));
        return this;
    }

    private StreamTest begin() {
        packets.add(Packets.tcp(false, ISN, 0, Packets.SYN, Octets.EMPTY));
        return this;
    }

    private Packets.Result read() {
        return Packets.read(Packets.pcap(packets));
    }

    private static Octets smpp() {
        Octets all = BIND;
        for (int i = 0; i < 20; i++) {
            all = all.plus(UNBIND);
        }
        return all;
    }

    @Test
    void putsSegmentsInOrderWhateverTheirOrder() {
        Octets all = smpp();
        SplittableRandom random = new SplittableRandom(9_293);
        for (int round = 0; round < 200; round++) {
            packets.clear();
            begin();
            for (int from = 0; from < all.length(); ) {
                int to = Math.min(all.length(), from + 1 + random.nextInt(40));
                int again = Math.max(0, from - random.nextInt(10)); // overlaps what came before
                segment(again, all.slice(again, to));
                from = to;
            }
            Collections.shuffle(packets.subList(1, packets.size()), new Random(round));
            Packets.Result result = read();
            assertEquals(21, result.found().size(), "round " + round);
            assertTrue(result.troubles().stream().allMatch(String::isEmpty), "round " + round);
        }
    }

    @Test
    void findsItsPlaceAgainAfterAGapAndSaysSo() {
        Octets all = smpp();
        begin().segment(0, all.slice(0, 50));
        for (int from = 60; from < all.length(); from += 11) {
            segment(from, all.slice(from, Math.min(all.length(), from + 11)));
        }
        packets.add(Packets.tcp(true, 1, ISN + 1 + all.length(), Packets.ACK, Octets.EMPTY));
        Packets.Result result = read();
        assertEquals("10 octets are not in the capture here", result.troubles().get(2));
        assertEquals(UNBIND.slice(0, 5), result.found().get(2).octets());
        assertEquals(UNBIND, result.found().getLast().octets());
        assertEquals(21, result.found().size());
        assertEquals("1 gaps in TCP", result.tally().skipped());
    }

    @Test
    void entersAConnectionMidway() {
        segment(0, UNBIND.from(7).plus(UNBIND).plus(UNBIND));
        assertEquals(List.of(UNBIND.toHex(), UNBIND.toHex()), read().octets());
    }

    @Test
    void aNewConnectionBetweenTheSamePortsIsANewOne() {
        begin().segment(0, BIND);
        packets.add(Packets.tcp(false, 7_000, 0, Packets.SYN, Octets.EMPTY));
        packets.add(Packets.tcp(false, 7_001, 0, Packets.ACK, BIND));
        packets.add(Packets.tcp(false, 7_001, 0, Packets.ACK, BIND)); // once more
        assertEquals(2, read().found().size());
    }

    @Test
    void listsAllSmppButTheIdlePing() {
        Octets enquire = Octets.ofHex("00000010 00000015 00000000 00000003");
        begin().segment(0, BIND.plus(enquire).plus(UNBIND));
        Packets.Result result = read();
        assertEquals(List.of(BIND.toHex(), UNBIND.toHex()), result.octets());
        assertEquals("1 enquire_link and enquire_link_resp", result.tally().skipped());
    }

    @Test
    void keepsOctetsThatAreNoPduWithTheReason() {
        begin().segment(0, BIND.plus(Octets.ofHex("7fffffff 00000004 00000000 00000001")));
        segment(BIND.length() + 16, UNBIND);
        Packets.Result result = read();
        assertEquals(List.of("", "command_length 2147483647", ""), result.troubles());
    }

    @Test
    void readsSipOnTcpWithCompactHeadersAndSeveralMessagesInASegment() {
        Octets ok = Packets.ascii("SIP/2.0 200 OK\r\nl: 3\r\n\r\nxyz"); // a response is no request
        Octets text =
                Packets.ascii("MESSAGE sip:b@x SIP/2.0\r\nc: text/plain\r\nl : 5\r\n\r\nHello");
        Octets folded =
                Packets.ascii(
                        "MESSAGE sip:b@x SIP/2.0\r\nc:\r\n application/vnd.3gpp.sms\r\nl:2\r\n\r\n");
        Octets all =
                ok.plus(text).plus(Packets.ascii("\r\n\r\n")).plus(folded).plus(UNBIND.from(14));
        begin().segment(0, all.slice(0, 70)).segment(70, all.from(70));
        Packets.Result result = read();
        assertEquals(
                List.of(Found.Form.TEXT, Found.Form.RP),
                result.found().stream().map(Found::form).toList());
        assertEquals(List.of("48656c6c6f", "0002"), result.octets());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            Content-Length  | Content-Length: 3                            | abc              | 616263
            until the end   | X: y                                         | abc              | 616263
            chunks          | Transfer-Encoding: chunked                   | 1^a^2;x=y^bc^0^^ | 616263
            trailer         | Transfer-Encoding: chunked                   | 3^abc^0^T: x^^   | 616263
            odd chunk       | Transfer-Encoding: chunked                   | 2^ab^zz^         | 6162 a chunk has no size
            chunk missing   | Transfer-Encoding: chunked                   | 3^abc^           | 616263 the rest is not in the capture
            body cut short  | Content-Length: 5                            | abc              | 616263 the rest is not in the capture
            unknown coding  | Content-Length: 3;Content-Encoding: br       | abc              | 616263 Content-Encoding br is not read here
            not gzip at all | Content-Length: 3;Content-Encoding: gzip     | abc              | 616263 does not inflate: Not in GZIP format
            """)
    void readsMm1HoweverItsBodyIsFramed(String name, String headers, String body, String found) {
        String head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.wap.mms-message\r\n"
                        + headers.replace(";C", "\r\nC")
                        + "\r\n\r\n";
        begin().segment(0, Packets.ascii(head + body.replace("^", "\r\n")));
        Found only = read().found().getFirst();
        assertEquals(found, (only.octets().toHex() + " " + only.trouble()).strip(), name);
        assertEquals("MM1 200", only.carrier());
    }

    @Test
    void inflatesBodiesButNoBombs() throws IOException {
        begin().segment(0, zipped(new byte[100]));
        assertEquals(Octets.of(new byte[100]), read().found().getFirst().octets());
        packets.clear();
        begin().segment(0, zipped(new byte[TextFraming.MAX_BODY + 1]));
        assertEquals("inflates to more than 16777216 octets", read().found().getFirst().trouble());
    }

    private static Octets zipped(byte[] body) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(body);
        }
        Octets head =
                Packets.lines(
                        "POST http://mmsc.example:8002/mms HTTP/1.1",
                        "Content-Type: application/vnd.wap.mms-message",
                        "Content-Encoding: gzip",
                        "Content-Length: " + zipped.size(),
                        "",
                        "");
        return head.plus(Octets.of(zipped.toByteArray()));
    }

    @Test
    void passesOverOtherBodiesAndFindsWhatFollows() {
        Octets other = Packets.ascii("POST /x HTTP/1.1\r\nContent-Length: 4\r\n\r\nPOST");
        Octets head = Packets.ascii("HEAD /x HTTP/1.1\r\n\r\n");
        Octets mms =
                Packets.lines(
                        "POST /x HTTP/1.1",
                        "Content-Length: 1",
                        "Content-Type: Application/vnd.wap.mms-message;a=b",
                        "",
                        "z");
        begin().segment(0, other.plus(head).plus(mms));
        Octets answers =
                Packets.lines(
                        "HTTP/1.1 204 No Content",
                        "Content-Length: 9",
                        "",
                        "HTTP/1.1 200 OK",
                        "Content-Length: 999",
                        "",
                        "HTTP/1.1 200 OK",
                        "Content-Length: 1",
                        "Content-Type: application/vnd.wap.mms-message",
                        "",
                        "y");
        packets.add(Packets.tcp(true, 0, 0, Packets.SYN, Octets.EMPTY));
        packets.add(Packets.tcp(true, 1, 0, Packets.FIN, answers));
        assertEquals(List.of("7a", "79"), read().octets());
    }

    @Test
    void leavesOtherProtocolsAlone() {
        begin().segment(0, Octets.ofHex("16030100050102030405"));
        assertEquals("1 TCP streams of TLS", read().tally().skipped());
        packets.clear();
        begin().segment(0, Packets.ascii("SSH-2.0-OpenSSH_9\r\n"));
        assertEquals("1 TCP streams of something else", read().tally().skipped());
    }
}
