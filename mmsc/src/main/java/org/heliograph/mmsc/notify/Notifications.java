// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.notify;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.PlmnAddress;
import org.heliograph.mmsc.message.PushKind;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.metrics.MmscMetrics;
import org.heliograph.mmsc.push.PushJob;
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

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

    private final MessageStore store;
    private final URI contentBase;
    private final Clock clock;
    private final MmscMetrics metrics;

    /**
     * @param contentBase what content locations start with, without a slash at the end
     */
    public Notifications(MessageStore store, URI contentBase, Clock clock, MmscMetrics metrics) {
        this.store = store;
        this.contentBase = contentBase;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public PushKind kind() {
        return PushKind.NOTIFICATION;
    }

    @Override
    public Msisdn to(Delivery delivery) {
        return delivery.recipient().address();
    }

    @Override
    public Instant until(Delivery delivery) {
        return delivery.message().expiresAt();
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
            headers.add(MmsField.FROM, new From.Address(PlmnAddress.of(message.sender())));
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
        return new MmsPdu.MNotificationInd(headers.build());
    }

    @Override
    public void taken(Delivery delivery) {
        String id = delivery.message().id().value();
        String to = delivery.recipient().address().masked();
        switch (store.move(
                delivery.recipient().token(), RecipientState.NOTIFIED, clock.instant(), false)) {
            case MessageStore.Moved.Done _ -> {
                metrics.reached(RecipientState.NOTIFIED);
                LOG.info("notified message={} to={}", id, to);
            }
            case MessageStore.Moved.NotAllowed(RecipientState current) ->
                    LOG.info("notified message={} to={} already={}", id, to, current);
            case MessageStore.Moved.Gone() ->
                    LOG.info("notified message={} to={} already=forgotten", id, to);
        }
    }

    @Override
    public void tooLate(Delivery delivery) {
        // The expiry sweep, which watches all states alike, ends it.
    }
}
