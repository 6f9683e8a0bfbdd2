// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.charge;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.charging.cdr.Field;
import org.heliograph.charging.cdr.RecordType;
import org.heliograph.charging.credit.ChargeableEvent;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.pdu.mms.MmsField;

/** The record of a message for one of its recipients (TS 32.270 §6.1; TS 32.298 §5.1.4.1). */
final class MessageRecord {
    private final String domain;

    MessageRecord(String domain) {
        this.domain = domain;
    }

    /**
     * @param at when that which it tells of was so
     * @param spent whether what was kept back is spent
     */
    ChargingRecord of(
            RecordType type,
            MultimediaMessage message,
            Recipient recipient,
            Instant at,
            ChargeableEvent event,
            boolean spent) {
        Map<Field, String> fields = new EnumMap<>(Field.class);
        fields.put(Field.ORIGINATOR_MMS_RS_ADDRESS, domain);
        fields.put(Field.MESSAGE_ID, message.id().value());
        fields.put(Field.ORIGINATOR_ADDRESS, message.sender().digits());
        fields.put(Field.RECIPIENT_ADDRESS, recipient.msisdn().digits());
        fields.put(Field.TIME_OF_EXPIRY, message.expiresAt().toString());
        fields.put(
                Field.DELIVERY_REPORT_REQUESTED, Boolean.toString(message.deliveryReportAsked()));
        fields.put(Field.READ_REPLY_REQUESTED, Boolean.toString(message.readReportAsked()));
        message.headers()
                .first(MmsField.PRIORITY)
                .ifPresent(priority -> fields.put(Field.PRIORITY, priority.toString()));
        fields.put(Field.SENDER_VISIBILITY, Boolean.toString(message.senderShown()));
        fields.put(Field.MM_STATUS_CODE, recipient.state().name().toLowerCase(Locale.ROOT));
        fields.put(Field.MESSAGE_SIZE, Long.toString(message.contentOctets()));
        fields.put(Field.SUBMISSION_TIME, message.acceptedAt().toString());
        fields.put(Field.EVENT_TIMESTAMP, at.toString());
        return new ChargingRecord(
                event.id(), type, at, fields, Optional.of(new ChargingRecord.Charge(event, spent)));
    }
}
