// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.message;

import java.time.Instant;

/** What a message is for: most carry what somebody submitted, some tell what became of another. */
public sealed interface Purpose {
    /**
     * Brings what was submitted: SMS-DELIVER, or deliver_sm of the default type.
     *
     * @param once whether one attempt is all that its originator wants (single shot, 3GPP TS 23.040
     *     §9.2.3.12.3)
     */
    record Carry(boolean once) implements Purpose {
        public Carry() {
            this(false);
        }
    }

    /**
     * An SMPP delivery receipt, deliver_sm with esm_class 0x04 (SMPP 3.4 §5.2.12), or an
     * intermediate notification, esm_class 0x20; the user data is its text.
     *
     * @param about the message reported on
     * @param state its final state, or ENROUTE
     * @param rpCause why it failed, as the network said it; 0: it said nothing
     */
    record Receipt(MessageId about, MessageState state, int rpCause) implements Purpose {
        public Receipt(MessageId about, MessageState state) {
            this(about, state, 0);
        }
    }

    /**
     * An SMS-STATUS-REPORT (3GPP TS 23.040 §9.2.2.3). TP-RA is the originating address of the
     * message that carries it; there is no user data.
     *
     * @param messageReference TP-MR of the SMS-SUBMIT reported on, or of the SMS-COMMAND answered
     * @param submittedAt TP-SCTS
     * @param dischargedAt TP-DT
     * @param status TP-ST, 0 to 255 (§9.2.3.15)
     * @param ofCommand TP-SRQ: an SMS-COMMAND asked (§9.2.3.26)
     */
    record StatusReport(
            int messageReference,
            Instant submittedAt,
            Instant dischargedAt,
            int status,
            boolean ofCommand)
            implements Purpose {}
}
