// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.report;

import java.time.Duration;
import java.time.Instant;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.PlmnAddress;
import org.heliograph.mmsc.message.PushKind;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.push.PushJob;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.Status;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells senders what became of their messages: M-Delivery.ind (OMA-TS-MMS_ENC 1.3 §6.5). */
public final class DeliveryReports implements PushJob {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryReports.class);

    private final MessageStore store;
    private final Duration life;

    /**
     * @param life how long a report is worth pushing
     */
    public DeliveryReports(MessageStore store, Duration life) {
        this.store = store;
        this.life = life;
    }

    @Override
    public PushKind kind() {
        return PushKind.DELIVERY_REPORT;
    }

    @Override
    public Msisdn to(Delivery delivery) {
        return delivery.message().sender();
    }

    @Override
    public Instant until(Delivery delivery) {
        return delivery.recipient().changedAt().plus(life);
    }

    @Override
    public MmsPdu pdu(Delivery delivery) {
        return new MmsPdu.MDeliveryInd(
                MmsHeaders.builder()
                        .add(MmsField.MMS_VERSION, MultimediaMessage.VERSION)
                        .add(MmsField.MESSAGE_ID, delivery.message().id().value())
                        .add(MmsField.TO, PlmnAddress.of(delivery.recipient().address()))
                        .add(MmsField.DATE, delivery.recipient().changedAt())
                        .add(MmsField.STATUS, status(delivery.recipient().state()))
                        .build());
    }

    private static Status status(RecipientState state) {
        return switch (state) {
            case RETRIEVED -> Status.RETRIEVED;
            case REJECTED -> Status.REJECTED;
            case EXPIRED -> Status.EXPIRED;
            case DEFERRED -> Status.DEFERRED;
            case DUE, NOTIFIED -> Status.INDETERMINATE;
        };
    }

    @Override
    public void taken(Delivery delivery) {
        store.endPush(delivery.recipient().token());
        LOG.info(
                "reported message={} about={} status={}",
                delivery.message().id(),
                delivery.recipient().address().masked(),
                delivery.recipient().state());
    }

    @Override
    public void tooLate(Delivery delivery) {
        store.endPush(delivery.recipient().token());
        LOG.info(
                "report given up message={} about={} code=report-expired reason=\"not taken within"
                        + " {}\"",
                delivery.message().id(),
                delivery.recipient().address().masked(),
                life);
    }
}
