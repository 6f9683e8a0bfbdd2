// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.heliograph.smsc.sip.SipSite.BOB;
import static org.heliograph.smsc.sip.SipSite.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.heliograph.config.Cidr;
import org.heliograph.config.MoSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpAddress;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.pdu.sms.ValidityPeriod;
import org.heliograph.smsc.accept.Acceptance.Answer;
import org.heliograph.smsc.accept.Acceptance.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handsets that send the same message again, in a SIP request of its own, and too many. */
final class RepeatedSubmissionTest {
    private static final List<Cidr> LOOPBACK = List.of(Cidr.of("127.0.0.0/8"));

    private SipSite site;

    @BeforeEach
    void start() throws IOException {
        site = new SipSite();
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
    }

    private static Octets submit(
            int rpReference, int reference, String to, String text, boolean rd) {
        Set<SmsSubmit.SubmitFlag> flags =
                rd ? Set.of(SmsSubmit.SubmitFlag.REJECT_DUPLICATES) : Set.of();
        return RpCodec.encode(
                new RpMessage.RpData(
                        Direction.FROM_MS,
                        rpReference,
                        RpAddress.NONE,
                        RpAddress.of("+447700900999"),
                        TpduCodec.encode(
                                new SmsSubmit(
                                        flags,
                                        reference,
                                        TpAddress.international(to),
                                        0,
                                        DataCodingScheme.EIGHT_BIT,
                                        new ValidityPeriod.None(),
                                        new UserData(
                                                List.of(),
                                                Octets.of(text, StandardCharsets.US_ASCII))))));
    }

    private static Octets first() {
        return submit(7, 55, BOB, "hello", false);
    }

    /** {@return what the phone hears after its 202} */
    private static RpMessage sent(SipPeer phone, String number, Octets relay) throws IOException {
        phone.send(phone.message(number, relay, ""));
        assertEquals(202, phone.response().status());
        SipPeer.Received answer = phone.receive();
        phone.respond(answer, "200 OK");
        return answer.relayMessage();
    }

    @ParameterizedTest(name = "RP-MR {1} TP-MR {2} to {3} {4} TP-RD {5} from {0}: {6} delivered")
    @CsvSource({
        "447700900001, 7, 55, 447700900002, hello, false, 1",
        "447700900001, 7, 55, 447700900002, hello, true,  1",
        "447700900001, 8, 55, 447700900002, hello, true,  1",
        "447700900001, 8, 55, 447700900002, hello, false, 2",
        "447700900001, 7, 56, 447700900002, hello, false, 2",
        "447700900001, 7, 55, 447700900003, hello, false, 2",
        "447700900001, 7, 55, 447700900002, Hello, false, 2",
        "447700900004, 7, 55, 447700900002, hello, false, 2",
    })
    void deliversARepeatOnceAndAcknowledgesItAgain(
            String sender, int rp, int tp, String to, String text, boolean rd, int delivered)
            throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        phone.register(sender, 600);
        RpMessage before = sent(phone, ALICE, first());
        RpMessage after = sent(phone, sender, submit(rp, tp, to, text, rd));
        assertInstanceOf(RpMessage.RpAck.class, after);
        assertEquals(rp, after.messageReference());
        assertEquals(((RpMessage.RpAck) before).userData(), ((RpMessage.RpAck) after).userData());
        assertEquals(delivered, site.submissions.size());
    }

    @Test
    void forgetsAfterTheWindow() throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        sent(phone, ALICE, first());
        site.now.set(SipSite.NOW.plus(Duration.ofMinutes(2)));
        sent(phone, ALICE, first());
        assertEquals(2, site.submissions.size());
    }

    @Test
    void triesAgainWhatWasRefused() throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        Answer accepted = site.answer.get();
        site.answer.set(new Answer.Refused(Refusal.STORE_FAILED, "disk"));
        assertInstanceOf(RpMessage.RpError.class, sent(phone, ALICE, first()));
        site.answer.set(accepted);
        assertInstanceOf(RpMessage.RpAck.class, sent(phone, ALICE, first()));
        assertInstanceOf(RpMessage.RpAck.class, sent(phone, ALICE, first()));
        assertEquals(2, site.submissions.size());
    }

    @Test
    void hasARepeatWaitForTheAnswerOfTheFirst() throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        site.stored = new CountDownLatch(1);
        phone.send(phone.message(ALICE, first(), ""));
        assertEquals(202, phone.response().status());
        soon(site.submissions);
        phone.send(phone.message(ALICE, first(), ""));
        assertEquals(202, phone.response().status());
        phone.send(phone.request("OPTIONS", ALICE, "", Octets.EMPTY));
        assertEquals(200, phone.receive().status(), "nobody is answered before it is durable");
        site.stored.countDown();
        for (int i = 0; i < 2; i++) {
            SipPeer.Received answer = phone.receive();
            assertInstanceOf(RpMessage.RpAck.class, answer.relayMessage());
            phone.respond(answer, "200 OK");
        }
        assertEquals(0, site.submissions.size());
    }

    @Test
    void refusesWhatASubscriberHasTooMuchOfAndNobodyElse() throws Exception {
        try (SipSite narrow =
                new SipSite(
                        SipSite.settings(
                                new MoSettings(
                                        List.of(),
                                        LOOPBACK,
                                        List.of(),
                                        Duration.ofMinutes(2),
                                        2,
                                        "off")),
                        SipSite.QUICK)) {
            SipPeer phone = narrow.udp();
            phone.register(ALICE, 600);
            phone.register(BOB, 600);
            narrow.stored = new CountDownLatch(1);
            for (int i = 0; i < 2; i++) {
                phone.send(phone.message(ALICE, submit(i, i, BOB, "many", false), ""));
                assertEquals(202, phone.response().status());
            }
            phone.send(phone.message(ALICE, submit(3, 3, BOB, "many", false), ""));
            SipPeer.Received refusal = phone.response();
            assertEquals(503, refusal.status());
            assertEquals("5", refusal.header("Retry-After"));
            phone.send(phone.message(ALICE, Octets.of(2, 9), "")); // RP-ACK asks for no room
            assertEquals(202, phone.response().status());
            phone.send(phone.message(BOB, submit(0, 0, ALICE, "one", false), ""));
            assertEquals(202, phone.response().status());

            narrow.stored.countDown();
            for (int i = 0; i < 3; i++) {
                phone.respond(phone.receive(), "200 OK");
            }
            assertInstanceOf(
                    RpMessage.RpAck.class,
                    sent(phone, ALICE, submit(3, 3, BOB, "many", false)),
                    "there is room again");
        }
    }
}
