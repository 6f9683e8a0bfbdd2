// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.handset;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliograph.config.Listen;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpAddress;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.tools.wire.Tap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A handset in front of a server that the test plays by hand, on a UDP socket. */
final class HandsetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NUMBER = "447700900002";
    private static final RpAddress SERVICE_CENTRE = RpAddress.of("+447700900999");

    /** SMS-DELIVER of two octets from 1234. */
    private static final Octets DELIVER = Octets.ofHex("040491214300046280125130540002cafe");

    @TempDir Path directory;
    private DatagramSocket server;
    private int sent;

    @BeforeEach
    void open() throws IOException {
        server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        server.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void acknowledgesAndDoesNotShowAMessageWhoseDestinationIsFilledIn() throws Exception {
        try (Handset handset = handset(_ -> {})) {
            assertInstanceOf(RpMessage.RpAck.class, delivered(RpAddress.of("+" + NUMBER)));
            await(handset, HandsetEvent.NotShown.class);
            assertInstanceOf(RpMessage.RpAck.class, delivered(RpAddress.NONE));
            await(handset, HandsetEvent.DataReceived.class);
        }
    }

    @Test
    void goesOnAfterAMessageThatItCannotShow() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        Consumer<HandsetEvent> screen =
                event -> {
                    if (event instanceof HandsetEvent.NotShown
                            && broken.compareAndSet(false, true)) {
                        throw new IllegalStateException("screen broken");
                    }
                };
        try (Handset handset = handset(screen)) {
            delivered(RpAddress.of("+" + NUMBER));
            delivered(RpAddress.NONE);
            await(handset, HandsetEvent.DataReceived.class);
            assertTrue(broken.get());
        }
    }

    private Handset handset(Consumer<HandsetEvent> screen) throws IOException {
        return Handset.start(
                new HandsetSettings(
                        "b",
                        new Msisdn(NUMBER),
                        new Listen("127.0.0.1", server.getLocalPort()),
                        false,
                        URI.create("http://127.0.0.1:9/"),
                        "+447700900999",
                        true,
                        directory,
                        Tap.none()),
                screen);
    }

    private static void await(Handset handset, Class<? extends HandsetEvent> type)
            throws InterruptedException {
        assertTrue(
                handset.log().await(type, _ -> true, PATIENCE).isPresent(),
                () -> "came: " + handset.log().soFar());
    }

    /** {@return what the handset says to an RP-DATA} */
    private RpMessage delivered(RpAddress destination) throws IOException, DecodeException {
        SocketAddress handset = receive("REGISTER").getSocketAddress();
        String callId = ++sent + "@test";
        Octets body =
                RpCodec.encode(
                        new RpMessage.RpData(
                                Direction.TO_MS, sent, SERVICE_CENTRE, destination, DELIVER));
        send(
                handset,
                """
                MESSAGE sip:+%s@127.0.0.1 SIP/2.0\r
                Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK%d\r
                From: <sip:+447700900999@127.0.0.1>;tag=1\r
                To: <sip:+%s@127.0.0.1>\r
                Call-ID: %s\r
                CSeq: %d MESSAGE\r
                Max-Forwards: 70\r
                Content-Type: application/vnd.3gpp.sms\r
                Content-Length: %d\r
                \r
                """
                        .formatted(
                                NUMBER,
                                server.getLocalPort(),
                                sent,
                                NUMBER,
                                callId,
                                sent,
                                body.length()),
                body);
        while (true) {
            DatagramPacket report = receive("MESSAGE");
            accept(report);
            if (header(text(report), "In-Reply-To").equals(callId)) {
                int end = text(report).indexOf("\r\n\r\n") + 4;
                return RpCodec.decode(Octets.of(report.getData(), end, report.getLength() - end));
            }
        }
    }

    /** {@return the next request of this method; REGISTER is never answered and comes again} */
    private DatagramPacket receive(String method) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            server.receive(packet);
            if (text(packet).startsWith(method + " ")) {
                return packet;
            }
        }
        throw new SocketTimeoutException("no " + method);
    }

    private void accept(DatagramPacket request) throws IOException {
        StringBuilder response = new StringBuilder("SIP/2.0 200 OK\r\n");
        for (String name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
            String value = header(text(request), name);
            response.append(name).append(": ").append(value).append("\r\n");
        }
        send(
                request.getSocketAddress(),
                response.append("Content-Length: 0\r\n\r\n").toString(),
                Octets.EMPTY);
    }

    private void send(SocketAddress to, String head, Octets body) throws IOException {
        byte[] octets = Octets.of(head, StandardCharsets.ISO_8859_1).plus(body).toArray();
        server.send(new DatagramPacket(octets, octets.length, to));
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
    }

    private static String header(String message, String name) {
        Matcher line = Pattern.compile("(?im)^" + name + ": *(.*?)\r?$").matcher(message);
        return line.find() ? line.group(1) : "";
    }
}
