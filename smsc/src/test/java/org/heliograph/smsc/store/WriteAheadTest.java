// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import static org.heliograph.smsc.queue.MessageStoreContract.ESME;
import static org.heliograph.smsc.queue.MessageStoreContract.HANDSET;
import static org.heliograph.smsc.queue.MessageStoreContract.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.heliograph.config.EmbeddedDatabase;
import org.heliograph.smsc.message.FinalState;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.MessageState;
import org.heliograph.smsc.queue.MessageStore;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database, and what is still on its way to its tables. */
final class WriteAheadTest {
    @TempDir Path directory;
    private Path live;
    private int lives;
    private EmbeddedDatabase database;
    private MessageStore store;

    @BeforeEach
    void open() throws Exception {
        live = Files.createDirectories(directory.resolve("0"));
        database = EmbeddedDatabase.open(live, "smsc");
        store = SqlMessageStore.open(database, new SimpleMeterRegistry());
    }

    @AfterEach
    void close() throws Exception {
        store.close();
        database.close();
    }

    /** As a process killed now would have left it. */
    private void crash() throws Exception {
        Path next = Files.createDirectories(directory.resolve(Integer.toString(++lives)));
        for (String file : List.of("smsc.mv.db", "smsc.journal0", "smsc.journal1")) {
            Files.copy(live.resolve(file), next.resolve(file));
        }
        close();
        live = next;
        database = EmbeddedDatabase.open(live, "smsc");
        store = SqlMessageStore.open(database, new SimpleMeterRegistry());
    }

    private List<Long> waiting(Route.Destination destination, int limit) throws Exception {
        return store.load(destination, new MessageId(0), limit).stream()
                .map(routed -> routed.message().id().value())
                .toList();
    }

    private long rows() throws SQLException {
        return number("SELECT COUNT(*) FROM message");
    }

    private long number(String query) throws SQLException {
        try (var connection = database.connect();
                var count = connection.prepareStatement(query);
                var row = count.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Whatever is done, and wherever it ends: what is read is what was written. */
    @Test
    void readsAndKeepsWhatIsInTheJournalAndInTheTablesAsOne() throws Exception {
        var random = new SplittableRandom(77);
        var toEsme = new TreeMap<Long, Routed>();
        var toHandset = new TreeMap<Long, Routed>();
        long id = 0;
        for (int step = 0; step < 3_000; step++) {
            Route.Destination to = random.nextBoolean() ? ESME : HANDSET;
            SortedMap<Long, Routed> there = to.equals(ESME) ? toEsme : toHandset;
            switch (random.nextInt(100)) {
                case 0 -> store.oldest(); // has the tables follow
                case 1, 2, 3, 4, 5 -> {
                    int limit = 1 + random.nextInt(60);
                    assertEquals(there.keySet().stream().limit(limit).toList(), waiting(to, limit));
                }
                case 6 -> {
                    if (lives < 8) {
                        crash();
                    }
                }
                case 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 -> {
                    if (!there.isEmpty()) {
                        long changed = some(there, random);
                        Routed other = message(to, changed);
                        store.replace(List.of(other), List.of(), Map.of());
                        there.put(changed, other);
                    }
                }
                case 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35 -> {
                    long report = ++id;
                    var gone = new ArrayList<MessageId>();
                    for (int i = 0; i < 3 && !there.isEmpty(); i++) {
                        long one = some(there, random);
                        there.remove(one);
                        gone.add(new MessageId(one));
                    }
                    store.settle(gone, List.of(), List.of(message(to, report)));
                    there.put(report, message(to, report));
                }
                default -> {
                    long one = ++id;
                    store.insert(List.of(message(to, one)));
                    there.put(one, message(to, one));
                    if (random.nextInt(3) > 0) {
                        store.settle(List.of(new MessageId(one)), List.of(), List.of());
                        there.remove(one);
                    }
                }
            }
        }
        crash();
        assertEquals(
                List.copyOf(toEsme.values()),
                store.load(ESME, new MessageId(0), Integer.MAX_VALUE));
        assertEquals(
                List.copyOf(toHandset.values()),
                store.load(HANDSET, new MessageId(0), Integer.MAX_VALUE));
    }

    private static long some(SortedMap<Long, Routed> there, SplittableRandom random) {
        List<Long> ids = List.copyOf(there.keySet());
        return ids.get(random.nextInt(ids.size()));
    }

    @Test
    void givesNoIdTwiceAfterACrash() throws Exception {
        long first = store.reserveIds(100_000);
        crash();
        long second = store.reserveIds(10);
        assertTrue(second >= first + 100_000, "again " + second);
        crash();
        assertEquals(second + 10, store.reserveIds(10));
    }

    @Test
    void knowsFinalStatesAfterACrash() throws Exception {
        var state =
                new FinalState(
                        new MessageId(5),
                        "demo",
                        "1000",
                        MessageState.DELIVERED,
                        0,
                        Instant.parse("2026-11-22T10:00:00Z"));
        store.insert(List.of(message(ESME, 5)));
        store.settle(List.of(new MessageId(5)), List.of(state), List.of());
        crash();
        assertEquals(state, store.finalState(new MessageId(5)).orElseThrow());
        assertEquals(List.of(), waiting(ESME, 10));
    }

    @Test
    void bringsNothingToTheTablesThatIsGoneByThen() throws Exception {
        for (long id = 1; id <= 200; id++) {
            store.insert(List.of(message(ESME, id)));
            store.settle(List.of(new MessageId(id)), List.of(), List.of());
        }
        store.insert(List.of(message(ESME, 201)));
        store.oldest();
        assertEquals(1, rows());
    }

    /** Else the journal of a centre that only looks whether its disk works would grow for ever. */
    @Test
    void freesAnEntryThatLeavesNothing() throws Exception {
        store.settle(List.of(), List.of(), List.of());
        store.oldest();
        assertEquals(1, number("SELECT applied FROM journal_position"));
    }

    /** The first sweep may find millions. */
    @Test
    void forgetsWithoutLookingAtEachFinalState() throws Exception {
        try (var connection = database.connect();
                var plan =
                        connection.prepareStatement(
                                "EXPLAIN DELETE FROM final_state WHERE id <= 5 AND reached_at < 7");
                var row = plan.executeQuery()) {
            row.next();
            assertTrue(row.getString(1).contains("PRIMARY_KEY"), row.getString(1));
        }
    }

    /** What should never be must not keep from the tables what was acknowledged. */
    @Test
    void isNotHeldUpByAnIdThatIsThereAlready() throws Exception {
        store.insert(List.of(message(ESME, 1)));
        store.oldest();
        store.insert(List.of(message(ESME, 1)));
        store.insert(List.of(message(ESME, 2)));
        store.oldest();
        assertEquals(2, rows());
        assertEquals(List.of(1L, 2L), waiting(ESME, 10));
    }

    /** More than is kept in memory at a time: writers wait, and all of it gets there. */
    @Test
    void takesMoreThanItHasMemoryFor() throws Exception {
        var all = new ArrayList<Routed>();
        for (long id = 1; id <= 200_000; id++) {
            all.add(message(ESME, id));
        }
        for (int from = 0; from < all.size(); from += 2_000) {
            store.insert(all.subList(from, from + 2_000));
        }
        assertEquals(200_000, waiting(ESME, Integer.MAX_VALUE).size());
        store.close();
        assertEquals(200_000, rows());
        assertTrue(
                Files.size(live.resolve("smsc.journal0")) < 300L << 20, "the journal is bounded");
        assertFalse(Files.exists(live.resolve("smsc.journal2")));
    }
}
