// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import org.heliograph.smsc.message.MessageId;

/** Gives message ids: increasing, never the same twice, whatever happens to the process. */
public final class MessageIds {
    /**
     * A write every so many messages; what a crash wastes is never missed. More than one submission
     * can need.
     */
    private static final int BLOCK = 100_000;

    private final MessageStore store;
    private long next;
    private long end;

    public MessageIds(MessageStore store) {
        this.store = store;
    }

    public MessageId next() throws StoreException {
        return next(1);
    }

    /**
     * {@return the first of ids that follow each other}
     *
     * @param count 1 to 100,000
     */
    public synchronized MessageId next(int count) throws StoreException {
        if (end - next < count) {
            next = store.reserveIds(BLOCK);
            end = next + BLOCK;
        }
        MessageId first = new MessageId(next);
        next += count;
        return first;
    }
}
