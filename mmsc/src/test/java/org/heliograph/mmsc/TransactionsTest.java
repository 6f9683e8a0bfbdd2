// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.config.Listen;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.Deletion;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu.MCancelConf;
import org.heliograph.pdu.mms.MmsPdu.MCancelReq;
import org.heliograph.pdu.mms.MmsPdu.MDeleteConf;
import org.heliograph.pdu.mms.MmsPdu.MDeleteReq;
import org.heliograph.pdu.mms.MmsPdu.MDeliveryInd;
import org.heliograph.pdu.mms.MmsPdu.MForwardConf;
import org.heliograph.pdu.mms.MmsPdu.MForwardReq;
import org.heliograph.pdu.mms.MmsPdu.MNotificationInd;
import org.heliograph.pdu.mms.MmsPdu.MReadOrigInd;
import org.heliograph.pdu.mms.MmsPdu.MReadRecInd;
import org.heliograph.pdu.mms.MmsPdu.MRetrieveConf;
import org.heliograph.pdu.mms.MmsPdu.MSendConf;
import org.heliograph.pdu.mms.PreviouslySent;
import org.heliograph.pdu.mms.Priority;
import org.heliograph.pdu.mms.ReadStatus;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.pdu.mms.Status;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.Test;

/** Reading, forwarding, deleting: what a recipient does with a message besides fetching it. */
class TransactionsTest extends Scene {
    private static final Duration A_WHILE = Duration.ofMillis(1_300);

    private MDeliveryInd reported(String to) throws Exception {
        return pushed(MDeliveryInd.class, to);
    }

    private static EncodedString phone(String msisdn) {
        return EncodedString.of("+" + msisdn + "/TYPE=PLMN");
    }

    @Test
    void tellsTheSenderOnceWhoHasReadIt() throws Exception {
        String id =
                sent(
                        Messages.headers("t", "+" + B)
                                .add(MmsField.DELIVERY_REPORT, true)
                                .add(MmsField.READ_REPORT, true));
        MNotificationInd notification = notified(B);
        assertEquals(
                Optional.of(true),
                fetched(B, notification.contentLocation()).headers().first(MmsField.READ_REPORT));
        Instant read = clock.instant().plusSeconds(60);
        clock.advance(Duration.ofMinutes(2));
        MReadRecInd report = Messages.readRec(id, A, read);
        assertEquals(200, centre.post(C, report).statusCode(), "of no recipient");
        assertTrue(smsc.isQuietFor(A_WHILE));

        // the M-NotifyResp.ind was lost; who has read it has it
        HttpResponse<byte[]> answer = centre.post(B, report);
        assertEquals(200, answer.statusCode());
        assertEquals(0, answer.body().length);
        assertEquals(Status.RETRIEVED, reported(A).status());
        MReadOrigInd original = pushed(MReadOrigInd.class, A);
        assertEquals(id, original.messageId());
        assertEquals(ReadStatus.READ, original.readStatus());
        assertEquals(
                Optional.of(new From.Address(phone(B))), original.headers().first(MmsField.FROM));
        assertEquals(Optional.of(phone(A)), original.headers().first(MmsField.TO));
        assertEquals(Optional.of(read), original.headers().first(MmsField.DATE));
        centre.awaitNoContents();

        assertEquals(200, centre.post(B, report).statusCode(), "a repeat");
        centre.post(B, Messages.notifyResp(notification.transactionId(), Status.RETRIEVED));
        assertTrue(smsc.isQuietFor(A_WHILE));
    }

    @Test
    void believesNoClockThatReadsBeforeItWasSentOrLaterThanNow() throws Exception {
        for (int days : new int[] {-1, 1}) {
            String id = sent(Messages.headers("t" + days, "+" + B).add(MmsField.READ_REPORT, true));
            notified(B);
            clock.advance(Duration.ofMinutes(1));
            Instant said = clock.instant().plus(Duration.ofDays(days));
            centre.post(B, Messages.readRec(id, A, said));
            assertEquals(
                    Optional.of(clock.instant()),
                    pushed(MReadOrigInd.class, A).headers().first(MmsField.DATE));
        }
    }

    @Test
    void keepsAReadReportToItselfThatNobodyAskedFor() throws Exception {
        String id = sent(Messages.headers("t", "+" + B));
        fetched(B, notified(B).contentLocation());
        centre.post(B, Messages.readRec(id, A, clock.instant()));
        centre.post(B, Messages.readRec("no such@message", A, clock.instant()));
        assertTrue(smsc.isQuietFor(A_WHILE));
    }

    private MForwardConf forward(String from, String location, String transactionId, String to)
            throws Exception {
        return forward(from, location, Messages.headers(transactionId, to));
    }

    private MForwardConf forward(String from, String location, MmsHeaders.Builder headers)
            throws Exception {
        headers.add(MmsField.DELIVERY_REPORT, true).add(MmsField.CONTENT_LOCATION, location);
        return asked(MForwardConf.class, from, new MForwardReq(headers.build()));
    }

    @Test
    void forwardsWithoutFetchingAndKeepsOneContent() throws Exception {
        Instant sent = clock.instant();
        String id =
                sent(
                        Messages.headers("t", "+" + B)
                                .add(MmsField.DELIVERY_REPORT, true)
                                .add(MmsField.PRIORITY, Priority.HIGH)
                                .add(MmsField.SUBJECT, EncodedString.of("Möwe")));
        MNotificationInd first = notified(B);
        clock.advance(Duration.ofMinutes(1));
        MForwardConf conf = forward(B, first.contentLocation(), "f", "07700900003");
        assertEquals(ResponseStatus.OK, conf.responseStatus());
        assertEquals("f", conf.transactionId());
        String forwardedId = conf.messageId().orElseThrow();
        assertTrue(!forwardedId.equals(id));
        MNotificationInd second = null;
        MDeliveryInd report = null;
        for (int i = 0; i < 2; i++) {
            SubmitSm push = smsc.nextSubmit();
            switch (TestSmsc.pdu(push)) {
                case MNotificationInd notification -> {
                    assertEquals(C, push.getDestAddress());
                    second = notification;
                }
                case MDeliveryInd delivery -> {
                    assertEquals(A, push.getDestAddress());
                    report = delivery;
                }
                default -> throw new AssertionError(push);
            }
        }
        assertEquals(Status.FORWARDED, assertInstanceOf(MDeliveryInd.class, report).status());
        MNotificationInd toC = assertInstanceOf(MNotificationInd.class, second);
        assertEquals(1, centre.contents());
        assertEquals(
                forwardedId,
                forward(B, first.contentLocation(), "f", "07700900003").messageId().orElseThrow(),
                "a repeat");

        MRetrieveConf message = fetched(C, toC.contentLocation());
        assertEquals(Messages.body(), message.body());
        MmsHeaders headers = message.headers();
        assertEquals(Optional.of(new From.Address(phone(B))), headers.first(MmsField.FROM));
        assertEquals(List.of(phone(C)), headers.all(MmsField.TO));
        assertEquals(Optional.of(Priority.HIGH), headers.first(MmsField.PRIORITY));
        assertEquals(Optional.of(EncodedString.of("Möwe")), headers.first(MmsField.SUBJECT));
        assertEquals(
                List.of(new PreviouslySent.By(1, phone(A))),
                headers.all(MmsField.PREVIOUSLY_SENT_BY));
        assertEquals(
                List.of(new PreviouslySent.Date(1, sent)),
                headers.all(MmsField.PREVIOUSLY_SENT_DATE));

        centre.post(C, Messages.notifyResp(toC.transactionId(), Status.RETRIEVED));
        assertEquals(Status.RETRIEVED, reported(B).status());
        assertEquals(1, centre.contents(), "B may still fetch it");
        assertEquals(Messages.body(), fetched(B, first.contentLocation()).body());
        centre.post(B, Messages.notifyResp(first.transactionId(), Status.RETRIEVED));
        assertEquals(Status.RETRIEVED, reported(A).status());
        centre.awaitNoContents();
        assertEquals(
                ResponseStatus.ERROR_PERMANENT_MESSAGE_NOT_FOUND,
                forward(B, first.contentLocation(), "g", "+" + C).responseStatus());
    }

    @Test
    void tellsOfAForwardedMessageOnceUnlessItIsFetchedToo() throws Exception {
        sent(Messages.headers("t", "+" + B).add(MmsField.DELIVERY_REPORT, true));
        MNotificationInd notification = notified(B);
        forward(B, notification.contentLocation(), "f", "07700900003");
        smsc.nextSubmit(); // to C, and the report to A, in whatever order
        smsc.nextSubmit();
        centre.post(B, Messages.notifyResp(notification.transactionId(), Status.REJECTED));
        assertTrue(smsc.isQuietFor(A_WHILE));
    }

    @Test
    void keepsAForwardFromTheSenderWhereItsRecipientWantsThat() throws Exception {
        sent(Messages.headers("t", "+" + B).add(MmsField.DELIVERY_REPORT, true));
        MNotificationInd notification = notified(B);
        forward(
                B,
                notification.contentLocation(),
                Messages.headers("f", "+" + C).add(MmsField.REPORT_ALLOWED, false));
        notified(C);
        assertTrue(smsc.isQuietFor(A_WHILE));
        centre.post(B, Messages.notifyResp(notification.transactionId(), Status.RETRIEVED));
        assertEquals(Status.RETRIEVED, reported(A).status(), "who fetches it may say otherwise");
    }

    @Test
    void knowsOneForwardFromAnotherByWhatIsAsked() throws Exception {
        sent(Messages.headers("t", "+" + B));
        String location = notified(B).contentLocation();
        String first = forward(B, location, "f", "+" + C).messageId().orElseThrow();
        MmsHeaders.Builder dated = Messages.headers("f", "+" + C);
        assertEquals(
                first,
                forward(B, location, dated.add(MmsField.DATE, clock.instant()))
                        .messageId()
                        .orElseThrow(),
                "some handsets renew it with each attempt");
        for (String field : List.of("f2", "f")) {
            MmsHeaders.Builder other = Messages.headers(field, "+" + C);
            if (field.equals("f")) {
                other.add(MmsField.BCC, EncodedString.of("+447700900004"));
            }
            assertTrue(!first.equals(forward(B, location, other).messageId().orElseThrow()));
        }
    }

    /** {@return the notification to this one among so many pushes, in whatever order} */
    private MNotificationInd notifiedAmong(int pushes, String to) throws Exception {
        List<MNotificationInd> found = new ArrayList<>();
        for (int i = 0; i < pushes; i++) {
            SubmitSm push = smsc.nextSubmit();
            if (push.getDestAddress().equals(to)
                    && TestSmsc.pdu(push) instanceof MNotificationInd notification) {
                found.add(notification);
            }
        }
        assertEquals(1, found.size());
        return found.getFirst();
    }

    @Test
    void forwardsWhatAHiddenSenderWroteWithoutSayingWho() throws Exception {
        sent(
                Messages.headers("t", "+" + B)
                        .add(MmsField.SENDER_VISIBILITY_SHOW, false)
                        .add(MmsField.DELIVERY_REPORT, true));
        String location = notified(B).contentLocation();
        forward(B, location, "e", "someone@example.org");
        assertTrue(smsc.isQuietFor(A_WHILE), "no report of a forward that was refused");
        forward(B, location, "f", "+" + C);
        String toC = notifiedAmong(2, C).contentLocation();
        MmsHeaders once = fetched(C, toC).headers();
        assertEquals(List.of(), once.all(MmsField.PREVIOUSLY_SENT_BY));
        assertEquals(1, once.all(MmsField.PREVIOUSLY_SENT_DATE).size());
        forward(C, toC, "g", "+447700900004");
        String further = notifiedAmong(2, "447700900004").contentLocation();
        forward("447700900004", further, "h", "+447700900005");
        MmsHeaders thrice =
                fetched("447700900005", notifiedAmong(2, "447700900005").contentLocation())
                        .headers();
        assertEquals(
                List.of(new PreviouslySent.By(2, phone(B)), new PreviouslySent.By(3, phone(C))),
                thrice.all(MmsField.PREVIOUSLY_SENT_BY));
        assertEquals(3, thrice.all(MmsField.PREVIOUSLY_SENT_DATE).size());
    }

    @Test
    void forwardsNothingThatIsOverForWhoAsks() throws Exception {
        sent(Messages.headers("t", "+" + B, "+" + C));
        MNotificationInd notification = notifiedAmong(2, B);
        centre.post(B, Messages.notifyResp(notification.transactionId(), Status.REJECTED));
        assertEquals(
                ResponseStatus.ERROR_PERMANENT_MESSAGE_NOT_FOUND,
                forward(B, notification.contentLocation(), "f", "+" + A).responseStatus());
    }

    @Test
    void forwardsNobodyElsesMessage() throws Exception {
        sent(Messages.headers("t", "+" + B));
        String location = notified(B).contentLocation();
        for (String wrong : List.of(location, location + "x", "http://x/", "")) {
            assertEquals(
                    ResponseStatus.ERROR_PERMANENT_MESSAGE_NOT_FOUND,
                    forward(C, wrong, "f", "+" + A).responseStatus());
        }
        assertEquals(
                ResponseStatus.ERROR_PERMANENT_SENDING_ADDRESS_UNRESOLVED,
                forward(B, location, "f", "someone@example.org").responseStatus());
    }

    @Test
    void deletesWhatItsRecipientDoesNotWant() throws Exception {
        sent(Messages.headers("t", "+" + B).add(MmsField.DELIVERY_REPORT, true));
        String location = notified(B).contentLocation();
        MmsHeaders request =
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, "d")
                        .add(MmsField.MMS_VERSION, 0x13)
                        .add(MmsField.CONTENT_LOCATION, location)
                        .add(MmsField.CONTENT_LOCATION, location + "x")
                        .build();
        List<ResponseStatus> outcomes = deleted(C, request);
        assertEquals(2, outcomes.size());
        assertEquals(ResponseStatus.ERROR_PERMANENT_MESSAGE_NOT_FOUND, outcomes.getFirst());
        for (int time = 0; time < 2; time++) {
            assertEquals(
                    List.of(ResponseStatus.OK, ResponseStatus.ERROR_PERMANENT_MESSAGE_NOT_FOUND),
                    deleted(B, request));
        }
        assertEquals(Status.REJECTED, reported(A).status());
        centre.awaitNoContents();
        assertEquals(404, centre.get(B, location).statusCode());
    }

    private List<ResponseStatus> deleted(String by, MmsHeaders request) throws Exception {
        MDeleteConf conf = asked(MDeleteConf.class, by, new MDeleteReq(request));
        assertEquals("d", conf.transactionId());
        List<Deletion.Outcome> outcomes = conf.outcomes();
        for (int i = 0; i < outcomes.size(); i++) {
            assertEquals(i + 1, outcomes.get(i).count());
        }
        return outcomes.stream().map(Deletion.Outcome::status).toList();
    }

    @Test
    void takesTheAnswerToACancelAndSendsNone() throws Exception {
        MmsHeaders.Builder headers =
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, "c")
                        .add(MmsField.MMS_VERSION, 0x13);
        MCancelReq request =
                new MCancelReq(headers.add(MmsField.CANCEL_ID, "id@mms.example").build());
        assertEquals(400, centre.post(B, request).statusCode());
        MCancelConf conf =
                new MCancelConf(
                        headers.remove(MmsField.CANCEL_ID)
                                .add(MmsField.CANCEL_STATUS, 128)
                                .build());
        assertEquals(200, centre.post(B, conf).statusCode());
    }

    @Test
    void handsOutAgainWhatWasBrokenOff() throws Exception {
        sent(Messages.headers("t", "+" + B));
        MNotificationInd notification = notified(B);
        Listen address = centre.mmsc.mm1Address();
        try (Socket socket = new Socket(address.host(), address.port())) {
            OutputStream out = socket.getOutputStream();
            String path = URI.create(notification.contentLocation()).getPath();
            out.write(
                    ("GET " + path + " HTTP/1.1\r\nHost: x\r\nX-MSISDN: " + B + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertEquals(1_000, in.readNBytes(1_000).length);
        }
        assertEquals(Messages.body(), fetched(B, notification.contentLocation()).body());
        assertEquals(Messages.body(), fetched(B, notification.contentLocation()).body());
    }

    @Test
    void passesOnASubjectInAnyCharset() throws Exception {
        for (String octets :
                List.of(
                        "05 ea 4dc3b6 00", // UTF-8
                        "09 02 03e8 feff 3042 0000",
                        "06 84 4df6776500")) {
            Octets subject = Octets.ofHex("96" + octets.replace(" ", ""));
            Octets pdu =
                    MmsCodec.encode(
                            Messages.send(Messages.headers("t" + octets.hashCode(), "+" + B)));
            int end = 2 + 2 + ("t" + octets.hashCode()).length();
            HttpResponse<byte[]> response =
                    centre.post(A, pdu.slice(0, end + 2).plus(subject).plus(pdu.from(end + 2)));
            MSendConf conf = assertInstanceOf(MSendConf.class, Centre.pdu(response));
            assertEquals(ResponseStatus.OK, conf.responseStatus(), octets);
            HttpResponse<byte[]> fetched = centre.get(B, notified(B).contentLocation());
            String all = Octets.of(fetched.body()).toHex();
            assertTrue(all.contains(subject.toHex()), octets);
        }
    }
}
