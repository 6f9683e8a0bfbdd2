// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.heliograph.config.GroupCommit;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.queue.StoreException;

/** What is written to the message table: by primary key only, in groups. */
final class MessageWriter implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final GroupCommit<Write> commits;

    /** A message as the table has it. */
    record Row(long id, String destination, Octets body) {}

    /** What one caller wants, all or nothing. */
    private static final class Write {
        final List<Row> inserts;
        final List<MessageId> deletes;
        final int ids;
        long firstId;

        Write(List<Row> inserts, List<MessageId> deletes, int ids) {
            this.inserts = inserts;
            this.deletes = deletes;
            this.ids = ids;
        }
    }

    /**
     * @param connection closed by {@link #close}
     */
    MessageWriter(Connection connection) throws SQLException {
        this.connection = connection;
        this.insert =
                connection.prepareStatement(
                        "INSERT INTO message (id, destination, body) VALUES (?, ?, ?)");
        this.delete = connection.prepareStatement("DELETE FROM message WHERE id = ?");
        this.commits = new GroupCommit<>(connection, "smsc-store-writer", this::transaction);
    }

    /** Returns when all of it is on disk; all or none is. */
    void write(List<Row> inserts, List<MessageId> deletes) throws StoreException {
        await(new Write(inserts, deletes, 0));
    }

    /**
     * {@return the first of {@code count} numbers that nobody else gets, not even after a crash}
     */
    long reserveIds(int count) throws StoreException {
        Write write = new Write(List.of(), List.of(), count);
        await(write);
        return write.firstId;
    }

    private void await(Write write) throws StoreException {
        try {
            commits.write(write);
        } catch (SQLException e) {
            throw new StoreException("the message store: " + e.getMessage(), e);
        }
    }

    private void transaction(List<Write> group) throws SQLException {
        insert.clearBatch(); // what a group that failed may have left
        delete.clearBatch();
        boolean inserts = false;
        boolean deletes = false;
        for (Write write : group) {
            for (Row row : write.inserts) {
                insert.setLong(1, row.id());
                insert.setString(2, row.destination());
                insert.setBytes(3, row.body().toArray());
                insert.addBatch();
                inserts = true;
            }
            for (MessageId id : write.deletes) {
                delete.setLong(1, id.value());
                delete.addBatch();
                deletes = true;
            }
            if (write.ids > 0) {
                write.firstId = nextIds(write.ids);
            }
        }
        if (inserts) {
            insert.executeBatch();
        }
        if (deletes) {
            delete.executeBatch();
        }
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
