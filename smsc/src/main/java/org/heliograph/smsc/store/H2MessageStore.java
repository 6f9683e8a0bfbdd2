// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import javax.sql.DataSource;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.queue.MessageStore;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps messages in an embedded database. A message that has reached its final state is no longer
 * here: the table holds what waits, and nothing grows with what was.
 *
 * <p>H2 is never touched by a caller's thread: an interrupt in the middle of a read or a write
 * would close its file.
 */
public final class H2MessageStore implements MessageStore {
    private static final Logger LOG = LoggerFactory.getLogger(H2MessageStore.class);

    private final MessageWriter writer;
    private final Connection reading;
    private final ExecutorService reader =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("smsc-store-reader").daemon().factory());

    private H2MessageStore(Connection writing, Connection reading) throws SQLException {
        this.writer = new MessageWriter(writing);
        this.reading = reading;
    }

    /**
     * Makes or upgrades the tables as needed. The database stays the caller's to close, afterwards.
     *
     * @throws StoreException if the database cannot be used, or is of a later release
     */
    public static H2MessageStore open(DataSource database) throws StoreException {
        try {
            Connection writing = database.getConnection();
            writing.setAutoCommit(false);
            Schema.bring(writing);
            return new H2MessageStore(writing, database.getConnection());
        } catch (SQLException e) {
            throw new StoreException("cannot open the message store: " + e.getMessage(), e);
        }
    }

    @Override
    public long reserveIds(int count) throws StoreException {
        return writer.reserveIds(count);
    }

    @Override
    public void insert(List<Routed> messages) throws StoreException {
        writer.write(rows(messages), List.of());
    }

    @Override
    public void settle(List<MessageId> finished, List<Routed> reports) throws StoreException {
        writer.write(rows(reports), finished);
    }

    private static List<MessageWriter.Row> rows(List<Routed> messages) {
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
    public Map<Route.Destination, Backlog> waiting() throws StoreException {
        return read(
                () -> {
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
        var messages = new ArrayList<Routed>();
        long from = first.value();
        while (messages.size() < limit) {
            long start = from;
            int wanted = limit - messages.size();
            Page page = read(() -> page(destination, start, wanted));
            messages.addAll(page.messages());
            if (page.rows() < wanted) {
                break;
            }
            from = page.lastId() + 1;
        }
        return messages;
    }

    /**
     * Rows as read.
     *
     * @param rows how many there were, with those that are no messages
     */
    private record Page(List<Routed> messages, int rows, long lastId) {}

    private Page page(Route.Destination destination, long from, int limit) throws SQLException {
        var messages = new ArrayList<Routed>(limit);
        int rows = 0;
        long id = from;
        try (PreparedStatement statement =
                reading.prepareStatement(
                        "SELECT id, body FROM message WHERE destination = ? AND id >= ?"
                                + " ORDER BY destination, id LIMIT ?")) {
            statement.setString(1, destination.text());
            statement.setLong(2, from);
            statement.setInt(3, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows++;
                    id = row.getLong(1);
                    try {
                        messages.add(
                                new Routed(
                                        destination,
                                        MessageBody.read(id, Octets.ofOwned(row.getBytes(2)))));
                    } catch (IOException e) {
                        // it stays in the table, and holds back no other
                        LOG.error("parked id={} reason=\"{}\"", id, e.getMessage(), e);
                    }
                }
            }
        }
        return new Page(messages, rows, id);
    }

    private <T> T read(Callable<T> query) throws StoreException {
        Future<T> answer;
        try {
            answer = reader.submit(query);
        } catch (RejectedExecutionException e) {
            throw new StoreException("the message store is closed", e);
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException e) {
                    interrupted = true; // the query is short; whoever asked sees it afterwards
                } catch (ExecutionException e) {
                    throw new StoreException("the message store cannot be read", e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        writer.close();
        reader.close();
        try {
            reading.close();
        } catch (SQLException e) {
            LOG.warn("closing the message store: {}", e.getMessage());
        }
    }
}
