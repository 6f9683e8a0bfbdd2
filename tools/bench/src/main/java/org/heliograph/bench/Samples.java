// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.MmsTime;
import org.heliograph.pdu.mms.Priority;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpAddress;
import org.heliograph.pdu.rp.RpMessage.RpData;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.InformationElement.Concatenation;
import org.heliograph.pdu.sms.Scts;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.ContentType.Parameter;

/** What is decoded and encoded. */
public final class Samples {
    static final String NUMBER = "447700900123";
    static final TpAddress ORIGINATOR = TpAddress.international(NUMBER);
    static final Instant TIME = Instant.parse("2026-11-22T11:04:30Z");
    static final ZoneOffset ZONE = ZoneOffset.ofHours(1);
    static final Scts TIMESTAMP = Scts.of(TIME, ZONE);
    static final int REFERENCE = 42;
    static final int PARTS = 3;
    static final int PART = 2;

    static final int BODY_OCTETS = 102_400;
    static final Instant SENT = Instant.parse("2026-11-22T11:04:00Z");
    static final String TRANSACTION_ID = "T18a3c0ffee42";
    static final String SENDER = "+447700900123/TYPE=PLMN";
    static final String SUBJECT = "Photographs of the lighthouse";
    static final String LOCATION = "http://mmsc.example.org/m/0123456789abcdef0123";
    static final Duration EXPIRY = Duration.ofDays(3);
    static final List<String> RECIPIENTS =
            List.of("+447700900456/TYPE=PLMN", "+447700900789/TYPE=PLMN", "someone@example.org");

    private Samples() {}

    /** An SMS-DELIVER, by what its TP-UD holds. */
    public enum Sms {
        /** 160 characters of the GSM 7-bit default alphabet. */
        GSM7(
                Alphabet.GSM_7BIT,
                "Your parcel 7301-44 comes today between 14:00 and 15:30 (café side door, please)."
                        + " Reply 1 to confirm, 2 for another day, 3 to ask for a call. Thank you!"
                        + " -- Anna"),
        /** 70 characters of UCS-2. */
        UCS2(
                Alphabet.UCS2,
                "Ваша посылка прибудет сегодня с 14:00 до 15:30. Ответьте 1, если да, 2"),
        /** 153 characters behind a concatenation element, so that they start at a fill bit. */
        CONCATENATED(
                Alphabet.GSM_7BIT,
                "Your parcel 7301-44 comes today between 14:00 and 15:30 (café side door, please)."
                        + " Reply 1 to confirm, 2 for another day, 3 to ask for a call. Many thanks");

        final Alphabet alphabet;
        final String text;

        Sms(Alphabet alphabet, String text) {
            this.alphabet = alphabet;
            this.text = text;
        }

        /** As a message centre does: for each message anew. */
        SmsDeliver deliver() {
            return new SmsDeliver(
                    false,
                    Set.of(),
                    ORIGINATOR,
                    0,
                    DataCodingScheme.of(alphabet),
                    TIMESTAMP,
                    userData());
        }

        private UserData userData() {
            return switch (this) {
                case GSM7, UCS2 -> UserData.ofText(text, alphabet);
                case CONCATENATED ->
                        UserData.ofText(
                                List.of(new Concatenation(REFERENCE, false, PARTS, PART)), text);
            };
        }
    }

    static RpData inRpData(Octets tpdu) {
        return new RpData(
                Direction.TO_MS, REFERENCE, RpAddress.of("+447700900000"), RpAddress.NONE, tpdu);
    }

    /** An MMS PDU. */
    public enum Mms {
        NOTIFICATION,
        SEND_REQ;

        MmsPdu pdu(Octets body) {
            return switch (this) {
                case NOTIFICATION -> notification();
                case SEND_REQ -> sendReq(body);
            };
        }

        /** 100 KB for the M-Send.req; what is in it makes no difference. */
        Octets body() {
            return switch (this) {
                case NOTIFICATION -> Octets.EMPTY;
                case SEND_REQ -> Octets.of("b".repeat(BODY_OCTETS), StandardCharsets.US_ASCII);
            };
        }

        private static MmsPdu notification() {
            return new MmsPdu.MNotificationInd(
                    MmsHeaders.builder()
                            .add(MmsField.TRANSACTION_ID, TRANSACTION_ID)
                            .add(MmsField.MMS_VERSION, 0x13)
                            .add(MmsField.FROM, new From.Address(EncodedString.of(SENDER)))
                            .add(MmsField.SUBJECT, EncodedString.of(SUBJECT))
                            .add(MmsField.MESSAGE_CLASS, "personal")
                            .add(MmsField.MESSAGE_SIZE, (long) BODY_OCTETS)
                            .add(MmsField.EXPIRY, new MmsTime.Relative(EXPIRY))
                            .add(MmsField.CONTENT_LOCATION, LOCATION)
                            .build());
        }

        private static MmsPdu sendReq(Octets body) {
            MmsHeaders.Builder headers =
                    MmsHeaders.builder()
                            .add(MmsField.TRANSACTION_ID, TRANSACTION_ID)
                            .add(MmsField.MMS_VERSION, 0x13)
                            .add(MmsField.DATE, SENT)
                            .add(MmsField.FROM, new From.InsertAddress());
            for (String recipient : RECIPIENTS) {
                headers.add(MmsField.TO, EncodedString.of(recipient));
            }
            headers.add(MmsField.SUBJECT, EncodedString.of(SUBJECT))
                    .add(MmsField.MESSAGE_CLASS, "personal")
                    .add(MmsField.EXPIRY, new MmsTime.Relative(EXPIRY))
                    .add(MmsField.PRIORITY, Priority.NORMAL)
                    .add(MmsField.DELIVERY_REPORT, true)
                    .add(MmsField.READ_REPORT, false)
                    .add(
                            MmsField.CONTENT_TYPE,
                            new ContentType(
                                    "application/vnd.wap.multipart.related",
                                    List.of(
                                            new Parameter("type", "application/smil"),
                                            new Parameter("start", "<smil>"))));
            return new MmsPdu.MSendReq(headers.build(), body);
        }
    }
}
