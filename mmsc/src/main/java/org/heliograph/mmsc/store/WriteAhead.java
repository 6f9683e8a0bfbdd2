// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.heliograph.config.Check;
import org.heliograph.config.EmbeddedDatabase;
import org.heliograph.config.GroupCommit;
import org.heliograph.config.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has groups of changes in the journal, synced, before anybody sees them. New messages and what
 * becomes of them get to the tables a moment later, many in one transaction; whatever else is to be
 * changed waits for that, and is executed in the tables first. They get to the disk a while later
 * again; after a crash the journal has what they lack. The number of the last entry that they have
 * is in them.
 */
final class WriteAhead implements GroupCommit.Committer<Database.Unit<?>> {
    /** How long rows may be on their way to the tables: most messages are notified by then. */
    private static final Duration DELAY = Duration.ofMillis(100);

    /** How long the disk may be behind: what changes twice meanwhile is written once. */
    private static final Duration CHECKPOINT = Duration.ofSeconds(10);

    /** How long until tables that took nothing are tried again. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    /** With so much in the journal writers wait for the tables: the next start has to read it. */
    private static final long MOST_OCTETS = 64 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(WriteAhead.class);

    private final EmbeddedDatabase tables;
    private final Journal journal;
    private final Recent recent = new Recent();

    /** Held while the tables are changed; before {@link #gathering}. */
    private final ReentrantLock changing = new ReentrantLock();

    /** Known to whoever holds {@link #changing}. */
    private final Connection connection;

    /** Reads only, by the thread that writes. */
    private final Connection looking;

    /** Known to whoever holds {@link #checkpointing}. */
    private final Connection syncing;

    private final ReentrantLock checkpointing = new ReentrantLock();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread follower;

    /** What the journal has and the tables have not; known to whoever holds {@link #gathering}. */
    private NetRows rows = new NetRows();

    private final ReentrantLock gathering = new ReentrantLock();

    /** Number of the last entry whose changes others see. */
    private volatile long appended;

    /** Number of the last entry whose changes the tables have. */
    private volatile long applied;

    /** Of the journal, since the tables were synced. */
    private final AtomicLong octets = new AtomicLong();

    /** Changes are in the journal but not in the tables, and only a restart brings them there. */
    private volatile boolean broken;

    private WriteAhead(
            EmbeddedDatabase tables,
            Journal journal,
            Connection connection,
            Connection looking,
            Connection syncing,
            long applied) {
        this.tables = tables;
        this.journal = journal;
        this.connection = connection;
        this.looking = looking;
        this.syncing = syncing;
        this.appended = applied;
        this.applied = applied;
        this.follower =
                Thread.ofPlatform().name("mmsc-store-follower").daemon().start(this::follow);
    }

    /**
     * Brings to the tables what an earlier run left in the journal. To be called before their form
     * is changed, for the journal's statements are for the form that they had.
     */
    static WriteAhead open(EmbeddedDatabase tables) throws SQLException {
        Connection connection = tables.connect();
        boolean whole = false;
        try {
            connection.setAutoCommit(false);
            Journal journal = tables.journal();
            long applied = position(connection);
            for (Journal.Entry entry : journal.begin(applied)) {
                Statements.apply(connection, entry.octets());
                applied = entry.number();
            }
            position(connection, applied);
            connection.commit();
            Connection syncing = tables.connect();
            tables.sync(syncing);
            journal.free(applied);
            whole = true;
            return new WriteAhead(tables, journal, connection, tables.connect(), syncing, applied);
        } catch (IOException e) {
            throw new SQLException("the journal cannot be read: " + e.getMessage(), e);
        } finally {
            if (!whole) {
                connection.close();
            }
        }
    }

    /** {@return number of the last entry that the tables have} */
    private static long position(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS journal (id INT PRIMARY KEY, entry BIGINT NOT NULL)");
            statement.execute(
                    "MERGE INTO journal (id, entry) KEY (id)"
                            + " SELECT 1, COALESCE(MAX(entry), 0) FROM journal");
            try (ResultSet row = statement.executeQuery("SELECT entry FROM journal")) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void position(Connection connection, long entry) throws SQLException {
        Statements.execute(connection, "UPDATE journal SET entry = ? WHERE id = 1", entry);
    }

    /** {@return that the tables follow} */
    Check check() {
        return Check.alive(follower);
    }

    /** {@return messages of late} */
    Recent recent() {
        return recent;
    }

    @Override
    public void commit(List<Database.Unit<?>> group) throws SQLException {
        checkWhole();
        if (octets.get() >= MOST_OCTETS) {
            checkpoint();
        }
        Changes changes = new Changes(this, looking, recent);
        try {
            for (Database.Unit<?> unit : group) {
                unit.run(changes);
            }
            if (changes.isTorn()) {
                throw new SQLException("the tables do not take what the journal is to have");
            }
            if (changes.statements().count() > 0) {
                keep(changes);
            }
        } finally {
            recent.discard();
            if (changes.tables() != null) {
                try {
                    connection.rollback();
                } finally {
                    changing.unlock();
                }
            }
        }
    }

    private void checkWhole() throws SQLException {
        if (broken) {
            throw new SQLException("the tables have failed; a restart brings them up to date");
        }
    }

    private void keep(Changes changes) throws SQLException {
        ByteBuffer entry = changes.statements().octets();
        octets.addAndGet(entry.remaining());
        long number;
        try {
            number = journal.append(entry);
        } catch (IOException e) {
            throw new GroupCommit.UncertainException("the journal: " + e.getMessage(), e);
        }
        if (changes.tables() == null) {
            gathering.lock();
            try {
                rows.add(changes.rows());
                appended = number;
            } finally {
                gathering.unlock();
            }
        } else {
            appended = number;
            commit(number);
        }
        recent.publish(number, applied);
    }

    /** Commits what the journal has up to this entry. */
    private void commit(long number) throws SQLException {
        boolean done = false;
        try {
            position(connection, number);
            connection.commit();
            applied = number;
            done = true;
        } catch (SQLException e) {
            LOG.error("store-failed reason=\"the tables have failed: restart\"", e);
            throw new GroupCommit.UncertainException("the tables", e);
        } finally {
            broken = !done;
        }
    }

    /**
     * {@return the tables, up to date, to be changed: nobody else changes them until the group
     * ends}
     */
    Connection take() throws SQLException {
        changing.lock();
        boolean taken = false;
        try {
            flush();
            taken = true;
            return connection;
        } finally {
            if (!taken) {
                changing.unlock();
            }
        }
    }

    /** Returns when the tables have what was answered before. */
    void flush() throws SQLException {
        if (applied == appended) {
            return;
        }
        changing.lock();
        try {
            checkWhole();
            NetRows now;
            long upTo;
            gathering.lock();
            try {
                now = rows;
                upTo = appended;
                rows = new NetRows();
            } finally {
                gathering.unlock();
            }
            boolean done = false;
            try {
                now.execute(connection);
                done = true;
            } finally {
                if (!done) {
                    connection.rollback();
                    putBack(now);
                }
            }
            commit(upTo);
        } finally {
            changing.unlock();
        }
    }

    private void putBack(NetRows before) {
        gathering.lock();
        try {
            before.add(rows);
            rows = before;
        } finally {
            gathering.unlock();
        }
    }

    private void follow() {
        try {
            long synced = System.nanoTime();
            Duration wait = DELAY;
            while (!closing.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                wait = DELAY;
                try {
                    flush();
                    if (System.nanoTime() - synced > CHECKPOINT.toNanos()) {
                        synced = System.nanoTime();
                        checkpoint();
                    }
                } catch (SQLException | RuntimeException e) {
                    LOG.error("store-failed reason=\"the tables do not follow\"", e);
                    wait = RETRY;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has the tables on disk as they are; what the journal has of that is not wanted any more. */
    private void checkpoint() throws SQLException {
        checkpointing.lock();
        try {
            flush();
            long number = applied;
            long before = octets.get();
            if (before > 0) {
                tables.sync(syncing);
                journal.free(number);
                octets.addAndGet(-before);
            }
        } finally {
            checkpointing.unlock();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try (journal;
                connection;
                looking;
                syncing) {
            checkpoint();
        } catch (SQLException | IOException e) { // the next run finds it in the journal
            LOG.error("store-failed reason=\"the tables are not on disk\"", e);
        }
    }
}
