// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.report;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.PushKind;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.Refusal;
import org.heliograph.mmsc.push.PushStore;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.Status;

/** Tells senders what became of their messages: M-Delivery.ind (OMA-TS-MMS_ENC 1.3 §6.5). */
public final class DeliveryReports extends Reports {
    /** X-Mms-MMS-Version 1.2. */
    private static final int UNREACHABLE_KNOWN = 0x12;

    /**
     * @param life how long a report is worth pushing
     */
    public DeliveryReports(PushStore store, InstantSource clock, Duration life) {
        super(store, clock, life);
    }

    @Override
    public PushKind kind() {
        return PushKind.DELIVERY_REPORT;
    }

    @Override
    Instant since(Delivery delivery) {
        return delivery.recipient().changedAt();
    }

    @Override
    Object status(Delivery delivery) {
        return delivery.recipient().state();
    }

    @Override
    public MmsPdu pdu(Delivery delivery) {
        Recipient recipient = delivery.recipient();
        MmsHeaders.Builder headers =
                MmsHeaders.builder()
                        .add(MmsField.MMS_VERSION, MultimediaMessage.VERSION)
                        .add(MmsField.MESSAGE_ID, delivery.message().id().value())
                        .add(MmsField.TO, recipient.address().written())
                        .add(MmsField.DATE, recipient.changedAt())
                        .add(MmsField.STATUS, reached(delivery));
        if (recipient.refusal() != Refusal.NONE) {
            headers.add(MmsField.STATUS_TEXT, EncodedString.of(recipient.refusal().text()));
        }
        return new MmsPdu.MDeliveryInd(headers.build());
    }

    private static Status reached(Delivery delivery) {
        return switch (delivery.recipient().state()) {
            case RETRIEVED, VIEWED -> Status.RETRIEVED;
            case REJECTED -> Status.REJECTED;
            case EXPIRED -> Status.EXPIRED;
            case DEFERRED -> Status.DEFERRED;
            case FORWARDED -> Status.FORWARDED;
            case REFUSED -> refused(delivery);
            case DUE, NOTIFIED -> Status.INDETERMINATE;
        };
    }

    /** Unreachable is new in MMS 1.2 (OMA-TS-MMS_ENC 1.3 §7.3.54). */
    private static Status refused(Delivery delivery) {
        int version =
                delivery.message().headers().first(MmsField.MMS_VERSION).orElse(MmsPdu.VERSION_1_0);
        return isRejected(delivery.recipient().refusal()) || version < UNREACHABLE_KNOWN
                ? Status.REJECTED
                : Status.UNREACHABLE;
    }

    private static boolean isRejected(Refusal refusal) {
        return refusal == Refusal.BARRED || refusal == Refusal.POLICY;
    }
}
