// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.charging.cdr.RecordText;
import org.heliograph.config.SqlDatabase;

/**
 * The table of records that are not in a file yet, in the database that messages are in: whoever
 * stores an outcome writes to it in its own transaction.
 */
public final class RecordTable {
    /**
     * Stores a row in the embedded database, with its three values in the order of {@link Row}; for
     * those who execute their statements in a way of their own.
     */
    public static final String INSERT_H2 =
            "MERGE INTO charging_record (id, made_at, body) KEY (id) VALUES (?, ?, ?)";

    private static final String INSERT_POSTGRESQL =
            "INSERT INTO charging_record (id, made_at, body) VALUES (?, ?, ?)"
                    + " ON CONFLICT DO NOTHING";

    /**
     * A record as the table has it.
     *
     * @param madeAt milliseconds since 1970
     */
    public record Row(String id, long madeAt, String body) {
        public static Row of(ChargingRecord record) {
            return new Row(
                    record.recordId(),
                    record.recordTimeStamp().toEpochMilli(),
                    RecordText.whole(record));
        }

        /**
         * {@return the record}
         *
         * @throws IOException if it is none
         */
        public ChargingRecord read() throws IOException {
            return RecordText.read(body);
        }
    }

    private RecordTable() {}

    /** Makes the table where it is missing; that is on disk on return. */
    public static void make(SqlDatabase database) throws IOException {
        try {
            Schema.make(database, Schema.RECORDS);
        } catch (SQLException e) {
            throw new IOException("cannot make the table of records: " + e.getMessage(), e);
        }
    }

    /**
     * Stores rows in the caller's transaction; one that is there already counts once.
     *
     * @param connection does not commit by itself
     */
    public static void insert(
            Connection connection, SqlDatabase.Dialect dialect, Collection<Row> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        String insert = dialect == SqlDatabase.Dialect.POSTGRESQL ? INSERT_POSTGRESQL : INSERT_H2;
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (Row row : rows) {
                statement.setString(1, row.id());
                statement.setLong(2, row.madeAt());
                statement.setString(3, row.body());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Takes rows out in the caller's transaction. */
    public static void remove(Connection connection, Collection<String> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM charging_record WHERE id = ?")) {
            for (String id : ids) {
                statement.setString(1, id);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** {@return the oldest rows} */
    public static List<Row> oldest(Connection connection, int most) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT id, made_at, body FROM charging_record ORDER BY made_at, id"
                                + " LIMIT ?")) {
            statement.setInt(1, most);
            List<Row> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Row(rows.getString(1), rows.getLong(2), rows.getString(3)));
                }
            }
            return found;
        }
    }
}
