// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.heliograph.smsc.message.Origin;

/**
 * How many lanes each originator has opened, by the first message that came to each, until they are
 * empty: by ESME, by upstream, and by all subscribers together. Nobody has opened what an earlier
 * run left, or what takes a report.
 */
final class Openers {
    private final Map<Object, Integer> lanes = new ConcurrentHashMap<>();

    void opened(Lane lane, Origin by) {
        if (!(by instanceof Origin.ServiceCentre)) {
            Object key = Shares.key(by);
            lane.opener = key;
            lanes.merge(key, 1, Integer::sum);
        }
    }

    void closed(Lane lane) {
        Object key = lane.opener;
        if (key != null) {
            lane.opener = null;
            lanes.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    int of(Origin origin) {
        return lanes.getOrDefault(Shares.key(origin), 0);
    }
}
