// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Instant;
import java.time.InstantSource;

/** Remembers when the oldest message that waits was accepted, for those who must not wait. */
public final class OldestWaiting {
    private final MessageStore store;
    private final InstantSource clock;
    private volatile Instant acceptedAt;

    public OldestWaiting(MessageStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.acceptedAt = Instant.MAX;
    }

    /** Asks the store. */
    public void refresh() throws StoreException {
        acceptedAt = store.oldest().orElse(Instant.MAX);
    }

    /** {@return what the store said last; now, if nothing waited} */
    public Instant acceptedAt() {
        Instant now = clock.instant();
        return acceptedAt.isBefore(now) ? acceptedAt : now;
    }
}
