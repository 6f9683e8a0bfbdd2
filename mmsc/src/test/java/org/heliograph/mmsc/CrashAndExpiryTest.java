// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.heliograph.config.EmbeddedDatabase;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsPdu.MDeliveryInd;
import org.heliograph.pdu.mms.MmsPdu.MNotificationInd;
import org.heliograph.pdu.mms.MmsPdu.MRetrieveConf;
import org.heliograph.pdu.mms.MmsPdu.MSendConf;
import org.heliograph.pdu.mms.MmsPdu.MSendReq;
import org.heliograph.pdu.mms.MmsTime;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.pdu.mms.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was accepted outlives the process; what nobody fetches does not outlive its time. */
class CrashAndExpiryTest {
    private static final String A = "447700900001";
    private static final String B = "447700900002";

    @TempDir private Path directory;

    private static MSendReq message() {
        return Messages.send(
                Messages.headers("t", "+" + B)
                        .add(MmsField.DELIVERY_REPORT, true)
                        .add(MmsField.EXPIRY, new MmsTime.Relative(Duration.ofMinutes(1))));
    }

    private static void accept(Centre centre) throws Exception {
        MSendConf conf = assertInstanceOf(MSendConf.class, Centre.pdu(centre.post(A, message())));
        assertEquals(ResponseStatus.OK, conf.responseStatus());
    }

    /** The directory as a kill -9 at this moment would leave it. */
    private Path crashed(Path from) throws IOException {
        Path to = directory.resolve("after");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
        return to;
    }

    private static int freePort() throws IOException {
        try (TestSmsc smsc = new TestSmsc(0)) {
            return smsc.port();
        }
    }

    @Test
    void bringsWhatWasAcceptedBeforeACrash() throws Exception {
        Path after;
        try (Centre before = new Centre(directory.resolve("b"), freePort(), Clock.systemUTC())) {
            accept(before);
            after = crashed(directory.resolve("b"));
        }
        Path contents = after.resolve("mmsc-content");
        Files.writeString(contents.resolve("AAAAAAAAAAAAAAAAAAAAAA"), "without a message");
        Files.writeString(contents.resolve("AAAAAAAAAAAAAAAAAAAAAB.partial"), "half");

        try (TestSmsc smsc = new TestSmsc(0);
                Centre centre = new Centre(after, smsc.port(), Clock.systemUTC())) {
            assertEquals(1, centre.contents(), "orphans are swept, the message stays");
            MNotificationInd notification =
                    assertInstanceOf(MNotificationInd.class, TestSmsc.pdu(smsc.nextSubmit()));
            MRetrieveConf message =
                    assertInstanceOf(
                            MRetrieveConf.class,
                            Centre.pdu(centre.get(B, notification.contentLocation())));
            assertEquals(Messages.body(), message.body());
        }
    }

    @Test
    void reportsAfterACrashWhatWasNotReportedBefore() throws Exception {
        Path data = directory.resolve("b");
        Path after;
        TestSmsc smsc = new TestSmsc(0);
        try (Centre before = new Centre(data, smsc.port(), Clock.systemUTC())) {
            accept(before);
            String transactionId =
                    assertInstanceOf(MNotificationInd.class, TestSmsc.pdu(smsc.nextSubmit()))
                            .transactionId();
            smsc.close();
            before.post(B, Messages.notifyResp(transactionId, Status.REJECTED));
            after = crashed(data);
        }
        try (TestSmsc second = new TestSmsc(0);
                Centre centre = new Centre(after, second.port(), Clock.systemUTC())) {
            MDeliveryInd report =
                    assertInstanceOf(MDeliveryInd.class, TestSmsc.pdu(second.nextSubmit()));
            assertEquals(Status.REJECTED, report.status());
            centre.awaitNoContents();
        }
    }

    @Test
    void endsAMessageThatNobodyFetches() throws Exception {
        TestClock clock = new TestClock();
        try (TestSmsc smsc = new TestSmsc(0);
                Centre centre = new Centre(directory.resolve("e"), smsc.port(), clock)) {
            accept(centre);
            MNotificationInd notification =
                    assertInstanceOf(MNotificationInd.class, TestSmsc.pdu(smsc.nextSubmit()));
            assertEquals(
                    new MmsTime.Relative(Duration.ofMinutes(1)),
                    notification.headers().first(MmsField.EXPIRY).orElseThrow());

            clock.advance(Duration.ofMinutes(1));
            assertEquals(404, centre.get(B, notification.contentLocation()).statusCode());
            MDeliveryInd report =
                    assertInstanceOf(MDeliveryInd.class, TestSmsc.pdu(smsc.nextSubmit()));
            assertEquals(Status.EXPIRED, report.status());
            assertEquals(Optional.of(clock.instant()), report.headers().first(MmsField.DATE));
            centre.awaitNoContents();
            var late = Messages.notifyResp(notification.transactionId(), Status.RETRIEVED);
            assertEquals(200, centre.post(B, late).statusCode(), "too late, and harmless");
            assertTrue(smsc.isQuietFor(Duration.ofMillis(2_500)), "longer than between sweeps");
        }
        try (EmbeddedDatabase file = EmbeddedDatabase.open(directory.resolve("e"), "mmsc");
                Connection connection = file.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM recipient")) {
            assertFalse(rows.next(), "what is over is forgotten");
        }
    }
}
