// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.push;

import java.time.Instant;
import java.util.Optional;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.PushKind;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.subscribers.Msisdn;

/** What an {@link Outbox} is for: what to push to whom, and what follows. */
public interface PushJob {
    PushKind kind();

    Msisdn to(Delivery delivery);

    /** {@return when it is of no use any longer} */
    Instant until(Delivery delivery);

    /** {@return until when the SMSC is to try, if it is handed over now} */
    default Instant validUntil(Delivery delivery) {
        return until(delivery);
    }

    /** {@return whether it still has to be pushed, now that its turn has come} */
    default boolean isWanted(Delivery delivery) {
        return true;
    }

    /** {@return until when it is to wait, now that its turn has come; empty: it need not} */
    default Optional<Instant> putOff(Delivery delivery) {
        return Optional.empty();
    }

    MmsPdu pdu(Delivery delivery);

    /**
     * {@return what goes to the SMSC}
     *
     * @param reference the same for each attempt, so that a handset can tell a repeat from another
     *     message
     */
    default Push push(Delivery delivery, int reference) {
        return Push.of(pdu(delivery), reference);
    }

    /** The SMSC has {@code push}. */
    void taken(Delivery delivery, Push push);

    /** Its time was over before the SMSC had it. */
    void tooLate(Delivery delivery);
}
