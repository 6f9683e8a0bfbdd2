// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.heliograph.config.Cidr;
import org.heliograph.config.MoSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.RpMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * MESSAGE as handsets and proxies really write it: odd, and served all the same. What stands here
 * is what goes on the wire, with CRLF at the end of each line, PORT in place of ours, and RP-SMMA
 * as the body.
 */
final class ToleranceTest {
    private static final Octets SMMA = Octets.of(6, 41);

    private SipSite site;
    private SipPeer phone;

    @BeforeEach
    void start() throws IOException {
        site = new SipSite();
        phone = site.udp();
        phone.register(ALICE, 600);
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
    }

    private static Arguments row(String name, String head) {
        return Arguments.of(name, head);
    }

    static Stream<Arguments> oddMessages() {
        return Stream.of(
                row(
                        "compact forms",
                        """
                        MESSAGE sip:smsc@ims.example SIP/2.0
                        v: SIP/2.0/UDP 127.0.0.1:PORT;branch=z9hG4bK1;rport
                        f: <sip:+447700900001@ims.example>;tag=1
                        t: <sip:smsc@ims.example>
                        i: CALL
                        CSeq: 1 MESSAGE
                        Max-Forwards: 70
                        k: sec-agree, path
                        c: application/vnd.3gpp.sms
                        l: 2
                        """),
                row(
                        "Via last, the body's headers first, names in odd case",
                        """
                        MESSAGE sip:smsc@ims.example SIP/2.0
                        CONTENT-LENGTH: 2
                        content-type: application/vnd.3gpp.sms
                        cSEQ: 1 MESSAGE
                        CALL-ID: CALL
                        tO: <sip:smsc@ims.example>
                        FROM: <sip:+447700900001@ims.example>;tag=1
                        max-forwards: 70
                        VIA: SIP/2.0/UDP 127.0.0.1:PORT;branch=z9hG4bK1;rport
                        """),
                row(
                        "folded lines",
                        """
                        MESSAGE sip:smsc@ims.example SIP/2.0
                        Via: SIP/2.0/UDP 127.0.0.1:PORT
                         ;branch=z9hG4bK1
                        \t;rport
                        From:
                         <sip:+447700900001@ims.example>
                         ;tag=1
                        To: <sip:smsc@ims.example>
                        Call-ID:
                           CALL
                        CSeq: 1
                         MESSAGE
                        Max-Forwards: 70
                        Content-Type:
                         application/vnd.3gpp.sms
                        Content-Length:
                         2
                        """),
                row(
                        "no Max-Forwards",
                        """
                        MESSAGE sip:smsc@ims.example SIP/2.0
                        Via: SIP/2.0/UDP 127.0.0.1:PORT;branch=z9hG4bK1;rport
                        From: <sip:+447700900001@ims.example>;tag=1
                        To: <sip:smsc@ims.example>
                        Call-ID: CALL
                        CSeq: 1 MESSAGE
                        Content-Type: application/vnd.3gpp.sms
                        Content-Length: 2
                        """),
                row(
                        "no Content-Length",
                        """
                        MESSAGE sip:smsc@ims.example SIP/2.0
                        Via: SIP/2.0/UDP 127.0.0.1:PORT;branch=z9hG4bK1;rport
                        From: <sip:+447700900001@ims.example>;tag=1
                        To: <sip:smsc@ims.example>
                        Call-ID: CALL
                        CSeq: 1 MESSAGE
                        Max-Forwards: 70
                        Content-Type: application/vnd.3gpp.sms
                        """),
                row(
                        "white space wherever it may be, empty lines first",
                        """


                        MESSAGE sip:smsc@ims.example SIP/2.0
                        Via  :   SIP  /  2.0  /  UDP   127.0.0.1 : PORT ; branch = z9hG4bK1 ; rport
                        From\t:\t "Alice"  <sip:+447700900001@ims.example>  ;  tag = 1\040\040
                        To:<sip:smsc@ims.example>
                        Call-ID   : CALL\t
                        CSeq:\t  0001   MESSAGE
                        Max-Forwards :70
                        Content-Type:  \t application/vnd.3gpp.sms \040
                        Content-Length  :   2\040\t
                        """),
                row(
                        "a Via of a name that nobody knows, with every parameter",
                        """
                        MESSAGE sip:smsc@ims.example SIP/2.0
                        Via: SIP/2.0/UDP pcscf.ims.mnc001.mcc001.3gppnetwork.org:PORT;comp=sigcomp;ttl=16;received=192.0.2.9;branch=z9hG4bK-524287-1---d8754z;x="a;b,c";alias
                        From: <sip:+447700900001@ims.example>;tag=1
                        To: <sip:smsc@ims.example>
                        Call-ID: CALL
                        CSeq: 1 MESSAGE
                        Max-Forwards: 70
                        Content-Type: application/vnd.3gpp.sms
                        Content-Length: 2
                        """),
                row(
                        "many Vias, in one line and in several, IPv6 among them",
                        """
                        MESSAGE sip:smsc@ims.example SIP/2.0
                        Via: SIP/2.0/UDP 127.0.0.1:PORT;branch=z9hG4bK1;rport, SIP/2.0/TCP [2001:db8::1]:5060;branch=z9hG4bK2;rport=5061
                        Via: SIP/2.0/UDP [2001:db8::2];branch=z9hG4bK3
                        v: SIP/2.0/TLS ue.example;branch=z9hG4bK4
                        From: <sip:+447700900001@ims.example>;tag=1
                        To: <sip:smsc@ims.example>
                        Call-ID: CALL
                        CSeq: 1 MESSAGE
                        Max-Forwards: 67
                        Content-Type: application/vnd.3gpp.sms
                        Content-Length: 2
                        """),
                row(
                        "a branch of RFC 2543",
                        """
                        MESSAGE sip:smsc@ims.example SIP/2.0
                        Via: SIP/2.0/UDP 127.0.0.1:PORT;branch=1
                        From: <sip:+447700900001@ims.example>;tag=1
                        To: <sip:smsc@ims.example>
                        Call-ID: CALL
                        CSeq: 1 MESSAGE
                        Content-Type: application/vnd.3gpp.sms
                        Content-Length: 2
                        """),
                row(
                        "tel URIs with parameters, Require with what may be ignored",
                        """
                        MESSAGE tel:+447700900999;phone-context=ims.example SIP/2.0
                        Via: SIP/2.0/UDP 127.0.0.1:PORT;branch=z9hG4bK1;rport;keep
                        Route: <sip:127.0.0.1:5060;lr;orig>
                        Record-Route: <sip:mo@127.0.0.1:6060;lr=on;ftag=1;nat=yes>
                        From: <tel:+44-7700-900-001;phone-context=ims.example;isub=1>;tag=1
                        To: <tel:+447700900999;phone-context=ims.example>
                        Call-ID: CALL
                        CSeq: 1 MESSAGE
                        Max-Forwards: 68
                        Require: sec-agree
                        Require: SEC-AGREE
                        Proxy-Require: sec-agree
                        Security-Verify: ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;spi-c=1;spi-s=2;port-c=5062;port-s=5063
                        P-Access-Network-Info: 3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=0010100010000101
                        P-Asserted-Identity: <tel:+447700900001>, <sip:001010000000001@ims.example>
                        P-Charging-Vector: icid-value=4c3d1f7e;icid-generated-at=127.0.0.1;orig-ioi=ims.example
                        Accept-Contact: *;+g.3gpp.smsip;explicit;require
                        Request-Disposition: no-fork
                        Allow: MESSAGE
                        Content-Type: application/vnd.3gpp.sms
                        Content-Length: 2
                        """),
                row(
                        "user=phone, an escaped plus sign, a display name with anything in it",
                        """
                        MESSAGE sip:%2B447700900999@ims.example;user=phone;transport=udp SIP/2.0
                        Via: SIP/2.0/UDP 127.0.0.1:PORT;branch=z9hG4bK1;rport
                        From: "Al \\"ice\\" <;,>" <sip:+447700900001;npdi@ims.example;user=phone>;tag=1
                        To: "\u00c3\u0096" <sip:+447700900999@ims.example;user=phone>
                        Call-ID: CALL
                        CSeq: 1 MESSAGE
                        Max-Forwards: 70
                        Content-Type: Application/VND.3gpp.SMS;charset=none; x="a b"
                        Content-Disposition: render;handling=optional
                        Content-Transfer-Encoding: binary
                        Content-Length: 2
                        """),
                row(
                        "headers that cannot be read and do not matter",
                        """
                        MESSAGE sip:smsc@ims.example SIP/2.0
                        Via: SIP/2.0/UDP 127.0.0.1:PORT;branch=z9hG4bK1;rport
                        From: <sip:+447700900001@ims.example>;tag=1
                        To: <sip:smsc@ims.example>
                        Call-ID: CALL
                        CSeq: 1 MESSAGE
                        Max-Forwards: many
                        Date: yesterday
                        Subject:
                        Supported:
                        Allow: ,
                        Accept: ///
                        Retry-After: x
                        P-Access-Network-Info: ;;;
                        P-Charging-Vector:
                        P-Preferred-Identity: <<>>
                        Privacy: ;
                        Server: \u00ff\u00fe
                        User-Agent:
                        Warning: 1
                        X: \u00e4
                        Content-Type: application/vnd.3gpp.sms
                        Content-Length: 2
                        """));
    }

    private void send(String head) throws IOException {
        phone.send(
                SipPeer.joined(
                        head.replace("PORT", Integer.toString(phone.port())).replace("\n", "\r\n")
                                + "\r\n",
                        SMMA));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oddMessages")
    void serves(String name, String head) throws IOException {
        send(head);
        SipPeer.Received accepted = phone.receive();
        assertEquals(202, accepted.status(), name);
        assertEquals("CALL", accepted.header("Call-ID"));
        SipPeer.Received answer = phone.receive();
        assertEquals("CALL", answer.header("In-Reply-To"));
        assertEquals(
                41,
                assertInstanceOf(RpMessage.RpAck.class, answer.relayMessage()).messageReference());
        phone.respond(answer, "200 OK");
    }

    @Test
    void leavesOutWhatFollowsTheBodyInADatagram() throws IOException {
        phone.send(Octets.of(phone.message(ALICE, SMMA, "")).plus(Octets.of(1, 2, 3)).toArray());
        assertEquals(202, phone.receive().status());
        assertInstanceOf(RpMessage.RpAck.class, phone.receive().relayMessage());
    }

    @Test
    void ignoresTheOptionTagsThatTheSettingsName() throws IOException {
        var mo =
                new MoSettings(
                        List.of(),
                        List.of(Cidr.of("127.0.0.1")),
                        List.of("foo", "Bar"),
                        Duration.ZERO,
                        32,
                        "off");
        try (SipSite other = new SipSite(SipSite.settings(mo), SipSite.QUICK)) {
            SipPeer peer = other.udp();
            peer.send(peer.request("OPTIONS", ALICE, "Require: FOO, bar\r\n", Octets.EMPTY));
            assertEquals(200, peer.response().status());
            peer.send(peer.request("OPTIONS", ALICE, "Require: foo, sec-agree\r\n", Octets.EMPTY));
            SipPeer.Received refused = peer.response();
            assertEquals(420, refused.status());
            assertEquals("sec-agree", refused.header("Unsupported"));
        }
    }
}
