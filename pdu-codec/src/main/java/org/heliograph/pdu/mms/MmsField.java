// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.time.Instant;
import org.heliograph.pdu.wsp.ContentType;

/**
 * A header field of MMS PDUs with the type of its value (OMA-TS-MMS_ENC 1.3 §7.3, table 12 for the
 * numbers). One constant per field of the standard: the table from which headers are read, written
 * and printed.
 *
 * @param <T> what the value is in Java
 */
public final class MmsField<T> {
    public static final MmsField<String> TRANSACTION_ID = new MmsField<>("X-Mms-Transaction-ID");

    /** Major in the high four bits, minor in the low ones: 0x13 is 1.3. */
    public static final MmsField<Integer> MMS_VERSION = new MmsField<>("X-Mms-MMS-Version");

    public static final MmsField<String> MESSAGE_ID = new MmsField<>("Message-ID");
    public static final MmsField<Instant> DATE = new MmsField<>("Date");
    public static final MmsField<From> FROM = new MmsField<>("From");
    public static final MmsField<EncodedString> TO = new MmsField<>("To");
    public static final MmsField<EncodedString> CC = new MmsField<>("Cc");
    public static final MmsField<EncodedString> BCC = new MmsField<>("Bcc");
    public static final MmsField<EncodedString> SUBJECT = new MmsField<>("Subject");
    public static final MmsField<String> MESSAGE_CLASS = new MmsField<>("X-Mms-Message-Class");
    public static final MmsField<MmsTime> EXPIRY = new MmsField<>("X-Mms-Expiry");
    public static final MmsField<MmsTime> DELIVERY_TIME = new MmsField<>("X-Mms-Delivery-Time");
    public static final MmsField<Priority> PRIORITY = new MmsField<>("X-Mms-Priority");
    public static final MmsField<Boolean> DELIVERY_REPORT = new MmsField<>("X-Mms-Delivery-Report");
    public static final MmsField<Boolean> READ_REPORT = new MmsField<>("X-Mms-Read-Report");
    public static final MmsField<Boolean> REPORT_ALLOWED = new MmsField<>("X-Mms-Report-Allowed");
    public static final MmsField<Boolean> SENDER_VISIBILITY_SHOW =
            new MmsField<>("X-Mms-Sender-Visibility");
    public static final MmsField<Long> MESSAGE_SIZE = new MmsField<>("X-Mms-Message-Size");
    public static final MmsField<String> CONTENT_LOCATION =
            new MmsField<>("X-Mms-Content-Location");
    public static final MmsField<ResponseStatus> RESPONSE_STATUS =
            new MmsField<>("X-Mms-Response-Status");
    public static final MmsField<EncodedString> RESPONSE_TEXT =
            new MmsField<>("X-Mms-Response-Text");
    public static final MmsField<RetrieveStatus> RETRIEVE_STATUS =
            new MmsField<>("X-Mms-Retrieve-Status");
    public static final MmsField<EncodedString> RETRIEVE_TEXT =
            new MmsField<>("X-Mms-Retrieve-Text");
    public static final MmsField<Status> STATUS = new MmsField<>("X-Mms-Status");
    public static final MmsField<EncodedString> STATUS_TEXT = new MmsField<>("X-Mms-Status-Text");

    /** Always the last header of a PDU with a body. */
    public static final MmsField<ContentType> CONTENT_TYPE = new MmsField<>("Content-Type");

    private final String fieldName;

    private MmsField(String fieldName) {
        this.fieldName = fieldName;
    }

    /** {@return the standard's name} */
    public String fieldName() {
        return fieldName;
    }
}
