// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.heliograph.config.SqlDatabase;
import org.heliograph.smsc.queue.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads for all. No caller's thread touches a connection: an interrupt in the middle of a read
 * would close H2's file for everybody, or the connection to a server.
 */
final class Readers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

    /** Reads at a time. */
    private static final int READERS = 4;

    private final SqlDatabase database;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    READERS, Thread.ofPlatform().name("smsc-store-reader").daemon().factory());
    private final Deque<Connection> idle = new ArrayDeque<>();

    /** A query. */
    @FunctionalInterface
    interface Query<T> {
        T on(Connection connection) throws SQLException;
    }

    Readers(SqlDatabase database) {
        this.database = database;
    }

    <T> T read(Query<T> query) throws StoreException {
        Future<T> answer;
        try {
            answer = threads.submit(() -> run(query));
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

    private <T> T run(Query<T> query) throws SQLException {
        Connection kept = take();
        Connection connection = kept == null ? database.connect() : kept;
        boolean whole = false;
        try {
            T answer = query.on(connection);
            whole = true;
            return answer;
        } finally {
            if (whole) {
                give(connection);
            } else { // it may be broken, and a new one costs little
                close(connection);
            }
        }
    }

    private @Nullable Connection take() {
        synchronized (idle) {
            return idle.pollLast();
        }
    }

    private void give(Connection connection) {
        synchronized (idle) {
            idle.addLast(connection);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("cannot close a database connection: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        threads.close();
        synchronized (idle) {
            idle.forEach(Readers::close);
            idle.clear();
        }
    }
}
