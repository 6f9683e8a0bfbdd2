// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.heliograph.smsc.sip.SipSite.BOB;
import static org.heliograph.smsc.sip.SipSite.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpAddress;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.SmsCommand;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SMS-COMMAND: what a handset asks about what it has sent, and takes back. */
final class MobileCommandTest {
    private static final int ENQUIRY = 0;
    private static final int DELETE = 2;
    private static final Instant SENT = NOW.minusSeconds(60);
    private static final Route.Destination TO_ALICE = new Route.ToIms(new Msisdn(ALICE));
    private static final Route.Destination TO_BOB = new Route.ToIms(new Msisdn(BOB));

    private WaitingSite waiting;
    private SipSite site;
    private SipPeer phone;

    @BeforeEach
    void start() throws Exception {
        waiting = new WaitingSite(NOW);
        site =
                new SipSite(
                        SipSite.settings("127.0.0.0/8", Duration.ofSeconds(8)),
                        SipSite.QUICK,
                        waiting.submitted);
        phone = site.udp();
        phone.register(ALICE, 600);
        waiting.dispatcher.enqueue(
                List.of(
                        submitted(1_001, ALICE, 7),
                        submitted(1_002, ALICE, 8),
                        submitted(1_003, BOB, 7)));
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
        waiting.dispatcher.close();
    }

    private static Routed submitted(long id, String by, int reference) {
        return new Routed(
                TO_BOB,
                new ShortMessage(
                        new MessageId(id),
                        new Origin.Subscriber(new Msisdn(by), reference),
                        TpAddress.international(by),
                        TpAddress.international(BOB),
                        0,
                        DataCodingScheme.EIGHT_BIT,
                        new UserData(List.of(), Octets.of(1)),
                        ReportRequest.ANY_OUTCOME,
                        SENT,
                        NOW.plusSeconds(60)));
    }

    private RpMessage command(int type, int messageNumber, String destination) throws IOException {
        return sent(
                new SmsCommand(
                        99,
                        true,
                        0,
                        type,
                        messageNumber,
                        TpAddress.international(destination),
                        new UserData(List.of(), Octets.EMPTY)));
    }

    private RpMessage sent(SmsCommand command) throws IOException {
        Octets relay =
                RpCodec.encode(
                        new RpMessage.RpData(
                                Direction.FROM_MS,
                                3,
                                RpAddress.NONE,
                                RpAddress.of("+447700900999"),
                                TpduCodec.encode(command)));
        phone.send(phone.message(ALICE, relay, ""));
        assertEquals(202, phone.response().status());
        SipPeer.Received answer = phone.receive();
        phone.respond(answer, "200 OK");
        return answer.relayMessage();
    }

    private List<ShortMessage> waitingFor(Route.Destination destination) throws Exception {
        return waiting.store.load(destination, new MessageId(0), 10).stream()
                .map(Routed::message)
                .toList();
    }

    @Test
    void answersAnEnquiryByAStatusReport() throws Exception {
        assertInstanceOf(RpMessage.RpAck.class, command(ENQUIRY, 8, BOB));
        ShortMessage report = waitingFor(TO_ALICE).getFirst();
        assertEquals(new Purpose.StatusReport(99, SENT, NOW, 0x30, true), report.purpose());
        assertEquals(TpAddress.international(BOB), report.originatingAddress(), "TP-RA");
        assertEquals(3, waitingFor(TO_BOB).size());
    }

    @Test
    void saysThatItKnowsOfNone() throws Exception {
        assertInstanceOf(RpMessage.RpAck.class, command(ENQUIRY, 9, BOB));
        assertEquals(
                new Purpose.StatusReport(99, NOW, NOW, 0x48, true),
                waitingFor(TO_ALICE).getFirst().purpose());
    }

    @Test
    void deletesWhatStillWaits() throws Exception {
        assertInstanceOf(RpMessage.RpAck.class, command(DELETE, 7, BOB));
        assertEquals(
                List.of(new MessageId(1_002), new MessageId(1_003)),
                waitingFor(TO_BOB).stream().map(ShortMessage::id).toList(),
                "that of another sender with the same TP-MR stays");
        assertEquals(
                new Purpose.StatusReport(7, SENT, NOW, 0x47, false),
                waitingFor(TO_ALICE).getFirst().purpose(),
                "as the SMS-SUBMIT asked");
    }

    @Test
    void saysThatThereIsNothingToDelete() throws Exception {
        var error = assertInstanceOf(RpMessage.RpError.class, command(DELETE, 7, ALICE));
        assertEquals(29, error.cause());
        assertEquals(0xA0, error.userData().at(1), "TP-FCS: command cannot be actioned");
        assertEquals(3, waitingFor(TO_BOB).size());
    }
}
