// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * An H2 database in a file of the data directory, held open and locked until it is closed: a second
 * process is refused.
 *
 * <p>A commit has reached the operating system when it returns, so that it survives the end of the
 * process. It survives a loss of power only after {@link #sync}, which {@link GroupCommit} calls
 * once for many writes.
 */
public final class EmbeddedDatabase implements SqlDatabase {
    /**
     * DB_CLOSE_ON_EXIT: we close it, after everybody who still writes. TRACE_LEVEL_FILE=0: H2 keeps
     * no log of its own, which would hold statements with their values; what goes wrong comes as an
     * exception. QUERY_CACHE_SIZE: a connection remembers its last 8 statements by default, and
     * reads those of a store with more of them anew each time.
     */
    private static final String OPTIONS =
            ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;ANALYZE_AUTO=0" + ";QUERY_CACHE_SIZE=64";

    /** No commit waits in the heap (the default: half a second). */
    private static final String AT_ONCE = ";WRITE_DELAY=0";

    /** Milliseconds: when {@link #sync} is called, which whoever has a journal does sooner. */
    private static final String WHEN_SYNCED = ";WRITE_DELAY=60000";

    /** More than the threads that may work on a database at a time; who finds none free waits. */
    private static final int MAX_CONNECTIONS = 32;

    private final String path;
    private final JdbcConnectionPool pool;

    /** H2 closes a database with its last connection, and opening takes a while: so this stays. */
    private final Connection keeper;

    private final boolean synced;

    private EmbeddedDatabase(
            String path, JdbcConnectionPool pool, Connection keeper, boolean synced) {
        this.path = path;
        this.pool = pool;
        this.keeper = keeper;
        this.synced = synced;
    }

    /**
     * Opens the database, which is made if it does not exist.
     *
     * @param dataDirectory exists
     * @param name of the database: the file is {@code NAME.mv.db}
     * @throws ConfigException if another process has it open, or it cannot be read
     */
    public static EmbeddedDatabase open(Path dataDirectory, String name) throws ConfigException {
        return open(dataDirectory, name, true);
    }

    /**
     * Opens one whose commits stay in memory until {@link #sync}, for somebody who has put down in
     * the {@link #journal} what was committed.
     *
     * @throws ConfigException as above
     */
    public static EmbeddedDatabase openBehindJournal(Path dataDirectory, String name)
            throws ConfigException {
        return open(dataDirectory, name, WHEN_SYNCED, true);
    }

    /**
     * Opens the database, which is made if it does not exist.
     *
     * @param synced whether {@link #sync} does what it says; else a loss of power loses what the
     *     operating system had not yet written
     */
    static EmbeddedDatabase open(Path dataDirectory, String name, boolean synced)
            throws ConfigException {
        return open(dataDirectory, name, AT_ONCE, synced);
    }

    private static EmbeddedDatabase open(
            Path dataDirectory, String name, String written, boolean synced)
            throws ConfigException {
        Path file = dataDirectory.toAbsolutePath().resolve(name);
        if (file.toString().indexOf(';') >= 0) {
            throw new ConfigException(file + ": H2 cannot keep a database under a name with ';'");
        }
        JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:file:" + file + OPTIONS + written, "", "");
        pool.setMaxConnections(MAX_CONNECTIONS);
        try {
            return new EmbeddedDatabase(file.toString(), pool, pool.getConnection(), synced);
        } catch (SQLException e) {
            pool.dispose();
            throw new ConfigException(
                    file
                            + ".mv.db: "
                            + (e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                                    ? "in use by another process; one data directory, one server"
                                    : "cannot be opened: " + e.getMessage()),
                    e);
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.H2;
    }

    /** {@return where to put down what is not in the tables yet; the caller's to close} */
    public Journal journal() throws IOException {
        return Journal.open(path, synced);
    }

    @Override
    public Connection connect() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void sync(Connection connection) throws SQLException {
        if (synced) {
            try (var statement = connection.createStatement()) {
                statement.execute("CHECKPOINT SYNC"); // H2 does not sync when it commits
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (keeper;
                var statement = keeper.createStatement()) {
            statement.execute("SHUTDOWN");
        } finally {
            pool.dispose();
        }
    }
}
