// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.heliograph.config.SmscSettings;
import org.heliograph.config.SqlDatabase;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.queue.MessageStore;
import org.heliograph.smsc.queue.MessageStoreContract;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.route.Routed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The power fails while messages are stored and settled, again and again: the embedded database on
 * a {@link ForgetfulDisk}. {@code -Dpowerloss.lives=3 -Dpowerloss.life=60} makes it so many lives
 * of so many seconds, which is what {@code tools/chaos/powerloss} does: H2 uses space again only
 * after 45.
 */
final class PowerLossTest {
    private static final int WRITERS = 8;

    /** Acknowledged in a life at most, where it is short. */
    private static final int MOST = 400;

    @TempDir Path directory;
    private final int lives = Integer.getInteger("powerloss.lives", 6);

    /** Zero: until a random number of messages is acknowledged. */
    private Duration life = Duration.ofSeconds(Integer.getInteger("powerloss.life", 0));

    private final SplittableRandom random = new SplittableRandom(46_000);
    private final AtomicLong ids = new AtomicLong();
    private final LongAdder acknowledged = new LongAdder();

    /** Acknowledged, and nobody has begun to settle it. */
    private final Set<Long> stored = ConcurrentHashMap.newKeySet();

    /** Settled, and that was acknowledged. */
    private final Set<Long> settled = ConcurrentHashMap.newKeySet();

    @ParameterizedTest
    @EnumSource(ForgetfulDisk.Rest.class)
    void whatWasAcknowledgedIsThereAfterwards(ForgetfulDisk.Rest rest) throws Exception {
        Path file = directory.resolve("0");
        for (int i = 1; i <= lives; i++) {
            Path next = directory.resolve(Integer.toString(i));
            live(file, next, "synced", rest);
            file = next;
            Set<Long> there = there(file);
            Set<Long> lost = new TreeSet<>(stored);
            lost.removeAll(there);
            assertEquals(Set.of(), lost, "lost in life " + i);
            Set<Long> back = new TreeSet<>(there);
            back.retainAll(settled);
            assertEquals(Set.of(), back, "back again after life " + i);
        }
        System.out.printf(
                "%d losses of power (of what was not synced, %s is left): %d stored, %d of them"
                        + " settled, none lost%n",
                lives, rest, acknowledged.sum(), settled.size());
    }

    @Test
    void whatIsOnlyWrittenIsLost() throws Exception {
        life = Duration.ZERO;
        Path file = directory.resolve("written");
        live(directory.resolve("0"), file, "written", ForgetfulDisk.Rest.NOTHING);
        Set<Long> there = there(file);
        long lost = stored.stream().filter(id -> !there.contains(id)).count();
        assertTrue(lost > 0, "the disk has forgotten nothing: " + stored.size());
    }

    /** Stores and settles until the power fails at a random moment. */
    private void live(Path from, Path safe, String durability, ForgetfulDisk.Rest rest)
            throws Exception {
        Files.createDirectories(from);
        Files.createDirectories(safe);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
            for (Path file : files) {
                Files.copy(file, safe.resolve(file.getFileName()));
            }
        }
        Semaphore acknowledgements = new Semaphore(0);
        try (ForgetfulDisk disk = new ForgetfulDisk(safe);
                SqlDatabase database =
                        new SmscSettings.Store("", "", "", durability)
                                .open(ForgetfulDisk.path(from));
                MessageStore store = SqlMessageStore.open(database, new SimpleMeterRegistry());
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WRITERS; i++) {
                writers.execute(() -> write(store, acknowledgements));
            }
            int wait = life.isZero() ? 1 + random.nextInt(MOST) : Integer.MAX_VALUE;
            long patience = life.isZero() ? 60_000 : life.toMillis();
            boolean reached = acknowledgements.tryAcquire(wait, patience, TimeUnit.MILLISECONDS);
            assertTrue(reached || !life.isZero(), "the store does not take messages");
            disk.losePower(rest, random);
        } catch (SQLException e) {
            return; // it cannot be closed without power
        }
    }

    /** Settles most of what it stores a little later, so that there is space to use again. */
    private void write(MessageStore store, Semaphore acknowledgements) {
        Set<Long> waiting = new TreeSet<>();
        try {
            while (true) {
                long id = ids.incrementAndGet();
                Routed message = MessageStoreContract.message(MessageStoreContract.ESME, id);
                store.insert(List.of(message));
                acknowledged.increment();
                stored.add(id);
                waiting.add(id);
                acknowledgements.release();
                if (waiting.size() > 20) {
                    List<Long> first = waiting.stream().limit(19).toList();
                    waiting.removeAll(first);
                    stored.removeAll(first);
                    store.settle(first.stream().map(MessageId::new).toList(), List.of(), List.of());
                    settled.addAll(first);
                }
            }
        } catch (StoreException e) {
            return; // the power is off
        }
    }

    private static Set<Long> there(Path file) throws Exception {
        Set<Long> ids = new HashSet<>();
        try (SqlDatabase database = SmscSettings.Store.EMBEDDED.open(file);
                MessageStore store = SqlMessageStore.open(database, new SimpleMeterRegistry())) {
            for (Routed routed :
                    store.load(MessageStoreContract.ESME, new MessageId(0), Integer.MAX_VALUE)) {
                ids.add(routed.message().id().value());
            }
        }
        return ids;
    }
}
