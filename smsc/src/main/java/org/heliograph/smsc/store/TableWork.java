// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import org.heliograph.config.GroupCommit;
import org.heliograph.config.SqlDatabase;
import org.heliograph.smsc.queue.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * A writer and a connection of its own for a table that few messages are in: what is done to it is
 * on disk when the answer comes, and those that are not in it never wait for it.
 */
final class TableWork implements AutoCloseable {
    /** What is done to the database, by the thread of the writer alone. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private static final class Task<T> {
        private final Work<T> work;
        private @Nullable T answer;

        Task(Work<T> work) {
            this.work = work;
        }

        void run(Connection connection) throws SQLException {
            answer = work.in(connection);
        }
    }

    private final String name;
    private final GroupCommit<Task<?>> tasks;

    /**
     * @param name of the thread
     */
    TableWork(SqlDatabase database, String name, MeterRegistry meters) throws SQLException {
        this.name = name;
        this.tasks =
                new GroupCommit<>(
                        database,
                        1,
                        name,
                        meters,
                        connection ->
                                group -> {
                                    for (Task<?> task : group) {
                                        task.run(connection);
                                    }
                                });
    }

    <T> T ask(Work<T> work) throws StoreException {
        var task = new Task<>(work);
        try {
            tasks.write(task);
        } catch (SQLException e) {
            throw new StoreException(name + ": " + e.getMessage(), e);
        }
        T answer = task.answer;
        if (answer == null) {
            throw new IllegalStateException("done without an answer");
        }
        return answer;
    }

    /** Finishes what was asked for before. */
    @Override
    public void close() {
        tasks.close();
    }
}
