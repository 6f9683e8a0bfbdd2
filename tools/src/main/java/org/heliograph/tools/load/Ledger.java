// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What has become of each short message: one octet each, written by all binds at once. */
final class Ledger {
    /** The most short messages of one run, which take as many octets. */
    static final long LARGEST = 400_000_000;

    static final int SENT = 1;
    static final int ACCEPTED = 2;
    static final int DELIVERED = 4;

    /** Came after one that was sent later. */
    static final int LATE = 8;

    private static final int PAGE_BITS = 20;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final VarHandle OCTET = MethodHandles.arrayElementVarHandle(byte[].class);

    private final AtomicReferenceArray<byte[]> pages =
            new AtomicReferenceArray<>((int) (LARGEST >>> PAGE_BITS) + 1);

    /** Makes room for a short message that is about to be sent. */
    void sent(long number) {
        int page = (int) (number >>> PAGE_BITS);
        if (pages.get(page) == null) {
            pages.compareAndSet(page, null, new byte[PAGE]);
        }
        mark(number, SENT);
    }

    /**
     * {@return what was true of it before, or 0 if no such short message was sent}
     *
     * @param what what is true of it from now on
     */
    int mark(long number, int what) {
        int page = (int) (number >>> PAGE_BITS);
        byte[] octets = number < 0 || number >= LARGEST ? null : pages.get(page);
        return octets == null
                ? 0
                : (byte) OCTET.getAndBitwiseOr(octets, (int) number & (PAGE - 1), (byte) what);
    }
}
