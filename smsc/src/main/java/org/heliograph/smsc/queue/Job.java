// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ShortMessage;

/**
 * Messages for the thread of a lane to carry, or to end.
 *
 * @param messages at least one, in order
 * @param expired their validity period has ended: no attempt is to be made
 * @param moreMessages whether others wait behind them
 */
record Job(List<ShortMessage> messages, boolean expired, boolean moreMessages) {
    /** {@return what the ends of an attempt for each message come to} */
    List<DeliveryOutcome> after(List<DeliveryOutcome> attempts) {
        if (!anyOnce()) {
            return attempts;
        }
        var outcomes = new ArrayList<DeliveryOutcome>(attempts.size());
        for (int i = 0; i < attempts.size(); i++) {
            outcomes.add(
                    attempts.get(i) instanceof DeliveryOutcome.Deferred(var cause, var detail, _)
                                    && once(messages.get(i))
                            ? new DeliveryOutcome.Failed(cause, "single shot: " + detail)
                            : attempts.get(i));
        }
        return outcomes;
    }

    private boolean anyOnce() {
        for (ShortMessage message : messages) {
            if (once(message)) {
                return true;
            }
        }
        return false;
    }

    /** {@return what they come to whose validity period has ended} */
    List<DeliveryOutcome> notAttempted() {
        return Collections.nCopies(
                messages.size(),
                new DeliveryOutcome.Failed(Cause.EXPIRED, "validity period ended"));
    }

    private static boolean once(ShortMessage message) {
        return message.purpose() instanceof Purpose.Carry(boolean once) && once;
    }
}
