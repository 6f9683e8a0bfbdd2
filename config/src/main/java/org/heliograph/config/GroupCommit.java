// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that writes to an {@link EmbeddedDatabase} for all: whatever has gathered while the
 * last transaction was being synced goes into the next. A lone write waits for nobody.
 *
 * <p>Only this thread touches the connection, and nobody interrupts it: an interrupt during file
 * access would close H2's file for everybody.
 *
 * @param <W> what a store wants written, as one unit
 */
public final class GroupCommit<W> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /** Writes in one transaction: enough to make the sync cheap, few enough to stay quick. */
    private static final int LARGEST_GROUP = 1_000;

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

    /** What one caller waits for. */
    private static final class Pending<W> {
        final @Nullable W write;
        final CountDownLatch done = new CountDownLatch(1);
        @Nullable Throwable failure;

        Pending(@Nullable W write) {
            this.write = write;
        }
    }

    /** Tells the writer to end. */
    private final Pending<W> end = new Pending<>(null);

    private final Connection connection;
    private final Transaction<W> transaction;
    private final Statement sync;

    /** As long as there are callers at most, for each waits for its own write. */
    private final LinkedBlockingQueue<Pending<W>> queue = new LinkedBlockingQueue<>();

    private final Thread thread;
    private final Timer commits;
    private final DistributionSummary writesPerCommit;
    private final Counter failures;
    private boolean closed;

    /**
     * Starts the writer.
     *
     * @param connection without auto-commit; closed by {@link #close}
     * @param threadName what thread dumps and metrics show
     */
    public GroupCommit(
            Connection connection,
            String threadName,
            MeterRegistry meters,
            Transaction<W> transaction)
            throws SQLException {
        this.connection = connection;
        this.transaction = transaction;
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
        this.sync = connection.createStatement();
        this.thread = Thread.ofPlatform().name(threadName).daemon().start(this::run);
    }

    /**
     * Returns when {@code write} is on disk, synced; an interrupt is kept for afterwards.
     *
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
            throw new SQLException("cannot write: " + reason(pending.failure), pending.failure);
        }
    }

    private void run() {
        var group = new ArrayList<Pending<W>>();
        while (true) {
            group.clear();
            try {
                group.add(queue.take());
            } catch (InterruptedException e) {
                continue; // nobody has this thread but us, and we end it otherwise
            }
            queue.drainTo(group, LARGEST_GROUP - 1);
            boolean last = group.remove(end);
            if (!group.isEmpty()) {
                commit(group);
            }
            if (last) {
                return;
            }
        }
    }

    private void commit(List<Pending<W>> group) {
        var writes = new ArrayList<W>(group.size());
        for (Pending<W> pending : group) {
            if (pending.write != null) {
                writes.add(pending.write);
            }
        }
        @Nullable Throwable failure = null;
        long start = System.nanoTime();
        try {
            transaction.write(writes);
            connection.commit();
            sync.execute("CHECKPOINT SYNC"); // H2 does not sync when it commits
            commits.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            writesPerCommit.record(writes.size());
        } catch (SQLException | RuntimeException | Error e) { // callers wait for an answer
            failure = e;
            failures.increment();
            LOG.error("store-failed writes={} reason=\"{}\"", group.size(), reason(e));
            rollback();
        }
        for (Pending<W> pending : group) {
            pending.failure = failure;
            pending.done.countDown();
        }
    }

    /** What went wrong, without the values that databases quote: they are texts of messages. */
    private static String reason(Throwable failure) {
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

    private void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.error("store-failed writes=0 reason=\"rollback: {}\"", e.getMessage());
        }
    }

    /** {@return that the writer runs, without which nothing is ever stored} */
    public Check check() {
        return Check.alive(thread);
    }

    /** Writes what was asked for before, then ends. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            queue.add(end);
        }
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("cannot close a database connection: {}", e.getMessage());
        }
    }
}
