// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.smpp;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The submit_sm of one bind that wait for their answers. The writing thread takes slots, the
 * reading thread gives them back, and no lock is between them: a sequence_number names its slot,
 * and how often the slot was used before, so that a late or repeated answer finds nothing.
 */
public final class Window {
    /** The slot takes 16 bits of a sequence_number, which leaves 15 to tell its uses apart. */
    public static final int LARGEST = 1 << 16;

    private static final int NONE = 0;

    private final int size;
    private final int mask;
    private final int bits;
    private final long[] startedAt;
    private final long[] tag;
    private final int[] use;

    /** The sequence_number that waits in each slot, or {@link #NONE}: hands the slot over. */
    private final AtomicIntegerArray sequence;

    private final int[] free;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong given = new AtomicLong();
    private volatile long waitingSince;

    Window(int size) {
        if (size < 1 || size > LARGEST) {
            throw new IllegalArgumentException("a window is 1 to " + LARGEST);
        }
        this.size = size;
        bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(size - 1));
        mask = (1 << bits) - 1;
        startedAt = new long[size];
        tag = new long[size];
        use = new int[size];
        sequence = new AtomicIntegerArray(size);
        free = new int[mask + 1];
        for (int i = 0; i < size; i++) {
            free[i] = i;
        }
        given.set(size);
    }

    /** {@return how many more may be sent now} */
    public int available() {
        return (int) (given.getAcquire() - taken.getPlain());
    }

    /** {@return how many wait for their answers} */
    public int waiting() {
        return size - (int) (given.get() - taken.get());
    }

    /** {@return System.nanoTime() of the last answer, or since when there is one to wait for} */
    long waitingSince() {
        return waitingSince;
    }

    /**
     * Takes a slot, of which one must be available.
     *
     * @param startedAtNanos System.nanoTime() from which its latency counts
     * @param newTag comes back with the answer
     * @return its sequence_number
     */
    public int take(long startedAtNanos, long newTag, long now) {
        long turn = taken.getPlain();
        if (given.getAcquire() - turn == size) {
            waitingSince = now;
        }
        int slot = free[(int) turn & mask];
        int uses = use[slot] + 1;
        if (uses >= 1 << (31 - bits)) {
            uses = 1;
        }
        use[slot] = uses;
        int number = (uses << bits) | slot;
        startedAt[slot] = startedAtNanos;
        tag[slot] = newTag;
        sequence.setRelease(slot, number);
        taken.setRelease(turn + 1);
        return number;
    }

    /** {@return the slot that waits for this answer, or -1} */
    int slotOf(int sequenceNumber) {
        int slot = sequenceNumber & mask;
        return sequenceNumber != NONE && slot < size && sequence.getAcquire(slot) == sequenceNumber
                ? slot
                : -1;
    }

    long startedAt(int slot) {
        return startedAt[slot];
    }

    long tag(int slot) {
        return tag[slot];
    }

    /** The answer has been read: the slot is free again. */
    void giveBack(int slot, long now) {
        sequence.setRelease(slot, NONE);
        long turn = given.getPlain();
        free[(int) turn & mask] = slot;
        waitingSince = now;
        given.setRelease(turn + 1);
    }
}
