// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts of one run, added to by all binds. */
final class Tally {
    /** ESME_RTHROTTLED and ESME_RMSGQFUL (SMPP 3.4 §5.1.3): come back later. */
    private static final int THROTTLED = 0x58;

    private static final int QUEUE_FULL = 0x14;

    private final LongAdder submitted = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder throttled = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder complete = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder reordered = new LongAdder();
    private final LongAdder foreign = new LongAdder();
    private final Map<Integer, LongAdder> refusals = new ConcurrentHashMap<>();
    private volatile long answeredAt = System.nanoTime();
    private volatile long deliveredAt = answeredAt;

    /**
     * How it stands.
     *
     * @param complete accepted and delivered
     * @param reordered accepted, and delivered after one that was sent later in the same flow
     * @param foreign delivered, but not sent by this run
     */
    record Counts(
            long submitted,
            long accepted,
            long throttled,
            long failed,
            long delivered,
            long complete,
            long repeated,
            long reordered,
            long foreign) {}

    Counts counts() {
        return new Counts(
                submitted.sum(),
                accepted.sum(),
                throttled.sum(),
                failed.sum(),
                delivered.sum(),
                complete.sum(),
                repeated.sum(),
                reordered.sum(),
                foreign.sum());
    }

    /** {@return how often each command_status but 0 came} */
    Map<Integer, Long> refusals() {
        Map<Integer, Long> counts = new TreeMap<>();
        refusals.forEach((status, count) -> counts.put(status, count.sum()));
        return counts;
    }

    /** {@return System.nanoTime() of the last answer} */
    long answeredAt() {
        return answeredAt;
    }

    /** {@return System.nanoTime() of the last delivery of something new, or receipt} */
    long deliveredAt() {
        return deliveredAt;
    }

    void submitted() {
        submitted.increment();
    }

    void accepted(long now) {
        accepted.increment();
        answeredAt = now;
    }

    void refused(int status, long now) {
        (status == THROTTLED || status == QUEUE_FULL ? throttled : failed).increment();
        refusals.computeIfAbsent(status, _ -> new LongAdder()).increment();
        answeredAt = now;
    }

    void delivered(long now) {
        delivered.increment();
        deliveredAt = now;
    }

    void receipt(long now) {
        deliveredAt = now;
    }

    void complete() {
        complete.increment();
    }

    void repeated() {
        repeated.increment();
    }

    void reordered() {
        reordered.increment();
    }

    void foreign() {
        foreign.increment();
    }
}
