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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.charging.cdr.Outbox;
import org.heliograph.charging.store.RecordTable;
import org.heliograph.charging.store.SqlOutbox;
import org.heliograph.config.Check;
import org.heliograph.config.SqlDatabase;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.message.FinalState;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.queue.Claims;
import org.heliograph.smsc.queue.Forwarded;
import org.heliograph.smsc.queue.MessageStore;
import org.heliograph.smsc.queue.NodeAlone;
import org.heliograph.smsc.queue.QuarantineStore;
import org.heliograph.smsc.queue.ScheduledMessages;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.queue.UpstreamReceipt;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps messages in a database. A message that has reached its final state is no longer here: the
 * table holds what waits, and nothing grows with what was.
 */
public final class SqlMessageStore implements MessageStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqlMessageStore.class);

    private final SqlDatabase database;
    private final MessageWriter writer;
    private final Readers readers;
    private final ScheduledTable scheduled;
    private final QuarantineTable quarantine;
    private final Optional<SharedClaims> shared;

    private SqlMessageStore(
            SqlDatabase database, Optional<SharedClaims> shared, MeterRegistry meters)
            throws SQLException {
        this.database = database;
        this.writer = new MessageWriter(database, meters);
        this.readers = new Readers(database);
        this.scheduled = new ScheduledTable(database, writer, shared.isPresent(), meters);
        this.quarantine = new QuarantineTable(database, readers, meters);
        this.shared = shared;
    }

    /**
     * For one node. Makes or upgrades the tables as needed. The database stays the caller's to
     * close, afterwards.
     *
     * @throws StoreException if the database cannot be used, or is of a later release
     */
    public static SqlMessageStore open(SqlDatabase database, MeterRegistry meters)
            throws StoreException {
        return open(database, Optional.empty(), meters);
    }

    /**
     * For one of several nodes that share the database, which is PostgreSQL's.
     *
     * @see #open
     */
    public static SqlMessageStore share(SqlDatabase database, MeterRegistry meters)
            throws StoreException {
        return open(database, Optional.of(new SharedClaims(database)), meters);
    }

    private static SqlMessageStore open(
            SqlDatabase database, Optional<SharedClaims> shared, MeterRegistry meters)
            throws StoreException {
        try {
            try (Connection connection = database.connect()) {
                connection.setAutoCommit(false);
                Schema.bring(connection, Dialect.of(database));
                database.sync(connection); // what the journal will be about
            }
            return new SqlMessageStore(database, shared, meters);
        } catch (SQLException e) {
            throw new StoreException("cannot open the message store: " + e.getMessage(), e);
        }
    }

    /** {@return that the threads that write run, and that other nodes take this one for alive} */
    public List<Check> checks() {
        var checks = new ArrayList<>(writer.checks());
        shared.ifPresent(one -> checks.add(one.check()));
        return checks;
    }

    @Override
    public Claims claims() {
        return shared.isPresent() ? shared.get() : new NodeAlone();
    }

    /** Writes what brings messages, and claims their destinations where nodes share them. */
    private void write(MessageWriter.Rows rows, ForwardedWrite forwarded, List<Routed> messages)
            throws StoreException {
        if (shared.isPresent() && !messages.isEmpty()) {
            new SharedWrite(writer, shared.get(), messages).write(rows, forwarded);
        } else {
            writer.write(rows, forwarded, MessageWriter.Claiming.NOTHING);
        }
    }

    /** Reads tables that what waits in the journal may concern. */
    private <T> T read(Readers.Query<T> query) throws StoreException {
        writer.flush();
        return readers.read(query);
    }

    @Override
    public long reserveIds(int count) throws StoreException {
        return writer.reserveIds(count);
    }

    @Override
    public void insert(List<Routed> messages) throws StoreException {
        write(MessageWriter.Rows.inserting(rows(messages)), ForwardedWrite.nothing(), messages);
    }

    @Override
    public void settle(
            List<MessageId> finished,
            List<FinalState> states,
            List<Routed> reports,
            List<Forwarded> forwarded,
            Map<MessageId, ChargingRecord> records)
            throws StoreException {
        write(
                new MessageWriter.Rows(
                        List.of(),
                        rows(reports),
                        List.of(),
                        finished,
                        states,
                        MessageWriter.Recorded.of(records)),
                ForwardedWrite.inserting(forwarded),
                reports);
    }

    @Override
    public void replace(
            List<Routed> replaced, List<MessageId> removed, Map<MessageId, ChargingRecord> records)
            throws StoreException {
        writer.write(
                new MessageWriter.Rows(
                        List.of(),
                        List.of(),
                        rows(replaced),
                        removed,
                        List.of(),
                        MessageWriter.Recorded.of(records)));
    }

    /**
     * {@return the records that come with ends of messages, for who brings them into files} To be
     * called before there are any; usable as long as this is.
     */
    public Outbox outbox() throws IOException {
        if (!writer.isJournaled()) {
            return new SqlOutbox(database);
        }
        RecordTable.make(database);
        return new JournaledOutbox(writer, readers);
    }

    @Override
    public Optional<FinalState> finalState(MessageId id) throws StoreException {
        return read(
                reading -> {
                    try (PreparedStatement statement =
                            reading.prepareStatement(
                                    "SELECT account, source, state, cause, reached_at FROM"
                                            + " final_state WHERE id = ?")) {
                        statement.setLong(1, id.value());
                        try (ResultSet row = statement.executeQuery()) {
                            return row.next()
                                    ? Optional.of(
                                            new FinalState(
                                                    id,
                                                    row.getString(1),
                                                    row.getString(2),
                                                    MessageBody.state(row.getInt(3)),
                                                    row.getInt(4),
                                                    Instant.ofEpochMilli(row.getLong(5))))
                                    : Optional.empty();
                        }
                    }
                });
    }

    @Override
    public List<Forwarded> forwarded(String upstream, List<String> upstreamIds)
            throws StoreException {
        return readers.read(
                reading -> ForwardedReads.byUpstreamIds(reading, upstream, upstreamIds));
    }

    @Override
    public Optional<Forwarded> forwarded(MessageId id) throws StoreException {
        return readers.read(reading -> ForwardedReads.byId(reading, id)).stream().findFirst();
    }

    @Override
    public List<Forwarded> overdue(Instant now) throws StoreException {
        return readers.read(reading -> ForwardedReads.overdue(reading, now));
    }

    @Override
    public Set<MessageId> conclude(List<Conclusion> conclusions) throws StoreException {
        ForwardedWrite write = ForwardedWrite.concluding(conclusions);
        write(
                MessageWriter.Rows.NONE,
                write,
                conclusions.stream().flatMap(one -> one.reports().stream()).toList());
        return write.concluded;
    }

    @Override
    public void keepEarly(List<UpstreamReceipt> receipts, Instant now) throws StoreException {
        write(MessageWriter.Rows.NONE, ForwardedWrite.keeping(receipts, now), List.of());
    }

    @Override
    public List<UpstreamReceipt> early() throws StoreException {
        return readers.read(reading -> ForwardedReads.early(reading));
    }

    @Override
    public int dropEarly(Instant until, List<UpstreamReceipt> matched) throws StoreException {
        ForwardedWrite write = ForwardedWrite.dropping(matched, until);
        write(MessageWriter.Rows.NONE, write, List.of());
        return write.droppedOld;
    }

    @Override
    public int forget(Instant until, long most) throws StoreException {
        long count =
                readers.read(
                        reading -> {
                            // H2 knows it without looking at the rows
                            try (PreparedStatement statement =
                                            reading.prepareStatement(
                                                    "SELECT COUNT(*) FROM final_state");
                                    ResultSet row = statement.executeQuery()) {
                                row.next();
                                return row.getLong(1);
                            }
                        });
        return writer.forget(until, Math.max(0, count - most));
    }

    /** The ids of a submission follow each other, so that what comes before is of another. */
    @Override
    public List<Routed> find(MessageId submission) throws StoreException {
        var found = new ArrayList<Routed>();
        long last = submission.value();
        int limit = 4; // most are one message
        while (true) {
            long from = last;
            int wanted = limit;
            List<MessageWriter.Row> rows = read(reading -> rowsBefore(reading, from, wanted));
            for (MessageWriter.Row row : rows) {
                Optional<Routed> routed = message(row);
                if (routed.isPresent()
                        && !routed.get().message().submittedAs().equals(submission)) {
                    return found.reversed();
                }
                routed.ifPresent(found::add);
            }
            if (rows.size() < wanted) {
                return found.reversed();
            }
            last = rows.getLast().id() - 1;
            limit = 500;
        }
    }

    private static List<MessageWriter.Row> rowsBefore(Connection reading, long last, int limit)
            throws SQLException {
        try (PreparedStatement statement =
                reading.prepareStatement(
                        "SELECT id, body, destination FROM message WHERE id <= ?"
                                + " ORDER BY id DESC LIMIT ?")) {
            statement.setLong(1, last);
            statement.setInt(2, limit);
            return rows(statement);
        }
    }

    static List<MessageWriter.Row> rows(List<Routed> messages) {
        var rows = new ArrayList<MessageWriter.Row>(messages.size());
        for (Routed routed : messages) {
            rows.add(
                    new MessageWriter.Row(
                            routed.message().id().value(),
                            routed.destination().text(),
                            MessageBody.write(routed.message())));
        }
        return rows;
    }

    @Override
    public Optional<Instant> oldest() throws StoreException {
        return read(
                reading -> {
                    try (PreparedStatement statement =
                            reading.prepareStatement(
                                    "SELECT id, body, destination FROM message ORDER BY id"
                                            + " LIMIT 1")) {
                        return rows(statement).stream()
                                .flatMap(row -> message(row).stream())
                                .map(routed -> routed.message().acceptedAt())
                                .findFirst();
                    }
                });
    }

    @Override
    public Map<Route.Destination, Backlog> waiting() throws StoreException {
        if (shared.isPresent()) {
            return Map.of();
        }
        return read(
                reading -> {
                    var first = new HashMap<Route.Destination, Backlog>();
                    try (PreparedStatement statement =
                                    reading.prepareStatement(
                                            "SELECT destination, MIN(id), COUNT(*) FROM message"
                                                    + " GROUP BY destination");
                            ResultSet row = statement.executeQuery()) {
                        while (row.next()) {
                            first.put(
                                    Route.Destination.of(row.getString(1)),
                                    new Backlog(new MessageId(row.getLong(2)), row.getLong(3)));
                        }
                    }
                    return first;
                });
    }

    @Override
    public List<Routed> load(Route.Destination destination, MessageId first, int limit)
            throws StoreException {
        // asked before the table is read: what gets there meanwhile is seen twice, not missed
        NetRows.Ahead ahead = writer.ahead(destination.text(), first.value());
        var messages = new ArrayList<Routed>();
        long from = first.value();
        boolean more = true;
        while (more && messages.size() < limit) {
            long start = from;
            int wanted = limit - messages.size();
            List<MessageWriter.Row> table =
                    readers.read(reading -> rows(reading, destination, start, wanted));
            more = table.size() == wanted;
            from = more ? table.getLast().id() + 1 : Long.MAX_VALUE;
            ahead.over(table, start, from).values().stream()
                    .limit(wanted)
                    .flatMap(row -> message(row).stream())
                    .forEach(messages::add);
        }
        return messages;
    }

    private static List<MessageWriter.Row> rows(
            Connection reading, Route.Destination destination, long from, int limit)
            throws SQLException {
        try (PreparedStatement statement =
                reading.prepareStatement(
                        "SELECT id, body, destination FROM message WHERE destination = ?"
                                + " AND id >= ? ORDER BY destination, id LIMIT ?")) {
            statement.setString(1, destination.text());
            statement.setLong(2, from);
            statement.setInt(3, limit);
            return rows(statement);
        }
    }

    private static List<MessageWriter.Row> rows(PreparedStatement statement) throws SQLException {
        var rows = new ArrayList<MessageWriter.Row>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                rows.add(
                        new MessageWriter.Row(
                                row.getLong(1), row.getString(3), Octets.ofOwned(row.getBytes(2))));
            }
        }
        return rows;
    }

    /** {@return nothing for what cannot be read: it stays in the table, and holds back no other} */
    private static Optional<Routed> message(MessageWriter.Row row) {
        try {
            return Optional.of(
                    new Routed(
                            Route.Destination.of(row.destination()),
                            MessageBody.read(row.id(), row.body())));
        } catch (IOException e) {
            LOG.error("parked id={} reason=\"{}\"", row.id(), e.getMessage(), e);
            return Optional.empty();
        }
    }

    @Override
    public ScheduledMessages scheduled() {
        return scheduled;
    }

    @Override
    public QuarantineStore quarantine() {
        return quarantine;
    }

    @Override
    public void close() {
        shared.ifPresent(SharedClaims::close);
        quarantine.close();
        scheduled.close();
        writer.close();
        readers.close();
    }
}
