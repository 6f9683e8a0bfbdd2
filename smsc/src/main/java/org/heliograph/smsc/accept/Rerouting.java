// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.accept;

import java.time.Instant;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.smsc.route.Route;

/** Has the last word on where a submission goes. */
@FunctionalInterface
public interface Rerouting {
    /** Leaves it at what the routes say. */
    Rerouting NONE = (_, _, usual, _) -> usual;

    /**
     * {@return where a submission goes for one of its destinations}
     *
     * @param usual what the routes say
     */
    Route reroute(Submission submission, TpAddress destination, Route usual, Instant now);
}
