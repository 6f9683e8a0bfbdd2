// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.firewall;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;

/** Counts in windows of time, which begin for all at once: at multiples of their length. */
public interface Counters extends AutoCloseable {
    /**
     * What one submission counts for one limit.
     *
     * @param most what more than is over
     * @param stops whether nothing that follows is counted once it is over
     * @param more under each of the keys
     */
    record Count(
            String limit, Duration per, int most, boolean stops, int more, List<String> keys) {}

    /**
     * Counts in order.
     *
     * @param submissions what each counts, limit by limit
     * @return the places of those that are over, for each submission
     */
    List<BitSet> add(List<List<Count>> submissions, Instant now);

    @Override
    void close();
}
