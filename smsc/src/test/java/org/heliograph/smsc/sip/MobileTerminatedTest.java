// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.heliograph.smsc.sip.SipSite.BOB;
import static org.heliograph.smsc.sip.SipSite.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.DeliveryOutcome.Deferred;
import org.heliograph.smsc.message.DeliveryOutcome.Delivered;
import org.heliograph.smsc.message.DeliveryOutcome.Failed;
import org.heliograph.smsc.message.SmppParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages to handsets, as a handset's socket sees them. */
final class MobileTerminatedTest {
    private SipSite site;

    @BeforeEach
    void start() throws IOException {
        site = new SipSite();
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
    }

    private static Octets ack(int reference) {
        return RpCodec.encode(new RpMessage.RpAck(Direction.FROM_MS, reference, Octets.EMPTY));
    }

    private static Octets error(int reference, int cause) {
        return RpCodec.encode(
                new RpMessage.RpError(
                        Direction.FROM_MS, reference, cause, Octets.EMPTY, Octets.EMPTY));
    }

    private static RpMessage.RpData data(SipPeer.Received message) {
        return assertInstanceOf(RpMessage.RpData.class, message.relayMessage());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void deliversOnlyWhenTheHandsetAcknowledges(boolean tcp) throws Exception {
        SipPeer phone = tcp ? site.tcp() : site.udp();
        assertEquals(200, phone.register(ALICE, 600).status());
        Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello"));

        SipPeer.Received message = phone.receive();
        assertEquals("MESSAGE " + phone.contact() + " SIP/2.0", message.firstLine());
        assertEquals("application/vnd.3gpp.sms", message.header("Content-Type"));
        assertEquals("*;+g.3gpp.smsip;require;explicit", message.header("Accept-Contact"));
        assertEquals("no-fork", message.header("Request-Disposition"));
        assertEquals(
                "<sip:+447700900999@ims.example;user=phone>",
                message.header("P-Asserted-Identity"));
        RpMessage.RpData data = data(message);
        assertEquals(Direction.TO_MS, data.direction());
        assertEquals("447700900999", data.originator().digits());
        assertTrue(data.destination().isEmpty());
        SmsDeliver deliver =
                assertInstanceOf(
                        SmsDeliver.class,
                        TpduCodec.decodeFromServiceCentre(
                                data.userData(), TpduCodec.Carrier.RP_DATA));
        assertEquals("Info", deliver.originatingAddress().value());
        assertEquals(SipSite.NOW, deliver.timestamp().time().toInstant());

        phone.respond(message, "200 OK");
        assertTrue(!outcome.isDone());
        phone.report(message, ALICE, ack(data.messageReference()));
        assertEquals(new Delivered(), soon(outcome));
    }

    @Test
    void takesTheReportThatOvertakesTheResponse() throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello"));
        SipPeer.Received message = phone.receive();
        phone.send(
                phone.message(
                        ALICE,
                        ack(data(message).messageReference()),
                        "In-Reply-To: " + message.header("Call-ID") + "\r\n"));
        assertEquals(new Delivered(), soon(outcome));
    }

    @Test
    void matchesByReferenceWithoutInReplyTo() throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello"));
        SipPeer.Received message = phone.receive();
        phone.respond(message, "202 Accepted");
        phone.send(phone.message(ALICE, ack(data(message).messageReference()), ""));
        assertEquals(new Delivered(), soon(outcome));
    }

    @Test
    void letsNobodyReportForAnother() throws Exception {
        SipPeer alice = site.udp();
        SipPeer bob = site.udp();
        alice.register(ALICE, 600);
        bob.register(BOB, 600);
        Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello"));
        SipPeer.Received message = alice.receive();
        alice.respond(message, "200 OK");
        bob.report(message, BOB, ack(data(message).messageReference()));
        alice.report(message, ALICE, error(data(message).messageReference(), 22));
        assertEquals(new Deferred(Cause.MEMORY_CAPACITY_EXCEEDED, "RP-Cause 22"), soon(outcome));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x80})
    void tellsTheHandsetOfTheReplyPath(int esmClass) throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        var said = new SmppParameters("", 0, esmClass, 0, 0, false, Octets.EMPTY);
        Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello").with(said));
        SipPeer.Received message = phone.receive();
        SmsDeliver deliver =
                assertInstanceOf(
                        SmsDeliver.class,
                        TpduCodec.decodeFromServiceCentre(
                                data(message).userData(), TpduCodec.Carrier.RP_DATA));
        assertEquals(esmClass != 0, deliver.flags().contains(SmsDeliver.DeliverFlag.REPLY_PATH));
        phone.respond(message, "200 OK");
        phone.report(message, ALICE, ack(data(message).messageReference()));
        assertEquals(new Delivered(), soon(outcome));
    }

    @Test
    void survivesReportsThatComeTwiceOrLate() throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        Future<DeliveryOutcome> first = site.deliver(SipSite.text(ALICE, "one"));
        SipPeer.Received message = phone.receive();
        phone.respond(message, "200 OK");
        int reference = data(message).messageReference();
        phone.report(message, ALICE, ack(reference));
        assertEquals(new Delivered(), soon(first));
        phone.report(message, ALICE, ack(reference));

        Future<DeliveryOutcome> second = site.deliver(SipSite.text(ALICE, "two"));
        SipPeer.Received next = phone.receive();
        while (next.header("Via").equals(message.header("Via"))) { // the first one, sent again
            next = phone.receive();
        }
        assertTrue(data(next).messageReference() != reference, "RP-MR used again at once");
        phone.respond(next, "200 OK");
        phone.report(message, ALICE, ack(reference));
        phone.report(next, ALICE, error(data(next).messageReference(), 21));
        assertEquals(new Failed(Cause.REJECTED, "RP-Cause 21", 21), soon(second));
    }

    /** Its RP-MR is that of another message by then, and no In-Reply-To tells them apart. */
    @Test
    void answersAReportThatIsSentAgainAndTakesItForNoOther() throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        Future<DeliveryOutcome> first = site.deliver(SipSite.text(ALICE, "one"));
        SipPeer.Received message = phone.receive();
        phone.respond(message, "200 OK");
        int reference = data(message).messageReference();
        byte[] report = phone.message(ALICE, ack(reference), "");
        phone.send(report);
        SipPeer.Received answer = phone.response();
        assertEquals(202, answer.status());
        assertEquals(new Delivered(), soon(first));

        Set<String> seen = new HashSet<>(Set.of(message.header("Call-ID")));
        Future<DeliveryOutcome> later;
        do {
            later = site.deliver(SipSite.text(ALICE, "another"));
            do {
                message = phone.receive();
            } while (!seen.add(message.header("Call-ID")));
            phone.respond(message, "200 OK");
            if (data(message).messageReference() != reference) {
                phone.report(message, ALICE, ack(data(message).messageReference()));
                assertEquals(new Delivered(), soon(later));
            }
        } while (data(message).messageReference() != reference);
        phone.send(report);
        assertEquals(answer.head(), phone.response().head());
        phone.report(message, ALICE, error(reference, 21));
        assertEquals(new Failed(Cause.REJECTED, "RP-Cause 21", 21), soon(later));
    }

    @Test
    void triesAgainLaterWhenNoReportComes() throws Exception {
        try (SipSite hurried =
                new SipSite(
                        SipSite.settings("127.0.0.0/8", Duration.ofMillis(300)), SipSite.QUICK)) {
            SipPeer phone = hurried.udp();
            phone.register(ALICE, 600);
            Future<DeliveryOutcome> outcome = hurried.deliver(SipSite.text(ALICE, "hello"));
            phone.respond(phone.receive(), "200 OK");
            assertEquals(new Deferred(Cause.NO_ANSWER, "no report"), soon(outcome));
        }
    }

    @Test
    void repeatsOverUdpUntilTimerFAndNoLonger() throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello"));
        Octets first = phone.receive().body();
        assertEquals(first, phone.receive().body());
        assertEquals(first, phone.receive().body());
        assertEquals(new Deferred(Cause.NO_ANSWER, "no SIP response"), soon(outcome));
    }

    @Test
    void waitsForWhoeverIsNotRegistered() throws Exception {
        assertEquals(
                new Deferred(Cause.ABSENT_SUBSCRIBER, "not registered"),
                soon(site.deliver(SipSite.text(ALICE, "hello"))));
    }

    @Test
    void triesTheNextContactWhenTheFirstRefuses() throws Exception {
        SipPeer tablet = site.udp();
        SipPeer phone = site.udp();
        tablet.register(ALICE, 600);
        phone.register(ALICE, 600);
        Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello"));
        phone.respond(phone.receive(), "480 Temporarily Unavailable");
        SipPeer.Received message = tablet.receive();
        tablet.respond(message, "200 OK");
        tablet.report(message, ALICE, ack(data(message).messageReference()));
        assertEquals(new Delivered(), soon(outcome));
    }

    @Test
    void holdsNobodyBackForASilentHandset() throws Exception {
        SipPeer silent = site.udp();
        SipPeer phone = site.udp();
        silent.register(ALICE, 600);
        phone.register(BOB, 600);
        Future<DeliveryOutcome> stuck = site.deliver(SipSite.text(ALICE, "hello"));
        silent.receive();
        Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(BOB, "hello"));
        SipPeer.Received message = phone.receive();
        phone.respond(message, "200 OK");
        phone.report(message, BOB, ack(data(message).messageReference()));
        assertEquals(new Delivered(), soon(outcome));
        assertEquals(Cause.NO_ANSWER, ((Deferred) soon(stuck)).cause());
    }

    @Test
    void givesEachMessageUnderWayAReferenceOfItsOwn() throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        Set<Integer> references = new HashSet<>();
        List<Future<DeliveryOutcome>> underWay = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            underWay.add(site.deliver(SipSite.text(ALICE, "hello")));
        }
        while (references.size() < 20) {
            SipPeer.Received message = phone.receive();
            phone.respond(message, "200 OK");
            references.add(data(message).messageReference());
        }
        assertEquals(20, underWay.size());
    }

    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    21  | REJECTED
                    22  | MEMORY_CAPACITY_EXCEEDED
                    30  | UNKNOWN_DESTINATION
                    41  | TEMPORARY_FAILURE
                    42  | CONGESTION
                    95  | NOT_SUPPORTED
                    96  | NOT_SUPPORTED
                    97  | NOT_SUPPORTED
                    111 | TEMPORARY_FAILURE
                    127 | TEMPORARY_FAILURE
                    60  | TEMPORARY_FAILURE
                    """)
    void knowsWhatAnRpErrorMeans(int rpCause, Cause cause) throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello"));
        SipPeer.Received message = phone.receive();
        phone.respond(message, "200 OK");
        phone.report(message, ALICE, error(data(message).messageReference(), rpCause));
        assertOutcome(cause, "RP-Cause " + rpCause, rpCause, soon(outcome));
    }

    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    302 | TEMPORARY_FAILURE
                    400 | TEMPORARY_FAILURE
                    403 | REJECTED
                    404 | ABSENT_SUBSCRIBER
                    408 | NO_ANSWER
                    415 | NOT_SUPPORTED
                    480 | ABSENT_SUBSCRIBER
                    486 | CONGESTION
                    488 | NOT_SUPPORTED
                    500 | TEMPORARY_FAILURE
                    503 | CONGESTION
                    603 | REJECTED
                    604 | UNKNOWN_DESTINATION
                    """)
    void knowsWhatASipStatusMeans(int status, Cause cause) throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello"));
        phone.respond(phone.receive(), status + " Because");
        assertOutcome(cause, "SIP " + status, 0, soon(outcome));
    }

    private static void assertOutcome(
            Cause cause, String detail, int rpCause, DeliveryOutcome outcome) {
        assertEquals(
                cause.kind() == Cause.Kind.PERMANENT
                        ? new Failed(cause, detail, rpCause)
                        : new Deferred(cause, detail),
                outcome);
    }
}
