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
import java.util.Optional;
import org.heliograph.config.SqlDatabase;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.queue.QuarantineStore;
import org.heliograph.smsc.queue.ScheduledMessages;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of what is held back. */
final class QuarantineTable implements QuarantineStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QuarantineTable.class);

    /** Characters of a reason; what is longer is cut off. */
    private static final int REASON = 200;

    private final TableWork work;
    private final Readers readers;

    QuarantineTable(SqlDatabase database, Readers readers, MeterRegistry meters)
            throws SQLException {
        this.work = new TableWork(database, "smsc-quarantine", meters);
        this.readers = readers;
    }

    @Override
    public void hold(List<Held> held) throws StoreException {
        work.ask(
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement(
                                    "INSERT INTO quarantine (id, submission, code, reason, held_at,"
                                            + " due_at, destination, body)"
                                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
                        for (Held one : held) {
                            for (Routed routed : one.messages()) {
                                set(insert, one, routed);
                                insert.addBatch();
                            }
                        }
                        return insert.executeBatch();
                    }
                });
    }

    private static void set(PreparedStatement insert, Held held, Routed routed)
            throws SQLException {
        String reason = held.reason();
        insert.setLong(1, routed.message().id().value());
        insert.setLong(2, held.id().value());
        insert.setString(3, held.code());
        insert.setString(4, reason.substring(0, Math.min(REASON, reason.length())));
        insert.setLong(5, held.at().toEpochMilli());
        insert.setLong(6, held.dueAt().toEpochMilli());
        insert.setString(7, routed.destination().text());
        insert.setBytes(8, MessageBody.write(routed.message()).toArray());
    }

    @Override
    public long count() throws StoreException {
        return readers.read(
                reading -> {
                    try (PreparedStatement count =
                                    reading.prepareStatement("SELECT COUNT(*) FROM quarantine");
                            ResultSet row = count.executeQuery()) {
                        row.next();
                        return row.getLong(1);
                    }
                });
    }

    @Override
    public List<Entry> list(MessageId before, int limit) throws StoreException {
        return readers.read(
                reading -> {
                    try (PreparedStatement some =
                            reading.prepareStatement(
                                    "SELECT q.id, q.code, q.reason, q.held_at, q.body,"
                                            + " (SELECT COUNT(*) FROM quarantine p"
                                            + " WHERE p.submission = q.id) FROM quarantine q"
                                            + " WHERE q.id = q.submission AND q.id < ?"
                                            + " ORDER BY q.id DESC LIMIT ?")) {
                        some.setLong(1, before.value());
                        some.setInt(2, limit);
                        return entries(some);
                    }
                });
    }

    private static List<Entry> entries(PreparedStatement statement) throws SQLException {
        var entries = new ArrayList<Entry>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Optional<ShortMessage> last = message(row.getLong(1), row.getBytes(5));
                if (last.isPresent()) {
                    entries.add(
                            new Entry(
                                    row.getString(2),
                                    row.getString(3),
                                    Instant.ofEpochMilli(row.getLong(4)),
                                    last.get(),
                                    row.getLong(6)));
                }
            }
        }
        return entries;
    }

    @Override
    public Optional<Held> find(MessageId id) throws StoreException {
        return readers.read(
                reading -> {
                    try (PreparedStatement all =
                            reading.prepareStatement(
                                    "SELECT id, code, reason, held_at, due_at, destination, body"
                                            + " FROM quarantine WHERE submission = ?"
                                            + " ORDER BY submission, id")) {
                        all.setLong(1, id.value());
                        return held(all);
                    }
                });
    }

    private static Optional<Held> held(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            String code = row.getString(2);
            String reason = row.getString(3);
            Instant at = Instant.ofEpochMilli(row.getLong(4));
            Instant dueAt = Instant.ofEpochMilli(row.getLong(5));
            var messages = new ArrayList<Routed>();
            do {
                Optional<ShortMessage> message = message(row.getLong(1), row.getBytes(7));
                if (message.isEmpty()) {
                    return Optional.empty();
                }
                messages.add(new Routed(Route.Destination.of(row.getString(6)), message.get()));
            } while (row.next());
            return Optional.of(new Held(code, reason, at, dueAt, messages));
        }
    }

    private static Optional<ShortMessage> message(long id, byte[] body) {
        try {
            return Optional.of(MessageBody.read(id, Octets.ofOwned(body)));
        } catch (IOException e) {
            LOG.error("parked id={} reason=\"{}\"", id, e.getMessage(), e);
            return Optional.empty();
        }
    }

    @Override
    public List<MessageId> heldSince(Instant until, int limit) throws StoreException {
        return readers.read(
                reading -> {
                    try (PreparedStatement old =
                            reading.prepareStatement(
                                    "SELECT submission FROM quarantine WHERE held_at < ? AND id ="
                                            + " submission ORDER BY held_at, id LIMIT ?")) {
                        old.setLong(1, until.toEpochMilli());
                        old.setInt(2, limit);
                        var ids = new ArrayList<MessageId>();
                        try (ResultSet row = old.executeQuery()) {
                            while (row.next()) {
                                ids.add(new MessageId(row.getLong(1)));
                            }
                        }
                        return ids;
                    }
                });
    }

    /** Who deletes the rows has them: of two nodes, one. */
    @Override
    public void release(MessageId id, List<ScheduledMessages.Scheduled> messages)
            throws StoreException {
        boolean there =
                work.ask(
                        connection -> {
                            if (delete(connection, id) == 0) {
                                return false;
                            }
                            ScheduledTable.insert(connection, messages);
                            return true;
                        });
        if (!there) {
            throw new StoreException("smsc-quarantine: " + id + " is not there any more");
        }
    }

    @Override
    public int remove(MessageId id) throws StoreException {
        return work.ask(connection -> delete(connection, id));
    }

    private static int delete(Connection connection, MessageId id) throws SQLException {
        try (PreparedStatement leave =
                connection.prepareStatement("DELETE FROM quarantine WHERE submission = ?")) {
            leave.setLong(1, id.value());
            return leave.executeUpdate();
        }
    }

    @Override
    public void close() {
        work.close();
    }
}
