// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
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
import org.heliograph.config.GroupCommit;
import org.heliograph.config.SchemaSteps;
import org.heliograph.config.SqlDatabase;
import org.heliograph.mmsc.message.StoreException;
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
    private final BlockingQueue<Connection> readers = new ArrayBlockingQueue<>(READERS);
    private final ExecutorService reading =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("mmsc-store-read-", 0).factory());

    /** SQL to run. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** One caller's work, which succeeds or fails by itself. */
    private static final class Unit<T> {
        private final Work<T> work;
        private Optional<Exception> failure = Optional.empty();
        private @Nullable T result;

        Unit(Work<T> work) {
            this.work = work;
        }

        void run(Connection connection) throws SQLException {
            Savepoint before = connection.setSavepoint();
            try {
                result = work.run(connection);
            } catch (SQLException | RuntimeException e) {
                connection.rollback(before);
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

    private Database(SqlDatabase source, List<Connection> readers, MeterRegistry meters)
            throws SQLException {
        this.readers.addAll(readers);
        this.writer =
                new GroupCommit<>(
                        source,
                        1,
                        "mmsc-store-writer",
                        meters,
                        connection -> group -> runAll(group, connection));
    }

    /**
     * Brings the tables to the form of this release.
     *
     * @param source stays open until after {@link #close}
     * @throws StoreException if the database does not do as it is told
     */
    public static Database on(SqlDatabase source, MeterRegistry meters) {
        List<Connection> opened = new ArrayList<>();
        try {
            for (int i = 0; i < READERS; i++) {
                opened.add(source.connect());
            }
            Connection first = opened.getFirst();
            first.setAutoCommit(false);
            SchemaSteps.bring(first, Schema.STEPS);
            first.setAutoCommit(true);
            return new Database(source, opened, meters);
        } catch (SQLException e) {
            opened.forEach(Database::closeQuietly);
            throw new StoreException("cannot use the database", e);
        }
    }

    /** {@return that the thread that writes runs} */
    public Check check() {
        return writer.check();
    }

    /** Writes a little, durable on return, and counts the messages. */
    public void probe() {
        messages =
                write(
                        connection -> {
                            try (PreparedStatement write =
                                            connection.prepareStatement(
                                                    "MERGE INTO probe (id, written) KEY (id)"
                                                            + " VALUES (1, ?)");
                                    PreparedStatement count = // H2 knows it without looking
                                            connection.prepareStatement(
                                                    "SELECT COUNT(*) FROM message")) {
                                write.setLong(1, System.nanoTime());
                                write.executeUpdate();
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
    <T> T write(Work<T> work) {
        Unit<T> unit = new Unit<>(work);
        try {
            writer.write(unit);
        } catch (SQLException e) {
            throw new StoreException("cannot write to the database", e);
        }
        return unit.result();
    }

    private static void runAll(List<Unit<?>> group, Connection connection) throws SQLException {
        for (Unit<?> unit : group) {
            unit.run(connection);
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
