// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.heliograph.config.EmbeddedDatabase;
import org.heliograph.mmsc.submit.Directory.Standing;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.MmsPdu.MDeliveryInd;
import org.heliograph.pdu.mms.MmsPdu.MNotificationInd;
import org.heliograph.pdu.mms.MmsPdu.MReadOrigInd;
import org.heliograph.pdu.mms.MmsPdu.MRetrieveConf;
import org.heliograph.pdu.mms.MmsPdu.MSendConf;
import org.heliograph.pdu.mms.MmsTime;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.pdu.mms.Status;
import org.heliograph.subscribers.Msisdn;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.Test;

/** One message to five recipients, each of a kind of its own: each comes to an end of its own. */
class GroupTest extends Scene {
    private static final String MMS_HANDSET = "447700900002";
    private static final String OLD_HANDSET = "447700900003";
    private static final String FOREIGN = "4712345678";
    private static final String BARRED = "447700900005";
    private static final String MAIL = "friend@example.org";

    private static Standing standing(Msisdn number) {
        return switch (number.digits()) {
            case OLD_HANDSET -> Standing.WITHOUT_MMS;
            case FOREIGN -> Standing.NOT_OURS;
            case BARRED -> Standing.BARRED;
            default -> Standing.SERVED;
        };
    }

    @Override
    Centre open() throws Exception {
        return new Centre(data, smsc.port(), clock, GroupTest::standing);
    }

    @Test
    void bringsAMessageToWhomItCanAndTellsOfTheOthers() throws Exception {
        String id = send();

        Map<String, MNotificationInd> notifications = new HashMap<>();
        Map<String, Status> reports = new HashMap<>();
        for (int i = 0; i < 5; i++) {
            SubmitSm push = smsc.nextSubmit();
            MmsPdu pdu = TestSmsc.pdu(push);
            if (pdu instanceof MNotificationInd notification) {
                notifications.put(push.getDestAddress(), notification);
            } else {
                assertEquals(A, push.getDestAddress());
                MDeliveryInd report = assertInstanceOf(MDeliveryInd.class, pdu);
                assertEquals(id, report.messageId());
                reports.put(to(report), report.status());
            }
        }
        assertEquals(
                Map.of(
                        MAIL,
                        Status.UNREACHABLE,
                        "+" + FOREIGN + "/TYPE=PLMN",
                        Status.UNREACHABLE,
                        "+" + BARRED + "/TYPE=PLMN",
                        Status.REJECTED),
                reports);

        retrieve(Objects.requireNonNull(notifications.remove(MMS_HANDSET)));
        MDeliveryInd retrieved = pushed(MDeliveryInd.class, A);
        assertEquals("+" + MMS_HANDSET + "/TYPE=PLMN", to(retrieved));
        assertEquals(Status.RETRIEVED, retrieved.status());
        assertEquals(1, notifications.size(), "the old handset has its own");

        clock.advance(Duration.ofMinutes(20));
        MDeliveryInd expired = pushed(MDeliveryInd.class, A);
        assertEquals("+" + OLD_HANDSET + "/TYPE=PLMN", to(expired));
        assertEquals(Status.EXPIRED, expired.status());
        centre.awaitNoContents();
    }

    @Test
    void keepsATableOfEverybodysState() throws Exception {
        send();
        for (int i = 0; i < 5; i++) {
            SubmitSm push = smsc.nextSubmit();
            if (push.getDestAddress().equals(MMS_HANDSET)) {
                retrieve(assertInstanceOf(MNotificationInd.class, TestSmsc.pdu(push)));
            }
        }
        pushed(MDeliveryInd.class, A); // retrieved
        assertTrue(smsc.isQuietFor(Duration.ofSeconds(1)), "what it took is being written down");
        centre.close();
        assertEquals(
                List.of(
                        MMS_HANDSET + " RETRIEVED NONE",
                        OLD_HANDSET + " NOTIFIED NONE",
                        BARRED + " REFUSED BARRED",
                        FOREIGN + " REFUSED NOT_OURS",
                        "mail:" + MAIL + " REFUSED EMAIL"),
                states());
    }

    @Test
    void refusesWhateverABarredSubscriberSends() throws Exception {
        MSendConf conf =
                asked(
                        MSendConf.class,
                        BARRED,
                        Messages.send(Messages.headers("t", "+" + MMS_HANDSET)));
        assertEquals(ResponseStatus.ERROR_PERMANENT_SERVICE_DENIED, conf.responseStatus());
        centre.awaitNoContents();
    }

    /** MMS 1.0 and 1.1 have no status unreachable (OMA-TS-MMS_ENC 1.3 §7.3.54). */
    @Test
    void reportsRejectionToUserAgentsThatDoNotKnowUnreachable() throws Exception {
        int reports = 0;
        for (int version : new int[] {0x10, 0x11, 0x12}) {
            asked(
                    MSendConf.class,
                    A,
                    Messages.send(
                            Messages.headers("t" + version, "+" + FOREIGN, "+" + MMS_HANDSET)
                                    .set(MmsField.MMS_VERSION, version)
                                    .add(MmsField.DELIVERY_REPORT, true)));
            for (int i = 0; i < 2; i++) {
                if (TestSmsc.pdu(smsc.nextSubmit()) instanceof MDeliveryInd report) {
                    assertEquals(
                            version < 0x12 ? Status.REJECTED : Status.UNREACHABLE, report.status());
                    assertEquals(
                            "a number of a network that is not reached",
                            report.headers().first(MmsField.STATUS_TEXT).orElseThrow().text());
                    reports++;
                }
            }
        }
        assertEquals(3, reports);
    }

    @Test
    void takesNoReadReportOfWhomTheMessageWasRefused() throws Exception {
        String id =
                sent(
                        Messages.headers("t", "+" + MMS_HANDSET, "+" + FOREIGN)
                                .add(MmsField.READ_REPORT, true));
        notified(MMS_HANDSET);
        centre.post(FOREIGN, Messages.readRec(id, A, clock.instant()));
        assertTrue(smsc.isQuietFor(Duration.ofMillis(1_300)));
        centre.post(MMS_HANDSET, Messages.readRec(id, A, clock.instant()));
        pushed(MReadOrigInd.class, A);
    }

    private List<String> states() throws Exception {
        List<String> states = new ArrayList<>();
        try (EmbeddedDatabase file = EmbeddedDatabase.open(data, "mmsc");
                Connection connection = file.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT address, state, refusal FROM recipient ORDER BY address")) {
            while (rows.next()) {
                states.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
            }
        }
        return states;
    }

    private static String to(MDeliveryInd report) {
        return report.headers().first(MmsField.TO).orElseThrow().text();
    }

    private String send() throws Exception {
        MmsHeaders.Builder headers =
                Messages.headers("t", "07700900002", MAIL)
                        .add(MmsField.CC, EncodedString.of("+44 7700-900003/TYPE=PLMN"))
                        .add(MmsField.CC, EncodedString.of(BARRED))
                        .add(MmsField.BCC, EncodedString.of("+" + FOREIGN))
                        .add(MmsField.DELIVERY_REPORT, true)
                        .add(MmsField.EXPIRY, new MmsTime.Relative(Duration.ofMinutes(20)));
        MSendConf conf = asked(MSendConf.class, A, Messages.send(headers));
        assertEquals(ResponseStatus.OK, conf.responseStatus());
        assertEquals(
                MAIL
                        + ": e-mail is not served; +"
                        + BARRED
                        + ": this number may not be sent multimedia messages; +"
                        + FOREIGN
                        + ": a number of a network that is not reached",
                conf.headers().first(MmsField.RESPONSE_TEXT).orElseThrow().text());
        return conf.messageId().orElseThrow();
    }

    private void retrieve(MNotificationInd notification) throws Exception {
        MRetrieveConf message = fetched(MMS_HANDSET, notification.contentLocation());
        assertEquals(Messages.body(), message.body());
        assertEquals(
                List.of(EncodedString.of("+" + MMS_HANDSET + "/TYPE=PLMN"), EncodedString.of(MAIL)),
                message.headers().all(MmsField.TO));
        assertEquals(
                List.of(
                        EncodedString.of("+" + OLD_HANDSET + "/TYPE=PLMN"),
                        EncodedString.of("+" + BARRED + "/TYPE=PLMN")),
                message.headers().all(MmsField.CC));
        assertEquals(List.of(), message.headers().all(MmsField.BCC));
        centre.post(
                MMS_HANDSET, Messages.notifyResp(notification.transactionId(), Status.RETRIEVED));
    }
}
