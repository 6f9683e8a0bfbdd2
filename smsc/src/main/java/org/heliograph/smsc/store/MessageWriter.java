// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.config.Check;
import org.heliograph.config.GroupCommit;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.message.FinalState;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.queue.ForwardedStore;
import org.heliograph.smsc.queue.StoreException;
import org.jspecify.annotations.Nullable;

/** What is written to the message tables: by primary key only, in groups. */
final class MessageWriter implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement update;
    private final PreparedStatement end;
    private final PreparedStatement forget;
    private final ForwardedWrites forwardedWrites;
    private final GroupCommit<Write> commits;

    /** A message as the table has it. */
    record Row(long id, String destination, Octets body) {}

    /**
     * What one caller wants, all or nothing.
     *
     * @param updates rows in the place of those with the same ids
     * @param ends final states to be known
     */
    record Rows(
            List<Row> inserts, List<Row> updates, List<MessageId> deletes, List<FinalState> ends) {
        static final Rows NONE = new Rows(List.of(), List.of(), List.of(), List.of());
    }

    /** Final states to forget: those before a time, and a number of the oldest. */
    private record Forget(Instant until, int oldest) {}

    /** What one caller wants and is told. */
    private static final class Write {
        final Rows rows;
        final int ids;
        final @Nullable Forget forget;
        long firstId;
        int forgotten;

        final @Nullable ForwardedWrite forwarded;

        Write(Rows rows, int ids, @Nullable Forget forget) {
            this(rows, ids, forget, null);
        }

        Write(Rows rows, int ids, @Nullable Forget forget, @Nullable ForwardedWrite forwarded) {
            this.forwarded = forwarded;
            this.rows = rows;
            this.ids = ids;
            this.forget = forget;
        }
    }

    /** A transaction of so many deletions is short enough for those that wait behind it. */
    static final int MOST_FORGOTTEN = 5_000;

    /**
     * @param connection closed by {@link #close}
     */
    MessageWriter(Connection connection, MeterRegistry meters) throws SQLException {
        this.connection = connection;
        this.insert =
                connection.prepareStatement(
                        "INSERT INTO message (id, destination, body) VALUES (?, ?, ?)");
        this.delete = connection.prepareStatement("DELETE FROM message WHERE id = ?");
        this.update = connection.prepareStatement("UPDATE message SET body = ? WHERE id = ?");
        this.end =
                connection.prepareStatement(
                        "MERGE INTO final_state (id, account, source, state, reached_at)"
                                + " KEY (id) VALUES (?, ?, ?, ?, ?)");
        this.forget =
                connection.prepareStatement(
                        "DELETE FROM final_state WHERE id IN (SELECT id FROM final_state"
                                + " WHERE reached_at < ? ORDER BY reached_at LIMIT ?)");
        this.forwardedWrites =
                new ForwardedWrites(
                        connection,
                        "MERGE INTO forwarded (id, upstream, upstream_id, expires_at, body)"
                                + " KEY (id) VALUES (?, ?, ?, ?, ?)");
        this.commits =
                new GroupCommit<>(connection, "smsc-store-writer", meters, this::transaction);
    }

    /** {@return that the thread that writes runs} */
    Check check() {
        return commits.check();
    }

    /** Returns when all of it is on disk; all or none is. */
    void write(Rows rows) throws StoreException {
        await(new Write(rows, 0, null));
    }

    /** Returns when all of it is on disk; all or none is. */
    void write(Rows rows, ForwardedWrite forwarded) throws StoreException {
        await(new Write(rows, 0, null, forwarded));
    }

    /**
     * {@return the first of {@code count} numbers that nobody else gets, not even after a crash}
     */
    long reserveIds(int count) throws StoreException {
        Write write = new Write(Rows.NONE, count, null);
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
        Write write = new Write(Rows.NONE, 0, new Forget(until, count));
        await(write);
        return write.forgotten;
    }

    private void await(Write write) throws StoreException {
        try {
            commits.write(write);
        } catch (SQLException e) {
            throw new StoreException("the message store: " + e.getMessage(), e);
        }
    }

    private void transaction(List<Write> group) throws SQLException {
        List<PreparedStatement> batches = List.of(insert, update, delete, end);
        for (PreparedStatement batch : batches) {
            batch.clearBatch(); // what a group that failed may have left
        }
        forwardedWrites.clear();
        boolean[] used = new boolean[batches.size()];
        var forwarded = new ArrayList<ForwardedWrite>();
        for (Write write : group) {
            add(write.rows, used);
            if (write.forwarded != null) {
                forwarded.add(write.forwarded);
            }
            if (write.ids > 0) {
                write.firstId = nextIds(write.ids);
            }
            if (write.forget != null) {
                write.forgotten = forget(write.forget);
            }
        }
        for (ForwardedStore.Conclusion one : forwardedWrites.write(forwarded)) {
            List<Row> reports = H2MessageStore.rows(one.reports());
            add(new Rows(reports, List.of(), List.of(), one.states()), used);
        }
        for (int i = 0; i < used.length; i++) {
            if (used[i]) {
                batches.get(i).executeBatch();
            }
        }
    }

    private void add(Rows rows, boolean[] used) throws SQLException {
        used[0] |= !rows.inserts().isEmpty();
        used[1] |= !rows.updates().isEmpty();
        used[2] |= !rows.deletes().isEmpty();
        used[3] |= !rows.ends().isEmpty();
        for (Row row : rows.inserts()) {
            insert.setLong(1, row.id());
            insert.setString(2, row.destination());
            insert.setBytes(3, row.body().toArray());
            insert.addBatch();
        }
        for (Row row : rows.updates()) {
            update.setBytes(1, row.body().toArray());
            update.setLong(2, row.id());
            update.addBatch();
        }
        for (MessageId id : rows.deletes()) {
            delete.setLong(1, id.value());
            delete.addBatch();
        }
        for (FinalState state : rows.ends()) {
            end.setLong(1, state.id().value());
            end.setString(2, state.account());
            end.setString(3, state.source());
            end.setInt(4, MessageBody.number(state.state()));
            end.setLong(5, state.at().toEpochMilli());
            end.addBatch();
        }
    }

    private int forget(Forget what) throws SQLException {
        forget.setLong(1, what.until().toEpochMilli());
        forget.setInt(2, MOST_FORGOTTEN);
        int count = forget.executeUpdate();
        if (count < what.oldest()) {
            forget.setLong(1, Long.MAX_VALUE);
            forget.setInt(2, what.oldest() - count);
            count += forget.executeUpdate();
        }
        return count;
    }

    private long nextIds(int count) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long first;
            try (ResultSet row = statement.executeQuery("SELECT id FROM next_message_id")) {
                row.next();
                first = row.getLong(1);
            }
            statement.executeUpdate("UPDATE next_message_id SET id = " + (first + count));
            return first;
        }
    }

    /** Writes what was asked for before, then ends. */
    @Override
    public void close() {
        commits.close();
    }
}
