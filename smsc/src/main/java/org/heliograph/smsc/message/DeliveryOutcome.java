// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.message;

import java.time.Duration;

/** How one attempt ended. */
public sealed interface DeliveryOutcome {
    /** Of this message nothing more is tried. */
    sealed interface Final extends DeliveryOutcome {
        MessageState state();

        /** {@return {@link Cause#number} of why it failed; 0 where it did not} */
        default int error() {
            return 0;
        }
    }

    /** The destination itself has it. */
    record Delivered() implements Final {
        @Override
        public MessageState state() {
            return MessageState.DELIVERED;
        }
    }

    /**
     * Another centre has it.
     *
     * @param upstream its name
     * @param upstreamId the id that it gave, in the one form that {@code smsc.smpp} writes all ids
     *     of that centre in; empty: none, and it will never tell what becomes of the message
     */
    record HandedOver(String upstream, String upstreamId) implements Final {
        @Override
        public MessageState state() {
            return MessageState.ACCEPTED;
        }
    }

    /**
     * Not now; {@link Cause#kind()} says what to wait for.
     *
     * @param atLeast how long to leave the destination alone, as it asked; zero: it did not
     */
    record Deferred(Cause cause, String detail, Duration atLeast) implements DeliveryOutcome {
        public Deferred(Cause cause, String detail) {
            this(cause, detail, Duration.ZERO);
        }
    }

    /**
     * Never.
     *
     * @param rpCause what the handset or its network said, 1 to 255 (3GPP TS 24.011 §8.2.5.4); 0:
     *     it said nothing
     */
    record Failed(Cause cause, String detail, int rpCause) implements Final {
        public Failed(Cause cause, String detail) {
            this(cause, detail, 0);
        }

        @Override
        public MessageState state() {
            return switch (cause) {
                case EXPIRED -> MessageState.EXPIRED;
                case CANCELLED -> MessageState.DELETED;
                case NO_RECEIPT -> MessageState.UNKNOWN;
                default -> MessageState.UNDELIVERABLE;
            };
        }

        @Override
        public int error() {
            return cause.number();
        }
    }
}
