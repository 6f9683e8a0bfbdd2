// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.util.List;
import java.util.Map;
import org.heliograph.smsc.route.Routed;

/** Has the store keep messages, and the lanes know what came of it. */
final class Keeping {
    private final Lanes lanes;

    /** Keeps them, all or none. */
    interface Write {
        void run() throws StoreException;
    }

    Keeping(Lanes lanes) {
        this.lanes = lanes;
    }

    void keep(List<Routed> messages, Write write) throws StoreException {
        if (messages.isEmpty()) { // most ends are reported to nobody
            write.run();
            return;
        }
        lanes.expect(messages);
        boolean stored = false;
        boolean uncertain = false;
        try {
            write.run();
            stored = true;
        } catch (UncertainStoreException e) {
            uncertain = true;
            throw e;
        } finally {
            if (stored) {
                lanes.release(messages);
            } else {
                lanes.forget(messages);
            }
            if (uncertain) { // the store knows
                for (Routed routed : messages) {
                    lanes.recover(
                            Map.of(
                                    routed.destination(),
                                    new MessageStore.Backlog(routed.message().id(), 0)));
                }
            }
        }
    }
}
