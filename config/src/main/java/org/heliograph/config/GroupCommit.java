// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
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
    private boolean closed;

    /**
     * Starts the writer.
     *
     * @param connection without auto-commit; closed by {@link #close}
     * @param threadName what thread dumps show
     */
    public GroupCommit(Connection connection, String threadName, Transaction<W> transaction)
            throws SQLException {
        this.connection = connection;
        this.transaction = transaction;
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
        try {
            transaction.write(writes);
            connection.commit();
            sync.execute("CHECKPOINT SYNC"); // H2 does not sync when it commits
        } catch (SQLException | RuntimeException | Error e) { // callers wait for an answer
            failure = e;
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
