// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsPdu.MNotificationInd;
import org.heliograph.pdu.mms.MmsPdu.MSendConf;
import org.heliograph.pdu.mms.MmsPdu.MSendReq;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.pdu.mms.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user agent that did not see the answer sends again; its recipient gets one message. */
class RepeatTest {
    private static final String A = "447700900001";
    private static final String B = "447700900002";
    private static final Duration A_WHILE = Duration.ofMillis(1_300);

    @TempDir private Path data;
    private final TestClock clock = new TestClock();

    private static String id(Centre centre, String from, MSendReq message) throws Exception {
        MSendConf conf = assertInstanceOf(MSendConf.class, Centre.pdu(centre.post(from, message)));
        assertEquals(ResponseStatus.OK, conf.responseStatus());
        return conf.messageId().orElseThrow();
    }

    private static MSendReq message(String transactionId, String subject, int date) {
        return Messages.send(
                Messages.headers(transactionId, "+" + B)
                        .add(MmsField.DATE, Instant.ofEpochSecond(1_800_000_000L + date))
                        .add(MmsField.SUBJECT, EncodedString.of(subject)));
    }

    @Test
    void answersARepeatAsTheFirstAlsoAfterARestart() throws Exception {
        try (TestSmsc smsc = new TestSmsc(0)) {
            String first;
            try (Centre centre = new Centre(data, smsc.port(), clock)) {
                first = id(centre, A, message("t", "x", 0));
                smsc.nextSubmit();
                assertEquals(first, id(centre, A, message("t", "x", 1)), "another Date");
                assertEquals(1, centre.contents());
                assertTrue(smsc.isQuietFor(A_WHILE));
            }
            try (Centre centre = new Centre(data, smsc.port(), clock)) {
                assertEquals(first, id(centre, A, message("t", "x", 2)));
                assertTrue(smsc.isQuietFor(A_WHILE));
                clock.advance(Duration.ofHours(1).plusMillis(1));
                assertNotEquals(first, id(centre, A, message("t", "x", 0)), "too late for that");
            }
        }
    }

    @Test
    void keepsNoContentOfARepeat() throws Exception {
        try (TestSmsc smsc = new TestSmsc(0);
                Centre centre = new Centre(data, smsc.port(), clock)) {
            id(centre, A, message("t", "x", 0));
            id(centre, A, message("t", "x", 1));
            MNotificationInd notification =
                    assertInstanceOf(MNotificationInd.class, TestSmsc.pdu(smsc.nextSubmit()));
            centre.post(B, Messages.notifyResp(notification.transactionId(), Status.REJECTED));
            centre.awaitNoContents();
        }
    }

    @Test
    void takesWhatDiffersForAnotherMessage() throws Exception {
        try (TestSmsc smsc = new TestSmsc(0);
                Centre centre = new Centre(data, smsc.port(), clock)) {
            Set<String> ids = new HashSet<>();
            ids.add(id(centre, A, message("t", "x", 0)));
            ids.add(id(centre, A, message("u", "x", 0)));
            ids.add(id(centre, A, message("t", "y", 0)));
            ids.add(id(centre, "447700900009", message("t", "x", 0)));
            assertEquals(4, ids.size());
            for (int i = 0; i < 4; i++) {
                smsc.nextSubmit();
            }
        }
    }

    @Test
    void takesRepeatsAtTheSameTimeForOne() throws Exception {
        try (TestSmsc smsc = new TestSmsc(0);
                Centre centre = new Centre(data, smsc.port(), clock);
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                answers.add(pool.submit(() -> id(centre, A, message("t", "x", 0))));
            }
            Set<String> ids = new HashSet<>();
            for (Future<String> answer : answers) {
                ids.add(answer.get());
            }
            assertEquals(1, ids.size());
            smsc.nextSubmit();
            assertTrue(smsc.isQuietFor(A_WHILE));
            assertEquals(1, centre.contents());
        }
    }
}
