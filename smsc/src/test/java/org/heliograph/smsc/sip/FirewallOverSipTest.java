// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpAddress;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.rp.RpMessage.RpAck;
import org.heliograph.pdu.rp.RpMessage.RpError;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.SmsSubmitReport;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.pdu.sms.ValidityPeriod;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.firewall.FirewallRules;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.heliograph.smsc.register.MemoryRegistrationStore;
import org.heliograph.subscribers.SipCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a handset may try, each in the SMS-SUBMIT that it would send. */
final class FirewallOverSipTest {
    private static final int REJECTED = 21;
    private static final int UNSPECIFIED = 0xFF;
    private static final int CONGESTION = 42;

    private interface Attempt {
        void with(SipPeer phone) throws Exception;
    }

    private static void behindTheFirewall(Attempt attempt) throws Exception {
        try (TestCentre centre = TestCentre.behind(FirewallRules.all(), new MemoryMessageStore());
                SipServer sip =
                        SipServer.start(
                                SipSite.settings("127.0.0.0/8", Duration.ofSeconds(8)),
                                "+447700900999",
                                centre.acceptance::accept,
                                _ -> {},
                                centre.submitted,
                                SipTls.NONE,
                                new Registering(
                                        new MemoryRegistrationStore(),
                                        SipCredentials::none,
                                        _ -> {},
                                        _ -> {}),
                                Clock.systemUTC(),
                                SipSite.QUICK);
                SipPeer phone = SipPeer.overUdp(sip.port())) {
            phone.register(SipSite.ALICE, 600);
            attempt.with(phone);
        }
    }

    private static RpMessage submit(
            SipPeer phone, int reference, int protocolIdentifier, int scheme, String userData)
            throws Exception {
        var dcs = new DataCodingScheme(scheme);
        boolean header = userData.startsWith("+");
        Octets octets = Octets.ofHex(header ? userData.substring(1) : userData);
        UserData data =
                TpduCodec.userDataOfUnpacked(
                        octets, header, dcs.compressed() ? Alphabet.EIGHT_BIT : dcs.alphabet());
        var submit =
                new SmsSubmit(
                        Set.of(),
                        reference,
                        TpAddress.international(SipSite.BOB),
                        protocolIdentifier,
                        dcs,
                        new ValidityPeriod.Relative(11),
                        data);
        Octets relayed =
                RpCodec.encode(
                        new RpMessage.RpData(
                                Direction.FROM_MS,
                                reference,
                                RpAddress.NONE,
                                RpAddress.of("+447700900999"),
                                TpduCodec.encode(submit)));
        phone.send(phone.message(SipSite.ALICE, relayed, ""));
        assertEquals(202, phone.response().status());
        SipPeer.Received answer = phone.receive();
        phone.respond(answer, "200 OK");
        return answer.relayMessage();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    notification, 16-bit ports     | 00 | 04 | +0605040b8423f0010603beaf848c829854310083
                    notification, 8-bit ports      | 00 | 04 | +04040284f0010603beaf848c829854310083
                    notification, first segment    | 00 | 04 | +0b05040b8423f00003070201010603beaf848c8298
                    notification, second segment   | 00 | 04 | +0b05040b8423f000030702020102030405
                    notification, no ports         | 00 | 04 | 010603beaf848c829854310083
                    MMS PDU without WSP            | 00 | 04 | 8c829854310083
                    (U)SIM data download           | 7f | f6 | 0102030405
                    command packet                 | 00 | 04 | +02700000150e1e0d
                    silent                         | 40 | 00 | 41
                    indication                     | 00 | c8 | 41
                    special message indication     | 00 | 00 | +04010280ff41
                    return call                    | 5f | 00 | 41
                    """)
    void refusesWhatIsNotForPeople(String what, String pid, String dcs, String userData)
            throws Exception {
        behindTheFirewall(
                phone -> {
                    RpMessage answer =
                            submit(
                                    phone,
                                    1,
                                    Integer.parseInt(pid, 16),
                                    Integer.parseInt(dcs, 16),
                                    userData);
                    RpError error = assertInstanceOf(RpError.class, answer, what);
                    assertEquals(REJECTED, error.cause(), what);
                    assertEquals(UNSPECIFIED, failureCause(error), what);
                });
    }

    private static int failureCause(RpError error) throws Exception {
        return assertInstanceOf(
                        SmsSubmitReport.InRpError.class,
                        TpduCodec.decodeFromServiceCentre(
                                error.userData(), TpduCodec.Carrier.RP_ERROR))
                .failureCause();
    }

    @Test
    void refusesAFloodOfClassZeroAndTakesTexts() throws Exception {
        behindTheFirewall(
                phone -> {
                    for (int i = 1; i <= 3; i++) {
                        assertInstanceOf(RpAck.class, submit(phone, i, 0, 0x10, "41"));
                    }
                    RpError error =
                            assertInstanceOf(RpError.class, submit(phone, 4, 0, 0x10, "41"));
                    assertEquals(CONGESTION, error.cause());
                    assertTrue(submit(phone, 5, 0, 0, "41") instanceof RpAck);
                });
    }
}
