// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.heliograph.config.Check;
import org.heliograph.config.GroupCommit;
import org.heliograph.config.SqlDatabase;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.register.Registration;
import org.heliograph.smsc.register.RegistrationStore;
import org.heliograph.subscribers.Msisdn;

/**
 * The table of registrations. Has a writer of its own, so that a flood of REGISTER and messages do
 * not wait for each other's statements.
 *
 * <p>PostgreSQL gives each transaction a number, which its rows keep. Whoever has read the rows
 * finds what was committed later among those whose number is not below that of the oldest
 * transaction that was under way when it read (txid_snapshot_xmin), and misses none.
 */
public final class SqlRegistrationStore implements RegistrationStore {
    /** Rows that a cursor brings at a time. */
    private static final int FETCH = 1_000;

    /** A transaction of so many deletions is short enough for those that wait behind it. */
    private static final int MOST_FORGOTTEN = 5_000;

    private static final String COLUMNS = "subscriber, device, expires_at, details";

    /** What one caller wants of the writer. */
    private static final class Task {
        final List<Registration> kept;
        final boolean asksChanges;
        final long forgetUntil;
        List<Registration> changes = List.of();

        Task(List<Registration> kept, boolean asksChanges, long forgetUntil) {
            this.kept = kept;
            this.asksChanges = asksChanges;
            this.forgetUntil = forgetUntil;
        }
    }

    /** Sorted, so that nodes that write the same rows wait for each other in one order. */
    private record Key(String subscriber, String device) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Comparator.comparing(Key::subscriber)
                    .thenComparing(Key::device)
                    .compare(this, other);
        }
    }

    private final SqlDatabase database;
    private final Dialect dialect;
    private final boolean shared;

    /** Tells our rows from those of other nodes. */
    private final long node = new SecureRandom().nextLong();

    private final GroupCommit<Task> tasks;

    /** Transactions below it have been read. Of the writer's thread, once there is one. */
    private long read;

    private SqlRegistrationStore(SqlDatabase database, boolean shared, MeterRegistry meters)
            throws SQLException {
        this.database = database;
        this.dialect = Dialect.of(database);
        this.shared = shared;
        this.tasks =
                new GroupCommit<>(
                        database,
                        1,
                        "smsc-registrations",
                        meters,
                        connection -> group -> run(connection, group));
    }

    /**
     * Makes or upgrades the tables as needed. The database stays the caller's to close, afterwards.
     *
     * @param shared whether other nodes use it too; it is PostgreSQL's then
     * @throws StoreException if the database cannot be used, or is of a later release
     */
    public static SqlRegistrationStore open(
            SqlDatabase database, boolean shared, MeterRegistry meters) throws StoreException {
        try {
            try (Connection connection = database.connect()) {
                connection.setAutoCommit(false);
                Schema.bring(connection, Dialect.of(database));
            }
            return new SqlRegistrationStore(database, shared, meters);
        } catch (SQLException e) {
            throw new StoreException("cannot open the registrations: " + e.getMessage(), e);
        }
    }

    /** {@return that the thread that writes runs} */
    public Check check() {
        return tasks.check();
    }

    @Override
    public void keep(List<Registration> registrations) throws StoreException {
        ask(new Task(registrations, false, Long.MIN_VALUE));
    }

    @Override
    public List<Registration> changedElsewhere() throws StoreException {
        return shared ? ask(new Task(List.of(), true, Long.MIN_VALUE)).changes : List.of();
    }

    @Override
    public void forget(Instant until) throws StoreException {
        ask(new Task(List.of(), false, until.toEpochMilli()));
    }

    private Task ask(Task task) throws StoreException {
        try {
            tasks.write(task);
            return task;
        } catch (SQLException e) {
            throw new StoreException("registrations: " + e.getMessage(), e);
        }
    }

    @Override
    public void load(Instant now, Consumer<Registration> to) throws StoreException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false); // else PostgreSQL brings all rows at once
            long oldest = shared ? oldestUnderWay(connection) : 0;
            try (PreparedStatement all =
                    connection.prepareStatement(
                            "SELECT " + COLUMNS + " FROM registration WHERE expires_at > ?")) {
                all.setFetchSize(FETCH);
                all.setLong(1, now.toEpochMilli());
                read(all, to);
            }
            connection.commit();
            read = oldest;
        } catch (SQLException e) {
            throw new StoreException("registrations: " + e.getMessage(), e);
        }
    }

    private void run(Connection connection, List<Task> group) throws SQLException {
        var rows = new TreeMap<Key, Registration>();
        for (Task task : group) {
            for (Registration one : task.kept) {
                rows.put(new Key(one.subscriber().digits(), one.device()), one);
            }
        }
        if (!rows.isEmpty()) {
            write(connection, rows);
        }
        for (Task task : group) {
            if (task.asksChanges) {
                task.changes = changes(connection);
            }
            if (task.forgetUntil != Long.MIN_VALUE) {
                delete(connection, task.forgetUntil);
            }
        }
    }

    private void write(Connection connection, SortedMap<Key, Registration> rows)
            throws SQLException {
        try (PreparedStatement put = connection.prepareStatement(dialect.keepRegistration())) {
            for (Registration one : rows.values()) {
                put.setString(1, one.subscriber().digits());
                put.setString(2, one.device());
                put.setLong(3, one.expiresAt().toEpochMilli());
                put.setString(4, one.details());
                put.setLong(5, node);
                put.addBatch();
            }
            put.executeBatch();
        }
    }

    private List<Registration> changes(Connection connection) throws SQLException {
        long oldest = oldestUnderWay(connection);
        var changes = new ArrayList<Registration>();
        try (PreparedStatement since =
                connection.prepareStatement(
                        "SELECT "
                                + COLUMNS
                                + " FROM registration WHERE changed >= ? AND node <> ?")) {
            since.setLong(1, read);
            since.setLong(2, node);
            read(since, changes::add);
        }
        read = oldest;
        return changes;
    }

    private static long oldestUnderWay(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT txid_snapshot_xmin(txid_current_snapshot())")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void delete(Connection connection, long until) throws SQLException {
        long before = until;
        try (PreparedStatement part =
                connection.prepareStatement(
                        "SELECT expires_at FROM registration WHERE expires_at < ?"
                                + " ORDER BY expires_at LIMIT 1 OFFSET "
                                + MOST_FORGOTTEN)) {
            part.setLong(1, until);
            try (ResultSet row = part.executeQuery()) {
                if (row.next()) {
                    before = row.getLong(1) + 1; // all of that time, however many
                }
            }
        }
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM registration WHERE expires_at < ?")) {
            delete.setLong(1, before);
            delete.executeUpdate();
        }
    }

    private static void read(PreparedStatement statement, Consumer<Registration> to)
            throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                to.accept(
                        new Registration(
                                new Msisdn(row.getString(1)),
                                row.getString(2),
                                Instant.ofEpochMilli(row.getLong(3)),
                                row.getString(4)));
            }
        }
    }

    /** Finishes what was asked for before. */
    @Override
    public void close() {
        tasks.close();
    }
}
