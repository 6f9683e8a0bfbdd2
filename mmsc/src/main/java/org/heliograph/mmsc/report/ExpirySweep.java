// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.report;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.mmbox.Mmbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends recipients whose message expired, and forgets messages that are over; empties MMBoxes of
 * what was kept for its time.
 */
public final class ExpirySweep implements AutoCloseable {
    /** How late an expiry may be noticed. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Recipients and messages read at a time. */
    private static final int BATCH = 500;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ExpirySweep.class);

    private final ExpiryStore store;
    private final Outcomes outcomes;
    private final Mmbox mmbox;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    public ExpirySweep(ExpiryStore store, Outcomes outcomes, Mmbox mmbox, InstantSource clock) {
        this.store = store;
        this.outcomes = outcomes;
        this.mmbox = mmbox;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("mmsc-expiry").unstarted(this::sweepAll);
    }

    public void start() {
        thread.start();
    }

    private void sweepAll() {
        try {
            do {
                try {
                    sweep();
                } catch (RuntimeException e) {
                    LOG.error("cannot sweep expired messages", e);
                }
            } while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        Instant now = clock.instant();
        List<Delivery> expired;
        do {
            expired = store.expired(now, BATCH);
            for (Delivery delivery : expired) {
                outcomes.reached(delivery, RecipientState.EXPIRED, true);
            }
        } while (expired.size() == BATCH && closing.getCount() > 0);
        int forgotten;
        do {
            forgotten = store.forget(now, BATCH);
        } while (forgotten == BATCH && closing.getCount() > 0);
        int removed;
        do {
            removed = mmbox.expire(now, BATCH);
        } while (removed == BATCH && closing.getCount() > 0);
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
                LOG.warn("the expiry sweep did not stop within {}", CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
