// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu.MAcknowledgeInd;
import org.heliograph.pdu.mms.MmsPdu.MNotifyRespInd;
import org.heliograph.pdu.mms.MmsPdu.MReadRecInd;
import org.heliograph.pdu.mms.MmsPdu.MSendReq;
import org.heliograph.pdu.mms.ReadStatus;
import org.heliograph.pdu.mms.Status;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.pdu.wsp.WspHeader;

/** PDUs that the tests send. */
public final class Messages {
    private static final int VERSION = 0x12;

    private Messages() {}

    /** A photo and a text, for {@code to}; more headers may be added. */
    public static MmsHeaders.Builder headers(String transactionId, String... to) {
        MmsHeaders.Builder headers =
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, transactionId)
                        .add(MmsField.MMS_VERSION, VERSION)
                        .add(MmsField.FROM, new From.InsertAddress());
        for (String address : to) {
            headers.add(MmsField.TO, EncodedString.of(address));
        }
        return headers;
    }

    public static MSendReq send(MmsHeaders.Builder headers) {
        return new MSendReq(
                headers.add(
                                MmsField.CONTENT_TYPE,
                                ContentType.of(
                                        "application/vnd.wap.multipart.related;"
                                                + " type=\"application/smil\"; start=\"<s>\""))
                        .build(),
                body());
    }

    /** Always the same: an SMIL, a text and 20,000 octets that stand for a photo. */
    public static Octets body() {
        byte[] photo = new byte[20_000];
        new SplittableRandom(23_140).nextBytes(photo);
        Octets.of(0xff, 0xd8, 0xff).copyTo(photo, 0); // as every JPEG starts
        return new Multipart(
                        List.of(
                                part("application/smil", "<s>", text("<smil><body/></smil>")),
                                part("text/plain; charset=utf-8", "<t>", text("Grüße")),
                                part("image/jpeg", "<p>", Octets.of(photo))))
                .encode();
    }

    private static Octets text(String text) {
        return Octets.of(text, StandardCharsets.UTF_8);
    }

    private static Multipart.Part part(String type, String id, Octets octets) {
        return new Multipart.Part(
                ContentType.of(type), List.of(new WspHeader("Content-ID", id)), octets);
    }

    public static MNotifyRespInd notifyResp(String transactionId, Status status) {
        return new MNotifyRespInd(
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, transactionId)
                        .add(MmsField.MMS_VERSION, VERSION)
                        .add(MmsField.STATUS, status)
                        .build());
    }

    /** That this one has read a message of {@code sender}, by his clock at {@code date}. */
    public static MReadRecInd readRec(String id, String sender, Instant date) {
        return new MReadRecInd(
                MmsHeaders.builder()
                        .add(MmsField.MMS_VERSION, VERSION)
                        .add(MmsField.MESSAGE_ID, id)
                        .add(MmsField.TO, EncodedString.of("+" + sender + "/TYPE=PLMN"))
                        .add(MmsField.FROM, new From.InsertAddress())
                        .add(MmsField.DATE, date)
                        .add(MmsField.READ_STATUS, ReadStatus.READ)
                        .build());
    }

    public static MAcknowledgeInd acknowledge(String transactionId) {
        return new MAcknowledgeInd(
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, transactionId)
                        .add(MmsField.MMS_VERSION, VERSION)
                        .build());
    }
}
