// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.sql.Connection;
import java.sql.SQLException;

/** A database that a store keeps its tables in: of this process alone, or of a server. */
public sealed interface SqlDatabase extends AutoCloseable
        permits EmbeddedDatabase, PostgresDatabase {
    /** Whose SQL it speaks, where the standard's is not enough. */
    enum Dialect {
        H2,
        POSTGRESQL
    }

    Dialect dialect();

    /**
     * {@return a connection of the caller's own, which commits each statement until it is told
     * otherwise}
     */
    Connection connect() throws SQLException;

    /**
     * Makes what was committed on {@code connection} survive a loss of power, if the commit alone
     * does not and the operator has not renounced that.
     */
    void sync(Connection connection) throws SQLException;

    /** Closes what is open. Whoever still works with a connection gets an exception. */
    @Override
    void close() throws SQLException;
}
