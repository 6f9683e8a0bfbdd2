// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.queue.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that writes for all: whatever has gathered while the last transaction was being synced
 * goes into the next. A lone write waits for nobody.
 */
final class GroupCommit {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /** Writes in one transaction: enough to make the sync cheap, few enough to stay quick. */
    private static final int LARGEST_GROUP = 1_000;

    /** A message as the table has it. */
    record Row(long id, String destination, Octets body) {}

    /** What one caller waits for. */
    private static final class Write {
        final List<Row> inserts;
        final List<Long> deletes;
        final int ids;
        final CountDownLatch done = new CountDownLatch(1);
        long firstId;
        @Nullable Throwable failure;

        Write(List<Row> inserts, List<Long> deletes, int ids) {
            this.inserts = inserts;
            this.deletes = deletes;
            this.ids = ids;
        }
    }

    /** Tells the writer to end. */
    private final Write end = new Write(List.of(), List.of(), 0);

    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final Statement sync;
    private final LinkedBlockingQueue<Write> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private boolean closed;

    GroupCommit(Connection connection) throws SQLException {
        this.connection = connection;
        this.insert =
                connection.prepareStatement(
                        "INSERT INTO message (id, destination, body) VALUES (?, ?, ?)");
        this.delete = connection.prepareStatement("DELETE FROM message WHERE id = ?");
        this.sync = connection.createStatement();
        this.thread = Thread.ofPlatform().name("smsc-store-writer").daemon().start(this::run);
    }

    /** Returns when all of it is on disk; all or none is. */
    void write(List<Row> inserts, List<Long> deletes) throws StoreException {
        await(new Write(inserts, deletes, 0));
    }

    long reserveIds(int count) throws StoreException {
        Write write = new Write(List.of(), List.of(), count);
        await(write);
        return write.firstId;
    }

    private void await(Write write) throws StoreException {
        synchronized (this) {
            if (closed) {
                throw new StoreException("the message store is closed");
            }
            queue.add(write);
        }
        boolean interrupted = false;
        while (true) {
            try {
                write.done.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true; // the answer is on its way, and only it tells what is on disk
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (write.failure != null) {
            throw new StoreException(
                    "the message store cannot write: " + write.failure.getMessage(), write.failure);
        }
    }

    private void run() {
        var group = new ArrayList<Write>();
        while (true) {
            group.clear();
            try {
                group.add(queue.take());
            } catch (InterruptedException e) {
                continue; // nobody has this thread but us, and we end it otherwise
            }
            queue.drainTo(group, LARGEST_GROUP - 1);
            boolean last = group.remove(end);
            if (!group.isEmpty()) {
                commit(group);
            }
            if (last) {
                return;
            }
        }
    }

    private void commit(List<Write> group) {
        @Nullable Throwable failure = null;
        try {
            transaction(group);
        } catch (SQLException | RuntimeException | OutOfMemoryError e) {
            failure = e;
            LOG.error("store-failed writes={} reason=\"{}\"", group.size(), e.getMessage());
            rollback();
        }
        for (Write write : group) {
            write.failure = failure;
            write.done.countDown();
        }
    }

    private void transaction(List<Write> group) throws SQLException {
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
            for (Long id : write.deletes) {
                delete.setLong(1, id);
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
        connection.commit();
        sync.execute("CHECKPOINT SYNC"); // H2 does not sync when it commits
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

    private void rollback() {
        try {
            insert.clearBatch();
            delete.clearBatch();
            connection.rollback();
        } catch (SQLException e) {
            LOG.error("store-failed writes=0 reason=\"rollback: {}\"", e.getMessage());
        }
    }

    /** Writes what was asked for before, then ends. */
    void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            queue.add(end);
        }
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("closing the message store: {}", e.getMessage());
        }
    }
}
