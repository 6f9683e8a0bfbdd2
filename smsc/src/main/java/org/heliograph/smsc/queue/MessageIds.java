// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import org.heliograph.smsc.message.MessageId;

/** Gives message ids: increasing, never the same twice, whatever happens to the process. */
public final class MessageIds {
    /** A write every so many messages; what a crash wastes is never missed. */
    private static final int BLOCK = 100_000;

    private final MessageStore store;
    private long next;
    private long end;

    public MessageIds(MessageStore store) {
        this.store = store;
    }

    public synchronized MessageId next() throws StoreException {
        if (next == end) {
            next = store.reserveIds(BLOCK);
            end = next + BLOCK;
        }
        return new MessageId(next++);
    }
}
