// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Finds entries of a table kept elsewhere by the hash of their key: open addressing, four octets a
 * slot, at most half of the slots in use.
 */
final class HashIndex {
    private static final int NONE = -1;
    private static final int FIRST_SLOTS = 16;

    /** Spreads hashes that differ in few bits (the golden ratio of 2^32). */
    private static final int SPREAD = 0x9E3779B9;

    private int[] entries = slots(FIRST_SLOTS);
    private int[] hashes = new int[FIRST_SLOTS];
    private int size;

    private static int[] slots(int count) {
        int[] slots = new int[count];
        Arrays.fill(slots, NONE);
        return slots;
    }

    /** {@return the entry of this hash that {@code is} the one sought; -1 if there is none} */
    int find(int hash, IntPredicate is) {
        int mask = entries.length - 1;
        for (int slot = slot(hash, mask); entries[slot] != NONE; slot = (slot + 1) & mask) {
            if (hashes[slot] == hash && is.test(entries[slot])) {
                return entries[slot];
            }
        }
        return NONE;
    }

    /**
     * @param entry 0 or more, not yet here
     */
    void add(int hash, int entry) {
        if (2 * (size + 1) > entries.length) {
            grow();
        }
        put(hash, entry);
        size++;
    }

    private void put(int hash, int entry) {
        int mask = entries.length - 1;
        int slot = slot(hash, mask);
        while (entries[slot] != NONE) {
            slot = (slot + 1) & mask;
        }
        entries[slot] = entry;
        hashes[slot] = hash;
    }

    private void grow() {
        int[] before = entries;
        int[] beforeHashes = hashes;
        entries = slots(2 * before.length);
        hashes = new int[2 * before.length];
        for (int slot = 0; slot < before.length; slot++) {
            if (before[slot] != NONE) {
                put(beforeHashes[slot], before[slot]);
            }
        }
    }

    private static int slot(int hash, int mask) {
        return ((hash * SPREAD) >>> 1) & mask;
    }
}
