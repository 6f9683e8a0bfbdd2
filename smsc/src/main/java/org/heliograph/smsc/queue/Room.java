// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

/** How many messages may be in memory. */
record Room(int activeMessages) {
    /**
     * A lane may have this part of the memory, or half of what is free: a few long ones leave room
     * for all others. Urgent messages may have as much beside, so that a backlog does not keep them
     * out.
     */
    private static final int SHARE = 20;

    /**
     * Lanes that wait for their time may have this many quarters of the memory together, so that
     * the others always find some.
     */
    private static final int QUARTERS_TO_WAIT_IN = 3;

    /**
     * {@return how many of one lane}
     *
     * @param active are in memory
     */
    int ofLane(int active) {
        return Math.max(1, Math.max(activeMessages / SHARE, (activeMessages - active) / 2));
    }

    /** {@return how many altogether, as long as lanes wait for their time} */
    int toWaitIn() {
        return activeMessages / 4 * QUARTERS_TO_WAIT_IN;
    }
}
