// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.heliograph.config.SmscSettings;
import org.heliograph.config.SqlDatabase;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.store.Cable;
import org.heliograph.smsc.store.PostgresServer;
import org.heliograph.smsc.store.SqlMessageStore;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two centres on one PostgreSQL, each with the ESMEs that have bound to it. */
@Timeout(60)
final class SeveralNodesTest {
    private static @Nullable PostgresServer server;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<SqlMessageStore> stores = new ArrayList<>();
    private SmscSettings.Store settings;
    private Cable cable;
    private TestCentre first;
    private TestCentre second;

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        settings = Objects.requireNonNull(server).settings();
        cable = opened(Cable.to(settings));
        first = centre(cable.settings());
        second = centre(settings);
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

    private TestCentre centre(SmscSettings.Store at) throws Exception {
        SqlMessageStore store = store(at);
        TestCentre centre = opened(new TestCentre(store));
        awaitLease(store);
        return centre;
    }

    private SqlMessageStore store(SmscSettings.Store at) throws Exception {
        SqlDatabase database = at.open(Path.of("."));
        SqlMessageStore store = opened(SqlMessageStore.share(database, new SimpleMeterRegistry()));
        stores.add(store);
        return store;
    }

    private static void awaitLease(SqlMessageStore store) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!store.claims().valid()) {
            assertTrue(System.nanoTime() < deadline, "no lease");
            Thread.onSpinWait();
        }
    }

    private static Optional<String> lease(SqlMessageStore store) {
        return store.checks().getLast().problem().get();
    }

    private EsmePeer esme(TestCentre centre) {
        EsmePeer esme = opened(new EsmePeer(centre));
        esme.session.setPduProcessorDegree(1); // more threads would mix up the order
        return esme;
    }

    private EsmePeer sender(TestCentre centre) throws Exception {
        EsmePeer sender = esme(centre);
        sender.bind(sender.session, BindType.BIND_TX, "other", TestCentre.PASSWORD);
        return sender;
    }

    private static List<String> numbers(int from, int to) {
        List<String> numbers = new ArrayList<>();
        for (int i = from; i < to; i++) {
            numbers.add("n" + i);
        }
        return numbers;
    }

    private static void submit(EsmePeer sender, String to, List<String> texts) throws Exception {
        for (String text : texts) {
            sender.submit(to, 0, 0, 0, text.getBytes(US_ASCII));
        }
    }

    private static List<String> received(EsmePeer esme, int count) throws Exception {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(new String(esme.nextDelivery().getShortMessage(), US_ASCII));
        }
        return texts;
    }

    @Test
    void deliversInOrderAtOneNodeWhatAnotherAccepted() throws Exception {
        EsmePeer sender = sender(first);
        submit(sender, "1000", numbers(0, 20)); // the first carries them, to nobody
        EsmePeer receiver = esme(second);
        receiver.bind(BindType.BIND_TRX);
        assertEquals(numbers(0, 20), received(receiver, 20));

        long began = System.nanoTime();
        submit(sender, "1000", numbers(20, 60));
        assertEquals(numbers(20, 60), received(receiver, 40));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.compareTo(Duration.ofSeconds(3)) < 0, took::toString);

        receiver.close();
        EsmePeer elsewhere = esme(first);
        elsewhere.bind(BindType.BIND_TRX);
        submit(sender(second), "1000", numbers(60, 80));
        assertEquals(numbers(60, 80), received(elsewhere, 20));
    }

    /** The holder keeps what it reaches; it would try again in twelve hours. */
    @Test
    void movesWhatWaitsForAnEsmeThatBindsAtAnotherNodeToo() throws Exception {
        SqlMessageStore store = store(settings);
        TestCentre patient = opened(TestCentre.ofFewAttempts(store));
        awaitLease(store);
        EsmePeer full = esme(patient);
        full.answer = SMPPConstant.STAT_ESME_RMSGQFUL;
        full.bind(BindType.BIND_TRX);
        submit(sender(patient), "1000", numbers(0, 1));
        patient.awaitDeferred(1);
        full.answer = SMPPConstant.STAT_ESME_ROK;
        esme(second).bind(BindType.BIND_TRX);
        assertEquals(numbers(0, 1), received(full, 1));
    }

    @Test
    void takesOverWhatANodeThatIsCutOffHad() throws Exception {
        first.handset = _ -> new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "away");
        EsmePeer sender = sender(first);
        submit(sender, "447700900123", numbers(0, 30));
        submit(sender, "447700900124", numbers(30, 32));

        cable.cut();
        long began = System.nanoTime();
        Set<Long> ids = new HashSet<>();
        long last = 0;
        while (ids.size() < 32) {
            ShortMessage message = second.nextArrival();
            ids.add(message.id().value());
            if (message.destinationAddress().value().endsWith("123")) {
                assertTrue(message.id().value() > last, "not in order");
                last = message.id().value();
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, took::toString);
        assertEquals(Optional.of("the lease is lost"), lease(stores.getFirst()));
        assertEquals(Optional.empty(), lease(stores.getLast()));

        cable.mend();
        first.handset = _ -> new DeliveryOutcome.Delivered();
        submit(sender(second), "447700900123", numbers(32, 33));
        assertTrue(ids.add(second.nextArrival().id().value()));
        assertEquals(List.of(), List.copyOf(first.arrived));
    }

    @Test
    void beginsAnewOnceOthersTakeItForDead() throws Exception {
        first.handset = _ -> new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "away");
        second.handset = first.handset;
        EsmePeer sender = sender(first);
        submit(sender, "447700900123", numbers(0, 10));
        try (SqlDatabase database = settings.open(Path.of("."));
                var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("UPDATE node SET seen_at = CURRENT_TIMESTAMP - INTERVAL '9 seconds'");
        }
        first.handset = _ -> new DeliveryOutcome.Delivered();
        second.handset = first.handset;

        Set<Long> ids = new HashSet<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (ids.size() < 10) {
            assertTrue(System.nanoTime() < deadline, () -> ids.size() + " of 10");
            for (TestCentre centre : List.of(first, second)) {
                ShortMessage message = centre.arrived.poll(10, TimeUnit.MILLISECONDS);
                if (message != null) {
                    ids.add(message.id().value());
                }
            }
        }
    }
}
