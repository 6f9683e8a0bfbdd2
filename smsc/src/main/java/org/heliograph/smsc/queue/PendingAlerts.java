// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.smsc.deliver.DeliveryChannel;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.route.Route;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be told when a handset shows itself again: the delivery pending flags (SMPP 3.4
 * §5.3.2.29). In memory, and bounded: the oldest are forgotten.
 */
final class PendingAlerts {
    /** Of one handset; more than anybody needs. */
    private static final int MOST_OF_ONE = 10;

    /**
     * One who asked, once however often.
     *
     * @param subscriber as the message was addressed
     * @param asking whom the message came from
     */
    private record Alert(String systemId, TpAddress subscriber, TpAddress asking) {}

    private final Map<Route.Destination, Set<Alert>> pending;
    private final Threads threads;

    /**
     * @param most altogether
     */
    PendingAlerts(int most, Threads threads) {
        this.threads = threads;
        int handsets = Math.max(1, most / MOST_OF_ONE);
        this.pending =
                new LinkedHashMap<>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(
                            Map.Entry<Route.Destination, Set<Alert>> eldest) {
                        return size() > handsets;
                    }
                };
    }

    /** An attempt has failed for now: whoever asked for it is told once the handset is there. */
    void deferred(Route.Destination destination, ShortMessage message, Cause cause) {
        if (cause.kind() == Cause.Kind.WAIT_FOR_ALERT
                && destination instanceof Route.ToIms
                && message.origin() instanceof Origin.Esme(var systemId)
                && message.smppParameters().asksForAlert()) {
            TpAddress subscriber = message.destinationAddress();
            add(destination, new Alert(systemId, subscriber, message.originatingAddress()));
        }
    }

    private synchronized void add(Route.Destination destination, Alert alert) {
        Set<Alert> ofOne = pending.computeIfAbsent(destination, _ -> new LinkedHashSet<>());
        if (ofOne.size() < MOST_OF_ONE) {
            ofOne.add(alert);
        }
    }

    private synchronized Set<Alert> take(Route.Destination destination) {
        Set<Alert> alerts = pending.remove(destination);
        return alerts == null ? Set.of() : alerts;
    }

    /**
     * A destination has shown itself: tells whoever asked for it, and another time those who cannot
     * be told now.
     */
    void tell(
            Route.Destination shown,
            @Nullable Function<Route.Destination, DeliveryChannel> channelOf) {
        if (channelOf == null) {
            return; // before the start nobody can be told
        }
        for (Alert alert : take(shown)) {
            var esme = new Route.ToEsme(alert.systemId());
            threads.start( // an ESME that does not read holds up nobody
                    "smsc-alert",
                    () -> {
                        DeliveryChannel channel = channelOf.apply(esme);
                        if (!channel.alert(esme, alert.subscriber(), alert.asking())) {
                            add(shown, alert);
                        }
                    });
        }
    }
}
