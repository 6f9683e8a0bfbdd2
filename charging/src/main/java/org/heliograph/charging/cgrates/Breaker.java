// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.cgrates;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps callers from waiting for somebody who does not answer: after some failures in a row nobody
 * asks for a while, then one does, and what becomes of that decides.
 */
final class Breaker {
    private final int failures;
    private final Duration pause;
    private final InstantSource clock;
    private int inARow;
    private Instant closedUntil = Instant.MIN;

    Breaker(int failures, Duration pause, InstantSource clock) {
        this.failures = failures;
        this.pause = pause;
        this.clock = clock;
    }

    /** {@return whether one may ask; whoever may has to say how it went} */
    synchronized boolean mayAsk() {
        if (inARow < failures) {
            return true;
        }
        Instant now = clock.instant();
        if (now.isBefore(closedUntil)) {
            return false;
        }
        closedUntil = now.plus(pause); // this one tries; the others wait for how it goes
        return true;
    }

    /** {@return whether it is open again} */
    synchronized boolean answered() {
        boolean wasClosed = inARow >= failures;
        inARow = 0;
        return wasClosed;
    }

    /** {@return whether that closed it} */
    synchronized boolean failed() {
        boolean wasOpen = inARow < failures;
        inARow = Math.min(inARow + 1, failures);
        closedUntil = clock.instant().plus(pause);
        return wasOpen && inARow == failures;
    }
}
