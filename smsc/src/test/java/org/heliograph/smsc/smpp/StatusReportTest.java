// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.heliograph.config.Cidr;
import org.heliograph.config.Listen;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpAddress;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.SmsStatusReport;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.SmsSubmitReport;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.pdu.sms.ValidityPeriod;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.heliograph.smsc.register.MemoryRegistrationStore;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.sip.Registering;
import org.heliograph.smsc.sip.SipPeer;
import org.heliograph.smsc.sip.SipServer;
import org.heliograph.smsc.sip.SipTls;
import org.heliograph.subscribers.SipCredentials;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a handset over IP hears of a message that has left by SMPP: SMS-STATUS-REPORT. */
final class StatusReportTest {
    private static final String ALICE = "447700900001";
    private static final String ABROAD = "999700900123";

    private UpstreamPeer upstream;
    private TestCentre centre;
    private SipServer sip;
    private SipPeer phone;

    @BeforeEach
    void start() throws Exception {
        upstream = new UpstreamPeer();
        centre =
                new TestCentre(
                        new MemoryMessageStore(), TestCentre.smpp(0, upstream.settings()), 1_000);
        sip =
                SipServer.start(
                        new SmscSettings.Sip(
                                Listen.of("127.0.0.1:0"),
                                "ims.example",
                                List.of(Cidr.of("127.0.0.0/8")),
                                100,
                                Duration.ofHours(1),
                                Duration.ofSeconds(8),
                                65_535),
                        "+447700900999",
                        centre.acceptance::accept,
                        msisdn -> centre.dispatcher.alert(new Route.ToIms(msisdn)),
                        centre.submitted,
                        SipTls.NONE,
                        new Registering(
                                new MemoryRegistrationStore(),
                                SipCredentials::none,
                                _ -> {},
                                _ -> {}),
                        Clock.systemUTC());
        centre.handset =
                message -> {
                    try {
                        return sip.channel().deliver(List.of(message), false).getFirst();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException(e);
                    }
                };
        phone = SipPeer.overUdp(sip.port());
        phone.register(ALICE, 600);
    }

    @AfterEach
    void stop() throws Exception {
        phone.close();
        centre.close();
        sip.close();
        upstream.close();
    }

    /** {@return TP-SCTS of the SMS-SUBMIT-REPORT} */
    private String submit(String to, int reference) throws Exception {
        Octets tpdu =
                TpduCodec.encode(
                        new SmsSubmit(
                                Set.of(SmsSubmit.SubmitFlag.STATUS_REPORT_REQUEST),
                                reference,
                                TpAddress.of(to),
                                0,
                                DataCodingScheme.EIGHT_BIT,
                                new ValidityPeriod.None(),
                                new UserData(List.of(), Octets.of(1, 2))));
        phone.send(
                phone.message(
                        ALICE,
                        RpCodec.encode(
                                new RpMessage.RpData(
                                        Direction.FROM_MS,
                                        1,
                                        RpAddress.NONE,
                                        RpAddress.of("+447700900999"),
                                        tpdu)),
                        ""));
        assertEquals(202, phone.response().status());
        SipPeer.Received answer = phone.receive();
        phone.respond(answer, "200 OK");
        var ack = assertInstanceOf(RpMessage.RpAck.class, answer.relayMessage());
        return assertInstanceOf(
                        SmsSubmitReport.InRpAck.class,
                        TpduCodec.decodeFromServiceCentre(ack.userData(), TpduCodec.Carrier.RP_ACK))
                .timestamp()
                .toString();
    }

    /** {@return what comes next, acknowledged} */
    private SmsStatusReport report() throws Exception {
        SipPeer.Received message = phone.receive();
        phone.respond(message, "200 OK");
        var data = assertInstanceOf(RpMessage.RpData.class, message.relayMessage());
        phone.send(
                phone.message(
                        ALICE,
                        RpCodec.encode(
                                new RpMessage.RpAck(
                                        Direction.FROM_MS, data.messageReference(), Octets.EMPTY)),
                        "In-Reply-To: " + message.header("Call-ID") + "\r\n"));
        assertEquals(202, phone.response().status());
        try {
            return assertInstanceOf(
                    SmsStatusReport.class,
                    TpduCodec.decodeFromServiceCentre(data.userData(), TpduCodec.Carrier.RP_DATA));
        } catch (DecodeException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "{0}: TP-ST {1}")
    @CsvSource({
        "DELIVRD, 0x00",
        "EXPIRED, 0x46",
        "UNDELIV, 0x40",
        "REJECTD, 0x42",
        "DELETED, 0x47",
        "UNKNOWN, 0x40",
    })
    void tellsWhatAnUpstreamTells(String state, String status) throws Exception {
        String submittedAt = submit("+" + ABROAD, 77);
        upstream.next();
        assertEquals(
                0, upstream.receipt("id:%x stat:%s".formatted(upstream.lastId(), state), ABROAD));
        SmsStatusReport report = report();
        assertEquals(Integer.decode(status), report.status(), "TP-ST");
        assertEquals(77, report.messageReference(), "TP-MR");
        assertEquals(TpAddress.international(ABROAD), report.recipientAddress(), "TP-RA");
        assertEquals(submittedAt, report.timestamp().toString(), "TP-SCTS");
        assertFalse(
                report.dischargeTime()
                        .time()
                        .toInstant()
                        .isBefore(report.timestamp().time().toInstant()),
                "TP-DT");
        assertEquals(Set.of(), report.flags(), "TP-SRQ: the result of an SMS-SUBMIT");
        centre.awaitNothingWaits();
    }

    @Test
    void tellsWhatAnEsmeAnswers() throws Exception {
        try (EsmePeer esme = new EsmePeer(centre)) {
            esme.bind(BindType.BIND_TRX);
            String submittedAt = submit("1000", 5);
            SmsStatusReport report = report();
            assertEquals(0, report.status());
            assertEquals(5, report.messageReference());
            assertEquals(TpAddress.of("1000"), report.recipientAddress());
            assertEquals(submittedAt, report.timestamp().toString());

            esme.answer = SMPPConstant.STAT_ESME_RX_R_APPN;
            submit("1000", 6);
            assertEquals(0x42, report().status(), "rejected by the SME");
        }
    }
}
