// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.heliograph.config.SqlDatabase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection of one thread, for short transactions; made anew after any failure. */
final class ClaimConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimConnection.class);

    /** No answer for so long: the network is cut. Shorter than a lease. */
    private static final int MOST_MILLIS = 3_000;

    private final SqlDatabase database;
    private @Nullable Connection connection;

    /** What is done in one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T on(ClaimStatements sql) throws SQLException;
    }

    /** It may have been done, or not. */
    static final class UncertainException extends SQLException {
        private static final long serialVersionUID = 1;

        UncertainException(SQLException cause) {
            super(cause);
        }
    }

    ClaimConnection(SqlDatabase database) {
        this.database = database;
    }

    <T> T transaction(Work<T> work) throws SQLException {
        Connection open = open();
        boolean done = false;
        try {
            T result = work.on(new ClaimStatements(open));
            try {
                open.commit();
            } catch (SQLException e) {
                throw new UncertainException(e);
            }
            done = true;
            return result;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private Connection open() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = database.connect();
            connection = open;
            open.setAutoCommit(false);
            open.setNetworkTimeout(Runnable::run, MOST_MILLIS);
        }
        return open;
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.warn("cannot close a database connection: {}", e.getMessage());
            }
        }
    }
}
