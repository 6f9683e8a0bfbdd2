// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

/**
 * What the binds of one run write down together.
 *
 * @param run tells this run's messages from those of others, 32 bits
 * @param origin System.nanoTime() when the run began
 * @param warmUntil System.nanoTime() from which latencies count
 * @param endAt System.nanoTime() from which nothing more is sent
 */
record Books(
        long run,
        long origin,
        long warmUntil,
        long endAt,
        Ledger ledger,
        Flows flows,
        Tally tally,
        Receipts receipts) {
    /** {@return microseconds since the run began, as markers have it} */
    long micros(long nanoTime) {
        return Math.max(0, nanoTime - origin) / 1000;
    }
}
