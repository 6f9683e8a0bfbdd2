// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.push;

import java.time.Duration;

/**
 * Waits between attempts, each twice the one before.
 *
 * @param first after the first failure
 * @param last never longer than this
 */
public record Backoff(Duration first, Duration last) {
    /** Doubling further would overflow long before it matters. */
    private static final int MOST_DOUBLINGS = 20;

    /**
     * @param failures so far, 1 or more
     */
    public Duration after(int failures) {
        Duration wait = first.multipliedBy(1L << Math.clamp(failures - 1, 0, MOST_DOUBLINGS));
        return wait.compareTo(last) < 0 ? wait : last;
    }
}
