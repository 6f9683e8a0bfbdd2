// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.mms;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.pdu.wsp.WspHeader;

/**
 * A multimedia message as a user writes it.
 *
 * @param recipients numbers with a plus sign, or mail addresses
 * @param subject empty for none
 */
public record Composition(
        List<String> recipients,
        String subject,
        boolean deliveryReport,
        List<Attachment> attachments) {
    private static final int MMS_VERSION_1_2 = 0x12;
    private static final String SMIL_ID = "smil";

    public Composition {
        recipients = List.copyOf(recipients);
        attachments = List.copyOf(attachments);
    }

    /**
     * {@return the M-Send.req: From is left to the MMSC, the body is multipart/related that starts
     * with SMIL}
     */
    public MmsPdu.MSendReq toPdu() {
        String transactionId =
                "T" + Integer.toHexString(ThreadLocalRandom.current().nextInt()); // per user agent
        MmsHeaders.Builder headers =
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, transactionId)
                        .add(MmsField.MMS_VERSION, MMS_VERSION_1_2)
                        .add(MmsField.FROM, new From.InsertAddress());
        for (String recipient : recipients) {
            headers.add(MmsField.TO, EncodedString.of(address(recipient)));
        }
        if (!subject.isEmpty()) {
            headers.add(MmsField.SUBJECT, EncodedString.of(subject));
        }
        headers.add(MmsField.DELIVERY_REPORT, deliveryReport)
                .add(
                        MmsField.CONTENT_TYPE,
                        new ContentType(
                                "application/vnd.wap.multipart.related",
                                List.of(
                                        new ContentType.Parameter("type", "application/smil"),
                                        new ContentType.Parameter("start", "<" + SMIL_ID + ">"))));
        return new MmsPdu.MSendReq(headers.build(), body().encode());
    }

    /** OMA-TS-MMS_ENC 1.3 §8: numbers carry their type. */
    private static String address(String recipient) {
        return recipient.contains("@") ? recipient : recipient + "/TYPE=PLMN";
    }

    private Multipart body() {
        List<Multipart.Part> parts = new ArrayList<>();
        parts.add(
                part(
                        SMIL_ID,
                        "application/smil",
                        "presentation.smil",
                        Octets.of(Smil.of(attachments), StandardCharsets.UTF_8)));
        for (Attachment a : attachments) {
            parts.add(part(a.name(), a.mediaType(), a.name(), a.content()));
        }
        return new Multipart(parts);
    }

    private static Multipart.Part part(String id, String mediaType, String name, Octets content) {
        List<ContentType.Parameter> parameters = new ArrayList<>();
        if (mediaType.startsWith("text/") || mediaType.equals("application/smil")) {
            parameters.add(new ContentType.Parameter("charset", "utf-8"));
        }
        parameters.add(new ContentType.Parameter("name", name));
        return new Multipart.Part(
                new ContentType(mediaType, parameters),
                List.of(
                        new WspHeader("Content-ID", "<" + id + ">"),
                        new WspHeader("Content-Location", name)),
                content);
    }
}
