// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers.radius;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RadiusServerTest {
    private static final String SECRET = "shared-secret";
    private static final int START = 1;
    private static final int STOP = 2;
    private static final int INTERIM = 3;
    private static final int ON = 7;
    private static final int OFF = 8;
    private static final Duration SILENCE = Duration.ofMillis(200);

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));

    @TempDir private Path data;
    private Subscribers subscribers = Subscribers.none();
    private RadiusServer server;
    private DatagramSocket nas;

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

    private static RadiusSettings.Client client(String network, String secretFile) {
        return new RadiusSettings.Client(List.of(Cidr.of(network)), secretFile);
    }

    private RadiusServer server(RadiusSettings.Client... clients) throws Exception {
        InstantSource clock = now::get;
        return RadiusServer.start(
                new RadiusSettings(
                        true, Listen.of("127.0.0.1:0"), List.of(clients), 3, Duration.ofHours(1)),
                data,
                new IdentityReader(subscribers),
                clock);
    }

    private void send(byte[] packet) throws IOException {
        nas.send(new DatagramPacket(packet, packet.length, server.address().socketAddress()));
    }

    /** {@return the response, whose authenticator is right} */
    private byte[] exchange(RequestBytes request) throws Exception {
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

    private Answer of(String address) {
        InetAddress handset = InetAddress.ofLiteral(address);
        return server.of(new Call(handset, Optional.empty(), handset, _ -> null));
    }

    private void assertKnown(String digits, String address) {
        assertEquals(new Answer.Known(new Msisdn(digits)), of(address));
    }

    private void assertNobody(String address) {
        assertInstanceOf(Answer.Silent.class, of(address), address);
    }

    private static RequestBytes alice(int status) {
        return RequestBytes.accounting(status, "a1")
                .calling("447700900001")
                .imsi("001010000000001")
                .ipv4("10.45.0.2")
                .ipv6Prefix("2001:db8:45:2::", 64);
    }

    @Test
    void knowsAHandsetFromStartToStop() throws Exception {
        assertNobody("10.45.0.2");
        exchange(alice(START));
        assertKnown("447700900001", "10.45.0.2");
        assertKnown("447700900001", "2001:db8:45:2::17");
        assertNobody("2001:db8:45:3::17");
        exchange(alice(START)); // a duplicate
        exchange(alice(INTERIM));
        assertKnown("447700900001", "10.45.0.2");
        exchange(RequestBytes.accounting(STOP, "a1"));
        assertNobody("10.45.0.2");
        assertNobody("2001:db8:45:2::17");
        exchange(alice(INTERIM)); // late
        exchange(alice(START));
        assertNobody("10.45.0.2");
    }

    @Test
    void learnsFromAnInterimUpdateWhatItMissed() throws Exception {
        exchange(alice(INTERIM));
        assertKnown("447700900001", "10.45.0.2");
        exchange(RequestBytes.accounting(INTERIM, "a1")); // nothing has changed
        assertKnown("447700900001", "10.45.0.2");
    }

    @Test
    void keepsWhatAnInterimUpdateLeavesOut() throws Exception {
        exchange(alice(START));
        exchange(RequestBytes.accounting(INTERIM, "a1").ipv4("10.45.0.3"));
        assertKnown("447700900001", "10.45.0.3");
        assertNobody("10.45.0.2");
    }

    @Test
    void knowsAnIpv6HandsetByItsWholeAddress() throws Exception {
        exchange(
                RequestBytes.accounting(START, "b")
                        .calling("447700900002")
                        .with(168, InetAddress.ofLiteral("2001:db8:45:9::5").getAddress()));
        assertKnown("447700900002", "2001:db8:45:9::5");
        assertNobody("2001:db8:45:9::6");
    }

    /** Gateways write them where they gave none; two that do so take nothing from each other. */
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "255.255.255.254", "255.255.255.255"})
    void takesNoAddressForNone(String none) throws Exception {
        for (int i = 1; i <= 2; i++) {
            exchange(
                    RequestBytes.accounting(START, "s" + i)
                            .calling("44770090000" + i)
                            .ipv4(none)
                            .ipv6Prefix("2001:db8:45:" + i + "::", 64));
        }
        assertKnown("447700900001", "2001:db8:45:1::17");
        assertKnown("447700900002", "2001:db8:45:2::17");
        exchange(
                RequestBytes.accounting(START, "s3")
                        .calling("447700900003")
                        .ipv4("10.45.0.3")
                        .ipv6Prefix("::", 64));
        assertKnown("447700900003", "10.45.0.3");
        assertNobody("10.45.0.4");
        assertNobody("::5");
    }

    @Test
    void knowsByTheImsiAlone() throws Exception {
        exchange(RequestBytes.accounting(START, "b").imsi("001010000000002").ipv4("10.45.0.3"));
        assertKnown("447700900002", "10.45.0.3");
        exchange(RequestBytes.accounting(START, "c").imsi("001010000000099").ipv4("10.45.0.4"));
        assertNobody("10.45.0.4");
    }

    /** Gateways put several attributes of 3GPP into one Vendor-Specific (RFC 2865 §5.26). */
    @Test
    void findsTheImsiBehindOtherAttributesOfItsVendor() throws Exception {
        byte[] imsi = "001010000000002".getBytes(UTF_8);
        byte[] chargingIdFirst =
                ByteBuffer.allocate(4 + 6 + 2 + imsi.length)
                        .putInt(10_415)
                        .put(new byte[] {2, 6, 0, 0, 0, 9})
                        .put(new byte[] {1, (byte) (2 + imsi.length)})
                        .put(imsi)
                        .array();
        exchange(
                RequestBytes.accounting(START, "b")
                        .with(26, new byte[] {0, 0, 0, 9, 1, 3, 'x'}) // another vendor's
                        .with(26, chargingIdFirst)
                        .ipv4("10.45.0.3"));
        assertKnown("447700900002", "10.45.0.3");
    }

    @Test
    void refusesASessionOfTwoSubscribers() throws Exception {
        exchange(
                RequestBytes.accounting(START, "b")
                        .calling("447700900001")
                        .imsi("001010000000002")
                        .ipv4("10.45.0.3"));
        assertEquals(
                "identity-contradiction",
                assertInstanceOf(Answer.Refused.class, of("10.45.0.3")).code());
    }

    @Test
    void givesAnAddressToItsNextOwner() throws Exception {
        exchange(alice(START));
        exchange(RequestBytes.accounting(START, "b").calling("447700900002").ipv4("10.45.0.2"));
        assertKnown("447700900002", "10.45.0.2");
        assertNobody("2001:db8:45:2::17");
        exchange(RequestBytes.accounting(STOP, "a1")); // late
        assertKnown("447700900002", "10.45.0.2");
    }

    @Test
    void believesNobodyWhereAnInterimUpdateContradicts() throws Exception {
        exchange(alice(START));
        exchange(RequestBytes.accounting(INTERIM, "b").calling("447700900002").ipv4("10.45.0.2"));
        assertNobody("10.45.0.2");
        exchange(RequestBytes.accounting(INTERIM, "b").calling("447700900002").ipv4("10.45.0.2"));
        assertKnown("447700900002", "10.45.0.2");
    }

    /** The session that contradicts cannot be believed either, nor can what it had before. */
    @Test
    void believesNothingOfASessionThatContradicts() throws Exception {
        exchange(alice(START));
        exchange(RequestBytes.accounting(START, "b").calling("447700900002").ipv4("10.45.0.3"));
        exchange(RequestBytes.accounting(INTERIM, "b").calling("447700900002").ipv4("10.45.0.2"));
        assertNobody("10.45.0.2");
        assertNobody("10.45.0.3");
    }

    @Test
    void takesANewSessionOfTheSameSubscriberForNoContradiction() throws Exception {
        exchange(alice(START));
        exchange(
                RequestBytes.accounting(INTERIM, "a2")
                        .calling("447700900001")
                        .imsi("001010000000001")
                        .ipv4("10.45.0.2"));
        assertKnown("447700900001", "10.45.0.2");
    }

    @Test
    void forgetsTheSessionsOfAGatewayThatStops() throws Exception {
        exchange(alice(START));
        exchange(
                new RequestBytes(4)
                        .with(40, new byte[] {0, 0, 0, OFF})
                        .with(32, "pgw1".getBytes(UTF_8)));
        assertNobody("10.45.0.2");
    }

    @Test
    void forgetsTheSessionsOfAGatewayThatStartsAgain() throws Exception {
        exchange(alice(START));
        exchange(
                new RequestBytes(4)
                        .with(40, new byte[] {0, 0, 0, ON})
                        .with(32, "another".getBytes(UTF_8)));
        assertKnown("447700900001", "10.45.0.2");
        exchange(
                new RequestBytes(4)
                        .with(40, new byte[] {0, 0, 0, ON})
                        .with(32, "pgw1".getBytes(UTF_8)));
        assertNobody("10.45.0.2");
    }

    /** A gateway may count from the beginning again, with or without a word about it. */
    @Test
    void hearsASessionWhoseNameWasThatOfAnEarlierOne() throws Exception {
        exchange(alice(START));
        exchange(RequestBytes.accounting(STOP, "a1"));
        exchange(
                new RequestBytes(4)
                        .with(40, new byte[] {0, 0, 0, ON})
                        .with(32, "pgw1".getBytes(UTF_8)));
        exchange(alice(START));
        assertKnown("447700900001", "10.45.0.2");

        exchange(RequestBytes.accounting(STOP, "a1"));
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(59)));
        exchange(alice(START));
        assertNobody("10.45.0.2");
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(2)));
        exchange(alice(START));
        assertKnown("447700900001", "10.45.0.2");
    }

    @Test
    void keepsSessionsForATimeAndInANumber() throws Exception {
        for (int i = 1; i <= 4; i++) {
            exchange(
                    RequestBytes.accounting(START, "s" + i)
                            .calling("44770090000" + i)
                            .ipv4("10.45.1." + i));
        }
        assertNobody("10.45.1.1");
        assertKnown("447700900002", "10.45.1.2");
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(59)));
        exchange(RequestBytes.accounting(INTERIM, "s4").calling("447700900004").ipv4("10.45.1.4"));
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(2)));
        assertNobody("10.45.1.2");
        assertKnown("447700900004", "10.45.1.4");
    }

    @Test
    void tellsGatewaysOfOneNetworkApartByTheirSecrets() throws Exception {
        Files.writeString(data.resolve("other.secret"), "of-another-gateway\n");
        server.close();
        server =
                server(
                        client("127.0.0.0/8", "other.secret"),
                        client("127.0.0.1/32", "radius.secret"));
        exchange(alice(START));
        assertKnown("447700900001", "10.45.0.2");
    }

    @Test
    void returnsTheStatesOfProxies() throws Exception {
        byte[] response =
                exchange(
                        alice(START)
                                .with(33, new byte[] {1, 2})
                                .with(25, new byte[] {9})
                                .with(33, new byte[] {3}));
        assertArrayEquals(new byte[] {33, 4, 1, 2, 33, 3, 3}, Arrays.copyOfRange(response, 20, 27));
        assertEquals(27, response.length);
    }

    @Test
    void answersNeitherWrongSecretsNorStrangersNorRubbish() throws Exception {
        nas.setSoTimeout((int) SILENCE.toMillis());
        send(alice(START).signed("another-secret"));
        byte[] changed = alice(START).signed(SECRET);
        changed[changed.length - 1] ^= 1;
        send(changed);
        byte[] access = new RequestBytes(1).with(1, new byte[] {65}).signed(SECRET);
        send(access);
        send(RequestBytes.accounting(START, "").calling("447700900001").signed(SECRET));
        send(new RequestBytes(4).with(44, "x".getBytes(UTF_8)).signed(SECRET));
        send(RequestBytes.accounting(START, "x").with(8, new byte[0]).signed(SECRET));
        send(RequestBytes.accounting(START, "x").with(97, new byte[] {0, 0}).signed(SECRET));
        send(RequestBytes.accounting(START, "x").ipv6Prefix("2001:db8:45::", 40).signed(SECRET));
        send(new byte[0]);
        assertThrows(
                SocketTimeoutException.class,
                () -> nas.receive(new DatagramPacket(new byte[4096], 4096)));
        assertNobody("10.45.0.2");
        server.close();
        server = server(client("192.0.2.1/32", "radius.secret"));
        send(alice(START).signed(SECRET));
        assertThrows(
                SocketTimeoutException.class,
                () -> nas.receive(new DatagramPacket(new byte[4096], 4096)));
    }

    @Test
    void readsAnyOctetsOrSaysWhatIsWrong() throws Exception {
        SplittableRandom random = new SplittableRandom(2866);
        InetAddress sender = InetAddress.getLoopbackAddress();
        byte[] nearlyIpv4 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -2, 10, 45, 0, 2};
        byte[] good = alice(START).with(168, nearlyIpv4).signed(SECRET);
        int read = 0;
        for (int n = 0; n < 200_000; n++) {
            byte[] octets = good.clone();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            }
            int cut = random.nextInt(4) == 0 ? random.nextInt(octets.length) : 0;
            int arrived = octets.length - cut;
            try {
                Accounting.of(Packet.read(octets, arrived), sender);
                read++;
            } catch (MalformedPacket e) {
                assertTrue(!String.valueOf(e.getMessage()).isEmpty());
            }
        }
        assertTrue(read > 1_000, read + " read");
    }

    /** A client of another hand: what it writes is understood, and it takes our answers. */
    @Test
    void hearsRadclient() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/radclient")), "needs radclient");
        String attributes =
                """
                Acct-Status-Type = %s
                Acct-Session-Id = "8d3a0001"
                NAS-IP-Address = 127.0.0.1
                User-Name = "anonymous"
                Calling-Station-Id = "447700900002"
                Framed-IP-Address = 10.45.0.9
                Framed-IPv6-Prefix = 2001:db8:45:9::/64
                3GPP-IMSI = "001010000000002"
                3GPP-GGSN-Address = 127.0.0.1
                """;
        assertEquals(0, radclient(attributes.formatted("Start"), SECRET));
        assertKnown("447700900002", "10.45.0.9");
        assertKnown("447700900002", "2001:db8:45:9::1");
        assertEquals(0, radclient(attributes.formatted("Interim-Update"), SECRET));
        assertEquals(1, radclient(attributes.formatted("Stop"), "wrong-secret"));
        assertKnown("447700900002", "10.45.0.9");
        assertEquals(0, radclient(attributes.formatted("Stop"), SECRET));
        assertNobody("10.45.0.9");
        assertEquals(
                0,
                radclient(
                        "Acct-Status-Type = Accounting-On\nNAS-IP-Address = 127.0.0.1\n", SECRET));
    }

    private int radclient(String attributes, String secret) throws Exception {
        Path request = data.resolve("request");
        Files.writeString(request, attributes);
        Process radclient =
                new ProcessBuilder(
                                "/usr/bin/radclient",
                                "-r",
                                "1",
                                "-t",
                                "1",
                                "-f",
                                request.toString(),
                                server.address().toString(),
                                "acct",
                                secret)
                        .redirectErrorStream(true)
                        .redirectOutput(data.resolve("radclient.log").toFile())
                        .start();
        assertTrue(radclient.waitFor(20, TimeUnit.SECONDS));
        return radclient.exitValue();
    }
}
