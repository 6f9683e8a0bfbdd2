// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Who sends to which destination, and in what order the messages of each flow arrive. A flow is
 * what one bind sends to one destination: a destination has one bind where there are enough of
 * them, so that there is an order to keep.
 */
final class Flows {
    private final int binds;
    private final int destinations;
    private final int mostParts;

    /** The highest number of each flow that has arrived, plus 1. */
    private final AtomicLongArray highest;

    Flows(int binds, int destinations, int mostParts) {
        this.binds = binds;
        this.destinations = destinations;
        this.mostParts = mostParts;
        highest = new AtomicLongArray(Math.max(binds, destinations));
    }

    /** {@return the number of a short message in the whole run} */
    long number(int bind, long message, int part) {
        return (message * binds + bind) * mostParts + part;
    }

    /** {@return the destination of a bind's n-th message} */
    int destination(int bind, long message) {
        if (binds >= destinations) {
            return bind % destinations;
        }
        int own = (destinations - bind + binds - 1) / binds;
        return (int) (message % own) * binds + bind;
    }

    /**
     * {@return whether a short message comes after one that was sent later in the same flow}
     *
     * @param number of one that arrives for the first time
     */
    boolean arrivesLate(long number) {
        long message = number / mostParts;
        int bind = (int) (message % binds);
        int flow = binds >= destinations ? bind : destination(bind, message / binds);
        return highest.getAndAccumulate(flow, number + 1, Math::max) > number + 1;
    }
}
