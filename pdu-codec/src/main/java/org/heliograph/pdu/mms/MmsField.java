// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType;

/**
 * A header field of MMS PDUs with the type of its value (OMA-TS-MMS_ENC 1.3 §7.3, table 12 for the
 * numbers). One constant per field of the standard: the table from which headers are read, written
 * and printed. X-Mms-Message-Type (0x0C) is not here: it is which {@link MmsPdu} it is.
 *
 * @param <T> what the value is in Java
 */
public final class MmsField<T> {
    /** X-Mms-Message-Type, which starts every PDU. */
    static final int MESSAGE_TYPE = 0x0c;

    static final String MESSAGE_TYPE_NAME = "X-Mms-Message-Type";

    public static final MmsField<EncodedString> BCC = of(0x01, "Bcc", MmsValue.ADDRESS);
    public static final MmsField<EncodedString> CC = of(0x02, "Cc", MmsValue.ADDRESS);
    public static final MmsField<String> CONTENT_LOCATION =
            of(0x03, "X-Mms-Content-Location", MmsValue.TEXT);

    /** Always the last header of a PDU with a body. */
    public static final MmsField<ContentType> CONTENT_TYPE =
            of(0x04, "Content-Type", MmsValue.CONTENT_TYPE);

    public static final MmsField<Instant> DATE = of(0x05, "Date", MmsValue.DATE);
    public static final MmsField<Boolean> DELIVERY_REPORT =
            of(0x06, "X-Mms-Delivery-Report", MmsValue.YES_NO);
    public static final MmsField<MmsTime> DELIVERY_TIME =
            of(0x07, "X-Mms-Delivery-Time", MmsValue.TIME);
    public static final MmsField<MmsTime> EXPIRY = of(0x08, "X-Mms-Expiry", MmsValue.TIME);
    public static final MmsField<From> FROM = of(0x09, "From", MmsValue.FROM);

    /** {@code personal, advertisement, informational, auto}, or a word of the sender's own. */
    public static final MmsField<String> MESSAGE_CLASS =
            of(0x0a, "X-Mms-Message-Class", MmsValue.MESSAGE_CLASS);

    public static final MmsField<String> MESSAGE_ID = of(0x0b, "Message-ID", MmsValue.TEXT);

    /** Major in the high four bits, minor in the low ones: 0x13 is 1.3. */
    public static final MmsField<Integer> MMS_VERSION =
            of(0x0d, "X-Mms-MMS-Version", MmsValue.VERSION);

    public static final MmsField<Long> MESSAGE_SIZE =
            of(0x0e, "X-Mms-Message-Size", MmsValue.LONG_INTEGER);
    public static final MmsField<Priority> PRIORITY =
            of(0x0f, "X-Mms-Priority", MmsValue.tokens(Priority.class));
    public static final MmsField<Boolean> READ_REPORT =
            of(0x10, "X-Mms-Read-Report", MmsValue.YES_NO);
    public static final MmsField<Boolean> REPORT_ALLOWED =
            of(0x11, "X-Mms-Report-Allowed", MmsValue.YES_NO);
    public static final MmsField<ResponseStatus> RESPONSE_STATUS =
            of(
                    0x12,
                    "X-Mms-Response-Status",
                    MmsValue.octet(
                            ResponseStatus.class,
                            ResponseStatus::new,
                            ResponseStatus::octet,
                            ResponseStatus.NAMES));
    public static final MmsField<EncodedString> RESPONSE_TEXT =
            of(0x13, "X-Mms-Response-Text", MmsValue.ENCODED_STRING);
    public static final MmsField<Boolean> SENDER_VISIBILITY_SHOW =
            of(0x14, "X-Mms-Sender-Visibility", MmsValue.SHOW);
    public static final MmsField<Status> STATUS =
            of(
                    0x15,
                    "X-Mms-Status",
                    MmsValue.octet(Status.class, Status::new, Status::octet, Status.NAMES));
    public static final MmsField<EncodedString> SUBJECT =
            of(0x16, "Subject", MmsValue.ENCODED_STRING);
    public static final MmsField<EncodedString> TO = of(0x17, "To", MmsValue.ADDRESS);
    public static final MmsField<String> TRANSACTION_ID =
            of(0x18, "X-Mms-Transaction-ID", MmsValue.TEXT);
    public static final MmsField<RetrieveStatus> RETRIEVE_STATUS =
            of(
                    0x19,
                    "X-Mms-Retrieve-Status",
                    MmsValue.octet(
                            RetrieveStatus.class,
                            RetrieveStatus::new,
                            RetrieveStatus::octet,
                            RetrieveStatus.NAMES));
    public static final MmsField<EncodedString> RETRIEVE_TEXT =
            of(0x1a, "X-Mms-Retrieve-Text", MmsValue.ENCODED_STRING);
    public static final MmsField<ReadStatus> READ_STATUS =
            of(0x1b, "X-Mms-Read-Status", MmsValue.tokens(ReadStatus.class));
    public static final MmsField<Integer> REPLY_CHARGING =
            of(
                    0x1c,
                    "X-Mms-Reply-Charging",
                    MmsValue.octet(
                            TokenNames.from128(
                                    "Requested",
                                    "Requested-text-only",
                                    "Accepted",
                                    "Accepted-text-only")));
    public static final MmsField<MmsTime> REPLY_CHARGING_DEADLINE =
            of(0x1d, "X-Mms-Reply-Charging-Deadline", MmsValue.TIME);
    public static final MmsField<String> REPLY_CHARGING_ID =
            of(0x1e, "X-Mms-Reply-Charging-ID", MmsValue.TEXT);
    public static final MmsField<Long> REPLY_CHARGING_SIZE =
            of(0x1f, "X-Mms-Reply-Charging-Size", MmsValue.LONG_INTEGER);
    public static final MmsField<PreviouslySent.By> PREVIOUSLY_SENT_BY =
            of(0x20, "X-Mms-Previously-Sent-By", PreviouslySent.BY);
    public static final MmsField<PreviouslySent.Date> PREVIOUSLY_SENT_DATE =
            of(0x21, "X-Mms-Previously-Sent-Date", PreviouslySent.DATE);
    public static final MmsField<Boolean> STORE = of(0x22, "X-Mms-Store", MmsValue.YES_NO);
    public static final MmsField<Integer> MM_STATE =
            of(
                    0x23,
                    "X-Mms-MM-State",
                    MmsValue.octet(
                            TokenNames.from128("Draft", "Sent", "New", "Retrieved", "Forwarded")));
    public static final MmsField<MmFlags> MM_FLAGS = of(0x24, "X-Mms-MM-Flags", MmFlags.VALUE);
    public static final MmsField<Integer> STORE_STATUS =
            of(
                    0x25,
                    "X-Mms-Store-Status",
                    MmsValue.octet(
                            TokenNames.from128("Success")
                                    .and(
                                            192,
                                            "Error-transient-failure",
                                            "Error-transient-network-problem")
                                    .and(
                                            224,
                                            "Error-permanent-failure",
                                            "Error-permanent-service-denied",
                                            "Error-permanent-message-format-corrupt",
                                            "Error-permanent-message-not-found",
                                            "Error-permanent-mmbox-full")));
    public static final MmsField<EncodedString> STORE_STATUS_TEXT =
            of(0x26, "X-Mms-Store-Status-Text", MmsValue.ENCODED_STRING);
    public static final MmsField<Boolean> STORED = of(0x27, "X-Mms-Stored", MmsValue.YES_NO);

    /** The number of a field with its high bit set. */
    public static final MmsField<Integer> ATTRIBUTES =
            of(0x28, "X-Mms-Attributes", MmsValue.FIELD_NUMBER);

    public static final MmsField<Boolean> TOTALS = of(0x29, "X-Mms-Totals", MmsValue.YES_NO);
    public static final MmsField<MboxAmount> MBOX_TOTALS =
            of(0x2a, "X-Mms-Mbox-Totals", MboxAmount.VALUE);
    public static final MmsField<Boolean> QUOTAS = of(0x2b, "X-Mms-Quotas", MmsValue.YES_NO);
    public static final MmsField<MboxAmount> MBOX_QUOTAS =
            of(0x2c, "X-Mms-Mbox-Quotas", MboxAmount.VALUE);
    public static final MmsField<Long> MESSAGE_COUNT =
            of(0x2d, "X-Mms-Message-Count", MmsValue.INTEGER);

    /**
     * Kept as octets: a name to be asked for in X-Mms-Attributes; as a header of its own no
     * implementation known to us writes or reads a value.
     */
    public static final MmsField<Octets> CONTENT = of(0x2e, "Content", MmsValue.OCTETS);

    public static final MmsField<Long> START = of(0x2f, "X-Mms-Start", MmsValue.INTEGER);

    /** Kept as octets, as {@link #CONTENT} is. */
    public static final MmsField<Octets> ADDITIONAL_HEADERS =
            of(0x30, "Additional-headers", MmsValue.OCTETS);

    public static final MmsField<Boolean> DISTRIBUTION_INDICATOR =
            of(0x31, "X-Mms-Distribution-Indicator", MmsValue.YES_NO);
    public static final MmsField<ElementDescriptor> ELEMENT_DESCRIPTOR =
            of(0x32, "X-Mms-Element-Descriptor", ElementDescriptor.VALUE);
    public static final MmsField<Long> LIMIT = of(0x33, "X-Mms-Limit", MmsValue.INTEGER);
    public static final MmsField<Integer> RECOMMENDED_RETRIEVAL_MODE =
            of(
                    0x34,
                    "X-Mms-Recommended-Retrieval-Mode",
                    MmsValue.octet(TokenNames.from128("Manual")));
    public static final MmsField<EncodedString> RECOMMENDED_RETRIEVAL_MODE_TEXT =
            of(0x35, "X-Mms-Recommended-Retrieval-Mode-Text", MmsValue.ENCODED_STRING);
    public static final MmsField<EncodedString> STATUS_TEXT =
            of(0x36, "X-Mms-Status-Text", MmsValue.ENCODED_STRING);
    public static final MmsField<String> APPLIC_ID = of(0x37, "X-Mms-Applic-ID", MmsValue.TEXT);
    public static final MmsField<String> REPLY_APPLIC_ID =
            of(0x38, "X-Mms-Reply-Applic-ID", MmsValue.TEXT);
    public static final MmsField<String> AUX_APPLIC_INFO =
            of(0x39, "X-Mms-Aux-Applic-Info", MmsValue.TEXT);
    public static final MmsField<Integer> CONTENT_CLASS =
            of(
                    0x3a,
                    "X-Mms-Content-Class",
                    MmsValue.octet(
                            TokenNames.from128(
                                    "text",
                                    "image-basic",
                                    "image-rich",
                                    "video-basic",
                                    "video-rich",
                                    "megapixel",
                                    "content-basic",
                                    "content-rich")));
    public static final MmsField<Boolean> DRM_CONTENT =
            of(0x3b, "X-Mms-DRM-Content", MmsValue.YES_NO);
    public static final MmsField<Boolean> ADAPTATION_ALLOWED =
            of(0x3c, "X-Mms-Adaptation-Allowed", MmsValue.YES_NO);
    public static final MmsField<String> REPLACE_ID = of(0x3d, "X-Mms-Replace-ID", MmsValue.TEXT);
    public static final MmsField<String> CANCEL_ID = of(0x3e, "X-Mms-Cancel-ID", MmsValue.TEXT);
    public static final MmsField<Integer> CANCEL_STATUS =
            of(
                    0x3f,
                    "X-Mms-Cancel-Status",
                    MmsValue.octet(
                            TokenNames.from128(
                                    "Cancel-request-successfully-received",
                                    "Cancel-request-corrupted")));

    /** Every field above, by number. */
    private static final List<MmsField<?>> TABLE =
            List.of(
                    BCC,
                    CC,
                    CONTENT_LOCATION,
                    CONTENT_TYPE,
                    DATE,
                    DELIVERY_REPORT,
                    DELIVERY_TIME,
                    EXPIRY,
                    FROM,
                    MESSAGE_CLASS,
                    MESSAGE_ID,
                    MMS_VERSION,
                    MESSAGE_SIZE,
                    PRIORITY,
                    READ_REPORT,
                    REPORT_ALLOWED,
                    RESPONSE_STATUS,
                    RESPONSE_TEXT,
                    SENDER_VISIBILITY_SHOW,
                    STATUS,
                    SUBJECT,
                    TO,
                    TRANSACTION_ID,
                    RETRIEVE_STATUS,
                    RETRIEVE_TEXT,
                    READ_STATUS,
                    REPLY_CHARGING,
                    REPLY_CHARGING_DEADLINE,
                    REPLY_CHARGING_ID,
                    REPLY_CHARGING_SIZE,
                    PREVIOUSLY_SENT_BY,
                    PREVIOUSLY_SENT_DATE,
                    STORE,
                    MM_STATE,
                    MM_FLAGS,
                    STORE_STATUS,
                    STORE_STATUS_TEXT,
                    STORED,
                    ATTRIBUTES,
                    TOTALS,
                    MBOX_TOTALS,
                    QUOTAS,
                    MBOX_QUOTAS,
                    MESSAGE_COUNT,
                    CONTENT,
                    START,
                    ADDITIONAL_HEADERS,
                    DISTRIBUTION_INDICATOR,
                    ELEMENT_DESCRIPTOR,
                    LIMIT,
                    RECOMMENDED_RETRIEVAL_MODE,
                    RECOMMENDED_RETRIEVAL_MODE_TEXT,
                    STATUS_TEXT,
                    APPLIC_ID,
                    REPLY_APPLIC_ID,
                    AUX_APPLIC_INFO,
                    CONTENT_CLASS,
                    DRM_CONTENT,
                    ADAPTATION_ALLOWED,
                    REPLACE_ID,
                    CANCEL_ID,
                    CANCEL_STATUS);

    private static final List<Optional<MmsField<?>>> BY_NUMBER =
            new ArrayList<>(Collections.nCopies(0x80, Optional.empty()));
    private static final Map<String, MmsField<?>> BY_NAME = new HashMap<>();

    static {
        for (MmsField<?> field : TABLE) {
            BY_NUMBER.set(field.number, Optional.of(field));
            BY_NAME.put(field.fieldName.toLowerCase(Locale.ROOT), field);
        }
    }

    private final int number;
    private final String fieldName;
    private final MmsValue<T> value;

    private MmsField(int number, String fieldName, MmsValue<T> value) {
        this.number = number;
        this.fieldName = fieldName;
        this.value = value;
    }

    static <T> MmsField<T> of(int number, String fieldName, MmsValue<T> value) {
        return new MmsField<>(number, fieldName, value);
    }

    /** {@return every field of the standard, by number} */
    public static List<MmsField<?>> all() {
        return TABLE;
    }

    /** {@return the field of this name, whatever its case} */
    public static Optional<MmsField<?>> named(String fieldName) {
        return Optional.ofNullable(BY_NAME.get(fieldName.toLowerCase(Locale.ROOT)));
    }

    static Optional<MmsField<?>> numbered(int number) {
        return number >= 0 && number < BY_NUMBER.size() ? BY_NUMBER.get(number) : Optional.empty();
    }

    /** {@return the number assigned to it, 1 to 63, without the high bit it has on the wire} */
    public int number() {
        return number;
    }

    /** {@return the standard's name} */
    public String fieldName() {
        return fieldName;
    }

    MmsValue<T> value() {
        return value;
    }

    @Override
    public String toString() {
        return fieldName;
    }
}
