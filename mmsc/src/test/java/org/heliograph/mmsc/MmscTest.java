// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsPdu.MDeliveryInd;
import org.heliograph.pdu.mms.MmsPdu.MNotificationInd;
import org.heliograph.pdu.mms.MmsPdu.MNotifyRespInd;
import org.heliograph.pdu.mms.MmsPdu.MRetrieveConf;
import org.heliograph.pdu.mms.MmsPdu.MSendConf;
import org.heliograph.pdu.mms.MmsPdu.MSendReq;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.pdu.mms.Status;
import org.heliograph.pdu.wsp.ContentType;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.Test;

/** The main job through the real doors: HTTP in front, SMPP behind. */
class MmscTest extends Scene {

    @Override
    Centre open() throws Exception {
        return new Centre(data, smsc.port(), Clock.systemUTC());
    }

    private String accepted(HttpResponse<byte[]> response, String transactionId) throws Exception {
        assertEquals(200, response.statusCode());
        assertEquals(
                "application/vnd.wap.mms-message",
                response.headers().firstValue("Content-Type").orElse(""));
        MSendConf conf = assertInstanceOf(MSendConf.class, Centre.pdu(response));
        assertEquals(ResponseStatus.OK, conf.responseStatus());
        assertEquals(Optional.of(transactionId), conf.headers().first(MmsField.TRANSACTION_ID));
        return conf.messageId().orElseThrow();
    }

    @Test
    void bringsAMessageFromSenderToRecipientAndReportsBack() throws Exception {
        String id =
                accepted(
                        centre.post(
                                A,
                                Messages.send(
                                        Messages.headers("t-1", "+" + B + "/TYPE=PLMN")
                                                .add(MmsField.SUBJECT, EncodedString.of("Möwe"))
                                                .add(MmsField.DELIVERY_REPORT, true))),
                        "t-1");

        SubmitSm push = smsc.nextSubmit();
        assertEquals(B, push.getDestAddress());
        assertEquals(1, push.getDestAddrTon());
        assertEquals("1099", push.getSourceAddr());
        assertEquals(0x40, push.getEsmClass());
        assertEquals(4, push.getDataCoding());
        MNotificationInd notification =
                assertInstanceOf(MNotificationInd.class, TestSmsc.pdu(push));
        assertEquals(
                Optional.of(new From.Address(EncodedString.of("+" + A + "/TYPE=PLMN"))),
                notification.headers().first(MmsField.FROM));
        assertEquals(
                Messages.body().length(),
                notification.headers().first(MmsField.MESSAGE_SIZE).orElseThrow());

        HttpResponse<byte[]> fetched = centre.get(B, notification.contentLocation());
        MRetrieveConf message = assertInstanceOf(MRetrieveConf.class, Centre.pdu(fetched));
        assertEquals(Messages.body(), message.body());
        assertEquals("application/vnd.wap.multipart.related", message.contentType().mediaType());
        assertEquals(
                Optional.of(new From.Address(EncodedString.of("+" + A + "/TYPE=PLMN"))),
                message.headers().first(MmsField.FROM));
        assertEquals(
                Optional.of("Möwe"),
                message.headers().first(MmsField.SUBJECT).map(EncodedString::text));
        assertEquals(Optional.of(id), message.headers().first(MmsField.MESSAGE_ID));
        assertEquals(1, centre.contents());

        HttpResponse<byte[]> done =
                centre.post(B, Messages.notifyResp(notification.transactionId(), Status.RETRIEVED));
        assertEquals(200, done.statusCode());
        assertEquals(0, done.body().length);
        centre.awaitNoContents();

        MDeliveryInd delivery = pushed(MDeliveryInd.class, A);
        assertEquals(id, delivery.messageId());
        assertEquals(Status.RETRIEVED, delivery.status());
        assertEquals(
                List.of(EncodedString.of("+" + B + "/TYPE=PLMN")),
                delivery.headers().all(MmsField.TO));
    }

    @Test
    void tellsNobodyButTheRecipientWhatIsThere() throws Exception {
        accepted(centre.post(A, Messages.send(Messages.headers("t", "+" + B))), "t");
        String url = notified(B).contentLocation();

        for (String other : List.of(A, C)) {
            HttpResponse<byte[]> refused = centre.get(other, url);
            assertEquals(404, refused.statusCode());
            assertEquals(0, refused.body().length);
        }
        assertEquals(404, centre.get("", url).statusCode());
        assertEquals(404, centre.get(B, url + "x").statusCode());
        assertEquals(
                404,
                centre.get(B, url.replaceAll("/[^/]*$", "/AAAAAAAAAAAAAAAAAAAAAA")).statusCode());
        assertEquals(200, centre.get(B, url).statusCode());
        HttpResponse<byte[]> head = centre.request("HEAD", B, url);
        assertEquals(200, head.statusCode());
        assertEquals(
                centre.get(B, url).body().length,
                head.headers().firstValueAsLong("Content-Length").orElseThrow());
    }

    @Test
    void leavesADeferredMessageToBeFetchedAndAcknowledged() throws Exception {
        accepted(
                centre.post(
                        A,
                        Messages.send(
                                Messages.headers("t", "+" + B)
                                        .add(MmsField.DELIVERY_REPORT, true))),
                "t");
        MNotificationInd notification = notified(B);
        centre.post(B, Messages.notifyResp(notification.transactionId(), Status.DEFERRED));
        assertEquals(1, centre.contents());

        MRetrieveConf message = fetched(B, notification.contentLocation());
        assertEquals(Messages.body(), message.body());
        String transactionId = message.transactionId().orElseThrow();
        // somebody else knows the transaction id: no harm
        assertEquals(200, centre.post(C, Messages.acknowledge(transactionId)).statusCode());
        assertEquals(1, centre.contents());

        HttpResponse<byte[]> done = centre.post(B, Messages.acknowledge(transactionId));
        assertEquals(200, done.statusCode());
        assertEquals(0, done.body().length);
        centre.awaitNoContents();
        pushed(MDeliveryInd.class, A);

        // a repeat is harmless, and reports nothing twice
        assertEquals(200, centre.post(B, Messages.acknowledge(transactionId)).statusCode());
        assertTrue(smsc.isQuietFor(Duration.ofMillis(300)));
        assertEquals(404, centre.get(B, notification.contentLocation()).statusCode());
    }

    @Test
    void keepsTheContentUntilTheLastRecipientIsDone() throws Exception {
        accepted(
                centre.post(
                        A,
                        Messages.send(
                                Messages.headers("t", "+" + B, B)
                                        .add(MmsField.BCC, EncodedString.of("+" + C)))),
                "t");
        Map<String, MNotificationInd> notified = new HashMap<>();
        for (int i = 0; i < 2; i++) {
            SubmitSm push = smsc.nextSubmit();
            notified.put(
                    push.getDestAddress(),
                    assertInstanceOf(MNotificationInd.class, TestSmsc.pdu(push)));
        }
        assertEquals(Set.of(B, C), notified.keySet());
        MNotificationInd first = Objects.requireNonNull(notified.get(B));
        MNotificationInd second = Objects.requireNonNull(notified.get(C));
        assertTrue(!first.contentLocation().equals(second.contentLocation()));

        centre.post(B, Messages.notifyResp(first.transactionId(), Status.RETRIEVED));
        assertEquals(1, centre.contents());
        MRetrieveConf message = fetched(C, second.contentLocation());
        assertEquals(List.of(), message.headers().all(MmsField.BCC));
        assertEquals(2, message.headers().all(MmsField.TO).size());
        centre.post(C, Messages.notifyResp(second.transactionId(), Status.REJECTED));
        centre.awaitNoContents();
    }

    @Test
    void hidesASenderWhoAsksForIt() throws Exception {
        accepted(
                centre.post(
                        A,
                        Messages.send(
                                Messages.headers("t", "+" + B)
                                        .add(MmsField.SENDER_VISIBILITY_SHOW, false))),
                "t");
        MNotificationInd notification = notified(B);
        assertEquals(Optional.empty(), notification.headers().first(MmsField.FROM));
        MRetrieveConf message = fetched(B, notification.contentLocation());
        assertEquals(Optional.empty(), message.headers().first(MmsField.FROM));
    }

    @Test
    void saysNothingToTheSenderWhenTheRecipientForbidsIt() throws Exception {
        accepted(
                centre.post(
                        A,
                        Messages.send(
                                Messages.headers("t", "+" + B)
                                        .add(MmsField.DELIVERY_REPORT, true))),
                "t");
        MNotificationInd notification = notified(B);
        var response = Messages.notifyResp(notification.transactionId(), Status.RETRIEVED);
        centre.post(
                B,
                new MNotifyRespInd(
                        response.headers().toBuilder()
                                .add(MmsField.REPORT_ALLOWED, false)
                                .build()));
        centre.awaitNoContents();
        assertTrue(smsc.isQuietFor(Duration.ofMillis(300)));
    }

    @Test
    void triesAgainWhenTheSmscRefusesAPush() throws Exception {
        smsc.refuseNext(0x58); // ESME_RTHROTTLED
        accepted(centre.post(A, Messages.send(Messages.headers("t", "+" + B))), "t");
        assertEquals(200, centre.get(B, notified(B).contentLocation()).statusCode());
    }

    @Test
    void waitsForAnSmscThatCannotBeReached() throws Exception {
        int port = smsc.port();
        smsc.close();
        accepted(centre.post(A, Messages.send(Messages.headers("t", "+" + B))), "t");
        smsc = new TestSmsc(port);
        assertEquals(200, centre.get(B, notified(B).contentLocation()).statusCode());
        assertTrue(smsc.isQuietFor(Duration.ofMillis(300)), "notified once");
    }

    @Test
    void takesOctetsOfAnyBodyUnchanged() throws Exception {
        // not a multipart: one part, sent as it is
        Octets body = Octets.ofHex("47494638396100ff800d0a0d0a2e0d0a");
        accepted(
                centre.post(
                        A,
                        new MSendReq(
                                Messages.headers("t", "+" + B)
                                        .add(MmsField.CONTENT_TYPE, ContentType.of("image/gif"))
                                        .build(),
                                body)),
                "t");
        MRetrieveConf message = fetched(B, notified(B).contentLocation());
        assertEquals(body, message.body());
    }
}
