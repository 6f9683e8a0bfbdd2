// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.charging.cdr.Outbox;
import org.heliograph.config.SmscSettings;
import org.heliograph.config.SqlDatabase;
import org.heliograph.smsc.message.FinalState;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.MessageState;
import org.heliograph.smsc.queue.MessageStore;
import org.heliograph.smsc.queue.MessageStoreContract;
import org.heliograph.smsc.queue.StoreException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresMessageStoreTest implements MessageStoreContract, RecordsContract {
    private static @Nullable PostgresServer running;
    private final List<MessageStore> opened = new ArrayList<>();
    private SqlDatabase database;
    private SqlMessageStore store;

    @BeforeAll
    static void startServer() throws Exception {
        running = PostgresServer.start();
    }

    private static PostgresServer server() {
        return Objects.requireNonNull(running);
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (running != null) {
            running.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        database = server().database();
        store = opened();
    }

    private SqlMessageStore opened() throws StoreException {
        SqlMessageStore another = SqlMessageStore.open(database, new SimpleMeterRegistry());
        opened.add(another);
        return another;
    }

    @AfterEach
    void close() {
        opened.forEach(MessageStore::close);
    }

    @Override
    public SqlMessageStore store() {
        return store;
    }

    @Override
    public SqlMessageStore afterCrash() throws Exception {
        server().crash();
        server().startAgain();
        return opened();
    }

    @Test
    void recordsAreWrittenByOneNodeAtATime() throws Exception {
        Outbox here = store.outbox();
        Outbox there = opened().outbox();
        List<ChargingRecord> both = List.of(RecordsContract.record(1), RecordsContract.record(2));
        store.settle(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(new MessageId(1), both.getFirst(), new MessageId(2), both.getLast()));
        assertEquals(both, here.next(10));
        assertEquals(List.of(), there.next(10));
        long waits = waitingForTheirTurn();
        here.remove(both.subList(0, 1));
        assertEquals(List.of(), there.next(10));
        assertEquals(waits, waitingForTheirTurn(), "a connection is dear");
        here.close();
        assertEquals(both.subList(1, 2), there.next(10));
        assertEquals(List.of(), here.next(10));
        there.close();
    }

    /** {@return the server's process that was last asked whether one may write} */
    private long waitingForTheirTurn() throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT pid FROM pg_stat_activity"
                                        + " WHERE query LIKE 'SELECT pg_try_advisory_lock%'"
                                        + " ORDER BY query_start DESC LIMIT 1")) {
            assertTrue(row.next(), "nobody waits");
            return row.getLong(1);
        }
    }

    @Test
    void goesOnOnceTheServerIsBack() throws Exception {
        store.insert(List.of(MessageStoreContract.message(HANDSET, 1)));
        server().crash();
        assertThrows(
                StoreException.class,
                () -> store.insert(List.of(MessageStoreContract.message(HANDSET, 2))));
        assertThrows(StoreException.class, () -> store.load(HANDSET, new MessageId(0), 10));
        server().startAgain();

        long deadline = System.nanoTime() + 10_000_000_000L;
        while (true) {
            try {
                store.insert(List.of(MessageStoreContract.message(HANDSET, 3)));
                break;
            } catch (StoreException e) {
                assertTrue(System.nanoTime() < deadline, e::getMessage);
                Thread.onSpinWait();
            }
        }
        assertEquals(
                List.of(
                        MessageStoreContract.message(HANDSET, 1),
                        MessageStoreContract.message(HANDSET, 3)),
                store.load(HANDSET, new MessageId(0), 10));
    }

    /**
     * What the server does by itself, what the operator asks of us, and what a commit waits for.
     */
    @ParameterizedTest
    @CsvSource({
        "on, synced, on",
        "off, synced, on",
        "remote_apply, synced, remote_apply",
        "on, written, off"
    })
    void everyCommitWaitsForTheDiskUnlessTheOperatorHasRenouncedIt(
            String servers, String durability, String expected) throws Exception {
        SmscSettings.Store settings = server().settings();
        String name = settings.url().substring(settings.url().lastIndexOf('/') + 1);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "ALTER DATABASE %s SET synchronous_commit = %s".formatted(name, servers));
        }
        SmscSettings.Store ours =
                new SmscSettings.Store(settings.url(), settings.user(), "", durability);
        try (SqlDatabase opened = ours.open(Path.of(""));
                Connection connection = opened.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW synchronous_commit")) {
            row.next();
            assertEquals(expected, row.getString(1));
        }
    }

    /** Before its holder has read of it; else what is stored now would go before what waits. */
    @Test
    void destinationThatAnotherNodeHasGivenAwayComesWithItsBacklog() throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            ClaimStatements claims = new ClaimStatements(connection);
            claims.gain(new TreeMap<>(Map.of("esme:demo", 5L)), 1);
            statement.execute("UPDATE claim SET node = 2");

            ClaimStatements.Gained gained = claims.gain(new TreeMap<>(Map.of("esme:demo", 9L)), 2);
            assertEquals(Set.of("esme:demo"), gained.mine());
            assertEquals(Set.of("esme:demo"), gained.behind());
        }
    }

    /** Else it would be taken over a second later, once more. */
    @Test
    void handsADestinationOverToNobodyWhoHasDiedMeanwhile() throws Exception {
        try (Connection connection = database.connect()) {
            ClaimStatements claims = new ClaimStatements(connection);
            Set<String> one = Set.of("esme:demo");
            for (long node = 1; node <= 3; node++) {
                claims.join(node);
            }
            claims.gain(new TreeMap<>(Map.of("esme:demo", 5L)), 1);
            claims.want(one, 2);
            assertEquals(one, claims.wantedOf(1));
            claims.part(2);
            assertEquals(Set.of(), claims.handOver(one, 1));
            claims.want(one, 3); // that of the dead one stands before it
            assertEquals(Set.of(), claims.wantedOf(1));
            claims.want(one, 3);
            assertEquals(one, claims.wantedOf(1));
            assertEquals(one, claims.handOver(one, 1));
            assertEquals(Map.of("esme:demo", 0L), claims.takeArrivals(3, 10));
        }
    }

    /** Another node may hold a destination without a wish, or none at all since. */
    @Test
    void looksAgainForWhatNobodyHasBeenAskedFor() throws Exception {
        try (Connection connection = database.connect()) {
            ClaimStatements claims = new ClaimStatements(connection);
            claims.gain(new TreeMap<>(Map.of("esme:ours", 1L)), 2);
            claims.gain(new TreeMap<>(Map.of("esme:asked", 1L, "esme:theirs", 2L)), 1);
            claims.want(Set.of("esme:asked"), 2);
            assertEquals(
                    Set.of("esme:theirs", "esme:nobodys"),
                    claims.unasked(
                            Set.of("esme:ours", "esme:asked", "esme:theirs", "esme:nobodys"), 2));
        }
    }

    /** What is stored at the same time does not hide it. */
    @Test
    void alertsWhoHoldsADestinationAndNobodyElse() throws Exception {
        try (Connection connection = database.connect()) {
            ClaimStatements claims = new ClaimStatements(connection);
            claims.gain(new TreeMap<>(Map.of("ims:ours", 1L)), 2);
            claims.gain(new TreeMap<>(Map.of("ims:stored", 2L, "ims:theirs", 3L)), 1);
            claims.arrive(new TreeMap<>(Map.of("ims:stored", 9L)));
            Set<String> shown = Set.of("ims:ours", "ims:stored", "ims:theirs", "ims:nobodys");
            assertEquals(2, claims.alert(shown, 2));
            claims.arrive(new TreeMap<>(Map.of("ims:theirs", 10L)));
            assertEquals(Map.of(), claims.takeArrivals(2, 10));
            assertEquals(Map.of("ims:stored", 0L, "ims:theirs", 0L), claims.takeArrivals(1, 10));
        }
    }

    /** Each has its index, so that no query grows with what waits. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id, body, destination FROM message WHERE destination = 'esme:demo'"
                        + " AND id >= 5000 ORDER BY destination, id LIMIT 100",
                "SELECT id, body, destination FROM message WHERE id <= 5000"
                        + " ORDER BY id DESC LIMIT 4",
                "DELETE FROM message WHERE id = ANY ('{1,2,3}'::bigint[])",
                "UPDATE message SET body = '' WHERE id = 7",
                "SELECT state FROM final_state WHERE id = 7",
                "SELECT MAX(id) FROM (SELECT id FROM final_state ORDER BY id LIMIT 5000) AS oldest",
                "DELETE FROM final_state WHERE id <= 100 AND reached_at < 7",
                "SELECT destination FROM claim WHERE node = 7 AND wanted_by IS NOT NULL LIMIT 5000",
                "UPDATE claim SET wanted_by = NULL WHERE node = 7 AND wanted_by IS NOT NULL"
                        + " AND NOT EXISTS (SELECT 1 FROM node WHERE node.id = claim.wanted_by"
                        + " AND node.seen_at >= CURRENT_TIMESTAMP)",
                "SELECT destination FROM claim WHERE node = 7 LIMIT 500 FOR UPDATE SKIP LOCKED",
                "SELECT 1 FROM claim c WHERE c.destination = 'esme:demo'"
                        + " AND (c.node = 7 OR c.wanted_by IS NOT NULL)",
                "DELETE FROM arrival WHERE destination = ANY ('{a,b}'::text[])",
                "SELECT 1 FROM message m WHERE m.destination = 'esme:demo' LIMIT 1"
            })
    void readsByIndexAlone(String sql) throws Exception {
        store.settle(
                List.of(),
                LongStream.range(1, 10_000)
                        .mapToObj(
                                id ->
                                        new FinalState(
                                                new MessageId(id),
                                                "demo",
                                                "",
                                                MessageState.DELIVERED,
                                                0,
                                                Instant.ofEpochSecond(id)))
                        .toList(),
                LongStream.range(1, 10_000)
                        .mapToObj(
                                id ->
                                        MessageStoreContract.message(
                                                id % 2 == 0 ? HANDSET : ESME, id))
                        .toList(),
                List.of(),
                Map.of());
        try (Connection connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("ANALYZE");
            var plan = new StringBuilder();
            try (var row = statement.executeQuery("EXPLAIN " + sql)) {
                while (row.next()) {
                    plan.append(row.getString(1)).append('\n');
                }
            }
            assertTrue(plan.indexOf("Index") >= 0 && plan.indexOf("Seq Scan") < 0, plan::toString);
            assertTrue(plan.indexOf("Sort") < 0, plan::toString);
        }
    }
}
