// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.deliver;

import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.ShortMessage;

/** Brings messages to destinations of one kind. */
public interface DeliveryChannel {
    /**
     * Makes one attempt and blocks until its end is known, in bounded time.
     *
     * @param moreMessages whether more wait for the same destination
     */
    DeliveryOutcome deliver(ShortMessage message, boolean moreMessages) throws InterruptedException;
}
