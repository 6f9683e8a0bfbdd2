// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/**
 * One group of changes. New messages and moves of recent ones are put down, and get to the tables
 * later. Everything else is executed at once, on tables that are brought up to date before.
 */
final class Changes {
    private final WriteAhead ahead;
    private final Connection looking;
    private final Recent recent;
    private final Statements statements = new Statements();
    private final NetRows rows = new NetRows();
    private @Nullable Connection tables;

    /** Of the unit that runs. */
    private int first;

    private @Nullable Savepoint before;
    private boolean torn;

    /**
     * @param looking for {@link #looking}
     */
    Changes(WriteAhead ahead, Connection looking, Recent recent) {
        this.ahead = ahead;
        this.looking = looking;
        this.recent = recent;
    }

    /** {@return what is known without the tables; to be asked before them} */
    Recent recent() {
        return recent;
    }

    /** {@return to read with, where what is {@link #recent} may be missing} */
    Connection looking() {
        return tables == null ? looking : tables;
    }

    /**
     * {@return to read with, what was changed before included; what is changed by way of it is lost
     * in a crash}
     */
    Connection connection() throws SQLException {
        Connection now = tables;
        if (now == null) {
            now = ahead.take();
            tables = now;
            torn = true;
            rows.execute(now);
            torn = false;
        }
        if (before == null) {
            before = now.setSavepoint();
        }
        return now;
    }

    /**
     * Executes a statement that says all by itself, and leaves nothing to the database, no key and
     * no time, for after a crash it is executed again.
     *
     * @param arguments text, octets, integers and instants
     * @return how many rows it has changed
     */
    int update(String sql, @Nullable Object... arguments) throws SQLException {
        int changed = Statements.execute(connection(), sql, arguments);
        if (changed > 0) {
            statements.add(sql, arguments);
        }
        return changed;
    }

    /**
     * Adds a message.
     *
     * @param alone whether it has its content to itself, now and until that is told
     */
    void insert(NewMessage message, boolean alone) throws SQLException {
        if (recent.clashes(message)) {
            throw new SQLException("a token that there is already");
        }
        if (alone && tables == null) {
            rows.add(message);
        } else {
            NetRows one = new NetRows();
            one.add(message);
            one.execute(connection());
        }
        NetRows.write(message, statements);
        if (alone) {
            recent.add(message);
        }
    }

    /** Changes a recipient of a message that is recent. */
    void move(Recent.Entry entry, Move move) throws SQLException {
        if (tables == null) {
            rows.add(move);
            NetRows.write(move, statements);
        } else {
            move(move);
        }
        recent.move(entry, move);
    }

    /** Changes a recipient of any other. */
    void move(Move move) throws SQLException {
        NetRows one = new NetRows();
        one.add(move);
        one.execute(connection());
        NetRows.write(move, statements);
    }

    /** What follows succeeds or fails by itself. */
    void begin() {
        first = statements.count();
        before = null;
    }

    /** Undoes what was changed since {@link #begin}. */
    void undo() throws SQLException {
        Connection now = tables;
        Savepoint savepoint = before;
        if (now != null && savepoint != null) {
            now.rollback(savepoint);
        }
        statements.keep(first);
    }

    /** {@return the tables, if they were taken} */
    @Nullable Connection tables() {
        return tables;
    }

    /** {@return whether the tables lack what was put down before} */
    boolean isTorn() {
        return torn;
    }

    /** {@return what the journal is to have} */
    Statements statements() {
        return statements;
    }

    /** {@return what the tables are to have later, where they were not taken} */
    NetRows rows() {
        return rows;
    }
}
