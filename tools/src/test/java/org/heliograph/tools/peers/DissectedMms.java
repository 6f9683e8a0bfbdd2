// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.heliograph.pdu.mms.Deletion;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmboxPdu;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.MmsTime;
import org.heliograph.pdu.mms.Priority;
import org.heliograph.pdu.mms.ReadStatus;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.pdu.mms.RetrieveStatus;
import org.heliograph.pdu.mms.Status;

/**
 * What Wireshark's mmse dissector is to say of an MMS PDU: of the headers that it has fields for.
 */
final class DissectedMms {
    static final List<String> FIELDS =
            List.of(
                    "mmse.message_type",
                    "mmse.transaction_id",
                    "mmse.mms_version",
                    "mmse.bcc",
                    "mmse.cc",
                    "mmse.to",
                    "mmse.from",
                    "mmse.subject",
                    "mmse.content_location",
                    "mmse.date",
                    "mmse.delivery_report",
                    "mmse.delivery_time.abs",
                    "mmse.delivery_time.rel",
                    "mmse.expiry.abs",
                    "mmse.expiry.rel",
                    "mmse.message_class.id",
                    "mmse.message_class.str",
                    "mmse.message_id",
                    "mmse.message_size",
                    "mmse.priority",
                    "mmse.read_report",
                    "mmse.report_allowed",
                    "mmse.response_status",
                    "mmse.response_text",
                    "mmse.sender_visibility",
                    "mmse.status",
                    "mmse.retrieve_status",
                    "mmse.retrieve_text",
                    "mmse.read_status",
                    "mmse.reply_charging",
                    "mmse.reply_charging_deadline.abs",
                    "mmse.reply_charging_deadline.rel",
                    "mmse.reply_charging_id",
                    "mmse.reply_charging_size",
                    "mmse.previously_sent_by.forward_count",
                    "mmse.previously_sent_by.address",
                    "mmse.previously_sent_date.forward_count",
                    "mmse.previously_sent_date.date");

    private static final List<String> CLASSES =
            List.of("personal", "advertisement", "informational", "auto");

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("MMM ppd, yyyy HH:mm:ss.000000000 zzz", Locale.ENGLISH)
                    .withZone(ZoneId.systemDefault());

    /** Octets that Wireshark reads with the one after them. */
    private static final Set<String> LOOKED_PAST =
            Set.of(MmsField.RESPONSE_STATUS.fieldName(), MmsField.REPLY_CHARGING.fieldName());

    private final Dissection expected;
    private final MmsPdu pdu;

    DissectedMms(Dissection expected, MmsPdu pdu) {
        this.expected = expected;
        this.pdu = pdu;
    }

    void expect() {
        expected.hex("mmse.message_type", pdu.messageType());
        if (!pdu.headers().all(Deletion.OUTCOME).isEmpty()) {
            expected.except(
                    "counted outcomes of deletions: Wireshark reads them as uncounted ones",
                    Dissection.ALL);
        }
        var entries = pdu.headers().entries();
        if (!entries.isEmpty() && LOOKED_PAST.contains(entries.getLast().name())) {
            expected.except(
                    "a status or X-Mms-Reply-Charging ends the PDU: Wireshark looks past it",
                    Dissection.MALFORMED,
                    Dissection.EXPERT);
        }
        List<Integer> versions = pdu.headers().all(MmsField.MMS_VERSION);
        boolean late = pdu instanceof MmsPdu.Other || pdu instanceof MmboxPdu.MMboxDescr;
        if (late || versions.contains(0x10)) {
            expected.except(
                    "X-Mms-Read-Report has another name in 1.0, and before the version",
                    "mmse.read_report");
        }
        texts();
        encodedStrings();
        octets();
        numbersAndTimes();
    }

    private void texts() {
        text(MmsField.TRANSACTION_ID, "mmse.transaction_id", text -> text);
        text(
                MmsField.MMS_VERSION,
                "mmse.mms_version",
                version -> (version >> 4) + "." + (version & 0xF));
        text(MmsField.CONTENT_LOCATION, "mmse.content_location", text -> text);
        text(MmsField.MESSAGE_ID, "mmse.message_id", text -> text);
        text(MmsField.REPLY_CHARGING_ID, "mmse.reply_charging_id", text -> text);
        for (String name : pdu.headers().all(MmsField.MESSAGE_CLASS)) {
            if (CLASSES.contains(name)) {
                expected.hex("mmse.message_class.id", 0x80 | CLASSES.indexOf(name));
            } else {
                expected.put("mmse.message_class.str", name);
            }
        }
    }

    private void encodedStrings() {
        encoded(MmsField.BCC, "mmse.bcc");
        encoded(MmsField.CC, "mmse.cc");
        encoded(MmsField.TO, "mmse.to");
        encoded(MmsField.SUBJECT, "mmse.subject");
        encoded(MmsField.RESPONSE_TEXT, "mmse.response_text");
        encoded(MmsField.RETRIEVE_TEXT, "mmse.retrieve_text");
        for (From from : pdu.headers().all(MmsField.FROM)) {
            switch (from) {
                case From.InsertAddress() -> expected.put("mmse.from", "<insert address>");
                case From.Address(EncodedString address) -> spelt("mmse.from", address);
            }
        }
        for (var sent : pdu.headers().all(MmsField.PREVIOUSLY_SENT_BY)) {
            expected.put("mmse.previously_sent_by.forward_count", sent.count());
            spelt("mmse.previously_sent_by.address", sent.address());
        }
    }

    private void encoded(MmsField<EncodedString> field, String name) {
        pdu.headers().all(field).forEach(value -> spelt(name, value));
    }

    private void spelt(String name, EncodedString value) {
        expected.put(name, value.text());
        boolean ascii = value.text().chars().allMatch(c -> c < 0x80);
        if (!ascii || value.charset() >= 1000) {
            expected.except("charsets: Wireshark shows the octets", name);
        }
    }

    private void octets() {
        octet(MmsField.DELIVERY_REPORT, "mmse.delivery_report", DissectedMms::yes);
        octet(MmsField.READ_REPORT, "mmse.read_report", DissectedMms::yes);
        octet(MmsField.REPORT_ALLOWED, "mmse.report_allowed", DissectedMms::yes);
        octet(MmsField.SENDER_VISIBILITY_SHOW, "mmse.sender_visibility", show -> show ? 129 : 128);
        octet(MmsField.PRIORITY, "mmse.priority", p -> 128 + List.of(Priority.values()).indexOf(p));
        octet(
                MmsField.READ_STATUS,
                "mmse.read_status",
                s -> 128 + List.of(ReadStatus.values()).indexOf(s));
        octet(MmsField.RESPONSE_STATUS, "mmse.response_status", ResponseStatus::octet);
        octet(MmsField.RETRIEVE_STATUS, "mmse.retrieve_status", RetrieveStatus::octet);
        octet(MmsField.STATUS, "mmse.status", Status::octet);
        octet(MmsField.REPLY_CHARGING, "mmse.reply_charging", octet -> octet);
    }

    private static int yes(boolean yes) {
        return yes ? 128 : 129;
    }

    private void numbersAndTimes() {
        text(MmsField.DATE, "mmse.date", DATE::format);
        text(MmsField.MESSAGE_SIZE, "mmse.message_size", String::valueOf);
        text(MmsField.REPLY_CHARGING_SIZE, "mmse.reply_charging_size", String::valueOf);
        time(MmsField.DELIVERY_TIME, "mmse.delivery_time");
        time(MmsField.EXPIRY, "mmse.expiry");
        time(MmsField.REPLY_CHARGING_DEADLINE, "mmse.reply_charging_deadline");
        for (var sent : pdu.headers().all(MmsField.PREVIOUSLY_SENT_DATE)) {
            expected.put("mmse.previously_sent_date.forward_count", sent.count());
            expected.put("mmse.previously_sent_date.date", DATE.format(sent.instant()));
        }
    }

    private void time(MmsField<MmsTime> field, String name) {
        for (MmsTime time : pdu.headers().all(field)) {
            switch (time) {
                case MmsTime.Absolute(Instant instant) ->
                        expected.put(name + ".abs", DATE.format(instant));
                case MmsTime.Relative(var duration) ->
                        expected.put(name + ".rel", duration.toSeconds() + ".000000000");
            }
        }
    }

    private <T> void text(MmsField<T> field, String name, Function<T, String> text) {
        each(field, name, (to, value) -> expected.put(to, text.apply(value)));
    }

    private <T> void octet(MmsField<T> field, String name, Function<T, Integer> octet) {
        each(field, name, (to, value) -> expected.hex(to, octet.apply(value)));
    }

    private <T> void each(MmsField<T> field, String name, BiConsumer<String, T> put) {
        pdu.headers().all(field).forEach(value -> put.accept(name, value));
    }
}
