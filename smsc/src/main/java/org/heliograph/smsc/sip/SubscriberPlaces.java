// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.heliograph.subscribers.Msisdn;

/** How many messages of each subscriber are in hand, so that nobody takes up the places of all. */
final class SubscriberPlaces {
    private final Map<Msisdn, Integer> inHand = new ConcurrentHashMap<>();
    private final int most;

    /**
     * @param most of one subscriber
     */
    SubscriberPlaces(int most) {
        this.most = most;
    }

    /** {@return whether there is one for {@code subscriber}; to be given back by {@link #leave}} */
    boolean take(Msisdn subscriber) {
        int taken = inHand.merge(subscriber, 1, Integer::sum);
        if (taken > most) {
            leave(subscriber);
        }
        return taken <= most;
    }

    void leave(Msisdn subscriber) {
        inHand.computeIfPresent(subscriber, (_, taken) -> taken == 1 ? null : taken - 1);
    }
}
