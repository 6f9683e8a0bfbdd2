// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.cdr;

import java.util.Optional;

/**
 * What a record may say, in the order of CSV columns. Names are those of TS 32.298, which TS 32.274
 * §6.1.3 (short messages) and TS 32.270 §6.1 (multimedia messages) describe; the last ones are
 * ours.
 */
public enum Field {
    // short messages, TS 32.298 §5.1.4.5
    SMS_NODE_ADDRESS("sMSNodeAddress"),
    ORIGINATOR_IMSI("originatorIMSI"),
    ORIGINATOR_MSISDN("originatorMSISDN"),
    ORIGINATOR_OTHER_ADDRESS("originatorOtherAddress"),
    RECIPIENT_IMSI("recipientIMSI"),
    RECIPIENT_MSISDN("recipientMSISDN"),
    RECIPIENT_OTHER_ADDRESS("recipientOtherAddress"),
    MESSAGE_REFERENCE("messageReference"),
    SM_DATA_CODING_SCHEME("sMDataCodingScheme", true),
    SM_MESSAGE_TYPE("sMMessageType"),
    SM_USER_DATA_HEADER("sMUserDataHeader"),
    SM_PRIORITY("sMPriority"),
    SM_DELIVERY_REPORT_REQUESTED("sMDeliveryReportRequested"),
    SM_TOTAL_NUMBER("sMTotalNumber", true),
    SM_SEQUENCE_NUMBER("sMSequenceNumber", true),
    SM_STATUS("sMStatus"),
    SM_DISCHARGE_TIME("sMDischargeTime"),
    SMS_RESULT("sMSResult"),
    // multimedia messages, TS 32.298 §5.1.4.1
    ORIGINATOR_MMS_RS_ADDRESS("originatorMmsRSAddress"),
    RECIPIENT_MMS_RS_ADDRESS("recipientMmsRSAddress"),
    MESSAGE_ID("messageID"),
    ORIGINATOR_ADDRESS("originatorAddress"),
    RECIPIENT_ADDRESS("recipientAddress"),
    CONTENT_TYPE("contentType"),
    EARLIEST_TIME_OF_DELIVERY("earliestTimeOfDelivery"),
    TIME_OF_EXPIRY("timeOfExpiry"),
    DELIVERY_REPORT_REQUESTED("deliveryReportRequested"),
    READ_REPLY_REQUESTED("readReplyRequested"),
    PRIORITY("priority"),
    SENDER_VISIBILITY("senderVisibility"),
    REQUEST_STATUS_CODE("requestStatusCode"),
    MM_STATUS_CODE("mmStatusCode"),
    STATUS_TEXT("statusText"),
    VASP_ID("vaspID"),
    VAS_ID("vasID"),
    // both
    MESSAGE_CLASS("messageClass"),
    MESSAGE_SIZE("messageSize", true),
    SUBMISSION_TIME("submissionTime"),
    EVENT_TIMESTAMP("eventTimestamp"),
    SERVING_NODE("servingNetworkIdentity"),
    // ours
    TENANT("tenant"),
    CATEGORY("category"),
    ACCOUNT("account"),
    SUBJECT("subject"),
    DESTINATION("destination"),
    COST("cost", true),
    PAID("paid");

    private final String text;
    private final boolean number;

    Field(String text) {
        this(text, false);
    }

    Field(String text, boolean number) {
        this.text = text;
        this.number = number;
    }

    /** {@return as files name it} */
    public String text() {
        return text;
    }

    /** {@return whether its values are decimal numbers} */
    boolean isNumber() {
        return number;
    }

    /** {@return whether no standard names it: what the charge adds to a record} */
    boolean isOurs() {
        return compareTo(TENANT) >= 0;
    }

    static Optional<Field> named(String text) {
        for (Field field : values()) {
            if (field.text.equals(text)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }
}
