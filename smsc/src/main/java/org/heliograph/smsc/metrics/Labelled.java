// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.metrics;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Meters that differ in the value of one label. Each is made when it is first asked for, and found
 * again without a lock; there is a bound on how many, beyond which all share one.
 */
final class Labelled<M> {
    /** A scrape with as many accounts stays under a megabyte. */
    static final int MOST_VALUES = 1_000;

    private static final String OTHERS = "other";

    private final ConcurrentHashMap<String, M> meters = new ConcurrentHashMap<>();
    private final Function<String, M> maker;

    /**
     * @param maker makes the meter for a value of the label
     */
    Labelled(Function<String, M> maker) {
        this.maker = maker;
    }

    M of(String value) {
        M known = meters.get(value);
        if (known != null) {
            return known;
        }
        return meters.computeIfAbsent(meters.size() < MOST_VALUES ? value : OTHERS, maker);
    }
}
