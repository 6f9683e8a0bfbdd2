// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.heliograph.config.Cidr;
import org.heliograph.config.Listen;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpCause;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.smsc.Smsc;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.WholeSmsc;
import org.heliograph.smsc.store.PostgresServer;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two whole centres on one PostgreSQL: one carries what waits for a handset, and the other hears
 * from it. Nothing would be tried again by itself before twelve hours are over.
 */
@Timeout(60)
final class AlertAtAnotherNodeTest {
    private static final Duration NEVER = Duration.ofHours(12);

    @TempDir Path directory;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Smsc holder;
    private Smsc other;

    @BeforeEach
    void start() throws Exception {
        SmscSettings.Store store = opened(PostgresServer.start()).settings();
        holder = node(store, "holder");
        other = node(store, "other");
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }

    private Smsc node(SmscSettings.Store store, String name) throws IOException {
        SmscSettings settings =
                new SmscSettings(
                        true,
                        "+447700900000",
                        Duration.ofHours(24),
                        Duration.ofHours(1),
                        1_000,
                        store,
                        TestCentre.retry(NEVER, NEVER),
                        TestCentre.SMPP,
                        new SmscSettings.Sip(
                                Listen.of("127.0.0.1:0"),
                                "ims.example",
                                List.of(Cidr.of("127.0.0.0/8")),
                                100,
                                Duration.ofHours(1),
                                Duration.ofSeconds(5),
                                65_536));
        Path data = Files.createDirectory(directory.resolve(name));
        Smsc smsc =
                opened(Smsc.start(settings, data, Clock.systemUTC(), new SimpleMeterRegistry()));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (smsc.checks().stream()
                .anyMatch(
                        check ->
                                check.name().equals("smsc-lease")
                                        && check.problem().get().isPresent())) {
            assertTrue(System.nanoTime() < deadline, "no lease");
            Thread.onSpinWait();
        }
        return smsc;
    }

    private SipPeer phone(Smsc smsc) throws IOException {
        return opened(SipPeer.overUdp(smsc.sipAddress().port()));
    }

    private void submit() throws Exception {
        SMPPSession session = WholeSmsc.bind(holder, directory.resolve("holder"), "demo", _ -> {});
        WholeSmsc.submit(session, ALICE, 0, "hello");
        session.unbindAndClose();
    }

    private static void report(SipPeer phone, SipPeer.Received message, RpMessage report)
            throws IOException {
        phone.respond(message, "200 OK");
        phone.report(message, ALICE, RpCodec.encode(report));
    }

    private static void refuse(SipPeer phone, int cause) throws IOException {
        SipPeer.Received message = phone.receive();
        report(
                phone,
                message,
                new RpMessage.RpError(
                        Direction.FROM_MS, message.reference(), cause, Octets.EMPTY, Octets.EMPTY));
    }

    private static void take(SipPeer phone) throws IOException {
        SipPeer.Received message = phone.receive();
        report(
                phone,
                message,
                new RpMessage.RpAck(Direction.FROM_MS, message.reference(), Octets.EMPTY));
    }

    /** {@return an answer with all that is registered (RFC 3261 §10.2.3)} */
    private static String fetch(SipPeer peer) throws IOException {
        peer.send(peer.request("REGISTER", ALICE, "", Octets.EMPTY));
        return peer.response().head();
    }

    @Test
    void memoryThatIsFreeAgainMovesWhatAnotherNodeCarries() throws Exception {
        SipPeer phone = phone(holder);
        assertEquals(200, phone.register(ALICE, 600).status());
        submit();
        refuse(phone, RpCause.MEMORY_CAPACITY_EXCEEDED);
        SipPeer elsewhere = phone(other);
        Octets freed = RpCodec.encode(new RpMessage.RpSmma(7));
        SipPeer.Received answer;
        do { // within a second it knows who has registered
            elsewhere.send(elsewhere.message(ALICE, freed, ""));
            answer = elsewhere.response();
        } while (answer.status() == 403);
        assertEquals(202, answer.status());
        SipPeer.Received next = phone.receive();
        while (!(next.relayMessage() instanceof RpMessage.RpData)) { // the RP-ACK to RP-SMMA
            phone.respond(next, "200 OK");
            next = phone.receive();
        }
        report(phone, next, new RpMessage.RpAck(Direction.FROM_MS, next.reference(), Octets.EMPTY));
    }

    @Test
    void aNewRegistrationMovesWhatAnotherNodeCarries() throws Exception {
        submit();
        SipPeer phone = phone(other);
        assertEquals(200, phone.register(ALICE, 600).status());
        SipPeer.Received message = phone.receive();
        assertEquals(0, message.status());
    }

    @Test
    void aDeviceThatLeavesMovesToTheOtherWhatAnotherNodeCarries() throws Exception {
        SipPeer tablet = phone(holder);
        assertEquals(200, tablet.register(ALICE, 600).status());
        SipPeer phone = phone(holder);
        assertEquals(200, phone.register(ALICE, 600).status());
        submit();
        refuse(phone, RpCause.CONGESTION);
        SipPeer elsewhere = phone(other);
        while (!fetch(elsewhere).contains(phone.contact())) { // which takes up to a second
            Thread.onSpinWait();
        }
        String contact = "Contact: <" + phone.contact() + ">;expires=0\r\n";
        elsewhere.send(elsewhere.request("REGISTER", ALICE, contact, Octets.EMPTY));
        assertEquals(200, elsewhere.response().status());
        take(tablet);
    }
}
