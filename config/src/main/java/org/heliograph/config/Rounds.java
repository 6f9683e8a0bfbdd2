// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing every so often, on a virtual thread of its own, until it is closed. */
public final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final CountDownLatch closed = new CountDownLatch(1);

    /** The first round comes after one interval. One that fails does not keep back the next. */
    public void start(String name, Duration interval, Runnable round) {
        Thread.ofVirtual().name(name).start(() -> run(name, interval, round));
    }

    private void run(String name, Duration interval, Runnable round) {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    round.run();
                } catch (RuntimeException e) {
                    LOG.error("round-failed name={}", name, e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Begins no more rounds; one under way ends by itself. */
    @Override
    public void close() {
        closed.countDown();
    }
}
