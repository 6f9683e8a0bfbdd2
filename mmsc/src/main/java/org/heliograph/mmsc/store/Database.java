// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.heliograph.config.Check;
import org.heliograph.config.EmbeddedDatabase;
import org.heliograph.config.GroupCommit;
import org.heliograph.config.SchemaSteps;
import org.heliograph.mmsc.message.StoreException;
import org.heliograph.mmsc.message.UncertainStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded database. One thread writes, in groups; others read.
 *
 * <p>SQL runs on threads of this class only, and nobody interrupts them: an interrupt during file
 * access would close the database's file for everybody.
 */
public final class Database implements AutoCloseable {
    /** Reads at a time. */
    private static final int READERS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final GroupCommit<Unit<?>> writer;
    private final WriteAhead ahead;
    private final BlockingQueue<Connection> readers = new ArrayBlockingQueue<>(READERS);
    private final ExecutorService reading =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("mmsc-store-read-", 0).factory());

    /** SQL to run. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Changes to make. */
    @FunctionalInterface
    interface Change<T> {
        T run(Changes changes) throws SQLException;
    }

    /** One caller's change, which succeeds or fails by itself. */
    static final class Unit<T> {
        private final Change<T> work;
        private Optional<Exception> failure = Optional.empty();
        private @Nullable T result;

        Unit(Change<T> work) {
            this.work = work;
        }

        void run(Changes changes) throws SQLException {
            changes.begin();
            try {
                result = work.run(changes);
            } catch (SQLException | RuntimeException e) {
                changes.undo();
                failure = Optional.of(e);
            }
        }

        T result() {
            if (failure.isPresent()) {
                throw new StoreException("cannot write to the database", failure.get());
            }
            return Objects.requireNonNull(result, "work gives a result");
        }
    }

    private volatile long messages;

    private Database(WriteAhead ahead, List<Connection> readers, MeterRegistry meters) {
        this.readers.addAll(readers);
        this.ahead = ahead;
        this.writer = new GroupCommit<>("mmsc-store-writer", meters, List.of(ahead));
    }

    /**
     * Brings the tables to the form of this release.
     *
     * @param source stays open until after {@link #close}
     * @throws StoreException if the database does not do as it is told
     */
    public static Database on(EmbeddedDatabase source, MeterRegistry meters) {
        List<Connection> opened = new ArrayList<>();
        try {
            for (int i = 0; i < READERS; i++) {
                opened.add(source.connect());
            }
            Connection first = opened.getFirst();
            WriteAhead ahead = WriteAhead.open(source);
            first.setAutoCommit(false);
            SchemaSteps.bring(first, Schema.STEPS);
            first.setAutoCommit(true);
            source.sync(first); // of tables made or changed the journal knows nothing
            return new Database(ahead, opened, meters);
        } catch (SQLException e) {
            opened.forEach(Database::closeQuietly);
            throw new StoreException("cannot use the database", e);
        }
    }

    /** {@return that the threads that write run} */
    public List<Check> checks() {
        return List.of(writer.check(), ahead.check());
    }

    /** Writes a little, durable on return, and counts the messages. */
    public void probe() {
        messages =
                write(
                        changes -> {
                            changes.update(
                                    "MERGE INTO probe (id, written) KEY (id) VALUES (1, ?)",
                                    System.nanoTime());
                            try (PreparedStatement count = // H2 knows it without looking
                                    changes.connection()
                                            .prepareStatement("SELECT COUNT(*) FROM message")) {
                                try (ResultSet row = count.executeQuery()) {
                                    row.next();
                                    return row.getLong(1);
                                }
                            }
                        });
    }

    /** {@return how many messages were kept when {@link #probe} looked last} */
    public long messages() {
        return messages;
    }

    /** Runs {@code work} as one unit that is durable, power cuts included, on return. */
    <T> T write(Change<T> work) {
        Unit<T> unit = new Unit<>(work);
        try {
            writer.write(unit);
        } catch (GroupCommit.UncertainException e) {
            throw new UncertainStoreException("the database may have it, or not", e);
        } catch (SQLException e) {
            throw new StoreException("cannot write to the database", e);
        }
        return unit.result();
    }

    /** {@return messages of late} */
    Recent recent() {
        return ahead.recent();
    }

    /** Reads the tables, which have by then whatever was answered before. */
    <T> T read(Work<T> work) {
        return look(
                connection -> {
                    ahead.flush();
                    return work.run(connection);
                });
    }

    /** Reads the tables, for somebody who knows that it is not {@link #recent} what is wanted. */
    <T> T look(Work<T> work) {
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

    /** Finishes the writes that wait, then closes. */
    @Override
    public void close() {
        writer.close();
        reading.close();
        readers.forEach(Database::closeQuietly);
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("cannot close a database connection", e);
        }
    }
}
