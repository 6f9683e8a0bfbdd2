// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers.radius;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.heliograph.config.Cidr;
import org.heliograph.config.Listen;
import org.heliograph.config.RadiusSettings;
import org.heliograph.config.SubscriberSettings;
import org.heliograph.subscribers.IdentityReader;
import org.heliograph.subscribers.IdentitySource.Answer;
import org.heliograph.subscribers.IdentitySource.Call;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.subscribers.Subscribers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An accounting server on a free port, two subscribers, and a gateway that tells of them. */
abstract class RadiusScene {
    static final String SECRET = "shared-secret";
    static final int START = 1;
    static final int STOP = 2;
    static final int INTERIM = 3;
    static final int ON = 7;
    static final int OFF = 8;
    static final Duration SILENCE = Duration.ofMillis(200);

    final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));

    @TempDir Path data;
    Subscribers subscribers = Subscribers.none();
    RadiusServer server;
    DatagramSocket nas;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(data.resolve("radius.secret"), SECRET + "\n");
        Files.writeString(
                data.resolve("subscribers.csv"),
                "msisdn,imsi\n447700900001,001010000000001\n447700900002,001010000000002\n");
        subscribers =
                Subscribers.open(
                        new SubscriberSettings(
                                "subscribers.csv", Duration.ofDays(1), 10, false, List.of("mms")),
                        data);
        server = server(client("127.0.0.0/8", "radius.secret"));
        nas = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        nas.setSoTimeout(5000);
    }

    @AfterEach
    void stop() {
        nas.close();
        server.close();
        subscribers.close();
    }

    static RadiusSettings.Client client(String network, String secretFile) {
        return new RadiusSettings.Client(List.of(Cidr.of(network)), secretFile);
    }

    RadiusServer server(RadiusSettings.Client... clients) throws Exception {
        InstantSource clock = now::get;
        return RadiusServer.start(
                new RadiusSettings(
                        true, Listen.of("127.0.0.1:0"), List.of(clients), 3, Duration.ofHours(1)),
                data,
                new IdentityReader(subscribers),
                clock);
    }

    void send(byte[] packet) throws IOException {
        nas.send(new DatagramPacket(packet, packet.length, server.address().socketAddress()));
    }

    /** {@return the response, whose authenticator is right} */
    byte[] exchange(RequestBytes request) throws Exception {
        byte[] packet = request.signed(SECRET);
        send(packet);
        DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
        nas.receive(answer);
        byte[] response = Arrays.copyOf(answer.getData(), answer.getLength());
        assertEquals(5, response[0]);
        assertEquals(packet[1], response[1]);
        byte[] signed = response.clone();
        System.arraycopy(packet, 4, signed, 4, 16);
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        md5.update(signed);
        assertArrayEquals(md5.digest(SECRET.getBytes(UTF_8)), Arrays.copyOfRange(response, 4, 20));
        return response;
    }

    Answer of(String address) {
        InetAddress handset = InetAddress.ofLiteral(address);
        return server.of(new Call(handset, Optional.empty(), handset, _ -> null));
    }

    void assertKnown(String digits, String address) {
        assertEquals(new Answer.Known(new Msisdn(digits)), of(address));
    }

    void assertNobody(String address) {
        assertInstanceOf(Answer.Silent.class, of(address), address);
    }

    static RequestBytes alice(int status) {
        return RequestBytes.accounting(status, "a1")
                .calling("447700900001")
                .imsi("001010000000001")
                .ipv4("10.45.0.2")
                .ipv6Prefix("2001:db8:45:2::", 64);
    }
}
