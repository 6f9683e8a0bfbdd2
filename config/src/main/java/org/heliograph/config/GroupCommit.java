// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few threads that write to disk for all: whatever has gathered while the last groups were being
 * synced goes into the next. A lone write waits for nobody.
 *
 * <p>Only these threads touch the files and connections, and nobody interrupts them: an interrupt
 * during file access would close H2's file for everybody.
 *
 * @param <W> what a store wants written, as one unit
 */
public final class GroupCommit<W> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /** Writes in one transaction: enough to make the sync cheap, few enough to stay quick. */
    private static final int LARGEST_GROUP = 1_000;

    /** A commit that took longer is worth a line: everybody has waited for it. */
    private static final long SLOW_NANOS = 2_000_000_000;

    /** Class of the SQLSTATEs whose messages quote the row (ISO 9075-2). */
    private static final String CONSTRAINT_VIOLATION = "23";

    /** What a histogram of commit times tells apart: from a good disk to one that is stuck. */
    private static final Duration[] COMMIT_TIMES = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    /** How a store writes. */
    @FunctionalInterface
    public interface Transaction<W> {
        /** Executes what the group asks for, in order, and leaves the commit to the caller. */
        void write(List<W> group) throws SQLException;
    }

    /** Prepares a connection, which does not commit by itself, for a store's transactions. */
    @FunctionalInterface
    public interface Preparation<W> {
        Transaction<W> on(Connection connection) throws SQLException;
    }

    /** Makes groups durable, on a thread of its own. */
    public interface Committer<W> extends AutoCloseable {
        /**
         * Returns when all of it is on disk.
         *
         * @throws UncertainException if it may be on disk
         * @throws SQLException if nothing of it is
         */
        void commit(List<W> group) throws SQLException;

        @Override
        void close();
    }

    /** Nobody knows whether what was written is there: it was being committed when it failed. */
    public static final class UncertainException extends SQLException {
        private static final long serialVersionUID = 1;

        /**
         * @param cause what is to be told of
         */
        public UncertainException(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    /** What one caller waits for. */
    private static final class Pending<W> {
        final @Nullable W write;
        final CountDownLatch done = new CountDownLatch(1);
        @Nullable Throwable failure;

        Pending(@Nullable W write) {
            this.write = write;
        }
    }

    private final List<Thread> threads = new ArrayList<>();

    /** As long as there are callers at most, for each waits for its own write. */
    private final LinkedBlockingQueue<Pending<W>> queue = new LinkedBlockingQueue<>();

    private final Timer commits;
    private final DistributionSummary writesPerCommit;
    private final Counter failures;
    private final String threadName;
    private boolean closed;

    /**
     * Starts threads that write to a database.
     *
     * @param writers how many transactions may be under way
     * @param threadName what thread dumps and metrics show
     * @throws SQLException if the database cannot be written to now
     */
    public GroupCommit(
            SqlDatabase database,
            int writers,
            String threadName,
            MeterRegistry meters,
            Preparation<W> preparation)
            throws SQLException {
        this(threadName, meters, SqlCommitter.open(database, writers, preparation));
    }

    /**
     * Starts a thread for each of {@code committers}, which closes it in the end.
     *
     * @param threadName what thread dumps and metrics show
     */
    public GroupCommit(
            String threadName, MeterRegistry meters, List<? extends Committer<W>> committers) {
        this.threadName = threadName;
        this.commits =
                Timer.builder("heliograph.store.commit")
                        .description("Transactions that are on disk, and how long each took")
                        .tag("writer", threadName)
                        .serviceLevelObjectives(COMMIT_TIMES)
                        .register(meters);
        this.writesPerCommit =
                DistributionSummary.builder("heliograph.store.commit.writes")
                        .description("Writes that shared one transaction")
                        .tag("writer", threadName)
                        .register(meters);
        this.failures =
                Counter.builder("heliograph.store.commit.failures")
                        .description("Transactions that failed, nothing of which is on disk")
                        .tag("writer", threadName)
                        .register(meters);
        for (Committer<W> committer : committers) {
            threads.add(Thread.ofPlatform().name(threadName).daemon().start(() -> run(committer)));
        }
    }

    /**
     * Returns when {@code write} is on disk, synced; an interrupt is kept for afterwards.
     *
     * @throws UncertainException if it may be on disk
     * @throws SQLException if nothing of it, or nothing of its whole group, is
     */
    public void write(W write) throws SQLException {
        Pending<W> pending = new Pending<>(write);
        synchronized (this) {
            if (closed) {
                throw new SQLException("the store is closed");
            }
            queue.add(pending);
        }
        boolean interrupted = false;
        while (true) {
            try {
                pending.done.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true; // the answer is on its way, and only it tells what is on disk
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (pending.failure != null) {
            String reason = "cannot write: " + reason(pending.failure);
            throw pending.failure instanceof UncertainException
                    ? new UncertainException(reason, pending.failure)
                    : new SQLException(reason, pending.failure);
        }
    }

    /** What went wrong, without the values that databases quote: they are texts of messages. */
    static String reason(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (!(failure instanceof SQLException database)) {
            return message;
        }
        String state = String.valueOf(database.getSQLState());
        if (state.startsWith(CONSTRAINT_VIOLATION)) {
            return "SQLSTATE " + state;
        }
        int statement = message.indexOf("; SQL statement:");
        return statement < 0 ? message : message.substring(0, statement);
    }

    /** {@return that the writers run, without which nothing is ever stored} */
    public Check check() {
        return new Check(
                threadName,
                Check.Kind.ALIVE,
                () ->
                        threads.stream().allMatch(Thread::isAlive)
                                ? Optional.empty()
                                : Optional.of("the thread has ended"));
    }

    /** Writes what was asked for before, then ends. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            threads.forEach(_ -> queue.add(new Pending<>(null)));
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (true) {
                try {
                    thread.join();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Committer<W> committer) {
        try (committer) {
            var group = new ArrayList<Pending<W>>();
            boolean ended = false;
            while (!ended) {
                group.clear();
                try {
                    group.add(queue.take());
                } catch (InterruptedException e) {
                    continue; // nobody has this thread but us, and we end it otherwise
                }
                while (group.size() < LARGEST_GROUP && group.getLast().write != null) {
                    Pending<W> next = queue.poll();
                    if (next == null) {
                        break;
                    }
                    group.add(next);
                }
                if (group.getLast().write == null) { // one for each thread
                    group.removeLast();
                    ended = true;
                }
                if (!group.isEmpty()) {
                    commit(committer, group);
                }
            }
        }
    }

    private void commit(Committer<W> committer, List<Pending<W>> group) {
        var writes = new ArrayList<W>(group.size());
        for (Pending<W> pending : group) {
            if (pending.write != null) {
                writes.add(pending.write);
            }
        }
        @Nullable Throwable failure = null;
        long start = System.nanoTime();
        try {
            committer.commit(writes);
            long took = System.nanoTime() - start;
            commits.record(took, TimeUnit.NANOSECONDS);
            writesPerCommit.record(writes.size());
            if (took > SLOW_NANOS) {
                LOG.warn(
                        "store-slow writer={} writes={} millis={}",
                        threadName,
                        writes.size(),
                        TimeUnit.NANOSECONDS.toMillis(took));
            }
        } catch (SQLException | RuntimeException | Error e) { // callers wait for an answer
            failure = e;
            failures.increment();
            LOG.error("store-failed writes={} reason=\"{}\"", group.size(), reason(e));
        }
        for (Pending<W> pending : group) {
            pending.failure = failure;
            pending.done.countDown();
        }
    }
}
