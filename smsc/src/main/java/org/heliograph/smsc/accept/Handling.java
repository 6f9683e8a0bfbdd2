// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.accept;

import java.time.Instant;
import java.util.List;

/**
 * How a submission is to be handled, where that is not the usual way.
 *
 * @param deliverAt no attempt is made before; {@link Instant#MIN}: at once
 * @param replacesWaiting comes instead of what its originator has waiting from the same source to
 *     the same destination with the same service_type
 * @param tags what scripts call it, for the log
 */
public record Handling(Instant deliverAt, boolean replacesWaiting, Mode mode, List<String> tags) {
    public static final Handling USUAL = new Handling(Instant.MIN, false, Mode.STORE_AND_FORWARD);

    public static final Handling SINGLE_SHOT = new Handling(Instant.MIN, false, Mode.SINGLE_SHOT);

    public Handling {
        tags = List.copyOf(tags);
    }

    public Handling(Instant deliverAt, boolean replacesWaiting, Mode mode) {
        this(deliverAt, replacesWaiting, mode, List.of());
    }

    /** {@return whether it is on disk once it is accepted} */
    boolean isKept() {
        return mode == Mode.STORE_AND_FORWARD || mode == Mode.SINGLE_SHOT;
    }

    /** What is promised (SMPP 3.4 §2.10). */
    public enum Mode {
        STORE_AND_FORWARD,
        /** Kept until it has been tried once (3GPP TS 23.040 §9.2.3.12.3). */
        SINGLE_SHOT,
        /** One attempt, after the answer; nothing is kept. */
        DATAGRAM,
        /** One attempt, whose end is the answer; nothing is kept. */
        TRANSACTION
    }
}
