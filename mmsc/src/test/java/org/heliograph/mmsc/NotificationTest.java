// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu.MNotificationInd;
import org.heliograph.pdu.mms.MmsPdu.MSendConf;
import org.heliograph.pdu.mms.MmsTime;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.pdu.mms.Status;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recipient is notified until it has answered, no more often than does good. */
class NotificationTest {
    private static final String A = "447700900001";
    private static final String B = "447700900002";

    /** Longer than the store takes to bring what is due. */
    private static final Duration LONG_ENOUGH = Duration.ofMillis(1_500);

    @TempDir private Path data;
    private final TestClock clock = new TestClock();
    private TestSmsc smsc;
    private Centre centre;

    @BeforeEach
    void start() throws Exception {
        smsc = new TestSmsc(0);
        centre = new Centre(data, smsc.port(), clock);
    }

    @AfterEach
    void stop() throws Exception {
        centre.close();
        smsc.close();
    }

    private void send(MmsHeaders.Builder headers) throws Exception {
        MSendConf conf =
                assertInstanceOf(
                        MSendConf.class, Centre.pdu(centre.post(A, Messages.send(headers))));
        assertEquals(ResponseStatus.OK, conf.responseStatus());
    }

    private MNotificationInd notified() throws Exception {
        return assertInstanceOf(MNotificationInd.class, TestSmsc.pdu(smsc.nextSubmit()));
    }

    private void assertQuiet() throws Exception {
        assertTrue(smsc.isQuietFor(LONG_ENOUGH));
    }

    /** Waits until the store has what followed the last push, which the SMSC heard of before. */
    private void answer(MNotificationInd notification, Status status) throws Exception {
        centre.post(B, Messages.notifyResp(notification.transactionId(), status));
    }

    @Test
    void isRepeatedMoreAndMoreSeldomUntilItIsAnswered() throws Exception {
        send(Messages.headers("t", "+" + B));
        SubmitSm push = smsc.nextSubmit();
        assertEquals("261122083000000+", push.getValidityPeriod(), "until the next one");
        assertTrue(
                List.of(push.getOptionalParameters()).stream()
                        .anyMatch(OptionalParameter.Set_dpf.class::isInstance));
        MNotificationInd first = assertInstanceOf(MNotificationInd.class, TestSmsc.pdu(push));
        assertQuiet();
        clock.advance(Duration.ofMinutes(30));
        MNotificationInd second = notified();
        assertEquals(first.contentLocation(), second.contentLocation());
        assertEquals(first.transactionId(), second.transactionId());
        assertQuiet();
        clock.advance(Duration.ofMinutes(59));
        assertQuiet();
        clock.advance(Duration.ofMinutes(1));
        notified();
        assertQuiet();
        answer(first, Status.REJECTED);
        clock.advance(Duration.ofDays(1));
        assertQuiet();
        assertEquals(404, centre.get(B, first.contentLocation()).statusCode());
    }

    @Test
    void waitsLongerOnceTheHandsetHasDeferred() throws Exception {
        send(Messages.headers("t", "+" + B));
        MNotificationInd first = notified();
        answer(first, Status.DEFERRED);
        assertQuiet();
        clock.advance(Duration.ofHours(23));
        assertQuiet();
        clock.advance(Duration.ofHours(1));
        assertEquals(first.contentLocation(), notified().contentLocation());
        answer(first, Status.DEFERRED);
        assertQuiet();
        clock.advance(Duration.ofDays(1));
        notified();
    }

    @Test
    void isRepeatedSoonAfterTheHandsetIsThereAgain() throws Exception {
        send(Messages.headers("t", "+" + B));
        MNotificationInd first = notified();
        assertQuiet();
        smsc.alert(A);
        smsc.alert(B);
        assertQuiet();
        clock.advance(Duration.ofSeconds(10));
        assertEquals(first.contentLocation(), notified().contentLocation());
        assertQuiet();
    }

    @Test
    void waitsForTheDeliveryTime() throws Exception {
        send(
                Messages.headers("t", "+" + B)
                        .add(
                                MmsField.DELIVERY_TIME,
                                new MmsTime.Absolute(clock.instant().plusSeconds(3600))));
        assertQuiet();
        smsc.alert(B);
        clock.advance(Duration.ofMinutes(59));
        assertQuiet();
        clock.advance(Duration.ofMinutes(1));
        assertEquals(200, centre.get(B, notified().contentLocation()).statusCode());
    }
}
