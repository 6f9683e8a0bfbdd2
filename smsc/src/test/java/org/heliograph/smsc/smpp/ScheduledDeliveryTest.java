// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.route.Route;
import org.heliograph.subscribers.Msisdn;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** schedule_delivery_time, with jSMPP's client as the ESME. */
final class ScheduledDeliveryTest extends EsmeScene {
    private static final String IN_A_SECOND = "000000000001000R";
    private static final String IN_AN_HOUR = "000000010000000R";

    private String submit(String schedule, char letter) throws Exception {
        return esme.submit(HANDSET, 0, 0, EsmePeer.Rest.at(schedule), new byte[] {(byte) letter});
    }

    private static char letter(ShortMessage message) {
        return message.userData().text(Alphabet.GSM_7BIT).charAt(0);
    }

    private void cancel(String id, String destination) throws Exception {
        esme.session.cancelShortMessage(
                "",
                id,
                TypeOfNumber.ALPHANUMERIC,
                NumberingPlanIndicator.UNKNOWN,
                "Info",
                TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN,
                destination);
    }

    private void replace(String id, String schedule, String text) throws Exception {
        esme.session.replaceShortMessage(
                id,
                TypeOfNumber.ALPHANUMERIC,
                NumberingPlanIndicator.UNKNOWN,
                "Info",
                schedule,
                "",
                new RegisteredDelivery(0),
                (byte) 0,
                text.getBytes(US_ASCII));
    }

    private static void refused(int status, Executable request) {
        assertEquals(
                status, assertThrows(NegativeResponseException.class, request).getCommandStatus());
    }

    @Test
    void deliversAtItsTimeAndHoldsUpNothingMeanwhile() throws Exception {
        Instant start = Instant.now();
        String id = submit(IN_A_SECOND, 'a');
        submit("", 'b');

        assertEquals('b', letter(centre.nextArrival()));
        assertEquals(MessageState.ENROUTE, esme.state(id));
        ShortMessage late = centre.nextArrival();
        assertEquals(id, late.id().toString());
        Duration took = Duration.between(start, Instant.now());
        assertTrue(took.compareTo(Duration.ofMillis(950)) >= 0, took::toString);
        assertEquals(0, store.scheduled().count());
    }

    @Test
    void takesAnAbsoluteTimeAndOneThatHasPassedForNow() throws Exception {
        submit(SmppTime.of(Instant.now().minusSeconds(5)), 'a');
        assertEquals('a', letter(centre.nextArrival()));
        submit(SmppTime.of(Instant.now().plusSeconds(2)), 'b');
        assertNull(centre.arrived.poll(300, TimeUnit.MILLISECONDS));
        assertEquals('b', letter(centre.nextArrival()));
    }

    @Test
    void refusesWhatIsNoTimeOrPastValidity() throws Exception {
        int schedule = SMPPConstant.STAT_ESME_RINVSCHED;
        refused(schedule, () -> submit("261332000000000+", 'a'));
        refused(schedule, () -> submit("990000000000000R", 'a'));
        var past = new EsmePeer.Rest(0, IN_AN_HOUR, "000000003000000R", 0, 0);
        refused(schedule, () -> esme.submit(HANDSET, 0, 0, past, new byte[] {'a'}));
        assertEquals(0, store.size() + store.scheduled().count());
    }

    @Test
    void countsTheUsualValidityFromTheTimeItIsScheduledFor() throws Exception {
        submit("000000030000000R", 'a'); // the usual validity period of this centre is an hour
        var scheduled = store.scheduled().find(new Route.ToIms(new Msisdn(HANDSET)), 10).getFirst();
        assertEquals(
                scheduled.dueAt().plus(Duration.ofHours(1)),
                scheduled.routed().message().expiresAt());
    }

    @Test
    void cancelsWhatIsScheduled() throws Exception {
        String first = submit(IN_AN_HOUR, 'a');
        cancel(first, "");
        assertEquals(first, esme.nextDelivery().getShortMessageAsDeliveryReceipt().getId());
        assertEquals(MessageState.DELETED, esme.state(first));
        refused(SMPPConstant.STAT_ESME_RCANCELFAIL, () -> cancel(first, ""));

        String second = submit(IN_AN_HOUR, 'b');
        cancel("", HANDSET);
        assertEquals(second, esme.nextDelivery().getShortMessageAsDeliveryReceipt().getId());
        centre.awaitNothingWaits();
        assertEquals(0, store.scheduled().count());
        assertNull(centre.arrived.poll(200, TimeUnit.MILLISECONDS));
    }

    @Test
    void cancelsEveryPartOfALongMessage() throws Exception {
        byte[] text = "0123456789".repeat(40).getBytes(US_ASCII);
        String id =
                esme.submit(
                        HANDSET,
                        0,
                        0,
                        EsmePeer.Rest.at(IN_AN_HOUR),
                        new byte[0],
                        new OptionalParameter.Message_payload(text));
        assertEquals(3, store.scheduled().count());
        cancel(id, "");
        assertEquals(0, store.scheduled().count());
    }

    @Test
    void replacesTextAndTimeOfWhatIsScheduled() throws Exception {
        String id = submit(IN_AN_HOUR, 'a');
        replace(id, "", "b");
        assertNull(centre.arrived.poll(200, TimeUnit.MILLISECONDS));
        refused(SMPPConstant.STAT_ESME_RINVSCHED, () -> replace(id, "000000050000000R", "c"));
        replace(id, IN_A_SECOND, "d");

        ShortMessage message = centre.nextArrival();
        assertEquals('d', letter(message));
        assertEquals(id, message.id().toString());
        refused(SMPPConstant.STAT_ESME_RREPLACEFAIL, () -> replace(id, "", "e"));
    }

    @Test
    void schedulesWhatWaitsAlready() throws Exception {
        centre.handset = _ -> new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "test");
        String id = submit("", 'a');
        String behind = submit("", 'b');
        replace(id, IN_A_SECOND, "c");
        assertEquals(1, store.scheduled().count());
        centre.handset = _ -> new DeliveryOutcome.Delivered();

        assertEquals(behind, centre.nextArrival().id().toString());
        assertEquals('c', letter(centre.nextArrival()));
        assertFalse(store.scheduled().nextDue().isPresent());
    }

    @Test
    void keepsItOverARestart() throws Exception {
        String id = submit(IN_A_SECOND, 'a');
        centre.close();
        centre = new TestCentre(store);

        assertEquals(1, centre.dispatcher.depth().messages());
        assertEquals(id, centre.nextArrival().id().toString());
    }

    @Test
    void triesAgainWhenTheStoreFails() throws Exception {
        String id = submit(IN_A_SECOND, 'a');
        store.failing(true);
        refused(SMPPConstant.STAT_ESME_RSYSERR, () -> submit(IN_A_SECOND, 'b'));
        assertNull(centre.arrived.poll(1_200, TimeUnit.MILLISECONDS));
        store.failing(false);
        assertEquals(id, centre.nextArrival().id().toString());
    }
}
