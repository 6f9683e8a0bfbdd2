// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.NOW;
import static org.heliograph.smsc.sip.SipSite.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several devices of a subscriber behind an S-CSCF that sends copies of what they send. */
final class DevicesTest {
    private static final String NUMBER = "447700900001";
    private static final String PHONE = "<sip:phone@10.46.0.3:5060>;+g.3gpp.smsip";
    private static final String WATCH = "<sip:watch@10.46.0.4:5060;transport=tcp>";
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

    /** As Kamailio's ims_isc does, where the criterion has IncludeRegisterRequest. */
    private static String copy(String contact, int expires) {
        return "REGISTER sip:ims.example SIP/2.0\r\nTo: <sip:+%s@ims.example>\r\nContact: %s\r\nExpires: %d\r\nContent-Length: 0\r\n\r\n"
                .formatted(NUMBER, contact, expires);
    }

    private static String answer(String... contacts) {
        return "SIP/2.0 200 OK\r\nContact: "
                + String.join(",\r\n ", contacts)
                + "\r\nP-Associated-URI: <tel:+"
                + NUMBER
                + ">\r\nContent-Length: 0\r\n\r\n";
    }

    private static String both(String request, String answer) {
        return "--b\r\nContent-Type: message/sip\r\n\r\n%s\r\n--b\r\nContent-Type: message/sip\r\n\r\n%s\r\n--b--\r\n"
                .formatted(request, answer);
    }

    private void registers(int expires, String body) throws IOException {
        sequence++;
        String head =
                "REGISTER sip:smsc.ims.example SIP/2.0\r\nVia: %s\r\nTo: <sip:+%s@ims.example>\r\nFrom: <sip:scscf@127.0.0.1>;tag=a\r\nCSeq: 10 REGISTER\r\nCall-ID: third-%d\r\nMax-Forwards: 10\r\nExpires: %d\r\nContact: <sip:scscf@127.0.0.1:6060>\r\nContent-Type: message/sip\r\nContent-Length: %d\r\n\r\n"
                        .formatted(scscf.via(), NUMBER, sequence, expires, body.length());
        scscf.send(SipPeer.joined(head, Octets.of(body, StandardCharsets.ISO_8859_1)));
        assertEquals(200, scscf.response().status());
    }

    /** {@return for how many seconds the subscriber can be reached; 0: not at all} */
    private long left() {
        List<Binding> ways = site.server.registered(new Msisdn(NUMBER));
        return ways.isEmpty()
                ? 0
                : Duration.between(site.now.get(), ways.getFirst().expiresAt()).toSeconds();
    }

    @Test
    void oneThatLeavesTakesNobodyElseAlong() throws Exception {
        registers(600, copy(PHONE, 600));
        registers(900, copy(WATCH, 900));
        soon(site.alerts);
        soon(site.alerts);
        registers(0, copy(WATCH, 0));
        assertEquals(600, left());
        assertEquals(new Msisdn(NUMBER), soon(site.alerts), "what waits may go to the other");
        Binding way = site.server.registered(new Msisdn(NUMBER)).getFirst();
        assertEquals("sip:+" + NUMBER + "@ims.example", way.requestUri());
        assertEquals(Traits.Speaks.SMS_OVER_IP, way.traits().speaks());
        registers(0, copy(PHONE + ";expires=0", 600));
        assertEquals(0, left());
    }

    @Test
    void theSubscriberStaysForAsLongAsTheLastOfThem() throws Exception {
        registers(3_600, copy(PHONE, 600_000)); // granted less than it asked for
        registers(600, copy(WATCH, 600));
        assertEquals(3_600, left());
        registers(600, copy(WATCH, 600));
        registers(0, copy(WATCH, 0));
        assertEquals(3_600, left());
    }

    @Test
    void oneWhoseTimeIsOverKeepsNobody() throws Exception {
        registers(600, copy(PHONE, 600));
        registers(900, copy(WATCH, 900));
        site.now.set(NOW.plusSeconds(601));
        registers(0, copy(WATCH, 0));
        assertEquals(0, left());
    }

    @Test
    void aDeviceWithANewAddressIsTheSame() throws Exception {
        String instance = ";+sip.instance=\"<urn:gsma:imei:35000000-000000-0>\"";
        registers(600, copy("<sip:phone@10.46.0.3>" + instance, 600));
        registers(600, copy("<sip:phone@10.46.0.9>" + instance, 600));
        registers(0, copy("<sip:phone@10.46.0.9>" + instance, 0));
        assertEquals(0, left());
    }

    /** What the copy in a REGISTER with Expires 0 makes of a phone and a watch. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the watch's REGISTER, REQUEST, 600",
        "its REGISTER to remove all, ALL, 0",
        "an answer that lists the phone, ANSWER, 500",
        "an answer that lists both with the watch at zero, BOTH_LISTED, 500",
        "an answer without contacts beside its REGISTER, BOTH, 600",
        "an answer without contacts, EMPTY, 0",
        "a REGISTER that registers, OTHER, 0",
        "a contact that nobody can read, UNREADABLE, 0",
        "nothing, NOTHING, 0"
    })
    void theCopyDecidesWhoIsLeft(String name, String copy, long left) throws Exception {
        registers(600, copy(PHONE, 600));
        registers(900, both(copy(WATCH, 900), answer(PHONE + ";expires=600", WATCH)));
        String none = "SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n";
        registers(
                0,
                switch (copy) {
                    case "REQUEST" -> copy(WATCH, 0);
                    case "ALL" -> copy("*", 0);
                    case "ANSWER" -> answer(PHONE + ";expires=500");
                    case "BOTH_LISTED" -> answer(PHONE + ";expires=500", WATCH + ";expires=0");
                    case "BOTH" -> both(copy(WATCH, 0), none);
                    case "EMPTY" -> none;
                    case "OTHER" -> copy(WATCH, 900);
                    case "UNREADABLE" -> copy("<<>", 0);
                    default -> "";
                });
        assertEquals(left, left(), name);
    }

    @Test
    void theyAreKnownAfterARestart() throws Exception {
        registers(600, copy(PHONE, 600));
        registers(600, copy(WATCH, 600));
        site.close();
        site =
                new SipSite(
                        SipSite.settings("127.0.0.0/8", Duration.ofSeconds(8)),
                        SipSite.QUICK,
                        site.store);
        scscf = site.udp();
        registers(0, copy(WATCH, 0));
        assertEquals(600, left());
        registers(0, copy(PHONE, 0));
        assertEquals(0, left());
    }

    /** Far more than anybody has: the one that ends first gives way. */
    @Test
    void theyAreBounded() throws Exception {
        for (int i = 1; i <= 12; i++) {
            registers(600 + i, copy("<sip:phone%d@10.46.0.3>".formatted(i), 600 + i));
        }
        Binding way = site.server.registered(new Msisdn(NUMBER)).getFirst();
        assertEquals(Registrations.MOST_CONTACTS, way.devices().all().size());
        assertEquals("sip:phone5@10.46.0.3", way.devices().all().getFirst().name());
    }
}
