// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.push;

import java.time.Instant;
import java.util.List;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.subscribers.Msisdn;

/** The way to handsets: an SMSC. */
public interface PushChannel {
    /** Blocks until there is a way to the SMSC. */
    void awaitReady() throws InterruptedException;

    /**
     * Makes one attempt and blocks until its end is known, in bounded time.
     *
     * @param segments TP-UD of each short message, 8-bit data
     * @param until after this the SMSC may forget them
     */
    PushOutcome push(Msisdn to, List<UserData> segments, Instant until) throws InterruptedException;
}
