// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GroupCommitTest {
    @TempDir private Path directory;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private EmbeddedDatabase database;
    private final AtomicInteger groups = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    @BeforeEach
    void open() throws Exception {
        database = EmbeddedDatabase.open(directory, "test");
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE number (n INT PRIMARY KEY)");
        }
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private GroupCommit<Integer> commits() throws SQLException {
        return new GroupCommit<>(
                database,
                1,
                "test-writer",
                meters,
                connection -> group -> insert(group, connection));
    }

    private void insert(List<Integer> group, Connection connection) throws SQLException {
        groups.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
        try (var statement = connection.prepareStatement("INSERT INTO number VALUES (?)")) {
            for (int n : group) {
                statement.setInt(1, n);
                statement.executeUpdate();
            }
        }
    }

    private int rows() throws SQLException {
        try (var reading = database.connect();
                var statement = reading.createStatement();
                var row = statement.executeQuery("SELECT COUNT(*) FROM number")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void gathersWhatComesDuringACommitIntoTheNext() throws Exception {
        gate = new CountDownLatch(1);
        try (var commits = commits();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int n = i;
                writes.add(
                        callers.submit(
                                () -> {
                                    commits.write(n);
                                    return n;
                                }));
            }
            while (groups.get() == 0) {
                Thread.onSpinWait(); // the first is under way, the others gather
            }
            gate.countDown();
            for (Future<?> write : writes) {
                write.get();
            }
            assertEquals(200, rows());
            assertTrue(groups.get() < 200, "one transaction for each write");
        }
    }

    @Test
    void failsAWriteThatFailsAndTakesTheNext() throws Exception {
        try (var commits = commits()) {
            commits.write(1);
            SQLException failure = assertThrows(SQLException.class, () -> commits.write(1));
            assertEquals("cannot write: SQLSTATE 23505", failure.getMessage()); // and no row
            commits.write(2);
            assertEquals(2, rows());
        }
    }

    @Test
    void keepsAnInterruptUntilTheAnswerIsThere() throws Exception {
        try (var commits = commits()) {
            Thread.currentThread().interrupt();
            commits.write(1);
            assertTrue(Thread.interrupted());
            assertEquals(1, rows());
        }
    }

    @Test
    void refusesWritesOnceClosed() throws Exception {
        var commits = commits();
        commits.write(1);
        commits.close();
        assertThrows(SQLException.class, () -> commits.write(2));
        assertEquals(1, rows());
    }
}
