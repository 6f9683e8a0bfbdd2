// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Duration;
import org.heliograph.smsc.message.MessageId;

/** Gives message ids: increasing, never the same twice, whatever happens to the process. */
public final class MessageIds {
    /**
     * A write every so many messages; what a crash wastes is never missed. More than one submission
     * can need.
     */
    private static final int BLOCK = 100_000;

    /** Blocks grow with the need up to {@link #BLOCK}, and begin with so many ids again. */
    private static final int SMALL = 10;

    /** The order of ids is the order of delivery: among several nodes they keep about in step. */
    private static final Duration STEP = Duration.ofSeconds(1);

    private final IdBlocks blocks;
    private final boolean alone;
    private int block;
    private long next;
    private long end;
    private long reservedAt = System.nanoTime();

    /** For the one node of a store. */
    public MessageIds(IdBlocks blocks) {
        this(blocks, true);
    }

    private MessageIds(IdBlocks blocks, boolean alone) {
        this.blocks = blocks;
        this.alone = alone;
        this.block = alone ? BLOCK : SMALL;
    }

    /** For one of several nodes, whose messages are to be delivered about in the order of time. */
    public static MessageIds amongSeveral(IdBlocks blocks) {
        return new MessageIds(blocks, false);
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
        boolean old = !alone && System.nanoTime() - reservedAt > STEP.toNanos();
        if (old || end - next < count) {
            if (!alone) {
                block = old ? SMALL : Math.min(block * 4, BLOCK);
            }
            reservedAt = System.nanoTime();
            int wanted = Math.max(block, count);
            next = blocks.reserveIds(wanted);
            end = next + wanted;
        }
        MessageId first = new MessageId(next);
        next += count;
        return first;
    }
}
