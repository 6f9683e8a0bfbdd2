// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliograph.config.Check;
import org.heliograph.config.GroupCommit;
import org.heliograph.config.SqlDatabase;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.message.FinalState;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.queue.UncertainStoreException;
import org.jspecify.annotations.Nullable;

/** What is written to the message tables: by primary key only, in groups. */
final class MessageWriter implements AutoCloseable {
    private final GroupCommit<Write> commits;

    /** A message as the table has it. */
    record Row(long id, String destination, Octets body) {}

    /**
     * What one caller wants, all or nothing.
     *
     * @param reports rows that an earlier try may have kept already
     * @param updates rows in the place of those with the same ids
     * @param ends final states to be known; an earlier try may have kept them already
     */
    record Rows(
            List<Row> inserts,
            List<Row> reports,
            List<Row> updates,
            List<MessageId> deletes,
            List<FinalState> ends) {
        static final Rows NONE = new Rows(List.of(), List.of(), List.of(), List.of(), List.of());

        static Rows inserting(List<Row> inserts) {
            return new Rows(inserts, List.of(), List.of(), List.of(), List.of());
        }
    }

    /**
     * Destinations that messages are stored for.
     *
     * @param node whose they are to be, if nobody holds them
     * @param firsts the smallest id for each
     * @param wanted whether to claim them; else whoever holds them is told
     */
    record Claiming(long node, SortedMap<String, Long> firsts, boolean wanted) {
        static final Claiming NOTHING = new Claiming(0, new TreeMap<>(), false);
    }

    /** Final states to forget: those before a time, and a number of the oldest. */
    record Forget(Instant until, int oldest) {}

    /** What one caller wants and is told. */
    static final class Write {
        final Rows rows;
        final Claiming claiming;
        final int ids;
        final @Nullable Forget forget;
        final ForwardedWrite forwarded;
        ClaimStatements.Gained gained = ClaimStatements.Gained.NOTHING;
        long firstId;
        int forgotten;

        private Write(
                Rows rows,
                Claiming claiming,
                int ids,
                @Nullable Forget forget,
                ForwardedWrite forwarded) {
            this.rows = rows;
            this.claiming = claiming;
            this.ids = ids;
            this.forget = forget;
            this.forwarded = forwarded;
        }
    }

    /** A transaction of so many deletions is short enough for those that wait behind it. */
    static final int MOST_FORGOTTEN = 5_000;

    MessageWriter(SqlDatabase database, MeterRegistry meters) throws SQLException {
        Dialect dialect = Dialect.of(database);
        this.commits =
                new GroupCommit<>(
                        database,
                        dialect.writers(),
                        "smsc-store-writer",
                        meters,
                        connection -> new WriteStatements(connection, dialect));
    }

    /** {@return that the threads that write run} */
    Check check() {
        return commits.check();
    }

    /** Returns when all of it is on disk; all or none is. */
    void write(Rows rows) throws StoreException {
        await(new Write(rows, Claiming.NOTHING, 0, null, ForwardedWrite.nothing()));
    }

    /**
     * Returns when all of it is on disk; all or none is.
     *
     * @return what came of claiming
     */
    ClaimStatements.Gained write(Rows rows, ForwardedWrite forwarded, Claiming claiming)
            throws StoreException {
        Write write = new Write(rows, claiming, 0, null, forwarded);
        await(write);
        return write.gained;
    }

    /**
     * {@return the first of {@code count} numbers that nobody else gets, not even after a crash}
     */
    long reserveIds(int count) throws StoreException {
        Write write = new Write(Rows.NONE, Claiming.NOTHING, count, null, ForwardedWrite.nothing());
        await(write);
        return write.firstId;
    }

    /**
     * {@return how many final states are gone, at most {@link #MOST_FORGOTTEN}}
     *
     * @param until all that were reached before are to go
     * @param oldest so many are to go, however young
     */
    int forget(Instant until, long oldest) throws StoreException {
        int count = (int) Math.min(oldest, MOST_FORGOTTEN);
        Write write =
                new Write(
                        Rows.NONE,
                        Claiming.NOTHING,
                        0,
                        new Forget(until, count),
                        ForwardedWrite.nothing());
        await(write);
        return write.forgotten;
    }

    private void await(Write write) throws StoreException {
        try {
            commits.write(write);
        } catch (GroupCommit.UncertainException e) {
            throw new UncertainStoreException("the message store: " + e.getMessage(), e);
        } catch (SQLException e) {
            throw new StoreException("the message store: " + e.getMessage(), e);
        }
    }

    /** Writes what was asked for before, then ends. */
    @Override
    public void close() {
        commits.close();
    }
}
