// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.queue.WaitingMessages.Change;
import org.heliograph.smsc.report.Reports;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;
import org.heliograph.smsc.route.Router;

/**
 * What a handset asks about a message it has submitted, and does to it while it waits (SMS-COMMAND,
 * 3GPP TS 23.040 §9.2.3.19). A message is known by its sender, TP-MR and destination.
 */
public final class SubmittedMessages {
    private final Router router;
    private final MessageStore store;
    private final Dispatcher dispatcher;
    private final MessageIds ids;
    private final Reports reports;
    private final InstantSource clock;

    public SubmittedMessages(
            Router router,
            MessageStore store,
            Dispatcher dispatcher,
            MessageIds ids,
            Reports reports,
            InstantSource clock) {
        this.router = router;
        this.store = store;
        this.dispatcher = dispatcher;
        this.ids = ids;
        this.reports = reports;
        this.clock = clock;
    }

    /**
     * Has an SMS-STATUS-REPORT sent that tells where a message stands; it is durable on return.
     *
     * @param reference TP-MR of the SMS-COMMAND
     */
    public void report(Origin.Subscriber message, TpAddress destination, int reference)
            throws StoreException {
        Routed report =
                reports.onEnquiry(
                        message.msisdn(),
                        reference,
                        waiting(message, destination),
                        destination,
                        clock.instant(),
                        ids::next);
        dispatcher.enqueue(List.of(report));
    }

    /** Deletes a message; it is for good on return. */
    public Change delete(Origin.Subscriber message, TpAddress destination) throws StoreException {
        TpAddress number = router.international(message, destination);
        Change change = Change.UNKNOWN;
        for (Route.Destination to : router.destinations(message, number)) {
            if (change == Change.UNKNOWN) {
                change =
                        dispatcher.waitingMessages().cancel(message, to, one -> names(number, one));
            }
        }
        return change;
    }

    /** The latest, where a TP-MR came round again. */
    private Optional<ShortMessage> waiting(Origin.Subscriber message, TpAddress destination)
            throws StoreException {
        TpAddress number = router.international(message, destination);
        List<ShortMessage> found = new ArrayList<>();
        for (Route.Destination to : router.destinations(message, number)) {
            store.load(to, new MessageId(0), WaitingMessages.MOST_SEARCHED).stream()
                    .map(Routed::message)
                    .filter(one -> WaitingMessages.isOf(message, one))
                    .filter(one -> names(number, one))
                    .forEach(found::add);
        }
        return found.stream().max(Comparator.comparingLong(one -> one.id().value()));
    }

    /** An account may own several short codes. */
    private static boolean names(TpAddress destination, ShortMessage message) {
        return message.destinationAddress().value().equals(destination.value());
    }
}
