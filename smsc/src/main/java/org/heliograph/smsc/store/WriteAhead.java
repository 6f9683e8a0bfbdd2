// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.heliograph.config.Check;
import org.heliograph.config.GroupCommit;
import org.heliograph.config.Journal;
import org.heliograph.smsc.store.MessageWriter.Rows;
import org.heliograph.smsc.store.MessageWriter.Write;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to a journal first, and to the tables a while later: what has come and gone by then never
 * gets there. Whoever wants to read the tables calls {@link #flush} before, or looks at {@link
 * #ahead} beside them.
 *
 * <p>What the journal holds and the tables do not is in memory too, within bounds: beyond them
 * writers wait for the tables.
 */
final class WriteAhead implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriteAhead.class);

    /** So long may a row be on its way to the tables: most messages are gone after it. */
    private static final Duration DELAY = Duration.ofMillis(250);

    /** With so much ahead the tables follow at once; with twice as much writers wait. */
    private static final int MANY_OCTETS = 32 << 20;

    /** What has been written since the tables were brought up to date. */
    private static final class Batch {
        final NetRows net = new NetRows();

        /** Number of its last entry in the journal. */
        long upTo;

        /** The first message id that nobody has been given by then. */
        long nextId;

        /** Of no entry; one with nothing that lasts has a place in the journal too. */
        boolean isEmpty = true;

        boolean isLarge() {
            return net.octets() >= MANY_OCTETS;
        }
    }

    private final Journal journal;
    private final GroupCommit<Write> tables;
    private final GroupCommit<Write> appends;
    private final Thread follower;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Batch pending = new Batch();

    /** On its way to the tables, or what failed to get there: nothing overtakes it. */
    private Batch applying = new Batch();

    /** Known to the thread that appends. */
    private long nextId;

    private boolean failing;
    private boolean closed;

    /** Taken by one who brings rows to the tables; before {@link #lock}. */
    private final ReentrantLock flushing = new ReentrantLock();

    /**
     * @param tables where rows go in the end
     * @param last number of the last entry of the journal that is in the tables
     * @param nextId the first that has not been given
     * @throws SQLException if what an earlier run left cannot be brought to the tables
     */
    WriteAhead(
            Journal journal,
            GroupCommit<Write> tables,
            long last,
            long nextId,
            MeterRegistry meters)
            throws SQLException {
        this.journal = journal;
        this.tables = tables;
        recover(last, nextId);
        this.appends = new GroupCommit<>("smsc-journal", meters, List.of(new Appending()));
        this.follower =
                Thread.ofPlatform().name("smsc-store-follower").daemon().start(this::follow);
    }

    private void recover(long last, long first) throws SQLException {
        pending.upTo = last;
        pending.nextId = first;
        try {
            for (Journal.Entry entry : journal.begin(last)) {
                JournalEntry read = JournalEntry.read(entry.octets());
                add(read, entry.number());
                if (pending.isLarge()) {
                    flush();
                }
            }
        } catch (IOException e) {
            throw new SQLException("the journal cannot be read: " + e.getMessage(), e);
        }
        flush();
        nextId = pending.nextId;
    }

    /** {@return that the threads run} */
    List<Check> checks() {
        return List.of(appends.check(), Check.alive(follower));
    }

    /** Returns when all of it is on disk; all or none is. */
    void write(Write write) throws SQLException {
        JournalEntry.check(write.rows);
        appends.write(write);
    }

    /** {@return what the tables may not have yet of a destination, from an id on} */
    NetRows.Ahead ahead(String destination, long from) {
        var ahead = new NetRows.Ahead(destination, from);
        lock.lock();
        try {
            ahead.add(applying.net);
            ahead.add(pending.net);
        } finally {
            lock.unlock();
        }
        return ahead;
    }

    /** {@return records that the table may not have yet, the first ones, and those written} */
    NetRows.Records records(int most) {
        lock.lock();
        try {
            return NetRows.Records.of(List.of(applying.net, pending.net), most);
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the tables have all that was written before. */
    void flush() throws SQLException {
        flushing.lock();
        try {
            apply(); // what failed before
            take();
            apply();
        } finally {
            flushing.unlock();
        }
    }

    private void take() {
        lock.lock();
        try {
            applying = pending;
            pending = new Batch();
            pending.upTo = applying.upTo;
            pending.nextId = applying.nextId;
        } finally {
            lock.unlock();
        }
    }

    private void apply() throws SQLException {
        Batch batch = applying;
        if (batch.isEmpty) {
            return;
        }
        boolean done = false;
        try {
            tables.write(
                    Write.following(
                            batch.net.rows(),
                            new MessageWriter.Position(batch.upTo, batch.nextId)));
            journal.free(batch.upTo);
            done = true;
        } finally {
            lock.lock();
            try {
                failing = !done;
                if (done) {
                    applying = new Batch();
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Brings rows to the tables when it is time, or when there are many. */
    private void follow() {
        try {
            while (true) {
                lock.lock();
                try {
                    long left = DELAY.toNanos();
                    while (!closed && left > 0 && !(pending.isLarge() && !failing)) {
                        left = changed.awaitNanos(left);
                    }
                    if (closed) {
                        return;
                    }
                } finally {
                    lock.unlock();
                }
                try {
                    flush();
                } catch (SQLException | RuntimeException | Error e) {
                    LOG.error("store-failed reason=\"the journal's rows: {}\"", e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(JournalEntry entry, long number) {
        lock.lock();
        try {
            boolean large = pending.isLarge();
            entry.writes().forEach(pending.net::add);
            pending.isEmpty = false;
            pending.upTo = number;
            pending.nextId = Math.max(pending.nextId, entry.nextId());
            if (!large && pending.isLarge()) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        appends.close();
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try (journal) {
            flush();
        } catch (SQLException | IOException e) { // the next run finds it in the journal
            LOG.error("store-failed reason=\"the journal's rows: {}\"", e.getMessage());
        }
    }

    /** The one thread that appends. */
    private final class Appending implements GroupCommit.Committer<Write> {
        @Override
        public void commit(List<Write> group) throws SQLException {
            awaitRoom();
            boolean ids = false;
            var rows = new ArrayList<Rows>(group.size());
            for (Write write : group) {
                if (write.ids > 0) {
                    write.firstId = nextId;
                    nextId += write.ids;
                    ids = true;
                }
                if (write.rows.count() > 0) {
                    rows.add(write.rows);
                }
            }
            var entry = new JournalEntry(rows, ids ? nextId : 0);
            try {
                add(entry, journal.append(entry.write()));
            } catch (IOException e) {
                throw new GroupCommit.UncertainException("the journal: " + e.getMessage(), e);
            }
        }

        private void awaitRoom() throws SQLException {
            lock.lock();
            try {
                while (pending.isLarge() && !applying.isEmpty) {
                    if (failing) {
                        throw new SQLException("the tables do not take what the journal holds");
                    }
                    changed.awaitUninterruptibly();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            // the journal is wanted until the tables have it all
        }
    }
}
