// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.smpp;

/** A view of the answer to a submit_sm that was read last, and of what it answers. */
public final class SubmitAnswer {
    private final PduInput pdu;
    private final Window window;
    private int slot;
    private long readAt;

    SubmitAnswer(PduInput pdu, Window window) {
        this.pdu = pdu;
        this.window = window;
    }

    void read(int newSlot, long now) {
        slot = newSlot;
        readAt = now;
    }

    /** {@return what was given for it when its slot was taken} */
    public long tag() {
        return window.tag(slot);
    }

    /** {@return System.nanoTime() from which its latency counts} */
    public long startedAt() {
        return window.startedAt(slot);
    }

    /** {@return System.nanoTime() when the answer was read} */
    public long readAt() {
        return readAt;
    }

    /** {@return command_status; a generic_nack has one too} */
    public int status() {
        return pdu.status();
    }

    /** {@return message_id; made anew each time it is asked for} */
    public String messageId() {
        return pdu.firstString();
    }
}
