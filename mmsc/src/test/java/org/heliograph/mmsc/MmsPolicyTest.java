// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu.MDeliveryInd;
import org.heliograph.pdu.mms.MmsPdu.MForwardConf;
import org.heliograph.pdu.mms.MmsPdu.MForwardReq;
import org.heliograph.pdu.mms.MmsPdu.MNotificationInd;
import org.heliograph.pdu.mms.MmsPdu.MRetrieveConf;
import org.heliograph.pdu.mms.MmsPdu.MSendConf;
import org.heliograph.pdu.mms.MmsTime;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.pdu.mms.Status;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.Test;

/** What scripts decide about messages that come by MM1. */
class MmsPolicyTest extends Scene {
    private static final Duration LONG_ENOUGH = Duration.ofMillis(1_500);

    private static final String SCRIPT =
            """
            Decision submission(Mms mms) {
                if (mms.subject == 'spam' && mms.size > 20000) return refuse('spam')
                if (mms.subject == 'loop') { while (true) { } }
                if (mms.subject == 'survey') {
                    return accept().to('+447700900003').subject('Survey').hideSender().tag('survey')
                }
                if (mms.subject in ['later', '']) return delayFor('2h')
                accept()
            }

            Decision routing(Mms mms) {
                mms.subject == 'group' && mms.recipient == '447700900003' ? refuse('not-him') : accept()
            }

            Decision delivery(Mms mms) {
                if (mms.subject == 'never') return refuse('never')
                mms.subject == 'night' && mms.time.hour < 12 ? delayUntil('12:00') : accept()
            }
            """;

    @Override
    Centre open() throws Exception {
        Files.createDirectories(data.resolve("scripts"));
        Files.writeString(data.resolve("scripts/all.groovy"), SCRIPT);
        return Centre.withScripts(data, smsc.port(), clock);
    }

    private MSendConf send(String subject, String... to) throws Exception {
        return send(headers(subject, to));
    }

    private static MmsHeaders.Builder headers(String subject, String... to) {
        return Messages.headers("t-" + subject, to)
                .add(MmsField.SUBJECT, EncodedString.of(subject))
                .add(MmsField.DELIVERY_REPORT, true);
    }

    private MSendConf send(MmsHeaders.Builder headers) throws Exception {
        return asked(MSendConf.class, A, Messages.send(headers));
    }

    private void assertQuiet() throws Exception {
        assertTrue(smsc.isQuietFor(LONG_ENOUGH));
    }

    @Test
    void refusesWhatTheyAreAgainstAndWhereTheyFail() throws Exception {
        assertEquals(
                ResponseStatus.ERROR_PERMANENT_SERVICE_DENIED, send("spam", B).responseStatus());
        assertEquals(
                ResponseStatus.ERROR_PERMANENT_SERVICE_DENIED, send("loop", B).responseStatus());
        assertEquals(1, centre.meters.get("heliograph.mmsc.scripts.failed").counter().count());
        assertEquals(ResponseStatus.OK, send("hello", B).responseStatus());
        assertEquals(B, smsc.nextSubmit().getDestAddress());
        assertQuiet();
    }

    @Test
    void changesRecipientSubjectAndWhetherTheSenderIsShown() throws Exception {
        assertEquals(ResponseStatus.OK, send("survey", B).responseStatus());
        MNotificationInd notification = notified(C);
        assertTrue(notification.headers().first(MmsField.FROM).isEmpty());
        MRetrieveConf message = fetched(C, notification.contentLocation());
        assertEquals("Survey", message.headers().first(MmsField.SUBJECT).orElseThrow().text());
        assertTrue(
                message.headers()
                        .first(MmsField.FROM)
                        .filter(From.Address.class::isInstance)
                        .isEmpty());
    }

    @Test
    void decidesAboutEachRecipient() throws Exception {
        MSendConf conf = send("group", B, C);
        assertEquals(ResponseStatus.OK, conf.responseStatus());
        boolean report = false;
        for (int i = 0; i < 2; i++) {
            SubmitSm push = smsc.nextSubmit();
            if (TestSmsc.pdu(push) instanceof MDeliveryInd refused) {
                assertEquals(Status.REJECTED, refused.headers().first(MmsField.STATUS).get());
                report = true;
            } else {
                assertEquals(B, push.getDestAddress());
            }
        }
        assertTrue(report);
        assertEquals(
                ResponseStatus.ERROR_PERMANENT_SERVICE_DENIED, send("group", C).responseStatus());
    }

    @Test
    void delaysFromTheStart() throws Exception {
        assertEquals(ResponseStatus.OK, send("later", B).responseStatus());
        assertQuiet();
        clock.advance(Duration.ofHours(2));
        assertEquals(B, smsc.nextSubmit().getDestAddress());
    }

    @Test
    void delaysNothingForLessThanItsSenderWants() throws Exception {
        send(
                headers("later", B)
                        .add(MmsField.DELIVERY_TIME, new MmsTime.Relative(Duration.ofHours(4))));
        clock.advance(Duration.ofHours(3));
        assertQuiet();
        clock.advance(Duration.ofHours(1));
        assertEquals(B, smsc.nextSubmit().getDestAddress());
    }

    @Test
    void knowsARepeatWhateverTheyChange() throws Exception {
        send("hello", B);
        MNotificationInd notified = notified(B);
        Set<String> ids = new HashSet<>();
        Set<String> forwarded = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            ids.add(send("later", C).messageId().orElseThrow());
            forwarded.add(forward(notified.contentLocation()).messageId().orElseThrow());
            clock.advance(Duration.ofSeconds(2)); // so that the delay ends at another time
        }
        assertEquals(1, ids.size());
        assertEquals(1, forwarded.size());
    }

    /** By B to C, later. */
    private MForwardConf forward(String location) throws Exception {
        var request =
                new MForwardReq(
                        Messages.headers("f", C).add(MmsField.CONTENT_LOCATION, location).build());
        return asked(MForwardConf.class, B, request);
    }

    @Test
    void delaysAndRefusesNotifications() throws Exception {
        assertEquals(ResponseStatus.OK, send("night", B).responseStatus());
        assertQuiet();
        clock.advance(Duration.ofHours(12));
        assertEquals(B, smsc.nextSubmit().getDestAddress());
        assertEquals(ResponseStatus.OK, send("never", C).responseStatus());
        MDeliveryInd rejected = pushed(MDeliveryInd.class, A);
        assertEquals(Status.REJECTED, rejected.headers().first(MmsField.STATUS).get());
    }
}
