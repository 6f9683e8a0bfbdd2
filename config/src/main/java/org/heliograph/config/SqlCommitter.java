// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.config.GroupCommit.Preparation;
import org.heliograph.config.GroupCommit.Transaction;
import org.heliograph.config.GroupCommit.UncertainException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes groups to a database, each in one transaction, on a connection of its own. One that breaks
 * is made anew by the next group.
 */
final class SqlCommitter<W> implements GroupCommit.Committer<W> {
    private static final Logger LOG = LoggerFactory.getLogger(SqlCommitter.class);

    /** A server that was away is not asked again sooner; who writes meanwhile is told at once. */
    private static final long RECONNECT_NANOS = 250_000_000;

    /** A connection and what is prepared on it. */
    private record Session<W>(Connection connection, Transaction<W> transaction) {}

    private final SqlDatabase database;
    private final Preparation<W> preparation;
    private @Nullable Session<W> session;
    private long notBefore = System.nanoTime();

    private SqlCommitter(SqlDatabase database, Preparation<W> preparation) throws SQLException {
        this.database = database;
        this.preparation = preparation;
        this.session = open();
    }

    /**
     * @throws SQLException if the database cannot be written to now
     */
    static <W> List<SqlCommitter<W>> open(
            SqlDatabase database, int count, Preparation<W> preparation) throws SQLException {
        var all = new ArrayList<SqlCommitter<W>>();
        boolean whole = false;
        try {
            for (int i = 0; i < count; i++) {
                all.add(new SqlCommitter<>(database, preparation));
            }
            whole = true;
            return all;
        } finally {
            if (!whole) {
                all.forEach(SqlCommitter::close);
            }
        }
    }

    private Session<W> open() throws SQLException {
        Connection connection = database.connect();
        boolean ready = false;
        try {
            connection.setAutoCommit(false);
            Session<W> session = new Session<>(connection, preparation.on(connection));
            connection.commit(); // what preparing may have read
            ready = true;
            return session;
        } finally {
            if (!ready) {
                close(connection);
            }
        }
    }

    @Override
    public void commit(List<W> group) throws SQLException {
        boolean committing = false;
        boolean done = false;
        try {
            Session<W> open = session();
            open.transaction.write(group);
            committing = true;
            open.connection.commit();
            database.sync(open.connection);
            done = true;
        } catch (SQLException | RuntimeException | Error e) {
            if (committing) {
                throw new UncertainException(GroupCommit.reason(e), e);
            }
            throw e;
        } finally {
            if (!done) {
                rollback();
            }
        }
    }

    private Session<W> session() throws SQLException {
        Session<W> open = session;
        if (open == null) {
            if (System.nanoTime() - notBefore < 0) {
                throw new SQLException("the database is away");
            }
            notBefore = System.nanoTime() + RECONNECT_NANOS;
            open = open();
            session = open;
        }
        return open;
    }

    /** What cannot even be rolled back is broken. */
    private void rollback() {
        Session<W> failed = session;
        if (failed == null) {
            return;
        }
        try {
            failed.connection.rollback();
        } catch (SQLException e) {
            session = null;
            close(failed.connection);
        }
    }

    @Override
    public void close() {
        if (session != null) {
            close(session.connection);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("cannot close a database connection: {}", e.getMessage());
        }
    }
}
