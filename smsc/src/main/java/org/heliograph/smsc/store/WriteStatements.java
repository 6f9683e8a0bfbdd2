// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliograph.charging.store.RecordTable;
import org.heliograph.config.GroupCommit;
import org.heliograph.smsc.message.FinalState;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.queue.ForwardedStore;

/** Writes groups on one connection, each kind of row in one batch. */
final class WriteStatements implements GroupCommit.Transaction<MessageWriter.Write> {
    private final Connection connection;
    private final Dialect dialect;
    private final ClaimStatements claims;
    private final ForwardedWrites forwardedWrites;
    private final PreparedStatement insert;
    private final PreparedStatement report;
    private final PreparedStatement delete;
    private final PreparedStatement update;
    private final PreparedStatement end;
    private final PreparedStatement oldest;
    private final PreparedStatement forget;

    WriteStatements(Connection connection, Dialect dialect) throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.claims = new ClaimStatements(connection);
        this.forwardedWrites = new ForwardedWrites(connection, dialect.forwardUnlessThere());
        this.insert =
                connection.prepareStatement(
                        "INSERT INTO message (id, destination, body) VALUES (?, ?, ?)");
        this.report = connection.prepareStatement(dialect.insertUnlessThere());
        this.delete =
                connection.prepareStatement(
                        dialect.deletesByArray()
                                ? "DELETE FROM message WHERE id = ANY (?)"
                                : "DELETE FROM message WHERE id = ?");
        this.update = connection.prepareStatement("UPDATE message SET body = ? WHERE id = ?");
        this.end = connection.prepareStatement(dialect.endUnlessThere());
        this.oldest =
                connection.prepareStatement(
                        "SELECT MAX(id) FROM (SELECT id FROM final_state ORDER BY id LIMIT ?) AS oldest");
        this.forget =
                connection.prepareStatement(
                        "DELETE FROM final_state WHERE id <= ? AND reached_at < ?");
    }

    @Override
    public void write(List<MessageWriter.Write> group) throws SQLException {
        clear(); // what a group that failed may have left
        var rows = new ArrayList<MessageWriter.Row>();
        var reports = new ArrayList<MessageWriter.Row>();
        var updates = new ArrayList<MessageWriter.Row>();
        var deletes = new ArrayList<MessageId>();
        var ends = new ArrayList<FinalState>();
        var records = new ArrayList<MessageWriter.Recorded>();
        var written = new ArrayList<String>();
        boolean journaled = false;
        for (MessageWriter.Write write : group) {
            journaled |= write.position != null;
            if (write.position != null && !follows(write.position)) {
                continue; // it is here: only its writer was not told
            }
            rows.addAll(write.rows.inserts());
            reports.addAll(write.rows.reports());
            updates.addAll(write.rows.updates());
            deletes.addAll(write.rows.deletes());
            ends.addAll(write.rows.ends());
            records.addAll(write.rows.records());
            written.addAll(write.rows.written());
            if (write.ids > 0) {
                write.firstId = nextIds(write.ids);
            }
            if (write.forget != null) {
                write.forgotten = forget(write.forget);
            }
        }
        var forwarded = new ArrayList<ForwardedWrite>();
        group.forEach(write -> forwarded.add(write.forwarded));
        var charged = new ArrayList<RecordTable.Row>();
        for (ForwardedStore.Conclusion one : forwardedWrites.write(forwarded)) {
            reports.addAll(SqlMessageStore.rows(one.reports()));
            ends.addAll(one.states());
            one.record().ifPresent(record -> charged.add(RecordTable.Row.of(record)));
        }
        claim(group);
        // nothing that is acknowledged may be stuck behind a row that is there already
        insert(journaled ? report : insert, rows);
        insert(report, reports);
        update(updates);
        charged.addAll(deleted(deletes, records));
        end(ends);
        RecordTable.insert(connection, dialect.database(), charged);
        RecordTable.remove(connection, written);
    }

    /**
     * Has messages leave.
     *
     * @return those of {@code records} that are to be stored: who takes a message out has charged
     *     it, and nobody else
     */
    private List<RecordTable.Row> deleted(List<MessageId> ids, List<MessageWriter.Recorded> records)
            throws SQLException {
        if (records.isEmpty()) {
            delete(ids);
            return List.of();
        }
        var asked = new HashSet<Long>();
        ids.forEach(id -> asked.add(id.value()));
        Set<Long> gone = ids.isEmpty() ? Set.of() : gone(ids);
        var rows = new ArrayList<RecordTable.Row>(records.size());
        for (MessageWriter.Recorded record : records) {
            if (!asked.contains(record.message()) || gone.contains(record.message())) {
                rows.add(record.row());
            }
        }
        return rows;
    }

    /** {@return those that were there until now} */
    private Set<Long> gone(List<MessageId> ids) throws SQLException {
        var gone = new HashSet<Long>();
        if (dialect.deletesByArray()) {
            try (PreparedStatement telling =
                    connection.prepareStatement(
                            "DELETE FROM message WHERE id = ANY (?) RETURNING id")) {
                telling.setArray(1, array(ids));
                try (ResultSet rows = telling.executeQuery()) {
                    while (rows.next()) {
                        gone.add(rows.getLong(1));
                    }
                }
            }
            return gone;
        }
        int[] counts = deleteEach(ids);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                gone.add(ids.get(i).value());
            }
        }
        return gone;
    }

    /** All that a group wants, at once; the writes of a group are of one node. */
    private void claim(List<MessageWriter.Write> group) throws SQLException {
        var wanted = new TreeMap<String, Long>();
        var arrived = new TreeMap<String, Long>();
        long node = 0;
        for (MessageWriter.Write write : group) {
            if (!write.claiming.firsts().isEmpty()) {
                node = write.claiming.node();
                SortedMap<String, Long> firsts = write.claiming.wanted() ? wanted : arrived;
                write.claiming
                        .firsts()
                        .forEach((one, first) -> firsts.merge(one, first, Math::min));
            }
        }
        if (!wanted.isEmpty()) {
            ClaimStatements.Gained gained = claims.gain(wanted, node);
            group.forEach(write -> write.gained = gained);
        }
        claims.arrive(arrived);
    }

    private void clear() throws SQLException {
        for (PreparedStatement batch : List.of(insert, report, update, delete, end)) {
            batch.clearBatch();
        }
        forwardedWrites.clear();
    }

    private static void insert(PreparedStatement statement, List<MessageWriter.Row> rows)
            throws SQLException {
        for (MessageWriter.Row row : rows) {
            statement.setLong(1, row.id());
            statement.setString(2, row.destination());
            statement.setBytes(3, row.body().toArray());
            statement.addBatch();
        }
        execute(statement, rows);
    }

    private void update(List<MessageWriter.Row> rows) throws SQLException {
        for (MessageWriter.Row row : rows) {
            update.setBytes(1, row.body().toArray());
            update.setLong(2, row.id());
            update.addBatch();
        }
        execute(update, rows);
    }

    private void delete(List<MessageId> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        if (dialect.deletesByArray()) {
            delete.setArray(1, array(ids));
            delete.executeUpdate();
        } else {
            deleteEach(ids);
        }
    }

    private Array array(List<MessageId> ids) throws SQLException {
        return connection.createArrayOf("bigint", ids.stream().map(MessageId::value).toArray());
    }

    private int[] deleteEach(List<MessageId> ids) throws SQLException {
        for (MessageId id : ids) {
            delete.setLong(1, id.value());
            delete.addBatch();
        }
        return delete.executeBatch();
    }

    private void end(List<FinalState> states) throws SQLException {
        for (FinalState state : states) {
            end.setLong(1, state.id().value());
            end.setString(2, state.account());
            end.setString(3, state.source());
            end.setInt(4, MessageBody.number(state.state()));
            end.setInt(5, state.cause());
            end.setLong(6, state.at().toEpochMilli());
            end.addBatch();
        }
        execute(end, states);
    }

    private static void execute(PreparedStatement batch, List<?> rows) throws SQLException {
        if (!rows.isEmpty()) {
            batch.executeBatch();
        }
    }

    private int forget(MessageWriter.Forget what) throws SQLException {
        int count = forget(MessageWriter.MOST_FORGOTTEN, what.until().toEpochMilli());
        return count < what.oldest()
                ? count + forget(what.oldest() - count, Long.MAX_VALUE)
                : count;
    }

    /**
     * @param count of so many of the oldest at most, by their ids: there is no index of times,
     *     which would cost each message
     */
    private int forget(int count, long before) throws SQLException {
        oldest.setInt(1, count);
        try (ResultSet row = oldest.executeQuery()) {
            row.next();
            forget.setLong(1, row.getLong(1)); // 0 where there is none
        }
        forget.setLong(2, before);
        return forget.executeUpdate();
    }

    /** {@return not if the tables have been there already} */
    private boolean follows(MessageWriter.Position position) throws SQLException {
        try (PreparedStatement move =
                        connection.prepareStatement(
                                "UPDATE journal_position SET applied = ? WHERE applied < ?");
                PreparedStatement ids =
                        connection.prepareStatement("UPDATE next_message_id SET id = ?")) {
            move.setLong(1, position.upTo());
            move.setLong(2, position.upTo());
            ids.setLong(1, position.nextId());
            return move.executeUpdate() == 1 && ids.executeUpdate() == 1;
        }
    }

    /** The update first: it locks the row against whoever else reserves. */
    private long nextIds(int count) throws SQLException {
        try (PreparedStatement reserve =
                        connection.prepareStatement("UPDATE next_message_id SET id = id + ?");
                PreparedStatement read =
                        connection.prepareStatement("SELECT id FROM next_message_id")) {
            reserve.setInt(1, count);
            reserve.executeUpdate();
            try (ResultSet row = read.executeQuery()) {
                row.next();
                return row.getLong(1) - count;
            }
        }
    }
}
