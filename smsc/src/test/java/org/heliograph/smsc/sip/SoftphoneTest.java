// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.heliograph.smsc.sip.SipSite.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Future;
import org.heliograph.config.SipNetworkSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.Segmentation;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.DeliveryOutcome.Deferred;
import org.heliograph.smsc.message.DeliveryOutcome.Delivered;
import org.heliograph.smsc.message.DeliveryOutcome.Failed;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.MessageState;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plain text to softphones that know no SMS over IP. */
final class SoftphoneTest {
    private static final TpAddress BOB = TpAddress.international(SipSite.BOB);
    private static final String HANDSET = ";+g.3gpp.smsip";

    private static SipSite site(String plainText) throws IOException {
        return new SipSite(
                SipSite.settings(SipSite.transport(1_300, List.of()), networks(plainText)),
                SipSite.QUICK);
    }

    private static List<SipNetworkSettings> networks(String plainText) {
        return List.of(
                new SipNetworkSettings(
                        List.of(),
                        "registered",
                        "registered",
                        "",
                        "*;+g.3gpp.smsip",
                        "no-fork",
                        false,
                        plainText));
    }

    private static void register(SipPeer phone, String parameters, String more) throws IOException {
        String lines = "Contact: <" + phone.contact() + ">" + parameters + "\r\n" + more;
        phone.send(phone.request("REGISTER", ALICE, lines, Octets.EMPTY));
        assertEquals(200, phone.response().status());
    }

    private static ShortMessage message(
            TpAddress from, int protocol, DataCodingScheme scheme, UserData userData, Purpose why) {
        return new ShortMessage(
                new MessageId(7),
                new Origin.Esme("demo"),
                from,
                TpAddress.international(ALICE),
                protocol,
                scheme,
                userData,
                ReportRequest.NONE,
                SipSite.NOW,
                SipSite.NOW.plusSeconds(3_600),
                why);
    }

    private static ShortMessage text(TpAddress from, String text) {
        Segmentation.Text segments = Segmentation.ofText(text, 1);
        return message(
                from,
                0,
                segments.dataCodingScheme(),
                segments.parts().getFirst(),
                new Purpose.Carry());
    }

    private static String body(SipPeer.Received message) {
        return message.body().toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    +447700900002 | Hello, @{} €  | <sip:+447700900002@ims.example;user=phone>
                    62000         | привет, 🎣     | <sip:62000@ims.example>
                    *100#         | ok            | <sip:*100%23@ims.example>
                    My "Bank"     | Grüße         | "My \\"Bank\\"" <sip:My%20%22Bank%22@ims.example>
                    """)
    void getsTextAndHasItWithItsResponse(String from, String text, String says) throws Exception {
        try (SipSite site = site("auto")) {
            SipPeer phone = site.udp();
            register(phone, "", "User-Agent: Soft/3\r\n");
            Future<DeliveryOutcome> outcome = site.deliver(text(TpAddress.of(from), text));
            SipPeer.Received message = phone.receive();
            assertEquals("MESSAGE " + phone.contact() + " SIP/2.0", message.firstLine());
            assertEquals(
                    says,
                    new String(
                                    message.header("From").getBytes(StandardCharsets.ISO_8859_1),
                                    StandardCharsets.UTF_8)
                            .replaceFirst(";tag=.*", ""));
            assertEquals("text/plain;charset=UTF-8", message.header("Content-Type"));
            assertEquals(text, body(message));
            assertEquals("", message.header("Accept-Contact"));
            assertEquals("", message.header("P-Asserted-Identity"));
            assertEquals("no-fork", message.header("Request-Disposition"));
            phone.respond(message, "200 OK");
            assertEquals(new Delivered(), soon(outcome));
        }
    }

    @ParameterizedTest(name = "{0}, contact {1} {2}")
    @CsvSource({
        "auto,   '',                 '',                                 true",
        "auto,   ;+g.3gpp.smsip,     '',                                 false",
        "auto,   ;+G.3GPP.SMSIP=\"x\", '',                               false",
        "auto,   '',                 Accept: application/vnd.3gpp.sms,   false",
        "off,    '',                 '',                                 false",
        "always, ;+g.3gpp.smsip,     '',                                 true",
    })
    void isKnownByItsRegistration(String setting, String parameters, String more, boolean text)
            throws Exception {
        try (SipSite site = site(setting)) {
            SipPeer phone = site.udp();
            register(phone, parameters, more.isEmpty() ? "" : more + "\r\n");
            Future<DeliveryOutcome> outcome = site.deliver(text(BOB, "hello"));
            SipPeer.Received message = phone.receive();
            assertEquals(
                    text ? "text/plain;charset=UTF-8" : "application/vnd.3gpp.sms",
                    message.header("Content-Type"));
            phone.respond(message, "480 Temporarily Unavailable");
            assertEquals(Cause.ABSENT_SUBSCRIBER, ((Deferred) soon(outcome)).cause());
        }
    }

    @Test
    void getsTheReceiptOfWhatItSentAndPartsOneByOne() throws Exception {
        try (SipSite site = site("auto")) {
            SipPeer phone = site.udp();
            register(phone, "", "");
            var receipt = new Purpose.Receipt(new MessageId(3), MessageState.DELIVERED);
            List<UserData> parts = Segmentation.ofText("0123456789".repeat(20), 1).parts();
            assertEquals(2, parts.size());
            String all = "";
            for (UserData part : parts) {
                Future<DeliveryOutcome> outcome =
                        site.deliver(message(BOB, 0, DataCodingScheme.GSM_7BIT, part, receipt));
                SipPeer.Received message = phone.receive();
                all += body(message);
                phone.respond(message, "202 Accepted");
                assertEquals(new Delivered(), soon(outcome));
            }
            assertEquals("0123456789".repeat(20), all);
        }
    }

    @Test
    void isSentNothingThatIsNoText() throws Exception {
        Octets octets = Octets.ofHex("cafe");
        var ports = new InformationElement.Ports(2948, 9200, true);
        var carry = new Purpose.Carry();
        UserData hello = UserData.ofText("hello", Alphabet.GSM_7BIT);
        try (SipSite site = site("auto")) {
            SipPeer phone = site.udp();
            register(phone, "", "");
            for (ShortMessage one :
                    List.of(
                            message(
                                    BOB,
                                    0,
                                    DataCodingScheme.EIGHT_BIT,
                                    new UserData(List.of(), octets),
                                    carry),
                            message(
                                    BOB,
                                    0,
                                    DataCodingScheme.UCS2,
                                    new UserData(List.of(ports), octets),
                                    carry),
                            message(BOB, 0x40, DataCodingScheme.GSM_7BIT, hello, carry),
                            message(BOB, 0x7F, DataCodingScheme.GSM_7BIT, hello, carry),
                            message(
                                    BOB,
                                    0,
                                    DataCodingScheme.GSM_7BIT,
                                    UserData.EMPTY,
                                    new Purpose.StatusReport(
                                            1, SipSite.NOW, SipSite.NOW, 0, false)))) {
                assertEquals(new Failed(Cause.NOT_SUPPORTED, "no text"), soon(site.deliver(one)));
            }
            Future<DeliveryOutcome> outcome = site.deliver(text(BOB, "first that is sent"));
            SipPeer.Received message = phone.receive();
            assertEquals("first that is sent", body(message));
            phone.respond(message, "488 Not Acceptable Here");
            assertEquals(new Failed(Cause.NOT_SUPPORTED, "SIP 488"), soon(outcome));
        }
    }

    @Test
    void isTriedAgainWhenItIsAwayOrSilent() throws Exception {
        try (SipSite site = site("auto")) {
            SipPeer phone = site.udp();
            register(phone, "", "");
            Future<DeliveryOutcome> outcome = site.deliver(text(BOB, "hello"));
            phone.respond(phone.receive(), "480 Temporarily Unavailable");
            assertEquals(Cause.ABSENT_SUBSCRIBER, ((Deferred) soon(outcome)).cause());
            outcome = site.deliver(text(BOB, "hello"));
            assertEquals(Cause.NO_ANSWER, ((Deferred) soon(outcome)).cause());
        }
    }

    @Test
    void leavesDataToThePhoneBesideIt() throws Exception {
        try (SipSite site = site("auto")) {
            SipPeer handset = site.udp();
            register(handset, HANDSET, "");
            SipPeer softphone = site.udp();
            register(softphone, "", "");
            Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "8-bit data"));
            SipPeer.Received message = handset.receive();
            assertInstanceOf(RpMessage.RpData.class, message.relayMessage());
            handset.respond(message, "480 Temporarily Unavailable");
            assertInstanceOf(Deferred.class, soon(outcome));
        }
    }

    @Test
    void isStillOneAfterARestart() throws Exception {
        SipSite before = site("auto");
        SipPeer phone = before.udp();
        register(phone, "", "User-Agent: Soft/3\r\n");
        before.server.close();
        try (SipSite again =
                new SipSite(
                        SipSite.settings(SipSite.transport(1_300, List.of()), networks("auto")),
                        SipSite.QUICK,
                        before.store)) {
            Future<DeliveryOutcome> outcome = again.deliver(text(BOB, "hello"));
            SipPeer.Received message = phone.receive();
            assertEquals("hello", body(message));
            phone.respond(message, "200 OK");
            assertEquals(Cause.NO_ANSWER, ((Deferred) soon(outcome)).cause());
        } finally {
            before.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    no copy             | ''                                                                 | false
                    copy of a handset's | REGISTER sip:x SIP/2.0~Contact: <sip:a@b>;+g.3gpp.smsip~           | false
                    copy of another's   | REGISTER sip:x SIP/2.0~User-Agent: Soft/3~Contact: <sip:a@b>~      | true
                    """)
    void isKnownByTheCopyOfItsRegisterBehindAnScscf(String name, String copy, boolean text)
            throws Exception {
        try (SipSite site = site("auto")) {
            SipPeer scscf = site.udp();
            Octets body = Octets.of(copy.replace("~", "\r\n"), StandardCharsets.UTF_8);
            String request =
                    new String(
                            scscf.request(
                                    "REGISTER",
                                    ALICE,
                                    "Contact: <"
                                            + scscf.contact()
                                            + ">\r\nExpires: 600\r\n"
                                            + "User-Agent: kamailio\r\n"
                                            + "Content-Type: message/sip\r\n",
                                    body),
                            StandardCharsets.UTF_8);
            scscf.send(
                    request.replaceFirst("From: [^\r]*", "From: <sip:scscf@127.0.0.1>;tag=a")
                            .getBytes(StandardCharsets.UTF_8));
            assertEquals(200, scscf.response().status(), name);
            Future<DeliveryOutcome> outcome = site.deliver(text(BOB, "hello"));
            SipPeer.Received message = scscf.receive();
            assertTrue(message.header("Route").contains(";lr"));
            assertEquals(
                    text ? "text/plain;charset=UTF-8" : "application/vnd.3gpp.sms",
                    message.header("Content-Type"));
            scscf.respond(message, "480 Temporarily Unavailable");
            assertEquals(Cause.ABSENT_SUBSCRIBER, ((Deferred) soon(outcome)).cause());
        }
    }
}
