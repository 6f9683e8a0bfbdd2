// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.smpp;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers that wait to be written: put in by the reading thread, taken out by whoever holds the
 * lock on the output. Those to deliver_sm wait as long as the settings say, and what follows them
 * waits with them.
 */
final class Answers {
    /** Beyond what one packet holds and what windows are wide; who finds no room waits for it. */
    private static final int CAPACITY = 1 << 13;

    private final long delay;
    private final int[] commandId = new int[CAPACITY];
    private final int[] status = new int[CAPACITY];
    private final int[] sequence = new int[CAPACITY];
    private final long[] due = new long[CAPACITY];
    private final AtomicLong added = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();

    Answers(Duration delay) {
        this.delay = delay.toNanos();
    }

    boolean isEmpty() {
        return added.getAcquire() == taken.getAcquire();
    }

    /**
     * Adds the answer to a request; {@code requestId} 0 makes it a generic_nack.
     *
     * @return false if there is no room now
     */
    boolean add(int requestId, int newStatus, int newSequence, long now) {
        long turn = added.getPlain();
        if (turn - taken.getAcquire() == CAPACITY) {
            return false;
        }
        int i = (int) turn & (CAPACITY - 1);
        commandId[i] = requestId | Command.RESPONSE;
        status[i] = newStatus;
        sequence[i] = newSequence;
        due[i] = requestId == Command.DELIVER_SM ? now + delay : now;
        added.setRelease(turn + 1);
        return true;
    }

    /**
     * Writes those that are due.
     *
     * @return when the next is due, or {@link Traffic#NOTHING_DUE}
     */
    long append(PduBuffer out, long now) {
        long turn = taken.getPlain();
        long end = added.getAcquire();
        while (turn < end && out.hasRoom()) {
            int i = (int) turn & (CAPACITY - 1);
            if (due[i] - now > 0) {
                break;
            }
            boolean hasMessageId = commandId[i] == (Command.DELIVER_SM | Command.RESPONSE);
            out.header(commandId[i], status[i], sequence[i], hasMessageId ? 1 : 0);
            turn++;
        }
        taken.setRelease(turn);
        return turn == end ? Traffic.NOTHING_DUE : due[(int) turn & (CAPACITY - 1)];
    }
}
