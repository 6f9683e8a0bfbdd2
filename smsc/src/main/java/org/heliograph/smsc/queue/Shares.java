// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.route.Routed;

/**
 * How much of what waits came from whom, of what has been accepted since the start: by ESME, by
 * upstream, and by all subscribers together.
 */
final class Shares {
    private static final Object SUBSCRIBERS = Origin.Subscriber.class;

    private final Claims claims;
    private final Map<Object, Long> waiting = new ConcurrentHashMap<>();

    Shares(Claims claims) {
        this.claims = claims;
    }

    /** Counts first, for what is kept may be gone at once. Another node counts its own. */
    void keep(Stream<Routed> messages, Keeping.Write write) throws StoreException {
        List<ShortMessage> ours =
                messages.filter(routed -> claims.carries(routed.destination()))
                        .map(Routed::message)
                        .toList();
        add(ours, 1);
        boolean kept = false;
        try {
            write.run();
            kept = true;
        } finally {
            if (!kept) {
                went(ours);
            }
        }
    }

    /** They wait no longer. */
    void went(List<ShortMessage> messages) {
        add(messages, -1);
    }

    /** What comes together mostly comes from one: it is counted together. */
    private void add(List<ShortMessage> messages, int each) {
        int from = 0;
        for (int i = 1; i <= messages.size(); i++) {
            Object origin = key(messages.get(from).origin());
            if (i == messages.size() || !origin.equals(key(messages.get(i).origin()))) {
                add(origin, (i - from) * each);
                from = i;
            }
        }
    }

    private void add(Object origin, int more) {
        if (!(origin instanceof Origin.ServiceCentre)) {
            // what was left by an earlier run is not counted when it comes, only when it goes
            waiting.compute(
                    origin,
                    (_, before) -> {
                        long now = (before == null ? 0 : before) + more;
                        return now > 0 ? now : null;
                    });
        }
    }

    long of(Origin origin) {
        return waiting.getOrDefault(key(origin), 0L);
    }

    static Object key(Origin origin) {
        return origin instanceof Origin.Subscriber ? SUBSCRIBERS : origin;
    }
}
