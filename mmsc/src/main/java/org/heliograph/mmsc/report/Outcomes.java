// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.report;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.heliograph.mmsc.charge.Charges;
import org.heliograph.mmsc.message.ContentStore;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.NextPush;
import org.heliograph.mmsc.message.PushKind;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.metrics.MmscMetrics;
import org.heliograph.mmsc.push.Outbox;
import org.heliograph.mmsc.push.Repetition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer of a recipient, or its expiry: the new state and the report about it become durable
 * together; then the report leaves, and the content is freed if this was the last recipient.
 */
public final class Outcomes {
    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    private final MessageStore store;
    private final ContentStore contents;
    private final Outbox reports;
    private final Repetition repetition;
    private final Charges charges;
    private final InstantSource clock;
    private final MmscMetrics metrics;

    public Outcomes(
            MessageStore store,
            ContentStore contents,
            Outbox reports,
            Repetition repetition,
            Charges charges,
            InstantSource clock,
            MmscMetrics metrics) {
        this.store = store;
        this.contents = contents;
        this.reports = reports;
        this.repetition = repetition;
        this.charges = charges;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * @param reportAllowed whether the recipient lets the sender know (X-Mms-Report-Allowed)
     */
    public void reached(Delivery delivery, RecipientState next, boolean reportAllowed) {
        MultimediaMessage message = delivery.message();
        Recipient recipient = delivery.recipient();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        boolean report =
                reportAllowed && message.deliveryReportAsked() && isNews(recipient.state(), next);
        switch (store.move(
                recipient.token(),
                next,
                now,
                push(next, report, now),
                charges.ended(message, recipient, next, now))) {
            case MessageStore.Moved.Done(boolean last) -> {
                metrics.reached(next);
                LOG.info(
                        "{} message={} to={}",
                        next.name().toLowerCase(Locale.ROOT),
                        message.id(),
                        recipient.address().masked());
                if (report) {
                    reports.offer(new Delivery(message, recipient.reached(next, now)));
                }
                if (last) {
                    free(message);
                }
            }
            case MessageStore.Moved.NotAllowed(RecipientState current) ->
                    LOG.info(
                            "repeated message={} to={} said={} already={}",
                            message.id(),
                            recipient.address().masked(),
                            next,
                            current);
            case MessageStore.Moved.Gone() ->
                    LOG.info("repeated message={} said={} already=forgotten", message.id(), next);
        }
    }

    /**
     * A sender hears of ends (TS 23.140 §8.1.5), of forwarding, which is as good as one, and of the
     * page being seen, which is one to the sender: what follows that is not told.
     */
    private static boolean isNews(RecipientState state, RecipientState next) {
        if (state == RecipientState.VIEWED) {
            return false;
        }
        return next == RecipientState.FORWARDED
                || next == RecipientState.VIEWED
                || next == RecipientState.RETRIEVED
                || (next.isFinal() && state != RecipientState.FORWARDED);
    }

    private NextPush push(RecipientState next, boolean report, Instant now) {
        if (report) {
            return new NextPush.At(PushKind.DELIVERY_REPORT, now);
        }
        return next == RecipientState.DEFERRED
                ? new NextPush.At(PushKind.NOTIFICATION, now.plus(repetition.afterDeferred()))
                : new NextPush.None();
    }

    private void free(MultimediaMessage message) {
        try {
            contents.remove(message.content());
            LOG.info("content freed message={}", message.id());
        } catch (IOException e) {
            // The sweep at the next start finds it.
            LOG.warn("cannot free the content of message={}", message.id(), e);
        }
    }
}
