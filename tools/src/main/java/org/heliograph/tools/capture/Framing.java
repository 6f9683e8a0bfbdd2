// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

/** Cuts one direction of a conversation into messages. */
sealed interface Framing permits SmppFraming, TextFraming {
    /**
     * Takes whole messages.
     *
     * @return whether what is left may become one; if not, the beginning of the next is to be found
     */
    boolean read(OctetBuffer in, Frame frame);

    /** Gives up the message under way, and tells of it why. */
    void stop(OctetBuffer in, String reason, Frame frame);

    /** Nothing follows. */
    void end(OctetBuffer in, Frame frame);

    /** {@return octets of memory outside the buffer, about} */
    int held();
}
