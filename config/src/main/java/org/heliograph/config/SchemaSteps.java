// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings a database to the form that a release wants, one step for each version. Which version it
 * has stands in the table {@code schema_version}; a database without it has none of the steps.
 */
public final class SchemaSteps {
    private SchemaSteps() {}

    /**
     * Takes the steps that are missing, in one transaction where the database can. Nodes that start
     * together on a new database get into each other's way: once more, then.
     *
     * @param connection does not commit by itself
     * @param steps step n leads from version n to version n + 1; steps are only ever added
     * @throws SQLException also if the database was made by a later release
     */
    public static void bring(Connection connection, List<List<String>> steps) throws SQLException {
        try {
            upgrade(connection, steps);
        } catch (SQLException e) {
            connection.rollback();
            upgrade(connection, steps);
        }
    }

    private static void upgrade(Connection connection, List<List<String>> steps)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
            int version = version(statement);
            if (version > steps.size()) {
                throw new SQLException(
                        "the database is of version "
                                + version
                                + ", made by a later release; this one knows "
                                + steps.size());
            }
            for (List<String> step : steps.subList(version, steps.size())) {
                for (String sql : step) {
                    statement.execute(sql);
                }
            }
            if (version < steps.size()) {
                statement.executeUpdate("DELETE FROM schema_version");
                statement.executeUpdate("INSERT INTO schema_version VALUES (" + steps.size() + ")");
            }
            connection.commit();
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT version FROM schema_version")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }
}
