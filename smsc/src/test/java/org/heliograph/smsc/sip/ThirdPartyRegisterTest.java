// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.heliograph.config.Cidr;
import org.heliograph.config.SipRegistrationSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S-CSCFs of several makes register subscribers. */
final class ThirdPartyRegisterTest {
    private static final String NUMBER = "447700900001";
    private static final String DOMAIN = "ims.mnc001.mcc001.3gppnetwork.org";
    private static final String IMSI_IDENTITY = "sip:001010000000001@" + DOMAIN;
    private SipSite site;
    private SipPeer scscf;
    private int sequence;

    @BeforeEach
    void start() throws IOException {
        site = new SipSite();
        scscf = site.udp();
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
    }

    /** As Kamailio's ims_isc sends it: Request-URI of the filter criteria, Event, Path. */
    private SipPeer.Received register(String to, int expires, String more, String body)
            throws IOException {
        sequence++;
        String head =
                "REGISTER sip:smsc.ims.example:5060 SIP/2.0\r\nVia: "
                        + scscf.via()
                        + "\r\nTo: <"
                        + to
                        + ">\r\nFrom: <sip:scscf."
                        + DOMAIN
                        + ":6060>;tag=a"
                        + sequence
                        + "\r\nCSeq: 10 REGISTER\r\nCall-ID: third-"
                        + sequence
                        + "\r\nEvent: registration\r\nMax-Forwards: 10\r\nExpires: "
                        + expires
                        + "\r\nPath: <sip:scscf."
                        + DOMAIN
                        + ":6060;lr>,<sip:term@pcscf."
                        + DOMAIN
                        + ";lr>\r\nContact: <sip:scscf."
                        + DOMAIN
                        + ":6060>\r\n"
                        + more
                        + "Content-Length: "
                        + body.length()
                        + "\r\n\r\n";
        scscf.send(SipPeer.joined(head, Octets.of(body, StandardCharsets.ISO_8859_1)));
        return scscf.response();
    }

    private List<Binding> registered(String number) {
        return site.server.registered(new Msisdn(number));
    }

    private Set<Msisdn> twoAlerts() throws InterruptedException {
        Set<Msisdn> alerts = new HashSet<>();
        alerts.add(soon(site.alerts));
        alerts.add(soon(site.alerts));
        return alerts;
    }

    @Test
    void reachesTheSubscriberByWayOfTheScscf() throws Exception {
        SipPeer.Received response = register("sip:+" + NUMBER + "@" + DOMAIN, 600_120, "", "");
        assertEquals(200, response.status());
        assertEquals("<sip:scscf." + DOMAIN + ":6060>;expires=600120", response.header("Contact"));
        Binding binding = registered(NUMBER).getFirst();
        assertEquals(Binding.Kind.SCSCF, binding.kind());
        assertEquals("sip:+" + NUMBER + "@" + DOMAIN, binding.requestUri());
        assertEquals(List.of("sip:scscf." + DOMAIN + ":6060;lr"), binding.route());
        assertEquals(new NextHop("scscf." + DOMAIN, 6060, ""), binding.nextHop());
        assertEquals(SipSite.NOW.plusSeconds(600_120), binding.expiresAt());
        assertEquals(new Msisdn(NUMBER), soon(site.alerts));
        assertEquals(1, site.server.scscfRegistrations());
        assertEquals(0, site.server.handsetRegistrations());
    }

    /** Where the number stands, and what the S-CSCF is then asked for. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    tel URI beside To    | P-Associated-URI: <tel:+447700900001>~ |  | tel:+447700900001
                    service info, digits | Content-Type: application/3gpp-ims+xml~ | <?xml version="1.0"?><ims-3gpp version="1"><service-info>447700900001</service-info></ims-3gpp> | TO
                    no type, CDATA       | | <ims-3gpp version="1"><service-info><![CDATA[IMSI=001010000000001;MSISDN=+447700900001]]></service-info></ims-3gpp> | TO
                    service info, XML    | | <ims-3gpp version="1"><service-info><user><imsi>001010000000001</imsi><msisdn>447700900001</msisdn></user></service-info></ims-3gpp> | TO
                    handset's 200        | Content-Type: message/sip~ | SIP/2.0 200 OK~P-Associated-URI: <sip:001010000000001@x.y>,~ <sip:+447700900001@ims.example;user=phone>~~ | sip:+447700900001@ims.example;user=phone
                    sip before tel       | P-Associated-URI: <tel:+447700900001>, <sip:447700900001@ims.example>~ | | sip:447700900001@ims.example
                    multipart            | Content-Type: multipart/mixed;boundary="b1"~ | --b1~Content-Type: message/sip~~REGISTER sip:x SIP/2.0~To: <sip:001010000000001@x.y>~~--b1~Content-Type: message/sip~~SIP/2.0 200 OK~P-Associated-URI: <tel:+44-7700-900001>~~--b1~Content-Type: application/3gpp-ims+xml~~<ims-3gpp version="1"><service-info>nothing</service-info></ims-3gpp>~--b1-- | tel:+44-7700-900001
                    """)
    void findsTheNumberOfASubscriberWhoseIdentityIsAnImsi(
            String name, String headers, String body, String requestUri) throws IOException {
        SipPeer.Received response =
                register(
                        IMSI_IDENTITY,
                        600,
                        headers == null ? "" : headers.replace("~", "\r\n"),
                        body == null ? "" : body.replace("~", "\r\n"));
        assertEquals(200, response.status(), name);
        assertEquals(
                requestUri.equals("TO") ? IMSI_IDENTITY : requestUri,
                registered(NUMBER).getFirst().requestUri());
        assertEquals(List.of(), registered("001010000000001"));
    }

    /** Nothing better is known; what comes for those digits arrives. */
    @Test
    void takesTheDigitsOfAnImsiWhereNothingTellsTheNumber() throws IOException {
        assertEquals(200, register(IMSI_IDENTITY, 600, "P-Associated-URI: \r\n", "").status());
        assertEquals(IMSI_IDENTITY, registered("001010000000001").getFirst().requestUri());
        assertEquals(404, register("sip:alice@" + DOMAIN, 600, "", "not even XML <").status());
    }

    @Test
    void registersAndDeregistersAllNumbersOfASet() throws Exception {
        register(
                "sip:alice@" + DOMAIN,
                600,
                "P-Associated-URI: <sip:alice@%s>, <tel:+447700900001>, <tel:+447700900002>\r\n"
                        .formatted(DOMAIN),
                "");
        assertEquals("tel:+447700900001", registered(NUMBER).getFirst().requestUri());
        assertEquals("tel:+447700900002", registered("447700900002").getFirst().requestUri());
        assertEquals(Set.of(new Msisdn("447700900001"), new Msisdn("447700900002")), twoAlerts());
        assertEquals(200, register("sip:alice@" + DOMAIN, 0, "", "").status());
        assertEquals(List.of(), registered(NUMBER));
        assertEquals(List.of(), registered("447700900002"));
        assertEquals(Set.of(new Msisdn("447700900001"), new Msisdn("447700900002")), twoAlerts());
        assertEquals(200, register("sip:alice@" + DOMAIN, 0, "", "").status());
    }

    /** Kamailio keeps the header of the subscriber before when it does not find this one. */
    @Test
    void registersAllNumbersOfASetOrNone() throws IOException {
        String two = "P-Associated-URI: <tel:+" + NUMBER + ">, <tel:+447700900003>\r\n";
        try (SipSite small =
                new SipSite(
                        SipSite.settings(
                                "127.0.0.0/8",
                                new SipRegistrationSettings(
                                        List.of(Cidr.of("127.0.0.0/8")), "off", ""),
                                1),
                        SipSite.QUICK)) {
            scscf = small.udp();
            assertEquals(503, register(IMSI_IDENTITY, 600, two, "").status());
            assertEquals(0, small.server.scscfRegistrations());
            assertEquals(0, small.alerts.size());
            String one = "P-Associated-URI: <tel:+447700900003>\r\n";
            assertEquals(200, register(IMSI_IDENTITY, 600, one, "").status());
        }
        scscf = site.udp();
        site.store.failing = true;
        assertEquals(503, register(IMSI_IDENTITY, 600, two, "").status());
        assertEquals(0, site.server.scscfRegistrations());
    }

    @Test
    void believesNoSetOfAnotherSubscriber() throws IOException {
        register(
                "sip:+447700900001@" + DOMAIN,
                600,
                "P-Associated-URI: <tel:+447700900002>\r\n",
                "");
        assertEquals(1, registered(NUMBER).size());
        assertEquals(List.of(), registered("447700900002"));
    }

    @Test
    void movesToAnotherScscfAndStaysBesideTheHandsetsOwnContacts() throws IOException {
        SipPeer phone = site.udp();
        phone.register(NUMBER, 600);
        register("sip:+447700900001@" + DOMAIN, 600, "", "");
        register("sip:+447700900001@" + DOMAIN, 700, "", "");
        assertEquals(
                Set.of(Binding.Kind.HANDSET, Binding.Kind.SCSCF),
                registered(NUMBER).stream().map(Binding::kind).collect(Collectors.toSet()));
        assertEquals(2, registered(NUMBER).size());
        phone.send(phone.request("REGISTER", NUMBER, "Contact: *\r\nExpires: 0\r\n", Octets.EMPTY));
        assertEquals(200, phone.response().status());
        assertEquals(1, registered(NUMBER).size());
    }

    @Test
    void isRefusedFromElsewhere() throws IOException {
        try (SipSite strict =
                new SipSite(
                        SipSite.settings(
                                "127.0.0.0/8",
                                new SipRegistrationSettings(
                                        List.of(Cidr.of("192.0.2.0/24")), "off", ""),
                                100),
                        SipSite.QUICK)) {
            scscf = strict.udp();
            assertEquals(403, register("sip:+447700900001@" + DOMAIN, 600, "", "").status());
            assertFalse(strict.server.channel().isRegistered(new Msisdn(NUMBER)));
        }
    }

    /** The S-CSCF may assert the identity that the handset registered, which names no number. */
    @Test
    void knowsWhoSendsByAnyIdentityOfTheSet() throws Exception {
        register(IMSI_IDENTITY, 600, "P-Associated-URI: <tel:+447700900001>\r\n", "");
        Octets submit =
                Octets.ofHex(
                        "00 2a 00 07 91 44 77 00 99 90 f9 12"
                                + "01 07 0c 91 44 77 00 09 00 20 00 04 05 00 ff 0d 0a 00");
        scscf.send(scscf.message("1", submit, "P-Asserted-Identity: <" + IMSI_IDENTITY + ">\r\n"));
        assertEquals(202, scscf.response().status());
        assertEquals(NUMBER, soon(site.submissions).originatingAddress().value());
    }

    @Test
    void survivesARestartWithItsSet() throws IOException {
        register(IMSI_IDENTITY, 600, "P-Associated-URI: <tel:+447700900001>\r\n", "");
        List<Binding> before = registered(NUMBER);
        site.close();
        try (SipSite again =
                new SipSite(
                        SipSite.settings("127.0.0.0/8", java.time.Duration.ofSeconds(8)),
                        SipSite.QUICK,
                        site.store)) {
            assertEquals(before, again.server.registered(new Msisdn(NUMBER)));
        }
    }
}
