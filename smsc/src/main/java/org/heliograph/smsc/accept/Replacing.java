// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.accept;

import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.queue.Dispatcher;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Router;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages that come instead of what waits (replace_if_present_flag, SMPP 3.4 §5.2.18). */
final class Replacing {
    private static final Logger LOG = LoggerFactory.getLogger(Replacing.class);

    private final Router router;
    private final Dispatcher dispatcher;

    Replacing(Router router, Dispatcher dispatcher) {
        this.router = router;
        this.dispatcher = dispatcher;
    }

    /** What cannot be cancelled any more is delivered, as what it was replaced by is. */
    void cancelReplaced(Submission submission, MessageId id) {
        if (!(submission.origin() instanceof Origin.Esme account)) {
            return;
        }
        for (TpAddress to : submission.destinationAddresses()) {
            for (Route.Destination destination : router.destinations(account, to)) {
                try {
                    dispatcher
                            .waitingMessages()
                            .cancel(
                                    account,
                                    destination,
                                    message ->
                                            message.submittedAs().value() < id.value()
                                                    && message.destinationAddress().equals(to)
                                                    && isLike(submission, message));
                } catch (StoreException e) {
                    LOG.warn("nothing replaced by id={} reason=\"{}\"", id, e.getMessage());
                }
            }
        }
    }

    private static boolean isLike(Submission submission, ShortMessage message) {
        return message.originatingAddress().equals(submission.originatingAddress())
                && message.smppParameters()
                        .serviceType()
                        .equals(submission.smppParameters().serviceType());
    }
}
