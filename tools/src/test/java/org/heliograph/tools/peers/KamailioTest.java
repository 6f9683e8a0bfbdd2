// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.heliograph.tools.peers.Events.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import org.heliograph.config.Listen;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.tools.demo.World;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.handset.HandsetEvent;
import org.heliograph.tools.handset.HandsetSettings;
import org.heliograph.tools.smpp.EsmeClient;
import org.heliograph.tools.smpp.EsmeEvent;
import org.heliograph.tools.wire.EventLog;
import org.heliograph.tools.wire.Hop;
import org.heliograph.tools.wire.Tap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kamailio is the S-CSCF: handsets know it alone, and it alone tells Heliograph who is registered
 * and who sends.
 */
final class KamailioTest {
    private static final String ALICE = "447700900021";
    private static final String BOB = "447700900022";
    private static final String SERVICE_CENTRE = "+447700900999";

    /** After which a handset registers by itself. */
    private static final Duration REFRESH = Duration.ofSeconds(20);

    @TempDir private Path directory;
    private final EventLog<Hop> hops = new EventLog<>(_ -> {});
    private final List<AutoCloseable> handsets = new ArrayList<>();
    private World world;
    private EsmeClient esme;
    private Kamailio kamailio;
    private long registeredAt;
    private Handset alice;
    private Handset bob;

    @BeforeEach
    void start() throws Exception {
        Kamailio.assumeInstalled();
        startHeliograph("127.0.0.1:0", "[]");
        kamailio =
                Kamailio.scscf(
                        Files.createDirectory(directory.resolve("kamailio")),
                        world.smsc().sipAddress().port());
        alice = handset("alice", ALICE);
        bob = handset("bob", BOB);
        registered(1);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable handset : handsets) {
            handset.close();
        }
        if (kamailio != null) {
            kamailio.close();
        }
        if (world != null) {
            world.close();
        }
    }

    private void startHeliograph(String sip, String networks) throws Exception {
        world =
                new World(
                        directory,
                        Tap.none(),
                        "smsc.sip.listen=" + sip,
                        "smsc.sip.networks=" + networks,
                        "smsc.serviceCentreAddress=" + SERVICE_CENTRE,
                        "smsc.sip.registerFrom=[]",
                        "smsc.retry.temporary.first=300ms",
                        "smsc.retry.temporary.longest=300ms",
                        "smsc.retry.absent.first=1h",
                        "smsc.retry.absent.longest=1h");
        esme = world.esme(EsmeClient.Kind.TRANSCEIVER, world.password(), _ -> {});
    }

    private Handset handset(String name, String msisdn) throws IOException {
        Handset handset =
                Handset.start(
                        new HandsetSettings(
                                name,
                                new Msisdn(msisdn),
                                kamailio.address(),
                                false,
                                world.mm1(),
                                SERVICE_CENTRE,
                                true,
                                directory.resolve(name),
                                hops::add),
                        _ -> {});
        handsets.add(handset);
        return handset;
    }

    /** Waits until each handset has registered so many times, with Heliograph too. */
    private void registered(int times) throws InterruptedException {
        for (String msisdn : List.of(ALICE, BOB)) {
            registered(msisdn, times);
        }
    }

    private void registered(String msisdn, int times) throws InterruptedException {
        kamailio.logs(
                times, "third-party REGISTER of sip:+" + msisdn + "@ims.example.org answered 200");
    }

    /** So that no handset registers by itself within {@link #REFRESH}. */
    private void registerAnew() throws InterruptedException {
        registeredAt = System.nanoTime();
        alice.registerNow();
        bob.registerNow();
        registered(2);
    }

    /** On a machine that took longer than that, handsets have registered by themselves. */
    private void neededNoNewRegistration(long before) {
        assumeTrue(
                System.nanoTime() - registeredAt < REFRESH.toNanos(),
                "needs a machine that does it within " + REFRESH);
        assertEquals(before, registrations(), "they needed no new registration");
    }

    private long registrations() {
        return hops.soFar().stream().filter(hop -> hop.pdu().startsWith("REGISTER")).count();
    }

    private String submit(String to, String text) throws Exception {
        return esme.submit("Info", "+" + to, text, true, EsmeClient.LongText.SEGMENTS).getFirst();
    }

    private void delivered(String messageId) throws InterruptedException {
        EsmeEvent.Receipt receipt =
                await(
                        esme.log(),
                        EsmeEvent.Receipt.class,
                        one -> one.messageId().equals(messageId));
        assertEquals("DELIVRD", receipt.state());
    }

    private HandsetEvent.TextReceived shown(String text) throws InterruptedException {
        return await(
                bob.log(), HandsetEvent.TextReceived.class, event -> event.text().equals(text));
    }

    private void shownOnce(String text) throws InterruptedException {
        shown(text);
        assertEquals(
                1,
                bob.log().soFar().stream()
                        .filter(
                                event ->
                                        event instanceof HandsetEvent.TextReceived received
                                                && received.text().equals(text))
                        .count());
    }

    private static Predicate<String> messageFrom(String msisdn) {
        return datagram ->
                datagram.startsWith("MESSAGE ") && datagram.contains("\r\nFrom: <sip:" + msisdn);
    }

    @Test
    void messagesPassItBothWays() throws Exception {
        delivered(submit(BOB, "hello"));
        shownOnce("hello");
        assertInstanceOf(
                Handset.SmsResult.Accepted.class, alice.sendSms("+" + BOB, "from Alice", true));
        assertEquals("+" + ALICE, shown("from Alice").from());
        await(
                alice.log(),
                HandsetEvent.StatusReportReceived.class,
                report -> report.recipient().equals("+" + BOB) && report.status() == 0);
    }

    /** Kamailio says Expires 0 of the subscriber, and shows whose REGISTER it is about. */
    @Test
    void aDeviceThatLeavesTakesNobodyElseAlong() throws Exception {
        Handset tablet = handset("tablet", ALICE);
        await(tablet.log(), HandsetEvent.Registered.class, _ -> true);
        registered(ALICE, 2);
        registeredAt = System.nanoTime();
        alice.registerNow();
        registered(ALICE, 3);
        long before = registrations();
        handsets.remove(tablet);
        tablet.close();
        registered(ALICE, 4);
        delivered(submit(ALICE, "hello"));
        await(alice.log(), HandsetEvent.TextReceived.class, event -> event.text().equals("hello"));
        neededNoNewRegistration(before + 1); // that of the tablet, which left
    }

    /** So that it is seen here what labs see. */
    @Test
    void whatHasAFilledRpDestinationIsDeliveredAndShownNowhere() throws Exception {
        Listen sip = world.smsc().sipAddress();
        world.close();
        startHeliograph(sip.toString(), "[{rpDestination: true}]");
        delivered(submit(BOB, "hello"));
        await(bob.log(), HandsetEvent.NotShown.class, _ -> true);
        assertEquals(
                List.of(),
                bob.log().soFar().stream()
                        .filter(HandsetEvent.TextReceived.class::isInstance)
                        .toList());
    }

    /** What labs report of other centres: empty, garbled or refused. */
    @Test
    void textsOfAnyLengthAndAlphabetArriveAsTheyWereWritten() throws Exception {
        List<String> texts =
                List.of(
                        "a",
                        "ok",
                        "€",
                        "م",
                        "Привет, 世界 👍",
                        "a".repeat(160),
                        "b".repeat(161),
                        "م".repeat(70),
                        "م".repeat(71));
        for (String text : texts) {
            assertInstanceOf(
                    Handset.SmsResult.Accepted.class, alice.sendSms("+" + BOB, text, false));
            assertEquals("+" + ALICE, shown(text).from());
            submit(ALICE, text);
            await(
                    alice.log(),
                    HandsetEvent.TextReceived.class,
                    event -> event.text().equals(text) && event.from().equals("Info"));
        }
    }

    @Test
    void whatIsUnderWayWhenItIsKilledArrives() throws Exception {
        registerAnew();
        long before = registrations();
        kamailio.kill();
        String messageId = submit(BOB, "to a dead S-CSCF");
        var sending = new FutureTask<>(() -> alice.sendSms("+" + BOB, "from Alice", false));
        Thread.ofVirtual().start(sending);
        kamailio.loses(List.of(messageFrom(SERVICE_CENTRE), messageFrom("+" + ALICE)));
        kamailio.startAgain();
        delivered(messageId);
        assertInstanceOf(Handset.SmsResult.Accepted.class, sending.get());
        shownOnce("to a dead S-CSCF");
        shownOnce("from Alice");
        neededNoNewRegistration(before);
    }

    @Test
    void heliographComesBackWithItsRegistrationsAndMessages() throws Exception {
        registerAnew();
        long before = registrations();
        kamailio.kill();
        String messageId = submit(BOB, "before");
        kamailio.loses(List.of(messageFrom(SERVICE_CENTRE)));
        Listen sip = world.smsc().sipAddress();
        world.close();
        kamailio.startAgain();
        startHeliograph(sip.toString(), "[]");
        delivered(messageId);
        shownOnce("before");
        assertInstanceOf(
                Handset.SmsResult.Accepted.class, alice.sendSms("+" + BOB, "after", false));
        shownOnce("after");
        neededNoNewRegistration(before);
    }
}
