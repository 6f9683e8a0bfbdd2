// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.ShortMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the ends of messages to the store, however often that takes, and then to their lane. */
final class Settling {
    /** How long to wait before a store that has failed is asked again. */
    static final Duration STORE_PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

    private final Settlement settlement;
    private final Lanes lanes;
    private final CountDownLatch stopped;

    /**
     * @param stopped comes to zero when no more is to be tried
     */
    Settling(Settlement settlement, Lanes lanes, CountDownLatch stopped) {
        this.settlement = settlement;
        this.lanes = lanes;
        this.stopped = stopped;
    }

    /** Final states and reports in one transaction, tried until the store takes it. */
    void settle(Lane lane, List<Settlement.Settled> settled, boolean attempted)
            throws InterruptedException {
        List<Settlement.Settled> reported = new ArrayList<>(settled.size());
        List<ShortMessage> messages = new ArrayList<>(settled.size());
        for (Settlement.Settled one : settled) {
            DeliveryOutcome.Final end = lane.failedParts.reported(one.message(), one.end());
            reported.add(new Settlement.Settled(one.message(), end));
            messages.add(one.message());
        }
        Settlement.@Nullable Ending ending = null;
        while (true) {
            try {
                if (ending == null) {
                    ending = settlement.ending(reported);
                }
                ending.keep();
                lanes.finished(lane, messages, attempted);
                return;
            } catch (StoreException | RuntimeException | Error e) {
                LOG.error(
                        "store-failed id={} reason=\"{}\"",
                        settled.getFirst().message().id(),
                        e.getMessage());
                if (stopped.await(STORE_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new InterruptedException("stopped with outcomes that are not stored");
                }
            }
        }
    }

    /** Likewise, and brings {@code stored} to zero whatever happens. */
    void settle(
            Lane lane, List<Settlement.Settled> settled, boolean attempted, CountDownLatch stored) {
        try {
            settle(lane, settled, attempted);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closing: what waits is in the store
        } finally {
            stored.countDown();
        }
    }
}
