// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.heliograph.smsc.sip.SipSite.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What peers may send by mistake or malice; afterwards the server serves as before. */
final class HostileInputTest {
    private static final Octets SMMA = RpCodec.encode(new RpMessage.RpSmma(1));

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private SipSite site;

    @BeforeEach
    void start() throws IOException {
        lines.start();
        logger().addAppender(lines);
        site = new SipSite();
    }

    @AfterEach
    void stop() throws IOException {
        logger().detachAppender(lines);
        site.close();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(SipServer.class);
    }

    /** What the server thought its own mistake. */
    private List<String> faults() {
        return List.copyOf(lines.list).stream()
                .filter(line -> line.getLevel() == Level.ERROR)
                .map(line -> line.getThrowableProxy().getMessage())
                .toList();
    }

    private void servesAsBefore() throws IOException {
        try (SipPeer udp = SipPeer.overUdp(site.server.port());
                SipPeer tcp = SipPeer.overTcp(site.server.port())) {
            assertEquals(200, udp.register(ALICE, 60).status());
            assertEquals(200, tcp.register(ALICE, 60).status());
        }
    }

    @Test
    void survivesMutatedMessages() throws IOException {
        SplittableRandom random = new SplittableRandom(3_261);
        SipPeer phone = site.udp();
        SipPeer pacer = site.udp(); // so that no socket buffer overflows
        byte[][] originals = {
            phone.message(ALICE, SMMA, "In-Reply-To: a@b\r\nRequire: sec-agree\r\n"),
            phone.request(
                    "REGISTER", ALICE, "Contact: <sip:a@127.0.0.1:9>;expires=60\r\n", Octets.EMPTY),
            "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\r\nCSeq: 1 MESSAGE\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII)
        };
        for (int i = 0; i < 3_000; i++) {
            byte[] mutated = originals[i % originals.length].clone();
            for (int k = 1 + random.nextInt(4); k > 0; k--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            phone.send(
                    random.nextInt(4) == 0
                            ? Arrays.copyOf(mutated, random.nextInt(mutated.length))
                            : mutated);
            if (i % 20 == 0) {
                pacer.send(pacer.request("OPTIONS", ALICE, "", Octets.EMPTY));
                assertEquals(200, pacer.response().status());
            }
        }
        servesAsBefore();
        assertEquals(List.of(), faults());
    }

    @Test
    void survivesRandomOctets() throws IOException {
        SplittableRandom random = new SplittableRandom(18);
        SipPeer udp = site.udp();
        for (int i = 0; i < 500; i++) {
            byte[] noise = new byte[random.nextInt(1, 1_400)];
            random.nextBytes(noise);
            udp.send(noise);
            if (i % 25 == 0) {
                SipPeer tcp = site.tcp();
                tcp.send(noise);
                tcp.close();
            }
        }
        servesAsBefore();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 999999999\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: x\r\n",
                "l: 1\r\nContent-Length: 2\r\n",
                ""
            })
    void endsATcpConnectionThatCannotBeFramed(String contentLength) throws IOException {
        SipPeer tcp = site.tcp();
        tcp.send(
                ("OPTIONS sip:a@b SIP/2.0\r\n" + contentLength + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertTrue(tcp.isClosedByServer());
        servesAsBefore();
    }

    @Test
    void endsATcpConnectionWithoutEndOfHeaders() throws IOException {
        SipPeer tcp = site.tcp();
        byte[] endless = new byte[65_535];
        Arrays.fill(endless, (byte) 'a');
        tcp.send(endless);
        assertTrue(tcp.isClosedByServer());
        servesAsBefore();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Content-Length beyond the datagram | Content-Length: \\d+      | Content-Length: 5000
                    CSeq of another method             | CSeq: (\\d+) OPTIONS      | CSeq: $1 MESSAGE
                    unreadable header                  | Max-Forwards: 70          | Contact: <sip:a
                    """)
    void answersWhatIsWrongButAnswerable(String name, String from, String to) throws IOException {
        SipPeer phone = site.udp();
        phone.send(options(phone).replaceFirst(from, to).getBytes(StandardCharsets.US_ASCII));
        assertEquals(400, phone.response().status(), name);
    }

    @ParameterizedTest(name = "without {0}")
    @ValueSource(strings = {"Via", "From", "To", "Call-ID", "CSeq"})
    void answersNothingWithoutWhatEveryResponseNeeds(String header) throws IOException {
        SipPeer phone = site.udp();
        phone.send(
                options(phone)
                        .replaceFirst("\r\n" + header + ": [^\r]*", "")
                        .getBytes(StandardCharsets.US_ASCII));
        phone.send(phone.request("OPTIONS", ALICE, "Subject: next\r\n", Octets.EMPTY));
        assertEquals("2 OPTIONS", phone.response().header("CSeq"));
    }

    private static String options(SipPeer phone) {
        return new String(
                phone.request("OPTIONS", ALICE, "", Octets.EMPTY), StandardCharsets.US_ASCII);
    }

    @Test
    void readsCompactAndFoldedHeadersAndBinaryBodies() throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 60);
        soon(site.alerts);
        String head =
                "MESSAGE tel:+447700900999 SIP/2.0\r\nc: application/vnd.3gpp.sms\r\nl:  2\r\ni:\r\n"
                        + " folded@here\r\nCSEQ: 1\r\n\tMESSAGE\r\nt : <sip:smsc@ims.example>\r\nf:"
                        + " \"A \\\"B\\\"\" <sip:+447700900001@ims.example>\r\n ;tag=x\r\nv: SIP /"
                        + " 2.0 / UDP 127.0.0.1:"
                        + phone.port()
                        + "\r\n ;branch=z9hG4bKcompact\r\nX-Unknown: ?\r\n\r\n";
        phone.send(SipPeer.joined(head, Octets.of(6, 0)));
        SipPeer.Received response = phone.response();
        assertEquals(202, response.status());
        assertEquals("folded@here", response.header("Call-ID"));
        SipPeer.Received answer = phone.receive();
        assertEquals("folded@here", answer.header("In-Reply-To"));
        assertEquals(Octets.of(3, 0), answer.body());
        soon(site.alerts);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    OPTIONS   | Subject: a            | 200 | Allow       | MESSAGE, REGISTER, NOTIFY, OPTIONS
                    OPTIONS   | Require: sec-agree    | 200 | Allow       | MESSAGE, REGISTER, NOTIFY, OPTIONS
                    OPTIONS   | Require: foo          | 420 | Unsupported | foo
                    SUBSCRIBE | Event: reg            | 405 | Allow       | MESSAGE, REGISTER, NOTIFY, OPTIONS
                    INVITE    | Subject: a            | 405 | Allow       | MESSAGE, REGISTER, NOTIFY, OPTIONS
                    WHATEVER  | Subject: a            | 405 | Allow       | MESSAGE, REGISTER, NOTIFY, OPTIONS
                    """)
    void saysWhatItServes(String method, String line, int status, String header, String value)
            throws IOException {
        SipPeer phone = site.udp();
        phone.send(phone.request(method, ALICE, line + "\r\n", Octets.EMPTY));
        SipPeer.Received response = phone.response();
        assertEquals(status, response.status());
        assertEquals(value, response.header(header));
    }

    @Test
    void toleratesKeepAlivesAndMessagesCutAnywhere() throws IOException {
        SipPeer tcp = site.tcp();
        tcp.send("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] two =
                SipPeer.joined(
                        options(tcp) + "\r\n", Octets.of(tcp.request("OPTIONS", ALICE, "", SMMA)));
        int[] cuts = {0, 1, 30, two.length / 2, two.length - 1, two.length};
        for (int i = 1; i < cuts.length; i++) {
            tcp.send(Arrays.copyOfRange(two, cuts[i - 1], cuts[i]));
        }
        assertEquals(200, tcp.response().status());
        assertEquals(200, tcp.response().status());
    }

    @Test
    void answersToTheSourceWithRportAndToViaWithout() throws IOException {
        SipPeer phone = site.udp();
        phone.send(
                options(phone)
                        .replaceFirst("127.0.0.1:\\d+", "192.0.2.1:5060")
                        .getBytes(StandardCharsets.US_ASCII));
        String via = phone.response().header("Via");
        assertTrue(via.contains(";rport=" + phone.port()), via);
        assertTrue(via.contains(";received=127.0.0.1"), via);

        SipPeer other = site.udp();
        other.send(
                options(other)
                        .replaceFirst(
                                "127.0.0.1:" + other.port() + "([^\r]*);rport",
                                "192.0.2.1:" + phone.port() + "$1")
                        .getBytes(StandardCharsets.US_ASCII));
        assertEquals(200, phone.response().status());
    }
}
