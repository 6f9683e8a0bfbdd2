// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.deliver;

import java.util.List;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.route.Route;

/** Brings messages to destinations of one kind. */
public interface DeliveryChannel {
    /** {@return how many messages may be under way to one destination at a time, at least 1} */
    default int window() {
        return 1;
    }

    /** {@return whether there is a way to a destination at the moment, which may not last} */
    default boolean reaches(Route.Destination destination) {
        return true;
    }

    /**
     * Tells an ESME that asked for it that a handset can be reached again.
     *
     * @param subscriber whose handset it is
     * @param asking whom the message came from that did not reach it
     * @return whether it was told; not so where it cannot be
     */
    default boolean alert(Route.Destination esme, TpAddress subscriber, TpAddress asking) {
        return false;
    }

    /**
     * Makes one attempt for each message, in order, and blocks until the ends of all are known, in
     * bounded time.
     *
     * @param messages for the same destination, one to {@link #window}
     * @param moreMessages whether more wait for it
     * @return how the attempt for each ended, in the same order
     */
    List<DeliveryOutcome> deliver(List<ShortMessage> messages, boolean moreMessages)
            throws InterruptedException;
}
