// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.heliograph.config.Cidr;
import org.heliograph.config.EmbeddedDatabase;
import org.heliograph.config.SipRegistrationSettings;
import org.heliograph.smsc.register.Registration;
import org.heliograph.smsc.register.RegistrationStore;
import org.heliograph.smsc.store.SqlRegistrationStore;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.subscribers.SipCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A network's worth of subscribers: docs/benchmarks.md has what it measured. */
@Tag("long")
final class ManyRegistrationsTest {
    private static final Logger LOG = LoggerFactory.getLogger(ManyRegistrationsTest.class);

    private static final int SUBSCRIBERS = 200_000;
    private static final int REFRESHES = 20_000;

    /** Sent and not answered; S-CSCFs of a network that comes back send hundreds at once. */
    private static final int WINDOW = 500;

    @TempDir Path directory;
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : opened.reversed()) {
            part.close();
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }

    private RegistrationStore store() throws Exception {
        EmbeddedDatabase database = opened(EmbeddedDatabase.open(directory, "smsc"));
        return opened(SqlRegistrationStore.open(database, false, new SimpleMeterRegistry()));
    }

    private SipServer server(RegistrationStore store) throws IOException {
        return opened(
                SipServer.start(
                        SipSite.settings(
                                "127.0.0.0/8",
                                new SipRegistrationSettings(
                                        List.of(Cidr.of("127.0.0.0/8")), "off", ""),
                                2 * SUBSCRIBERS),
                        "+447700900999",
                        _ -> List.of(),
                        _ -> {},
                        SipSite.nothingSubmitted(),
                        SipTls.NONE,
                        new Registering(store, SipCredentials::none, _ -> {}, _ -> {}),
                        Clock.systemUTC()));
    }

    private static String number(int i) {
        return "44" + (7_000_000_000L + i);
    }

    /** As Kamailio registers them: an identity of the IMSI, and the number beside it. */
    private static Registration registration(int i) {
        String imsi = "sip:00101" + (1_000_000_000L + i) + "@ims.mnc001.mcc001.3gppnetwork.org";
        Binding binding =
                new Binding(
                        Binding.Kind.SCSCF,
                        "tel:+" + number(i),
                        List.of("sip:scscf.ims.mnc001.mcc001.3gppnetwork.org:6060;lr"),
                        new NextHop("scscf.ims.mnc001.mcc001.3gppnetwork.org", 6060, ""),
                        new Hop(
                                Hop.Transport.UDP,
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 6060)),
                        "",
                        List.of(imsi, "tel:+" + number(i)),
                        new Traits(Traits.Speaks.SMS_OVER_IP, "iOS/17.5.1 iPhone"),
                        Devices.UNKNOWN,
                        "4a3b2c1d-%08d@10.4.128.21".formatted(i),
                        10,
                        Instant.now().plusSeconds(3_600));
        return new Registration(
                new Msisdn(number(i)),
                binding.device(),
                binding.expiresAt(),
                BindingText.write(binding, "127.0.0.1 5060"));
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void servesSoonAfterARestartAndTakesAFloodOfRefreshes() throws Exception {
        RegistrationStore filled = store();
        for (int from = 0; from < SUBSCRIBERS; from += 1_000) {
            filled.keep(
                    IntStream.range(from, from + 1_000)
                            .mapToObj(ManyRegistrationsTest::registration)
                            .toList());
        }
        close();
        opened.clear();

        long before = heap();
        long start = System.nanoTime();
        SipServer server = server(store());
        try (SipPeer phone = SipPeer.overUdp(server.port())) {
            assertEquals(200, phone.register("447700900001", 600).status());
        }
        long restartMillis = (System.nanoTime() - start) / 1_000_000;
        assertEquals(SUBSCRIBERS, server.scscfRegistrations());
        long octetsEach = (heap() - before) / SUBSCRIBERS;

        long flood = flood(server.port());
        LOG.info(
                "registrations={} octets-each={} restart-ms={} refreshes-per-s={}",
                SUBSCRIBERS,
                octetsEach,
                restartMillis,
                flood);
        assertTrue(restartMillis < 10_000, "restart in ms: " + restartMillis);
        assertTrue(octetsEach < 2_000, "octets each: " + octetsEach);
        assertTrue(flood > 200, "refreshes a second: " + flood);
    }

    /** {@return how many REGISTER were answered a second, each once it was on disk} */
    private static long flood(int port) throws Exception {
        try (DatagramSocket scscf = new DatagramSocket(0, SipPeer.LOOPBACK)) {
            scscf.setReceiveBufferSize(8 << 20);
            Semaphore window = new Semaphore(WINDOW);
            Thread answers =
                    Thread.ofPlatform()
                            .daemon()
                            .start(
                                    () -> {
                                        byte[] buffer = new byte[2_000];
                                        DatagramPacket in =
                                                new DatagramPacket(buffer, buffer.length);
                                        try {
                                            for (int i = 0; i < REFRESHES; i++) {
                                                scscf.receive(in);
                                                window.release();
                                            }
                                        } catch (IOException e) {
                                            LOG.error("no answer", e);
                                        }
                                    });
            long start = System.nanoTime();
            for (int i = 0; i < REFRESHES; i++) {
                assertTrue(window.tryAcquire(20, TimeUnit.SECONDS), "answered " + i);
                byte[] octets =
                        refresh(i, scscf.getLocalPort()).getBytes(StandardCharsets.US_ASCII);
                scscf.send(
                        new DatagramPacket(
                                octets,
                                octets.length,
                                new InetSocketAddress(SipPeer.LOOPBACK, port)));
            }
            assertTrue(window.tryAcquire(WINDOW, 20, TimeUnit.SECONDS), "the last ones");
            answers.join();
            return REFRESHES * 1_000_000_000L / (System.nanoTime() - start);
        }
    }

    private static String refresh(int i, int port) {
        return "REGISTER sip:smsc.ims.example SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:"
                + port
                + ";branch=z9hG4bKr"
                + i
                + "\r\nTo: <sip:00101"
                + (1_000_000_000L + i)
                + "@ims.mnc001.mcc001.3gppnetwork.org>\r\nFrom: <sip:scscf@127.0.0.1>;tag=a\r\n"
                + "CSeq: 1 REGISTER\r\nCall-ID: refresh-"
                + i
                + "\r\nMax-Forwards: 10\r\nExpires: 3600\r\nContact: <sip:scscf@127.0.0.1:6060>\r\n"
                + "Content-Length: 0\r\n\r\n";
    }
}
