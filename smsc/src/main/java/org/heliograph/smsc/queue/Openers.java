// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.route.Route;

/**
 * Who has opened lanes, each by the first message that came to it, until they are empty: ESMEs,
 * upstreams, and all subscribers together. What is in memory for a lane counts for its opener.
 * Nobody has opened what an earlier run left, or what takes a report. Changed under the lock of
 * {@link Lanes} alone.
 */
final class Openers {
    /** One may hold this many times what is left for all, so that something always is. */
    private static final int SHARE = 4;

    /** One of them. */
    static final class Opener {
        private final Object key;
        private final AtomicInteger lanes = new AtomicInteger();
        private int held;

        private Opener(Object key) {
            this.key = key;
        }
    }

    private final Map<Object, Opener> openers = new ConcurrentHashMap<>();

    Lane open(Route.Destination destination, Origin by) {
        Lane lane = new Lane(destination);
        if (!(by instanceof Origin.ServiceCentre)) {
            Opener opener = openers.computeIfAbsent(Shares.key(by), Opener::new);
            opener.lanes.incrementAndGet();
            lane.opener = opener;
        }
        return lane;
    }

    /** A lane is gone; what is being loaded for it may still be taken off. */
    void closed(Lane lane) {
        Opener opener = lane.opener;
        if (opener != null && opener.lanes.decrementAndGet() == 0) {
            openers.remove(opener.key);
        }
    }

    /** So many messages more of a lane are in memory. */
    void hold(Lane lane, int more) {
        Opener opener = lane.opener;
        if (opener != null) {
            opener.held += more;
        }
    }

    /**
     * {@return how many messages more the opener of a lane may hold}
     *
     * @param left how many may come to memory, of anybody
     */
    int left(Lane lane, int left) {
        Opener opener = lane.opener;
        return opener == null ? left : Math.clamp((long) left * SHARE - opener.held, 0, left);
    }

    /** {@return how many lanes {@code origin} has opened; from any thread} */
    int lanesOf(Origin origin) {
        Opener opener = openers.get(Shares.key(origin));
        return opener == null ? 0 : opener.lanes.get();
    }
}
