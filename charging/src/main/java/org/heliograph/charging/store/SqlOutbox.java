// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.charging.cdr.Outbox;
import org.heliograph.config.SqlDatabase;

/**
 * Empties the {@link RecordTable} of a database to which everybody writes directly. Where nodes
 * share the database, the one whose connection has the lock empties it. Closing gives the lock
 * back; of a node that dies it ends with the connection, once the server has noticed.
 */
public final class SqlOutbox implements Outbox {
    private static final String LOCK = "SELECT pg_try_advisory_lock(3227432271)";
    private static final String UNLOCK = "SELECT pg_advisory_unlock(3227432271)";

    private final SqlDatabase database;

    /** Waits for its turn, or has it. */
    private Optional<Connection> connection = Optional.empty();

    private boolean ours;

    /**
     * Makes the table where it is missing.
     *
     * @param database stays open when this is closed
     */
    public SqlOutbox(SqlDatabase database) throws IOException {
        this.database = database;
        RecordTable.make(database);
    }

    /**
     * Stores records in the caller's transaction; one that is there already stays as it is.
     *
     * @param connection does not commit by itself
     */
    public void insert(Connection connection, List<ChargingRecord> records) throws SQLException {
        RecordTable.insert(
                connection, database.dialect(), records.stream().map(RecordTable.Row::of).toList());
    }

    private boolean shared() {
        return database.dialect() == SqlDatabase.Dialect.POSTGRESQL;
    }

    @Override
    public synchronized List<ChargingRecord> next(int most) throws IOException {
        try {
            Optional<Connection> reading = locked();
            if (reading.isEmpty()) {
                return List.of();
            }
            List<ChargingRecord> records = new ArrayList<>();
            for (RecordTable.Row row : RecordTable.oldest(reading.get(), most)) {
                records.add(row.read());
            }
            reading.get().commit();
            return records;
        } catch (SQLException e) {
            throw failed("read", e);
        }
    }

    @Override
    public synchronized void remove(List<ChargingRecord> records) throws IOException {
        try {
            Connection writing =
                    connection.orElseThrow(() -> new IOException("the connection was lost"));
            RecordTable.remove(writing, records.stream().map(ChargingRecord::recordId).toList());
            writing.commit();
            database.sync(writing);
            writing.commit();
        } catch (SQLException e) {
            throw failed("remove", e);
        }
    }

    /** {@return a connection that may empty the table; nothing while another node does} */
    private Optional<Connection> locked() throws SQLException {
        if (connection.isEmpty()) {
            connection = Optional.of(database.connect());
        }
        if (!ours) {
            ours = !shared() || lock(connection.get());
            connection.get().setAutoCommit(!ours);
        }
        return ours ? connection : Optional.empty();
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOCK)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static void unlock(Connection connection) throws SQLException {
        connection.rollback();
        try (var statement = connection.createStatement()) {
            statement.execute(UNLOCK);
        }
    }

    private IOException failed(String what, SQLException e) {
        try {
            close();
        } catch (IllegalStateException broken) {
            e.addSuppressed(broken);
        }
        return new IOException("cannot " + what + " records: " + e.getMessage(), e);
    }

    @Override
    public synchronized void close() {
        try {
            if (connection.isEmpty()) {
                return;
            }
            boolean locked = ours && shared();
            try (Connection closing = connection.get()) {
                connection = Optional.empty();
                ours = false;
                if (locked) {
                    unlock(closing);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot close a connection of records", e);
        }
    }
}
