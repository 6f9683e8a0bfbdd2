// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.mm1;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.Status;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.pdu.wsp.WspHeader;

/**
 * The requests of one connection: made once, with the number of the message written over where it
 * stands. Message n goes to a recipient of its own, in whose number n is, and n is in its photo.
 */
final class Requests {
    /** As many as eight digits count. */
    static final int MOST = 10_000_000;

    private static final int DIGITS = 8;
    private static final String NUMBER = "99999999";
    private static final String RECIPIENT = "4479" + NUMBER;
    private static final String SENDER = "4478" + NUMBER;
    private static final String TRANSACTION = "T" + NUMBER;
    private static final String MARKER = "photo " + NUMBER;

    /** What a photo is known by. */
    private static final Octets JPEG = Octets.ofHex("ffd8ffe000104a464946");

    /** 1.3, as in {@code X-Mms-MMS-Version}. */
    private static final int VERSION = 0x13;

    private final Mm1Plan plan;
    private final byte[] body;
    private final int marker;
    private final ByteBuffer send;
    private final int[] numbers;

    Requests(Mm1Plan plan) {
        this.plan = plan;
        Octets content = content(plan.octets());
        body = content.toArray();
        marker = find(body, MARKER) + MARKER.length() - DIGITS;
        byte[] request =
                post(
                        SENDER,
                        MmsCodec.encode(
                                new MmsPdu.MSendReq(
                                        MmsHeaders.builder()
                                                .add(MmsField.TRANSACTION_ID, TRANSACTION)
                                                .add(MmsField.MMS_VERSION, VERSION)
                                                .add(MmsField.FROM, new From.InsertAddress())
                                                .add(
                                                        MmsField.TO,
                                                        EncodedString.of(
                                                                "+" + RECIPIENT + "/TYPE=PLMN"))
                                                .add(
                                                        MmsField.CONTENT_TYPE,
                                                        ContentType.of(
                                                                "application/vnd.wap.multipart"
                                                                        + ".related;"
                                                                        + " type=\"application/smil\""))
                                                .build(),
                                        content)));
        numbers =
                List.of(SENDER, TRANSACTION, RECIPIENT, MARKER).stream()
                        .mapToInt(text -> find(request, text) + text.length() - DIGITS)
                        .toArray();
        send = ByteBuffer.allocateDirect(request.length).put(request).flip();
    }

    private static Octets content(int octets) {
        byte[] photo = new byte[octets];
        new SplittableRandom(octets).nextBytes(photo);
        byte[] start = MARKER.getBytes(StandardCharsets.US_ASCII);
        JPEG.copyTo(photo, 0);
        System.arraycopy(start, 0, photo, JPEG.length(), start.length);
        return new Multipart(
                        List.of(
                                part(
                                        "application/smil",
                                        "<smil>",
                                        Octets.of(
                                                "<smil><body><par><img src=\"p\"/></par></body>"
                                                        + "</smil>",
                                                StandardCharsets.US_ASCII)),
                                part("image/jpeg", "<p>", Octets.ofOwned(photo))))
                .encode();
    }

    private static Multipart.Part part(String type, String id, Octets octets) {
        return new Multipart.Part(
                ContentType.of(type), List.of(new WspHeader("Content-ID", id)), octets);
    }

    private static int find(byte[] octets, String text) {
        return new String(octets, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private byte[] post(String caller, Octets pdu) {
        Octets head =
                Octets.of(
                        "POST / HTTP/1.1\r\nHost: "
                                + plan.mm1()
                                + "\r\n"
                                + plan.identityHeader()
                                + ": "
                                + caller
                                + "\r\nContent-Type: "
                                + MmsCodec.MEDIA_TYPE
                                + "\r\nContent-Length: "
                                + pdu.length()
                                + "\r\n\r\n",
                        StandardCharsets.ISO_8859_1);
        return head.plus(pdu).toArray();
    }

    /** {@return octets of an M-Send.req's body} */
    int bodyOctets() {
        return body.length;
    }

    /** {@return the M-Send.req of a message; good until the next is asked for} */
    ByteBuffer send(int n) {
        for (int at : numbers) {
            int rest = n;
            for (int i = DIGITS - 1; i >= 0; i--) {
                send.put(at + i, (byte) ('0' + rest % 10));
                rest /= 10;
            }
        }
        return send.rewind();
    }

    /** {@return the request for a content} */
    ByteBuffer fetch(int n, String path) {
        String head =
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: "
                        + plan.mm1()
                        + "\r\n"
                        + plan.identityHeader()
                        + ": "
                        + recipient(n)
                        + "\r\n\r\n";
        return ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** {@return M-NotifyResp.ind, retrieved} */
    ByteBuffer acknowledge(int n, String transactionId) {
        return ByteBuffer.wrap(
                post(
                        recipient(n),
                        MmsCodec.encode(
                                new MmsPdu.MNotifyRespInd(
                                        MmsHeaders.builder()
                                                .add(MmsField.TRANSACTION_ID, transactionId)
                                                .add(MmsField.MMS_VERSION, VERSION)
                                                .add(MmsField.STATUS, Status.RETRIEVED)
                                                .build()))));
    }

    private static String recipient(int n) {
        return RECIPIENT.substring(0, 4) + String.format(Locale.ROOT, "%08d", n);
    }

    /** {@return the number of the message that is for this recipient, or -1} */
    static int number(String recipient) {
        return recipient.matches(RECIPIENT.substring(0, 4) + "[0-9]{8}")
                ? Integer.parseInt(recipient.substring(4))
                : -1;
    }

    /** {@return whether an M-Retrieve.conf ends with the content of message n, whole} */
    boolean isContent(int n, ByteBuffer pdu) {
        int start = pdu.limit() - body.length;
        if (start < pdu.position()) {
            return false;
        }
        byte[] number = String.format(Locale.ROOT, "%08d", n).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer content = pdu.slice(start, body.length);
        ByteBuffer sent = ByteBuffer.wrap(body);
        int after = marker + DIGITS;
        return content.slice(0, marker).equals(sent.slice(0, marker))
                && content.slice(marker, DIGITS).equals(ByteBuffer.wrap(number))
                && content.slice(after, body.length - after)
                        .equals(sent.slice(after, body.length - after));
    }
}
