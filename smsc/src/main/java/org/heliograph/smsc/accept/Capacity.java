// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.accept;

import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.queue.Depth;
import org.heliograph.smsc.queue.Dispatcher;
import org.heliograph.smsc.route.Route;

/** How much may wait, of all and of one originator. */
final class Capacity {
    /** What waits on disk may be this many times what may be in memory. */
    private static final long STORED_PER_ACTIVE = 100;

    /**
     * One originator may have this many times what is left for all, of messages and of
     * destinations: four fifths if it is alone, and less the more others have waiting, so that
     * something is left for whoever comes next.
     */
    private static final long SHARE = 4;

    private final Dispatcher dispatcher;
    private final int activeMessages;

    Capacity(Dispatcher dispatcher, int activeMessages) {
        this.dispatcher = dispatcher;
        this.activeMessages = activeMessages;
    }

    /** {@return how near it is that messages of {@code origin} are refused, 0 to 1} */
    double filling(Origin origin) {
        Depth depth = dispatcher.depth();
        double messages =
                filling(
                        Math.min(dispatcher.waitingFrom(origin), depth.messages()),
                        depth.messages(),
                        activeMessages * STORED_PER_ACTIVE);
        double destinations =
                filling(dispatcher.destinationsFrom(origin), depth.destinations(), activeMessages);
        return Math.min(1, Math.max(messages, destinations));
    }

    private static double filling(long own, long all, long most) {
        long leftByOthers = Math.max(1, most - (all - own));
        double ofShare =
                (double) own * (SHARE + 1) / (leftByOthers * SHARE); // 1 if own = left * SHARE
        return Math.max(ofShare, (double) all / most);
    }

    /** {@return whether there is no room for {@code more} of {@code origin}} */
    boolean full(Origin origin, Route.Destination destination, int more) {
        Depth depth = dispatcher.depth();
        long left = activeMessages * STORED_PER_ACTIVE - depth.messages() - more;
        long own = Math.min(dispatcher.waitingFrom(origin), depth.messages()) + more;
        return left < 0
                || own > left * SHARE
                || (dispatcher.destinationsFrom(origin)
                                >= (activeMessages - depth.destinations()) * SHARE
                        && !dispatcher.waitsFor(destination));
    }
}
