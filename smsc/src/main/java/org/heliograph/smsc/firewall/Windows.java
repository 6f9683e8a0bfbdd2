// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.firewall;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts in windows of time, which begin for all at once: at the turn of one, twice as many may
 * pass as in any other time of that length. Forgets all with its window.
 */
final class Windows {
    private static final Logger LOG = LoggerFactory.getLogger(Windows.class);

    /** About 100 octets each. What comes beyond is not counted, and so passes. */
    static final int MOST_KEYS = 500_000;

    private record Window(long number, ConcurrentHashMap<String, AtomicInteger> counts) {}

    private final String name;
    private final long millis;
    private volatile Window window = new Window(-1, new ConcurrentHashMap<>());

    Windows(String name, Duration length) {
        this.name = name;
        this.millis = length.toMillis();
    }

    /** {@return how many there are in this window, the new ones among them} */
    int add(String key, int more, Instant now) {
        Window current = at(now.toEpochMilli() / millis);
        AtomicInteger count = current.counts.get(key);
        if (count == null) {
            if (current.counts.size() >= MOST_KEYS) {
                return 0;
            }
            count = current.counts.computeIfAbsent(key, _ -> new AtomicInteger());
        }
        return count.addAndGet(more);
    }

    /** A clock that goes back stays in the window that there is. */
    private Window at(long number) {
        Window current = window;
        return current.number >= number ? current : turn(number);
    }

    private synchronized Window turn(long number) {
        Window current = window;
        if (current.number < number) {
            if (current.counts.size() >= MOST_KEYS) {
                LOG.warn("limit-full limit={} counted={}", name, MOST_KEYS);
            }
            current = new Window(number, new ConcurrentHashMap<>());
            window = current;
        }
        return current;
    }
}
