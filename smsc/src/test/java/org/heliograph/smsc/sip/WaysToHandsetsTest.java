// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.heliograph.smsc.sip.SipSite.BOB;
import static org.heliograph.smsc.sip.SipSite.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocket;
import org.heliograph.config.ClientTls;
import org.heliograph.config.ClientTlsSettings;
import org.heliograph.config.Listen;
import org.heliograph.config.ServerTls;
import org.heliograph.config.SipNetworkSettings;
import org.heliograph.config.SipTransportSettings;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.DeliveryOutcome.Deferred;
import org.heliograph.smsc.message.DeliveryOutcome.Delivered;
import org.heliograph.smsc.message.DeliveryOutcome.Failed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By which transport, by way of whom, and with which headers messages go to handsets. */
final class WaysToHandsetsTest {
    @TempDir private Path directory = Path.of("");

    private static SipSite site(SipTransportSettings transport, SipNetworkSettings... networks)
            throws IOException {
        return new SipSite(SipSite.settings(transport, List.of(networks)), SipSite.QUICK);
    }

    private static SipNetworkSettings byWayOf(String route) {
        return new SipNetworkSettings(
                List.of(),
                route,
                "identity",
                "sip:ipsmgw@ims.example",
                "*;+g.3gpp.smsip",
                "",
                true,
                "off");
    }

    private static RpMessage.RpData data(SipPeer.Received message) {
        return assertInstanceOf(RpMessage.RpData.class, message.relayMessage());
    }

    /** Answers, and reports that the handset has it. */
    private static void take(SipPeer peer, SipPeer.Received message) throws IOException {
        peer.respond(message, "200 OK");
        report(peer, message);
    }

    private static void report(SipPeer peer, SipPeer.Received message) throws IOException {
        Octets ack =
                RpCodec.encode(
                        new RpMessage.RpAck(
                                Direction.FROM_MS, data(message).messageReference(), Octets.EMPTY));
        peer.report(message, ALICE, ack);
    }

    @Test
    void goByWayOfTheProxyThatTheOperatorNamed() throws Exception {
        try (NameServer names = new NameServer();
                SipPeer proxy = SipPeer.waiting();
                SipSite site =
                        site(
                                SipSite.transport(1_300, List.of(names.address())),
                                byWayOf("sip:scscf.ims.example:" + proxy.port()))) {
            names.add("scscf.ims.example 60 A 127.0.0.1");
            SipPeer phone = site.udp();
            phone.register(ALICE, 600);
            Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello"));
            SipPeer.Received message = proxy.receive();
            assertEquals(
                    "MESSAGE sip:+" + ALICE + "@ims.example;user=phone SIP/2.0",
                    message.firstLine());
            assertEquals(
                    "<sip:scscf.ims.example:" + proxy.port() + ";lr>", message.header("Route"));
            assertEquals("<sip:ipsmgw@ims.example>", message.header("P-Asserted-Identity"));
            assertEquals("*;+g.3gpp.smsip", message.header("Accept-Contact"));
            assertEquals("", message.header("Request-Disposition"));
            assertEquals(ALICE, data(message).destination().digits());
            proxy.respond(message, "200 OK");
            report(phone, message);
            assertEquals(new Delivered(), soon(outcome));
        }
    }

    @Test
    void goToTheNextServerWhenOneIsSilentAndThenThereFirst() throws Exception {
        try (NameServer names = new NameServer();
                SipPeer silent = SipPeer.waiting();
                SipPeer busy = SipPeer.waiting();
                SipPeer well = SipPeer.waiting();
                SipSite site =
                        site(
                                SipSite.transport(1_300, List.of(names.address())),
                                byWayOf("sip:ims.example"))) {
            for (SipPeer one : List.of(silent, busy, well)) {
                names.add(
                        "_sip._udp.ims.example 60 SRV "
                                + priority(one, silent, busy)
                                + " 1 "
                                + one.port()
                                + " host.ims.example.");
            }
            names.add("host.ims.example 60 A 127.0.0.1");
            SipPeer phone = site.udp();
            phone.register(ALICE, 600);
            Future<DeliveryOutcome> first = site.deliver(SipSite.text(ALICE, "one"));
            silent.receive();
            busy.respond(busy.receive(), "503 Busy\r\nRetry-After: 60");
            SipPeer.Received message = well.receive();
            well.respond(message, "200 OK");
            report(phone, message);
            assertEquals(new Delivered(), soon(first));

            Future<DeliveryOutcome> second = site.deliver(SipSite.text(ALICE, "two"));
            message = well.receive();
            well.respond(message, "200 OK");
            report(phone, message);
            assertEquals(new Delivered(), soon(second));
        }
    }

    private static int priority(SipPeer one, SipPeer silent, SipPeer busy) {
        return one == silent ? 1 : one == busy ? 2 : 3;
    }

    @Test
    void goByTcpWhenTheyAreLongAndBackByUdpWhereItIsRefused() throws Exception {
        try (SipSite site = site(SipSite.transport(400, List.of()))) {
            SipPeer phone = site.udp();
            phone.register(ALICE, 600);
            try (ServerSocket listening = new ServerSocket()) {
                listening.bind(new InetSocketAddress(SipPeer.LOOPBACK, phone.port()));
                listening.setSoTimeout(10_000);
                Future<DeliveryOutcome> long1 = site.deliver(SipSite.text(ALICE, "one"));
                Future<DeliveryOutcome> long2 = site.deliver(SipSite.text(ALICE, "two"));
                try (Socket accepted = listening.accept();
                        SipPeer tcp = SipPeer.on(accepted)) {
                    SipPeer.Received one = tcp.receive();
                    SipPeer.Received other = tcp.receive(); // both on one connection
                    assertTrue(one.header("Via").startsWith("SIP/2.0/TCP 127.0.0.1:"));
                    take(tcp, one);
                    take(tcp, other);
                    assertEquals(new Delivered(), soon(long1));
                    assertEquals(new Delivered(), soon(long2));
                }
            }
            for (int i = 0; i < 2; i++) {
                Future<DeliveryOutcome> refused = site.deliver(SipSite.text(ALICE, "three"));
                SipPeer.Received message = phone.receive();
                assertTrue(message.header("Via").startsWith("SIP/2.0/UDP 127.0.0.1:"));
                take(phone, message);
                assertEquals(new Delivered(), soon(refused));
            }
        }
    }

    private static SipTransportSettings withIpv6() {
        SipTransportSettings one = SipSite.transport(1_300, List.of());
        return new SipTransportSettings(
                List.of(Listen.of("[::1]:0")),
                one.longestOverUdpOctets(),
                one.maxConnections(),
                one.idle(),
                one.connectTimeout(),
                one.tls(),
                List.of(),
                one.peers(),
                one.nameServers(),
                one.lookupTimeout());
    }

    @Test
    void goByIpv6ToWhoRegisteredThere() throws Exception {
        try (SipSite site = site(withIpv6());
                SipPeer six = SipPeer.overIpv6(site.server.ports().getLast())) {
            SipPeer four = site.udp();
            assertEquals(200, four.register(BOB, 600).status());
            assertEquals(200, six.register(ALICE, 600).status());
            Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello"));
            SipPeer.Received message = six.receive();
            assertEquals("MESSAGE " + six.contact() + " SIP/2.0", message.firstLine());
            assertTrue(
                    message.header("Via")
                            .startsWith(
                                    "SIP/2.0/UDP [0:0:0:0:0:0:0:1]:"
                                            + site.server.ports().getLast()
                                            + ";"));
            take(six, message);
            assertEquals(new Delivered(), soon(outcome));
        }
    }

    private ServerTls serverTls() throws Exception {
        return ServerTls.open(
                directory,
                new SmscSettings.Tls(true, Listen.of("127.0.0.1:0"), "a.crt", "a.key", true, ""),
                Clock.systemUTC());
    }

    private ClientTls clientTls() throws Exception {
        return ClientTls.open(directory, new ClientTlsSettings(true, "a.crt", "", "", true))
                .orElseThrow();
    }

    private SipSite secured(SipNetworkSettings... networks) throws Exception {
        var tls = new SipTls(Optional.of(serverTls()), Optional.of(clientTls()));
        SipTransportSettings usual = SipSite.transport(1_300, List.of());
        return new SipSite(
                SipSite.settings(
                        new SipTransportSettings(
                                List.of(Listen.of("[::1]:0")),
                                1_300,
                                usual.maxConnections(),
                                usual.idle(),
                                usual.connectTimeout(),
                                new SmscSettings.Tls(
                                        true, Listen.of("127.0.0.1:0"), "a.crt", "a.key", true, ""),
                                List.of(Listen.of("[::1]:0")),
                                usual.peers(),
                                List.of(),
                                usual.lookupTimeout()),
                        List.of(networks)),
                SipSite.QUICK,
                new WaitingSite(SipSite.NOW).submitted,
                tls);
    }

    @Test
    void goOnTheTlsConnectionThatTheHandsetOpened() throws Exception {
        try (SipSite site = secured()) {
            int port = site.server.tlsPorts().getFirst();
            try (Socket plain = new Socket(SipPeer.LOOPBACK, port);
                    SSLSocket tls =
                            clientTls()
                                    .over(
                                            plain,
                                            InetSocketAddress.createUnresolved("localhost", port));
                    SipPeer phone = SipPeer.on(tls)) {
                assertEquals(200, phone.register(ALICE, 600).status());
                Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello"));
                SipPeer.Received message = phone.receive();
                assertTrue(message.header("Via").startsWith("SIP/2.0/TLS 127.0.0.1:" + port + ";"));
                take(phone, message);
                assertEquals(new Delivered(), soon(outcome));
            }
        }
    }

    @Test
    void goOnTheConnectionThatTheHandsetOpenedByIpv6() throws Exception {
        InetAddress six = InetAddress.ofLiteral("::1");
        try (SipSite site = secured()) {
            int port = site.server.tlsPorts().getLast();
            assertTrue(port != site.server.tlsPorts().getFirst());
            try (Socket plain = new Socket(six, port);
                    SSLSocket tls =
                            clientTls()
                                    .over(
                                            plain,
                                            InetSocketAddress.createUnresolved("localhost", port));
                    SipPeer phone = SipPeer.on(tls)) {
                assertEquals(200, phone.register(ALICE, 600).status());
                Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello"));
                SipPeer.Received message = phone.receive();
                assertTrue(
                        message.header("Via")
                                .startsWith("SIP/2.0/TLS [0:0:0:0:0:0:0:1]:" + port + ";"));
                take(phone, message);
                assertEquals(new Delivered(), soon(outcome));
            }
        }
        try (SipSite site = site(withIpv6());
                Socket tcp = new Socket(six, site.server.ports().getLast());
                SipPeer phone = SipPeer.on(tcp)) {
            assertEquals(200, phone.register(ALICE, 600).status());
            Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello"));
            SipPeer.Received message = phone.receive();
            assertTrue(
                    message.header("Via")
                            .startsWith(
                                    "SIP/2.0/TCP [0:0:0:0:0:0:0:1]:"
                                            + site.server.ports().getLast()
                                            + ";"));
            take(phone, message);
            assertEquals(new Delivered(), soon(outcome));
        }
    }

    @Test
    void goByTlsToAProxyThatProvesItsName() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, SipPeer.LOOPBACK);
                SipSite site = secured(byWayOf("sips:127.0.0.1:" + listening.getLocalPort()))) {
            SipPeer phone = site.udp();
            phone.register(ALICE, 600);
            Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello"));
            try (Socket accepted = listening.accept();
                    SSLSocket tls = serverTls().over(accepted);
                    SipPeer proxy = SipPeer.on(tls)) {
                SipPeer.Received message = proxy.receive();
                assertTrue(message.header("Via").startsWith("SIP/2.0/TLS "));
                proxy.respond(message, "200 OK");
                report(phone, message);
                assertEquals(new Delivered(), soon(outcome));
            }
        }
    }

    @Test
    void goNowhereWhereTheProxyProvesNothing() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, SipPeer.LOOPBACK);
                SipSite site = secured(byWayOf("sips:127.0.0.1:" + listening.getLocalPort()))) {
            SipPeer phone = site.udp();
            phone.register(ALICE, 600);
            Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello"));
            try (Socket accepted = listening.accept()) {
                accepted.getOutputStream().write("SIP/2.0 200 OK".getBytes(US_ASCII));
                assertEquals(Cause.NO_ANSWER, ((Deferred) soon(outcome)).cause());
            }
        }
    }

    @Test
    void waitAsLongAsTheFarEndAsks() throws Exception {
        try (SipSite site = site(SipSite.transport(1_300, List.of()))) {
            SipPeer phone = site.udp();
            phone.register(ALICE, 600);
            Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello"));
            phone.respond(phone.receive(), "503 Service Unavailable\r\nRetry-After: 17");
            assertEquals(
                    new Deferred(Cause.CONGESTION, "SIP 503", Duration.ofSeconds(17)),
                    soon(outcome));
        }
    }

    @Test
    void doNotFailForGoodWhileADeviceMayTakeThemLater() throws Exception {
        try (SipSite site = site(SipSite.transport(1_300, List.of()))) {
            SipPeer tablet = site.udp();
            SipPeer phone = site.udp();
            tablet.register(ALICE, 600);
            phone.register(ALICE, 600);
            Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello"));
            phone.respond(phone.receive(), "480 Temporarily Unavailable");
            tablet.respond(tablet.receive(), "488 Not Acceptable Here");
            assertEquals(Cause.ABSENT_SUBSCRIBER, ((Deferred) soon(outcome)).cause());

            outcome = site.deliver(SipSite.text(ALICE, "hello"));
            phone.respond(phone.receive(), "488 Not Acceptable Here");
            tablet.respond(tablet.receive(), "415 Unsupported Media Type");
            assertEquals(new Failed(Cause.NOT_SUPPORTED, "SIP 415"), soon(outcome));
        }
    }
}
