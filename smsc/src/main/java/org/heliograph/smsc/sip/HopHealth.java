// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who has not answered of late: where there is a choice, they come last (RFC 3263 §4.3). With only
 * one way it is taken whatever is known about it.
 */
final class HopHealth {
    /** How long one that was silent comes last. */
    static final Duration AFTER_SILENCE = Duration.ofSeconds(30);

    private static final int MOST = 10_000;

    private final Map<Hop, Long> until = new ConcurrentHashMap<>();

    void failed(Hop hop, Duration rest) {
        if (until.size() >= MOST) {
            until.clear(); // they are tried once more, that is all
        }
        until.put(hop, System.nanoTime() + rest.toNanos());
    }

    void answered(Hop hop) {
        if (!until.isEmpty()) {
            until.remove(hop);
        }
    }

    boolean isWell(Hop hop) {
        @Nullable Long end = until.isEmpty() ? null : until.get(hop);
        return end == null || end - System.nanoTime() <= 0;
    }

    /** {@return the same, those that are well before the others, otherwise in their order} */
    List<Hop> wellFirst(List<Hop> hops) {
        return hops.size() < 2
                ? hops
                : hops.stream().sorted(Comparator.comparing(hop -> !isWell(hop))).toList();
    }
}
