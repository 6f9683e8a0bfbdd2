// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.io.IOException;
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
 * Executes groups of changes, and has them in the journal, synced, before anybody sees them. The
 * tables get to the disk a while later, with what many groups have changed in them; after a crash
 * the journal has what they lack. The number of the last entry that they have is in them.
 */
final class WriteAhead implements GroupCommit.Committer<Database.Unit<?>> {
    /** How long the tables may be behind: what they change twice meanwhile is written once. */
    private static final Duration CHECKPOINT = Duration.ofSeconds(2);

    /** With so much in the journal writers wait for the tables: the next start has to read it. */
    private static final long MOST_OCTETS = 64 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(WriteAhead.class);

    private final EmbeddedDatabase tables;
    private final Journal journal;
    private final Connection connection;

    /** Known to whoever holds {@link #checkpointing}. */
    private final Connection syncing;

    private final ReentrantLock checkpointing = new ReentrantLock();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread follower;

    /** Number of the last entry whose changes others see. */
    private volatile long applied;

    /** Of the journal, since the tables were synced. */
    private final AtomicLong octets = new AtomicLong();

    /** Changes are in the journal but not in the tables, and only a restart brings them there. */
    private boolean broken;

    private WriteAhead(
            EmbeddedDatabase tables,
            Journal journal,
            Connection connection,
            Connection syncing,
            long applied) {
        this.tables = tables;
        this.journal = journal;
        this.connection = connection;
        this.syncing = syncing;
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
                Changes.apply(connection, entry.octets());
                applied = entry.number();
            }
            position(connection, applied);
            connection.commit();
            Connection syncing = tables.connect();
            tables.sync(syncing);
            journal.free(applied);
            whole = true;
            return new WriteAhead(tables, journal, connection, syncing, applied);
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
        new Changes(connection).update("UPDATE journal SET entry = ? WHERE id = 1", entry);
    }

    /** {@return that the tables follow} */
    Check check() {
        return Check.alive(follower);
    }

    @Override
    public void commit(List<Database.Unit<?>> group) throws SQLException {
        if (broken) {
            throw new SQLException("the tables have failed; a restart brings them up to date");
        }
        if (octets.get() >= MOST_OCTETS) {
            checkpoint();
        }
        boolean done = false;
        try {
            Changes changes = new Changes(connection);
            for (Database.Unit<?> unit : group) {
                unit.run(changes);
            }
            if (changes.count() > 0) {
                keep(changes);
            }
            done = true;
        } finally {
            if (!done) {
                connection.rollback();
            }
        }
    }

    private void keep(Changes changes) throws SQLException {
        var entry = changes.octets();
        octets.addAndGet(entry.remaining());
        long number;
        try {
            number = journal.append(entry);
        } catch (IOException e) {
            throw new GroupCommit.UncertainException("the journal: " + e.getMessage(), e);
        }
        broken = true;
        try {
            position(connection, number);
            connection.commit();
        } catch (SQLException e) {
            LOG.error("store-failed reason=\"the tables have failed: restart\"", e);
            throw new GroupCommit.UncertainException("the tables", e);
        }
        broken = false;
        applied = number;
    }

    private void follow() {
        try {
            while (!closing.await(CHECKPOINT.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    checkpoint();
                } catch (SQLException | RuntimeException e) {
                    LOG.error("store-failed reason=\"the tables are not on disk\"", e);
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
                syncing) {
            checkpoint();
        } catch (SQLException | IOException e) { // the next run finds it in the journal
            LOG.error("store-failed reason=\"the tables are not on disk\"", e);
        }
    }
}
