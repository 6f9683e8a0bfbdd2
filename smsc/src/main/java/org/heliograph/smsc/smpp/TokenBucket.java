// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

/**
 * So many a second, and a burst of so many. Whoever takes more than is there leaves a debt, which
 * the next ones wait out: what costs more than the whole burst gets its turn all the same.
 */
final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perNano;
    private final double burst;
    private double tokens;
    private long filledAt;

    /**
     * @param now of {@link System#nanoTime}
     */
    TokenBucket(double perSecond, double burst, long now) {
        this.perNano = perSecond / NANOS_PER_SECOND;
        this.burst = burst;
        this.tokens = burst;
        this.filledAt = now;
    }

    /** {@return whether there is one: somebody may take something} */
    synchronized boolean hasOne(long now) {
        fill(now);
        return tokens >= 1;
    }

    /** {@return whether there was one, which is taken} */
    synchronized boolean takeOne(long now) {
        boolean there = hasOne(now);
        tokens -= there ? 1 : 0;
        return there;
    }

    /** {@return how much of the burst is taken, 0 to 1} */
    synchronized double used(long now) {
        fill(now);
        return Math.min(1, 1 - tokens / burst);
    }

    /** Takes {@code cost}, whether or not so much is there. */
    synchronized void take(int cost, long now) {
        fill(now);
        tokens -= cost;
    }

    private void fill(long now) {
        tokens = Math.min(burst, tokens + Math.max(0, now - filledAt) * perNano);
        filledAt = now;
    }
}
