// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.heliograph.smsc.sip.SipSite.BOB;
import static org.heliograph.smsc.sip.SipSite.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Future;
import org.heliograph.config.SipDeviceSettings;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpCause;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.DeliveryOutcome.Delivered;
import org.heliograph.smsc.message.DeliveryOutcome.Failed;
import org.junit.jupiter.api.Test;

/** A make of devices may want messages otherwise than the standard has them. */
final class DeviceProfileTest {
    private static final String IPHONE = "iOS/17.5.1 (21F90) iPhone";
    private static final String MODEM = "Acme-Modem 2.1";

    private static SipSite site(SipDeviceSettings... devices) throws IOException {
        SmscSettings.Sip usual = SipSite.settings(SipSite.transport(1_300, List.of()), List.of());
        return new SipSite(
                new SmscSettings.Sip(
                        usual.listen(),
                        usual.domain(),
                        usual.registerFrom(),
                        usual.maxRegistrations(),
                        usual.expires(),
                        usual.reportTimeout(),
                        usual.maxMessageOctets(),
                        usual.mo(),
                        usual.transport(),
                        usual.networks(),
                        List.of(devices),
                        usual.registration()),
                SipSite.QUICK);
    }

    private static SipDeviceSettings profile(String userAgent) {
        return new SipDeviceSettings(
                userAgent, "identity", "", "fork, parallel", "true", "network");
    }

    private static SipPeer phone(SipSite site, String number, String userAgent) throws IOException {
        SipPeer phone = site.udp();
        String lines =
                "Contact: <"
                        + phone.contact()
                        + ">;+g.3gpp.smsip\r\nUser-Agent: "
                        + userAgent
                        + "\r\n";
        phone.send(phone.request("REGISTER", number, lines, Octets.EMPTY));
        assertEquals(200, phone.response().status());
        return phone;
    }

    /** Takes a message only if RP-Destination is as this device wants it. */
    private static SipPeer.Received serve(SipPeer phone, String number, boolean filled)
            throws IOException {
        SipPeer.Received message = phone.receive();
        phone.respond(message, "200 OK");
        var data = assertInstanceOf(RpMessage.RpData.class, message.relayMessage());
        boolean right = data.destination().digits().equals(filled ? number : "");
        int reference = data.messageReference();
        RpMessage report =
                right
                        ? new RpMessage.RpAck(Direction.FROM_MS, reference, Octets.EMPTY)
                        : new RpMessage.RpError(
                                Direction.FROM_MS,
                                reference,
                                RpCause.INVALID_MANDATORY_INFORMATION,
                                Octets.EMPTY,
                                Octets.EMPTY);
        phone.report(message, number, RpCodec.encode(report));
        return message;
    }

    @Test
    void fillsRpDestinationForTheDeviceThatWantsItAndForNoOther() throws Exception {
        try (SipSite site = site(profile("acme-modem"))) {
            SipPeer modem = phone(site, ALICE, MODEM);
            SipPeer iphone = phone(site, BOB, IPHONE);
            Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello"));
            SipPeer.Received message = serve(modem, ALICE, true);
            assertEquals(new Delivered(), soon(outcome));
            assertEquals(
                    "MESSAGE sip:+" + ALICE + "@ims.example;user=phone SIP/2.0",
                    message.firstLine());
            assertEquals("", message.header("Accept-Contact"));
            assertEquals("fork, parallel", message.header("Request-Disposition"));

            outcome = site.deliver(SipSite.text(BOB, "hello"));
            message = serve(iphone, BOB, false);
            assertEquals(new Delivered(), soon(outcome));
            assertEquals("MESSAGE " + iphone.contact() + " SIP/2.0", message.firstLine());
            assertEquals("*;+g.3gpp.smsip;require;explicit", message.header("Accept-Contact"));
        }
    }

    @Test
    void aDeviceRefusesWhatIsNotAsItWantsIt() throws Exception {
        try (SipSite site = site(profile("iOS/"))) {
            SipPeer modem = phone(site, ALICE, MODEM);
            SipPeer iphone = phone(site, BOB, IPHONE);
            Future<DeliveryOutcome> outcome = site.deliver(SipSite.text(ALICE, "hello"));
            serve(modem, ALICE, true);
            assertEquals(Cause.NOT_SUPPORTED, ((Failed) soon(outcome)).cause());
            outcome = site.deliver(SipSite.text(BOB, "hello"));
            serve(iphone, BOB, false);
            assertEquals(Cause.NOT_SUPPORTED, ((Failed) soon(outcome)).cause());
        }
    }
}
