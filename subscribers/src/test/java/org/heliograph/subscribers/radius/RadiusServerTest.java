// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers.radius;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.heliograph.subscribers.IdentitySource.Answer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RadiusServerTest extends RadiusScene {
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
