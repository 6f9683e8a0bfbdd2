// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.heliograph.config.SqlDatabase;

/**
 * Makes the tables of charging where they are missing. They are beside others in one database, so
 * that their names begin alike; each statement does nothing where its work is done.
 */
final class Schema {
    /** Nodes that start together make tables one after the other (any number does). */
    private static final String PG_LOCK = "SELECT pg_advisory_xact_lock(3227432270)";

    static final List<String> BALANCES =
            List.of(
                    """
                    CREATE TABLE IF NOT EXISTS charging_balance (
                        account VARCHAR(64) PRIMARY KEY,
                        amount DECIMAL(30, 15) NOT NULL,
                        reserved DECIMAL(30, 15) NOT NULL)
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS charging_reservation (
                        id VARCHAR(64) PRIMARY KEY,
                        account VARCHAR(64) NOT NULL,
                        amount DECIMAL(30, 15) NOT NULL,
                        state SMALLINT NOT NULL,
                        expires_at BIGINT NOT NULL)
                    """,
                    "CREATE INDEX IF NOT EXISTS charging_reservation_by_expiry"
                            + " ON charging_reservation (state, expires_at)",
                    """
                    CREATE TABLE IF NOT EXISTS charging_top_up (
                        id VARCHAR(64) PRIMARY KEY,
                        account VARCHAR(64) NOT NULL,
                        amount DECIMAL(30, 15) NOT NULL,
                        made_at BIGINT NOT NULL)
                    """,
                    // what was paid without a reservation was once kept for ever
                    "UPDATE charging_reservation SET expires_at ="
                            + " CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)"
                            + " WHERE state IN (1, 3) AND expires_at = 9223372036854775807");

    static final List<String> RECORDS =
            List.of(
                    """
                    CREATE TABLE IF NOT EXISTS charging_record (
                        id VARCHAR(64) PRIMARY KEY,
                        made_at BIGINT NOT NULL,
                        body VARCHAR(20000) NOT NULL)
                    """,
                    "CREATE INDEX IF NOT EXISTS charging_record_by_time"
                            + " ON charging_record (made_at, id)");

    private Schema() {}

    static void make(SqlDatabase database, List<String> tables) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                if (database.dialect() == SqlDatabase.Dialect.POSTGRESQL) {
                    statement.execute(PG_LOCK);
                }
                for (String table : tables) {
                    statement.execute(table);
                }
            }
            connection.commit();
            database.sync(connection);
        }
    }
}
