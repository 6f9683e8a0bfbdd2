// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu.MNotificationInd;
import org.heliograph.pdu.mms.MmsTime;
import org.heliograph.pdu.mms.Status;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.Test;

/** A recipient is notified until it has answered, no more often than does good. */
class NotificationTest extends Scene {

    /** Longer than the store takes to bring what is due. */
    private static final Duration LONG_ENOUGH = Duration.ofMillis(1_500);

    private void assertQuiet() throws Exception {
        assertTrue(smsc.isQuietFor(LONG_ENOUGH));
    }

    /** Waits until the store has what followed the last push, which the SMSC heard of before. */
    private void answer(MNotificationInd notification, Status status) throws Exception {
        centre.post(B, Messages.notifyResp(notification.transactionId(), status));
    }

    @Test
    void isRepeatedMoreAndMoreSeldomUntilItIsAnswered() throws Exception {
        sent(Messages.headers("t", "+" + B));
        SubmitSm push = smsc.nextSubmit();
        assertEquals("261122083000000+", push.getValidityPeriod(), "until the next one");
        assertTrue(
                List.of(push.getOptionalParameters()).stream()
                        .anyMatch(OptionalParameter.Set_dpf.class::isInstance));
        MNotificationInd first = assertInstanceOf(MNotificationInd.class, TestSmsc.pdu(push));
        assertQuiet();
        clock.advance(Duration.ofMinutes(30));
        MNotificationInd second = notified(B);
        assertEquals(first.contentLocation(), second.contentLocation());
        assertEquals(first.transactionId(), second.transactionId());
        assertQuiet();
        clock.advance(Duration.ofMinutes(59));
        assertQuiet();
        clock.advance(Duration.ofMinutes(1));
        notified(B);
        assertQuiet();
        answer(first, Status.REJECTED);
        clock.advance(Duration.ofDays(1));
        assertQuiet();
        assertEquals(404, centre.get(B, first.contentLocation()).statusCode());
    }

    @Test
    void waitsLongerOnceTheHandsetHasDeferred() throws Exception {
        sent(Messages.headers("t", "+" + B));
        MNotificationInd first = notified(B);
        answer(first, Status.DEFERRED);
        assertQuiet();
        clock.advance(Duration.ofHours(23));
        assertQuiet();
        clock.advance(Duration.ofHours(1));
        assertEquals(first.contentLocation(), notified(B).contentLocation());
        answer(first, Status.DEFERRED);
        assertQuiet();
        clock.advance(Duration.ofDays(1));
        notified(B);
    }

    @Test
    void isRepeatedSoonAfterTheHandsetIsThereAgain() throws Exception {
        sent(Messages.headers("t", "+" + B));
        MNotificationInd first = notified(B);
        assertQuiet();
        smsc.alert(A);
        smsc.alert(B);
        assertQuiet();
        clock.advance(Duration.ofSeconds(10));
        assertEquals(first.contentLocation(), notified(B).contentLocation());
        assertQuiet();
    }

    @Test
    void waitsForTheDeliveryTime() throws Exception {
        sent(
                Messages.headers("t", "+" + B)
                        .add(
                                MmsField.DELIVERY_TIME,
                                new MmsTime.Absolute(clock.instant().plusSeconds(3600))));
        assertQuiet();
        smsc.alert(B);
        clock.advance(Duration.ofMinutes(59));
        assertQuiet();
        clock.advance(Duration.ofMinutes(1));
        assertEquals(200, centre.get(B, notified(B).contentLocation()).statusCode());
    }

    @Test
    void isKeptByTheSmscNoLongerThanTheMessage() throws Exception {
        sent(
                Messages.headers("t", "+" + B)
                        .add(MmsField.EXPIRY, new MmsTime.Relative(Duration.ofMinutes(10))));
        assertEquals("261122081000000+", smsc.nextSubmit().getValidityPeriod());
    }

    @Test
    void saysWhatAHandsetDecidesByAndNothingThatMakesItLong() throws Exception {
        String own = "x-class-of-somebodys-own-" + "x".repeat(100);
        sent(
                Messages.headers("t", "+" + B)
                        .add(MmsField.MESSAGE_CLASS, own)
                        .add(MmsField.DISTRIBUTION_INDICATOR, false));
        MNotificationInd notification = notified(B);
        assertEquals(Optional.of("personal"), notification.headers().first(MmsField.MESSAGE_CLASS));
        assertEquals(
                Optional.of(false), notification.headers().first(MmsField.DISTRIBUTION_INDICATOR));
        MmsHeaders fetched = fetched(B, notification.contentLocation()).headers();
        assertEquals(Optional.of(own), fetched.first(MmsField.MESSAGE_CLASS));
        assertEquals(Optional.of(false), fetched.first(MmsField.DISTRIBUTION_INDICATOR));
    }

    @Test
    void tellsNothingOfAReportThatNobodyTookInTime() throws Exception {
        sent(Messages.headers("t", "+" + B).add(MmsField.DELIVERY_REPORT, true));
        MNotificationInd notification = notified(B);
        int port = smsc.port();
        smsc.close();
        answer(notification, Status.REJECTED);
        clock.advance(Duration.ofDays(8));
        smsc = new TestSmsc(port);
        assertQuiet();
    }
}
