// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.adapt;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.heliograph.mmsc.message.Token;

/**
 * What was made lately, for a handset that asks again and for the others of a group: in memory, the
 * longest unused goes first.
 */
final class AdaptedMessages {
    /** What an entry costs besides its octets. */
    private static final int OVERHEAD = 512;

    private final int maxOctets;
    private final Map<Key, Adapted> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long octets;

    /** A content, which never changes, and a profile by its name. */
    record Key(Token content, String profile) {}

    /**
     * @param maxOctets of all together; 0: nothing is kept
     */
    AdaptedMessages(int maxOctets) {
        this.maxOctets = maxOctets;
    }

    synchronized Optional<Adapted> get(Key key) {
        return Optional.ofNullable(entries.get(key));
    }

    synchronized void put(Key key, Adapted adapted) {
        Adapted old = entries.put(key, adapted);
        octets += cost(adapted) - (old == null ? 0 : cost(old));
        Iterator<Adapted> oldest = entries.values().iterator();
        while (octets > maxOctets) {
            octets -= cost(oldest.next());
            oldest.remove();
        }
    }

    private static long cost(Adapted adapted) {
        return (long) OVERHEAD + adapted.body().length();
    }
}
