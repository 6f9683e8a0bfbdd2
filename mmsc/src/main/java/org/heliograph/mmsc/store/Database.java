// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import javax.sql.DataSource;
import org.heliograph.mmsc.message.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded database. One thread writes: it gathers the writes that wait into one transaction
 * and one sync to the disk, and lets the callers go on when both are done; a lone write does not
 * wait for company.
 *
 * <p>SQL runs on threads of this class only, and nobody interrupts them: an interrupt during file
 * access would close the database's file for everybody.
 */
public final class Database implements AutoCloseable {
    /** Most writes of one transaction: beyond this a sync costs next to nothing per write. */
    private static final int BATCH = 200;

    /** Most writes that wait; callers beyond block. */
    private static final int WAITING = 1_000;

    /** Reads at a time. */
    private static final int READERS = 4;

    private static final Logger log = LoggerFactory.getLogger(Database.class);

    private final Connection writing;
    private final Statement sync;
    private final BlockingQueue<Write<?>> writes = new ArrayBlockingQueue<>(WAITING);
    private final BlockingQueue<Connection> readers = new ArrayBlockingQueue<>(READERS);
    private final ExecutorService reading =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("mmsc-store-read-", 0).factory());
    private final Thread writer;
    private volatile boolean closing;

    /** SQL to run. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    private record Write<T>(Work<T> work, CompletableFuture<T> done) {
        /** {@return what tells the caller that it is durable} */
        Runnable run(Connection connection) throws SQLException {
            T result = work.run(connection);
            return () -> done.complete(result);
        }
    }

    private Database(Connection writing, List<Connection> readers) throws SQLException {
        this.writing = writing;
        this.sync = writing.createStatement();
        this.readers.addAll(readers);
        this.writer = Thread.ofPlatform().name("mmsc-store-write").unstarted(this::writeAll);
        this.writer.start();
    }

    /**
     * Makes the tables where they are missing.
     *
     * @param source has {@link #READERS} connections and one more to spare; stays open until after
     *     {@link #close}
     * @throws StoreException if the database does not do as it is told
     */
    public static Database on(DataSource source) {
        List<Connection> opened = new ArrayList<>();
        try {
            for (int i = 0; i <= READERS; i++) {
                opened.add(source.getConnection());
            }
            Connection writing = opened.getFirst();
            Schema.create(writing);
            writing.setAutoCommit(false);
            return new Database(writing, opened.subList(1, opened.size()));
        } catch (SQLException e) {
            opened.forEach(Database::closeQuietly);
            throw new StoreException("cannot use the database", e);
        }
    }

    /** Runs {@code work} as one unit that is durable, power cuts included, on return. */
    <T> T write(Work<T> work) {
        Write<T> write = new Write<>(work, new CompletableFuture<>());
        try {
            writes.put(write);
            if (closing && writes.remove(write)) {
                throw new StoreException("the store is closed", new RejectedExecutionException());
            }
            return write.done().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted", e);
        } catch (ExecutionException e) {
            throw new StoreException("cannot write to the database", e);
        }
    }

    <T> T read(Work<T> work) {
        try {
            return reading.submit(() -> readOn(work)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted", e);
        } catch (ExecutionException | RejectedExecutionException e) {
            throw new StoreException("cannot read from the database", e);
        }
    }

    private <T> T readOn(Work<T> work) throws SQLException, InterruptedException {
        Connection connection = readers.take();
        try {
            return work.run(connection);
        } finally {
            readers.add(connection);
        }
    }

    private void writeAll() {
        List<Write<?>> batch = new ArrayList<>(BATCH);
        while (!closing || !writes.isEmpty()) {
            try {
                batch.add(writes.take());
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts the writer", e);
            }
            writes.drainTo(batch, BATCH - 1);
            commit(batch);
            batch.clear();
        }
    }

    private void commit(List<Write<?>> batch) {
        List<Runnable> answers = new ArrayList<>(batch.size());
        try {
            for (Write<?> write : batch) {
                Savepoint before = writing.setSavepoint();
                try {
                    answers.add(write.run(writing));
                } catch (SQLException | RuntimeException e) {
                    writing.rollback(before);
                    write.done().completeExceptionally(e);
                }
            }
            writing.commit();
            sync.execute("CHECKPOINT SYNC");
            answers.forEach(Runnable::run);
        } catch (SQLException | RuntimeException e) {
            log.error("cannot commit {} writes", batch.size(), e);
            rollBack();
            batch.forEach(write -> write.done().completeExceptionally(e));
        }
    }

    private void rollBack() {
        try {
            writing.rollback();
        } catch (SQLException e) {
            log.error("cannot roll back", e);
        }
    }

    /** Finishes the writes that wait, then closes. */
    @Override
    public void close() {
        closing = true;
        // Wakes the writer, which may be waiting, without an interrupt.
        if (!writes.offer(new Write<>(connection -> true, new CompletableFuture<>()))) {
            log.debug("the writer has work enough to wake it");
        }
        joinUninterruptibly();
        reading.close();
        readers.forEach(Database::closeQuietly);
        closeQuietly(writing);
    }

    private void joinUninterruptibly() {
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.warn("cannot close a database connection", e);
        }
    }
}
