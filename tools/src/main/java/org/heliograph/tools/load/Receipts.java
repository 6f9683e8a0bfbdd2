// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Receipts that were asked for and those that came, matched by message_id. Either may be first: the
 * receipt comes on another bind than the submit_sm_resp.
 */
final class Receipts {
    /** Bounds the memory; what goes beyond is counted, but not matched. */
    private static final int MOST_OPEN = 5_000_000;

    private enum Seen {
        ANSWER,
        RECEIPT
    }

    private final Map<String, Seen> open = new ConcurrentHashMap<>();
    private final LongAdder asked = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder matched = new LongAdder();
    private final LongAdder beyond = new LongAdder();

    void asked(String messageId) {
        asked.increment();
        note(messageId, Seen.ANSWER);
    }

    /** Takes a receipt; {@code state} as appendix B of SMPP 3.4 spells it. */
    void received(String messageId, String state) {
        received.increment();
        if (state.equals("DELIVRD")) {
            delivered.increment();
        }
        note(messageId, Seen.RECEIPT);
    }

    private void note(String messageId, Seen what) {
        Seen before = open.get(messageId);
        if (before == null && open.size() >= MOST_OPEN) {
            beyond.increment();
            return;
        }
        before = open.putIfAbsent(messageId, what);
        if (before != null && before != what) {
            open.remove(messageId);
            matched.increment();
        }
    }

    /**
     * How it stands.
     *
     * @param delivered receipts that say so
     * @param missing asked for, and not there
     * @param unknown for no message of this run, or repeated
     */
    record Count(long asked, long received, long delivered, long missing, long unknown) {}

    Count count() {
        long matchedNow = matched.sum();
        long beyondNow = beyond.sum();
        return new Count(
                asked.sum(),
                received.sum(),
                delivered.sum(),
                Math.max(0, asked.sum() - matchedNow - beyondNow),
                Math.max(0, received.sum() - matchedNow - beyondNow));
    }
}
