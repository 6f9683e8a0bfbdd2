// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.push;

import java.time.Instant;
import org.heliograph.subscribers.Msisdn;

/** The way to handsets: an SMSC. */
public interface PushChannel {
    /** Blocks until there is a way to the SMSC. */
    void awaitReady() throws InterruptedException;

    /**
     * Makes one attempt and blocks until its end is known, in bounded time.
     *
     * @param until after this the SMSC may forget them
     */
    PushOutcome push(Msisdn to, Push push, Instant until) throws InterruptedException;
}
