// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long this node may act for what it holds. It says every second that it lives; others take
 * what it holds when it has not for five, by the database's clock. It has stopped by itself before,
 * by a clock that nobody sets: four seconds after it last began to say so.
 */
final class Lease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration TERM = Duration.ofSeconds(4);

    private final ClaimConnection connection;
    private final SecureRandom random = new SecureRandom();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("smsc-lease").daemon().unstarted(this::run);

    /** Zero as long as there is none. */
    private volatile long node;

    private volatile long until = System.nanoTime();

    Lease(ClaimConnection connection) {
        this.connection = connection;
    }

    void start() {
        thread.start();
    }

    /** {@return who we are; another after each loss} */
    long node() {
        return node;
    }

    boolean valid() {
        return node != 0 && System.nanoTime() - until < 0;
    }

    synchronized void lose(String reason) {
        if (node != 0) {
            LOG.warn("lease-lost node={} reason=\"{}\"", node, reason);
            until = System.nanoTime();
        }
    }

    /** Begins another life; what the last one held is for any node to take. */
    synchronized void renew() throws SQLException {
        long last = node;
        node = 0;
        long next = random.nextLong(1, Long.MAX_VALUE);
        long began = System.nanoTime();
        connection.transaction(
                sql -> {
                    sql.part(last);
                    sql.join(next);
                    return next;
                });
        until = began + TERM.toNanos();
        node = next;
        LOG.info("joined node={}", next);
    }

    private void run() {
        try {
            while (!stopped.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                beat();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void beat() {
        if (!valid()) {
            return; // too late: all begins anew
        }
        long began = System.nanoTime();
        try {
            if (connection.transaction(sql -> sql.beat(node))) {
                until = began + TERM.toNanos();
            } else {
                lose("not heard of for too long");
            }
        } catch (SQLException e) {
            LOG.error("store-failed reason=\"lease: {}\"", e.getMessage()); // the next beat is near
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        synchronized (this) {
            long last = node;
            node = 0;
            if (last != 0) {
                try {
                    connection.transaction(
                            sql -> {
                                sql.part(last);
                                return last;
                            });
                } catch (SQLException e) {
                    LOG.warn("cannot tell the other nodes to take over: {}", e.getMessage());
                }
            }
            connection.close();
        }
    }
}
