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
import java.util.List;
import java.util.Set;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpAddress;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.rp.RpMessage.RpAck;
import org.heliograph.pdu.rp.RpMessage.RpError;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.SmsSubmitReport;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.pdu.sms.ValidityPeriod;
import org.heliograph.smsc.accept.Acceptance.Answer;
import org.heliograph.smsc.accept.Acceptance.Refusal;
import org.heliograph.smsc.accept.Handling;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages from handsets, as a handset's socket sees them. */
final class MobileOriginatedTest {
    private static final UserData CONCATENATED =
            new UserData(
                    List.of(new InformationElement.Concatenation(9, false, 2, 1)),
                    Octets.of(0, 13, 10, 0, 255));

    private SipSite site;

    @BeforeEach
    void start() throws IOException {
        site = new SipSite();
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
    }

    private static Octets submit(int reference) {
        return relay(
                reference,
                TpduCodec.encode(
                        new SmsSubmit(
                                Set.of(SmsSubmit.SubmitFlag.STATUS_REPORT_REQUEST),
                                55,
                                TpAddress.international(BOB),
                                0,
                                DataCodingScheme.EIGHT_BIT,
                                new ValidityPeriod.Relative(11),
                                CONCATENATED)));
    }

    private static Octets relay(int reference, Octets tpdu) {
        return RpCodec.encode(
                new RpMessage.RpData(
                        Direction.FROM_MS,
                        reference,
                        RpAddress.NONE,
                        RpAddress.of("+447700900999"),
                        tpdu));
    }

    /** The server's own MESSAGE, answered as a handset does. */
    private static SipPeer.Received answer(SipPeer phone) throws IOException {
        SipPeer.Received message = phone.receive();
        assertTrue(message.firstLine().startsWith("MESSAGE "), message.firstLine());
        phone.respond(message, "200 OK");
        return message;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void acceptsWithRpAckInAMessageOfItsOwn(boolean tcp) throws Exception {
        SipPeer phone = tcp ? site.tcp() : site.udp();
        phone.register(ALICE, 600);
        phone.send(phone.message(ALICE, submit(200), ""));
        SipPeer.Received accepted = phone.response();
        assertEquals(202, accepted.status());

        SipPeer.Received message = answer(phone);
        assertEquals("MESSAGE " + phone.contact() + " SIP/2.0", message.firstLine());
        assertEquals(accepted.header("Call-ID"), message.header("In-Reply-To"));
        RpAck ack = assertInstanceOf(RpAck.class, message.relayMessage());
        assertEquals(200, ack.messageReference());
        assertEquals(Direction.TO_MS, ack.direction());
        SmsSubmitReport.InRpAck report =
                assertInstanceOf(
                        SmsSubmitReport.InRpAck.class,
                        TpduCodec.decodeFromServiceCentre(
                                ack.userData(), TpduCodec.Carrier.RP_ACK));
        assertEquals(SipSite.NOW, report.timestamp().time().toInstant());

        Submission submission = soon(site.submissions);
        assertEquals(new Origin.Subscriber(new Msisdn(ALICE), 55), submission.origin());
        assertEquals(TpAddress.international(ALICE), submission.originatingAddress());
        assertEquals(TpAddress.international(BOB), submission.destinationAddresses().getFirst());
        assertEquals(CONCATENATED, submission.parts().getFirst());
        assertEquals(ReportRequest.ANY_OUTCOME, submission.reportRequest());
        assertEquals(Duration.ofHours(1), submission.validityPeriod());
    }

    @Test
    void believesPAssertedIdentityFromTrustedNetworks() throws Exception {
        SipPeer proxy = site.udp();
        proxy.send(
                proxy.message(
                        BOB,
                        submit(1),
                        "P-Asserted-Identity: <sip:anonymous@ims.example>,"
                                + " <tel:+44-7700-900001>\r\n"));
        assertEquals(202, proxy.response().status());
        assertEquals(TpAddress.international(ALICE), soon(site.submissions).originatingAddress());
        assertInstanceOf(RpAck.class, answer(proxy).relayMessage());
    }

    @Test
    void believesNobodyElse() throws Exception {
        try (SipSite closed =
                new SipSite(SipSite.settings("10.0.0.0/8", Duration.ofSeconds(5)), SipSite.QUICK)) {
            SipPeer stranger = closed.udp();
            assertEquals(403, stranger.register(ALICE, 600).status());
            stranger.send(
                    stranger.message(
                            ALICE,
                            submit(1),
                            "P-Asserted-Identity: <sip:+" + ALICE + "@ims.example>\r\n"));
            assertEquals(403, stranger.response().status());
            assertTrue(closed.submissions.isEmpty());
        }
        SipPeer unregistered = site.udp();
        unregistered.send(unregistered.message(BOB, submit(1), ""));
        assertEquals(403, unregistered.response().status());
        assertTrue(site.submissions.isEmpty());
    }

    @Test
    void acceptsOnceWhatIsSentTwice() throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        byte[] message = phone.message(ALICE, submit(3), "");
        phone.send(message);
        assertEquals(202, phone.response().status());
        answer(phone);
        phone.send(message);
        assertEquals(202, phone.response().status());
        soon(site.submissions);
        assertTrue(site.submissions.isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    NO_ROUTE     | 1  | 195
                    QUEUE_FULL   | 42 | 192
                    STORE_FAILED | 41 | 194
                    BLOCKED      | 21 | 255
                    SENDER       | 21 | 255
                    LIMITED      | 42 | 192
                    NO_CREDIT    | 21 | 224
                    NO_ACCOUNT   | 21 | 193
                    NO_PRICE     | 21 | 196
                    CHARGING_AWAY | 41 | 194
                    """)
    void refusesWithRpError(Refusal refusal, int cause, int failureCause) throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        site.answer.set(new Answer.Refused(refusal, "because"));
        phone.send(phone.message(ALICE, submit(4), ""));
        assertEquals(202, phone.response().status());
        RpError error = assertInstanceOf(RpError.class, answer(phone).relayMessage());
        assertEquals(4, error.messageReference());
        assertEquals(cause, error.cause());
        assertEquals(failureCause, failureCause(error));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SMS-COMMAND of another type        | 00 05 00 07917477000999f9 0a 02 01 00 01 07 04 912143 00 | 29  | 161
                    SMS-COMMAND to delete nothing      | 00 05 00 07917477000999f9 0a 02 01 00 02 07 04 912143 00 | 29  | 160
                    RP-Destination runs past the end   | 00 05 00 20 91                                           | 96  | 0
                    RP-User-Data and TPDU cut short    | 00 05 00 07917477000999f9 20 0102                        | 111 | 255
                    TPDU cut short                     | 00 05 00 07917477000999f9 03 010507                      | 111 | 255
                    RP-DATA of the other direction     | 01 05 00 07917477000999f9 02 0102                        | 97  | 0
                    reserved RP-MTI                    | 07 05                                                    | 97  | 0
                    SMS-DELIVER-REPORT inside RP-DATA  | 00 05 00 07917477000999f9 02 0000                        | 95  | 176
                    """)
    void answersWhatItCannotTakeWithTheCause(String name, String hex, int cause, int failureCause)
            throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        phone.send(phone.message(ALICE, Octets.ofHex(hex), ""));
        assertEquals(202, phone.response().status(), name);
        RpError error = assertInstanceOf(RpError.class, answer(phone).relayMessage());
        assertEquals(5, error.messageReference());
        assertEquals(cause, error.cause());
        assertEquals(failureCause, failureCause(error), "TP-FCS, 0 for none");
        assertTrue(site.submissions.isEmpty());
    }

    private static int failureCause(RpError error) throws DecodeException {
        return error.userData().isEmpty()
                ? 0
                : assertInstanceOf(
                                SmsSubmitReport.InRpError.class,
                                TpduCodec.decodeFromServiceCentre(
                                        error.userData(), TpduCodec.Carrier.RP_ERROR))
                        .failureCause();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    octets after RP-User-Data       | 00 05 00 07917477000999f9 10 01050c914477000900200004 03cafe42 ffff
                    RP-User-Data length too long    | 00 05 00 07917477000999f9 30 01050c914477000900200004 03cafe42
                    octets after TP-UD              | 00 05 00 07917477000999f9 12 01050c914477000900200004 03cafe42 0000
                    filler of TP-DA not F           | 00 05 00 07917477000999f9 10 01050b914477000900200004 03cafe42
                    """)
    void toleratesWhatCanBeUnderstood(String name, String hex) throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        phone.send(phone.message(ALICE, Octets.ofHex(hex), ""));
        assertEquals(202, phone.response().status(), name);
        assertInstanceOf(RpAck.class, answer(phone).relayMessage());
        Submission submission = soon(site.submissions);
        assertEquals(Octets.of(0xCA, 0xFE, 0x42), submission.parts().getFirst().payload());
    }

    @Test
    void triesOnceWhatIsSingleShot() throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        phone.send(
                phone.message(
                        ALICE,
                        Octets.ofHex(
                                "00 05 00 07917477000999f9 17 09050c914477000900200004"
                                        + "423c0000000000 03cafe42"),
                        ""));
        assertEquals(202, phone.response().status());
        answer(phone);
        Submission submission = soon(site.submissions);
        assertEquals(Handling.SINGLE_SHOT, submission.handling());
        assertEquals(Duration.ofSeconds(60), submission.validityPeriod());
    }

    @Test
    void alertsWhenMemoryIsAvailable() throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        soon(site.alerts);
        phone.send(phone.message(ALICE, RpCodec.encode(new RpMessage.RpSmma(9)), ""));
        assertEquals(202, phone.response().status());
        assertEquals(
                9, assertInstanceOf(RpAck.class, answer(phone).relayMessage()).messageReference());
        assertEquals(new Msisdn(ALICE), soon(site.alerts));
    }

    @Test
    void neverAnswersAMalformedReport() throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        phone.send(phone.message(ALICE, Octets.ofHex("04 05 ff"), ""));
        assertEquals(202, phone.response().status());
        phone.send(phone.request("OPTIONS", ALICE, "", Octets.EMPTY));
        assertEquals("OPTIONS", phone.receive().header("CSeq").split(" ", -1)[1]);
    }

    @ParameterizedTest(name = "{0} | {1} | {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    application/vnd.3gpp.sms                | ''   | 400
                    application/vnd.3gpp.sms                | 00   | 400
                    text/plain                              | 0001 | 415
                    message/cpim                            | 0001 | 415
                    Application/VND.3gpp.SMS; version="1"   | 0705 | 202
                    """)
    void wantsAUsableBody(String contentType, String hex, int status) throws Exception {
        SipPeer phone = site.udp();
        phone.register(ALICE, 600);
        phone.send(
                phone.request(
                        "MESSAGE",
                        ALICE,
                        "Content-Type: " + contentType + "\r\n",
                        Octets.ofHex(hex)));
        SipPeer.Received response = phone.response();
        assertEquals(status, response.status());
        if (status == 415) {
            assertEquals("application/vnd.3gpp.sms", response.header("Accept"));
        }
    }
}
