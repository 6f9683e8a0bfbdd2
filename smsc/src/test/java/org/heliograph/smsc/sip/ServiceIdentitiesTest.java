// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.heliograph.config.Cidr;
import org.heliograph.config.MoSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which Request-URIs mean this centre. */
final class ServiceIdentitiesTest {
    private static final Octets SMMA = RpCodec.encode(new RpMessage.RpSmma(1));

    @ParameterizedTest(name = "{0}: {1}, with identities {2}")
    @CsvSource({
        "sip:anybody@ims.example,                                 202, 404",
        "sip:anybody@elsewhere.example,                           404, 404",
        "sip:smsc@psi.example,                                    404, 202",
        "SIP:smsc@PSI.example:5060;transport=tcp,                 404, 202",
        "sip:other@psi.example,                                   404, 404",
        "tel:+447700900998,                                       202, 202",
        "tel:+44-7700-900998;phone-context=ims.example,           202, 202",
        "sip:+447700900998@ims.example;user=phone,                202, 202",
        "tel:+447700900997,                                       202, 404",
        "sip:+447700900999@ims.example;user=phone,                202, 202",
        "sip:%2b447700900999@ims.example,                         202, 202",
        "sip:127.0.0.1:5060,                                      202, 202",
        "sip:smsc@[::1]:5060,                                     202, 202",
        "urn:service:sos,                                         404, 404",
    })
    void knowsItself(String requestUri, int ofAnyUser, int ofIdentities) throws Exception {
        assertEquals(ofAnyUser, status(List.of(), requestUri));
        assertEquals(
                ofIdentities,
                status(List.of("sip:smsc@psi.example", "tel:+447700900998"), requestUri));
    }

    private static int status(List<String> identities, String requestUri) throws Exception {
        var mo =
                new MoSettings(
                        identities,
                        List.of(Cidr.of("127.0.0.1")),
                        List.of(),
                        Duration.ofMinutes(2),
                        32,
                        "off");
        try (SipSite site = new SipSite(SipSite.settings(mo), SipSite.QUICK)) {
            SipPeer phone = site.udp();
            phone.register(ALICE, 60);
            String message =
                    new String(phone.message(ALICE, SMMA, ""), StandardCharsets.ISO_8859_1)
                            .replace("sip:smsc@ims.example", requestUri);
            phone.send(message.getBytes(StandardCharsets.ISO_8859_1));
            return phone.response().status();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"smsc@ims.example", "http://ims.example", "tel:"})
    void refusesSettingsThatAreNoUris(String identity) {
        assertThrows(IllegalArgumentException.class, () -> status(List.of(identity), "tel:+1"));
    }
}
