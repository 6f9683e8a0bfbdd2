// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.charging.store.RecordTable;
import org.heliograph.config.SqlDatabase;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.queue.ScheduledMessages;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of scheduled messages. Has a connection and a writer of its own: few messages are
 * scheduled, and those that are not never wait for it.
 */
final class ScheduledTable implements ScheduledMessages, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledTable.class);

    private final TableWork work;
    private final MessageWriter messages;

    private final SqlDatabase.Dialect dialect;

    /** Whether whoever carries what begins to wait has to be told. */
    private final boolean shared;

    /**
     * @param messages writes to the table that they come to wait in
     */
    ScheduledTable(
            SqlDatabase database, MessageWriter messages, boolean shared, MeterRegistry meters)
            throws SQLException {
        this.messages = messages;
        this.dialect = database.dialect();
        this.shared = shared;
        this.work = new TableWork(database, "smsc-scheduled", meters);
    }

    @Override
    public void schedule(List<Scheduled> scheduled) throws StoreException {
        messages.flush();
        work.ask(
                connection -> {
                    try (PreparedStatement leave =
                            connection.prepareStatement("DELETE FROM message WHERE id = ?")) {
                        for (Scheduled one : scheduled) {
                            leave.setLong(1, one.routed().message().id().value());
                            leave.addBatch();
                        }
                        leave.executeBatch();
                    }
                    return insert(connection, scheduled);
                });
    }

    /** {@return how many rows each has become} Part of the transaction under way. */
    static int[] insert(Connection connection, List<Scheduled> scheduled) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO scheduled (id, destination, due_at, body)"
                                + " VALUES (?, ?, ?, ?)")) {
            for (Scheduled one : scheduled) {
                insert.setLong(1, one.routed().message().id().value());
                insert.setString(2, one.routed().destination().text());
                insert.setLong(3, one.dueAt().toEpochMilli());
                insert.setBytes(4, MessageBody.write(one.routed().message()).toArray());
                insert.addBatch();
            }
            return insert.executeBatch();
        }
    }

    @Override
    public long count() throws StoreException {
        return work.ask(
                connection -> {
                    try (PreparedStatement count =
                                    connection.prepareStatement("SELECT COUNT(*) FROM scheduled");
                            ResultSet row = count.executeQuery()) {
                        row.next();
                        return row.getLong(1);
                    }
                });
    }

    @Override
    public Optional<Instant> nextDue() throws StoreException {
        return work.ask(
                connection -> {
                    try (PreparedStatement first =
                                    connection.prepareStatement(
                                            "SELECT due_at FROM scheduled ORDER BY due_at LIMIT 1");
                            ResultSet row = first.executeQuery()) {
                        return row.next()
                                ? Optional.of(Instant.ofEpochMilli(row.getLong(1)))
                                : Optional.empty();
                    }
                });
    }

    @Override
    public List<Routed> due(Instant now, int limit) throws StoreException {
        return work.ask(
                connection -> {
                    try (PreparedStatement due =
                            connection.prepareStatement(
                                    "SELECT id, destination, due_at, body FROM scheduled"
                                            + " WHERE due_at <= ? ORDER BY due_at, id LIMIT ?")) {
                        due.setLong(1, now.toEpochMilli());
                        due.setInt(2, limit);
                        return read(due).stream().map(Scheduled::routed).toList();
                    }
                });
    }

    /** Who deletes a row has it: of two nodes, one. */
    @Override
    public List<Routed> move(List<Routed> messages) throws StoreException {
        return work.ask(
                connection -> {
                    var moved = new ArrayList<Routed>(messages.size());
                    try (PreparedStatement leave =
                                    connection.prepareStatement(
                                            "DELETE FROM scheduled WHERE id = ?");
                            PreparedStatement insert =
                                    connection.prepareStatement(
                                            "INSERT INTO message (id, destination, body)"
                                                    + " VALUES (?, ?, ?)")) {
                        for (Routed routed : messages) {
                            leave.setLong(1, routed.message().id().value());
                            if (leave.executeUpdate() == 1) {
                                insert.setLong(1, routed.message().id().value());
                                insert.setString(2, routed.destination().text());
                                insert.setBytes(3, MessageBody.write(routed.message()).toArray());
                                insert.addBatch();
                                moved.add(routed);
                            }
                        }
                        insert.executeBatch();
                    }
                    if (shared) {
                        new ClaimStatements(connection).arrive(firsts(moved));
                    }
                    return moved;
                });
    }

    private static SortedMap<String, Long> firsts(List<Routed> messages) {
        var firsts = new TreeMap<String, Long>();
        for (Routed routed : messages) {
            firsts.merge(routed.destination().text(), routed.message().id().value(), Math::min);
        }
        return firsts;
    }

    /** The ids of a submission follow each other, and one of them is the whole's. */
    @Override
    public List<Scheduled> find(MessageId submission) throws StoreException {
        return work.ask(
                connection -> {
                    try (PreparedStatement before =
                            connection.prepareStatement(
                                    "SELECT id, destination, due_at, body FROM scheduled"
                                            + " WHERE id <= ? AND id > ? ORDER BY id")) {
                        before.setLong(1, submission.value());
                        before.setLong(2, submission.value() - MOST_OF_A_SUBMISSION);
                        return read(before).stream()
                                .filter(
                                        one ->
                                                one.routed()
                                                        .message()
                                                        .submittedAs()
                                                        .equals(submission))
                                .toList();
                    }
                });
    }

    /** Adapters make no more messages of one submission. */
    private static final int MOST_OF_A_SUBMISSION = 5_000;

    @Override
    public List<Scheduled> find(Route.Destination destination, int limit) throws StoreException {
        return work.ask(
                connection -> {
                    try (PreparedStatement to =
                            connection.prepareStatement(
                                    "SELECT id, destination, due_at, body FROM scheduled"
                                            + " WHERE destination = ? ORDER BY id LIMIT ?")) {
                        to.setString(1, destination.text());
                        to.setInt(2, limit);
                        return read(to);
                    }
                });
    }

    @Override
    public void replace(
            List<Scheduled> replaced,
            List<MessageId> removed,
            Map<MessageId, ChargingRecord> records)
            throws StoreException {
        work.ask(
                connection -> {
                    try (PreparedStatement leave =
                                    connection.prepareStatement(
                                            "DELETE FROM scheduled WHERE id = ?");
                            PreparedStatement update =
                                    connection.prepareStatement(
                                            "UPDATE scheduled SET due_at = ?, body = ?"
                                                    + " WHERE id = ?")) {
                        for (MessageId id : removed) {
                            leave.setLong(1, id.value());
                            leave.addBatch();
                        }
                        for (Scheduled one : replaced) {
                            update.setLong(1, one.dueAt().toEpochMilli());
                            update.setBytes(2, MessageBody.write(one.routed().message()).toArray());
                            update.setLong(3, one.routed().message().id().value());
                            update.addBatch();
                        }
                        leave.executeBatch();
                        RecordTable.insert(
                                connection,
                                dialect,
                                records.values().stream().map(RecordTable.Row::of).toList());
                        return update.executeBatch();
                    }
                });
    }

    private static List<Scheduled> read(PreparedStatement statement) throws SQLException {
        var scheduled = new ArrayList<Scheduled>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                long id = row.getLong(1);
                try {
                    var routed =
                            new Routed(
                                    Route.Destination.of(row.getString(2)),
                                    MessageBody.read(id, Octets.ofOwned(row.getBytes(4))));
                    scheduled.add(new Scheduled(routed, Instant.ofEpochMilli(row.getLong(3))));
                } catch (IOException e) {
                    LOG.error("parked id={} reason=\"{}\"", id, e.getMessage(), e);
                }
            }
        }
        return scheduled;
    }

    /** Finishes what was asked for before. */
    @Override
    public void close() {
        work.close();
    }
}
