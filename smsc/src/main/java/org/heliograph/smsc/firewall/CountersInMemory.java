// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.firewall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what this process sees. */
public final class CountersInMemory implements Counters {
    private final Map<String, Windows> limits = new ConcurrentHashMap<>();

    @Override
    public List<BitSet> add(List<List<Count>> submissions, Instant now) {
        var over = new ArrayList<BitSet>(submissions.size());
        for (List<Count> counts : submissions) {
            over.add(over(counts, now));
        }
        return over;
    }

    private BitSet over(List<Count> counts, Instant now) {
        var over = new BitSet();
        for (int i = 0; i < counts.size(); i++) {
            Count count = counts.get(i);
            Windows windows =
                    limits.computeIfAbsent(count.limit(), name -> new Windows(name, count.per()));
            for (String key : count.keys()) {
                if (windows.add(key, count.more(), now) > count.most()) {
                    over.set(i);
                }
            }
            if (over.get(i) && count.stops()) {
                break;
            }
        }
        return over;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
