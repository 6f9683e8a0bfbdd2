// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.notify;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.heliograph.mmsc.message.Address;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.NextPush;
import org.heliograph.mmsc.message.PushKind;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.metrics.MmscMetrics;
import org.heliograph.mmsc.page.PageLinks;
import org.heliograph.mmsc.policy.MmsPolicies;
import org.heliograph.mmsc.push.Push;
import org.heliograph.mmsc.push.PushJob;
import org.heliograph.mmsc.push.PushStore;
import org.heliograph.mmsc.push.Repetition;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.MmsTime;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells recipients what waits for them: M-Notification.ind (OMA-TS-MMS_ENC 1.3 §6.2). */
public final class Notifications implements PushJob {
    /** A class of one's own may have any length, and would fill the push; the standard's fit. */
    private static final int LONGEST_CLASS = 24;

    /** Long enough for a handset to answer a notification, and soon all the same. */
    private static final Duration FETCHED_WITHIN = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

    private final MessageStore store;
    private final PushStore pushes;
    private final URI contentBase;
    private final Repetition repetition;
    private final PageLinks links;
    private final MmsPolicies policies;
    private final Clock clock;
    private final MmscMetrics metrics;

    /** Ends what scripts are against; nobody can before the start is over. */
    private volatile Consumer<Delivery> end = _ -> {};

    /**
     * @param contentBase what content locations start with, without a slash at the end
     */
    public Notifications(
            MessageStore store,
            PushStore pushes,
            URI contentBase,
            Repetition repetition,
            PageLinks links,
            MmsPolicies policies,
            Clock clock,
            MmscMetrics metrics) {
        this.store = store;
        this.pushes = pushes;
        this.contentBase = contentBase;
        this.repetition = repetition;
        this.links = links;
        this.policies = policies;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public PushKind kind() {
        return PushKind.NOTIFICATION;
    }

    @Override
    public Msisdn to(Delivery delivery) {
        return delivery.recipient().msisdn();
    }

    @Override
    public Instant until(Delivery delivery) {
        return delivery.message().expiresAt();
    }

    /**
     * Until the next one: a handset that was away for long gets one notification then, and not all
     * that were made meanwhile.
     */
    @Override
    public Instant validUntil(Delivery delivery) {
        Instant next = clock.instant().plus(repetition.after(delivery.recipient()));
        return next.isBefore(until(delivery)) ? next : until(delivery);
    }

    /** The first one is; before it is repeated the store is asked what the user agent has said. */
    @Override
    public boolean isWanted(Delivery delivery) {
        Recipient recipient = delivery.recipient();
        return isFirst(recipient)
                || store.byToken(recipient.token())
                        .map(now -> now.recipient().state())
                        .filter(state -> Repetition.isNotified(state))
                        .isPresent();
    }

    /** Who ends what scripts are against. */
    public void endedBy(Consumer<Delivery> ends) {
        end = ends;
    }

    @Override
    public Optional<Instant> putOff(Delivery delivery) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return switch (policies.delivery(delivery, now)) {
            case MmsPolicies.Verdict.Pass _ -> Optional.empty();
            case MmsPolicies.Verdict.Wait(Instant until) -> {
                log("waits", delivery, "code=policy until=" + until);
                yield Optional.of(until);
            }
            case MmsPolicies.Verdict.Stop(String cause) -> {
                log("refused", delivery, "code=policy reason=\"" + cause + "\"");
                end.accept(delivery);
                yield Optional.of(now.plus(FETCHED_WITHIN)); // where it could not be ended yet
            }
        };
    }

    private static boolean isFirst(Recipient recipient) {
        return recipient.state() == RecipientState.DUE && recipient.attempts() == 0;
    }

    /** A link to a page where the handset cannot be notified, or has not fetched for long. */
    @Override
    public Push push(Delivery delivery, int reference) {
        return isLink(delivery)
                ? links.text(delivery, reference)
                : PushJob.super.push(delivery, reference);
    }

    private boolean isLink(Delivery delivery) {
        return links.from(delivery).filter(from -> !clock.instant().isBefore(from)).isPresent();
    }

    /** No header that a handset can do without: the push is to fit one SMS. */
    @Override
    public MmsPdu pdu(Delivery delivery) {
        MultimediaMessage message = delivery.message();
        MmsHeaders.Builder headers =
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, delivery.recipient().transactionId())
                        .add(MmsField.MMS_VERSION, MultimediaMessage.VERSION);
        if (message.senderShown()) {
            headers.add(MmsField.FROM, new From.Address(Address.of(message.sender()).written()));
        }
        // Whole seconds, and never none: zero could be taken for a message without an expiry.
        long life = Duration.between(clock.instant(), message.expiresAt()).toSeconds();
        headers.add(
                        MmsField.MESSAGE_CLASS,
                        message.headers()
                                .first(MmsField.MESSAGE_CLASS)
                                .filter(name -> name.length() <= LONGEST_CLASS)
                                .orElse("personal"))
                .add(MmsField.MESSAGE_SIZE, message.contentOctets())
                .add(MmsField.EXPIRY, new MmsTime.Relative(Duration.ofSeconds(Math.max(1, life))))
                .add(
                        MmsField.CONTENT_LOCATION,
                        contentBase + "/" + delivery.recipient().token().value());
        message.headers()
                .first(MmsField.DISTRIBUTION_INDICATOR)
                .ifPresent(mayBe -> headers.add(MmsField.DISTRIBUTION_INDICATOR, mayBe));
        return new MmsPdu.MNotificationInd(headers.build());
    }

    @Override
    public void taken(Delivery delivery, Push push) {
        Recipient recipient = delivery.recipient();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (push.isText()) {
            linked(delivery, now);
            return;
        }
        Instant repeat = now.plus(repetition.after(recipient));
        Instant next = links.from(delivery).filter(repeat::isAfter).orElse(repeat);
        if (recipient.state() == RecipientState.DUE) {
            first(delivery, now, new NextPush.At(kind(), next));
        } else {
            pushes.postpone(recipient.token(), kind(), next);
            metrics.notifiedAgain();
            log(delivery, "again=" + (recipient.attempts() + 1));
        }
    }

    /** One SMS is what it costs: it is not repeated. */
    private void linked(Delivery delivery, Instant now) {
        metrics.linked();
        if (delivery.recipient().state() == RecipientState.DUE) {
            first(delivery, now, new NextPush.None());
        } else {
            pushes.end(delivery.recipient().token(), kind(), now);
            log(delivery, "by=link");
        }
    }

    private void first(Delivery delivery, Instant now, NextPush next) {
        switch (store.move(delivery.recipient().token(), RecipientState.NOTIFIED, now, next)) {
            case MessageStore.Moved.Done _ -> {
                metrics.reached(RecipientState.NOTIFIED);
                log(delivery, "");
            }
            case MessageStore.Moved.NotAllowed(RecipientState current) ->
                    log(delivery, "already=" + current);
            case MessageStore.Moved.Gone() -> log(delivery, "already=forgotten");
        }
    }

    /**
     * A handset that was away is there again. The SMSC may have kept a notification for it, and
     * brings it now: only what it then does not fetch is notified again.
     */
    public void available(Msisdn subscriber) {
        int hastened = pushes.hasten(subscriber, clock.instant().plus(FETCHED_WITHIN));
        if (hastened > 0) {
            LOG.info("available subscriber={} messages={}", subscriber.masked(), hastened);
        }
    }

    private static void log(Delivery delivery, String more) {
        log("notified", delivery, more);
    }

    private static void log(String what, Delivery delivery, String more) {
        LOG.info(
                "{} message={} to={} {}",
                what,
                delivery.message().id(),
                delivery.recipient().address().masked(),
                more);
    }

    @Override
    public void tooLate(Delivery delivery) {
        // The expiry sweep, which watches all states alike, ends it.
    }
}
