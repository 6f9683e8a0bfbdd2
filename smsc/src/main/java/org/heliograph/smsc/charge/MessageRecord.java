// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.charge;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.charging.cdr.Field;
import org.heliograph.charging.cdr.RecordType;
import org.heliograph.charging.credit.ChargeableEvent;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TypeOfNumber;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.report.Reports;

/**
 * The record of a message that has come to its end: SC-SMO of what a handset submitted, SC-SMT of
 * everything else (TS 32.274 §6.1.3). Fields as TS 32.298 §5.1.4.5 has them.
 */
final class MessageRecord {
    private final String serviceCentre;

    MessageRecord(String serviceCentre) {
        this.serviceCentre = serviceCentre;
    }

    ChargingRecord of(
            ShortMessage message, ChargeableEvent event, DeliveryOutcome.Final end, Instant at) {
        boolean mobile = message.origin() instanceof Origin.Subscriber;
        Map<Field, String> fields = new EnumMap<>(Field.class);
        fields.put(Field.SMS_NODE_ADDRESS, serviceCentre);
        put(
                fields,
                message.originatingAddress(),
                Field.ORIGINATOR_MSISDN,
                Field.ORIGINATOR_OTHER_ADDRESS);
        put(
                fields,
                message.destinationAddress(),
                Field.RECIPIENT_MSISDN,
                Field.RECIPIENT_OTHER_ADDRESS);
        fields.put(Field.MESSAGE_REFERENCE, message.id().toString());
        fields.put(
                Field.SM_DATA_CODING_SCHEME, Integer.toString(message.dataCodingScheme().octet()));
        fields.put(Field.SM_MESSAGE_TYPE, mobile ? "submission" : "delivery");
        fields.put(
                Field.SM_DELIVERY_REPORT_REQUESTED,
                Boolean.toString(message.reportRequest() != ReportRequest.NONE));
        size(fields, message.userData());
        fields.put(Field.SUBMISSION_TIME, message.acceptedAt().toString());
        fields.put(Field.SM_STATUS, Integer.toString(Reports.status(end)));
        fields.put(Field.SM_DISCHARGE_TIME, at.toString());
        if (end instanceof DeliveryOutcome.Failed failed) {
            fields.put(Field.SMS_RESULT, failed.cause().code());
        }
        return new ChargingRecord(
                event.id(),
                mobile ? RecordType.SC_SMO : RecordType.SC_SMT,
                at,
                fields,
                Optional.of(
                        new ChargingRecord.Charge(
                                event, !(end instanceof DeliveryOutcome.Failed))));
    }

    private static void put(
            Map<Field, String> fields, TpAddress address, Field number, Field other) {
        fields.put(
                address.typeOfNumber() == TypeOfNumber.INTERNATIONAL ? number : other,
                address.value());
    }

    /** Of what another centre has had, its text is not kept. */
    private static void size(Map<Field, String> fields, UserData userData) {
        userData.concatenation()
                .ifPresent(
                        part -> {
                            fields.put(Field.SM_TOTAL_NUMBER, Integer.toString(part.total()));
                            fields.put(Field.SM_SEQUENCE_NUMBER, Integer.toString(part.sequence()));
                        });
        if (!userData.equals(UserData.EMPTY)) {
            fields.put(Field.MESSAGE_SIZE, Integer.toString(userData.payload().length()));
        }
    }
}
