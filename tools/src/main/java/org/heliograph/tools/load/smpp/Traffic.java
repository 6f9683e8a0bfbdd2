// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.smpp;

/** What one bind sends, and what becomes of what it gets. */
public interface Traffic {
    /** No submit_sm is due until an answer or the end comes. */
    long NOTHING_DUE = Long.MAX_VALUE;

    /**
     * Appends the submit_sm that may go now. Called by the bind's writing thread, again and again:
     * after answers have come, and when what was returned says.
     *
     * @param now System.nanoTime()
     * @return System.nanoTime() when the next is due, or {@link #NOTHING_DUE}
     */
    long submit(PduBuffer out, Window window, long now);

    /** The answer to a submit_sm, in the reading thread. */
    void answered(SubmitAnswer answer);

    /** A deliver_sm, which is answered after this returns; in the reading thread. */
    void delivered(DeliverSm message, long now);
}
