// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.submit;

import org.heliograph.subscribers.Msisdn;
import org.heliograph.subscribers.Subscriber;
import org.heliograph.subscribers.Subscribers;

/** What the directory of subscribers says of a number; of others, what their beginnings say. */
public final class ListedNumbers implements Directory {
    private static final String SERVICE = "mms";

    private final Subscribers subscribers;
    private final Directory others;

    public ListedNumbers(Subscribers subscribers, Directory others) {
        this.subscribers = subscribers;
        this.others = others;
    }

    @Override
    public Standing of(Msisdn number) {
        return subscribers
                .find(number)
                .map(ListedNumbers::standing)
                .orElseGet(() -> others.of(number));
    }

    private static Standing standing(Subscriber subscriber) {
        if (subscriber.barred()) {
            return Standing.BARRED;
        }
        return subscriber.may(SERVICE) ? Standing.SERVED : Standing.WITHOUT_MMS;
    }
}
