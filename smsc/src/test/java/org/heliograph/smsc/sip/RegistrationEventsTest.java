// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.heliograph.config.Cidr;
import org.heliograph.config.SipRegistrationSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.register.MemoryRegistrationStore;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An S-CSCF that is asked to tell of registrations, and tells. */
final class RegistrationEventsTest {
    private static final String NUMBER = "447700900001";
    private static final String IDENTITY = "sip:alice@ims.example";
    private final MemoryRegistrationStore store = new MemoryRegistrationStore();
    private final Deque<SipPeer.Received> requests = new ArrayDeque<>();
    private SipSite site;
    private SipPeer scscf;
    private int sequence;

    private SipSite site(String events) throws IOException {
        return new SipSite(
                SipSite.settings(
                        "127.0.0.0/8",
                        new SipRegistrationSettings(List.of(Cidr.of("127.0.0.0/8")), events, ""),
                        100),
                SipSite.QUICK,
                store);
    }

    @BeforeEach
    void start() throws IOException {
        site = site("ours");
        scscf = SipPeer.overUdp(site.server.port());
    }

    @AfterEach
    void stop() throws IOException {
        scscf.close();
        site.close();
    }

    /** Sends, and waits for the response; requests that come meanwhile are kept. */
    private SipPeer.Received exchange(byte[] request) throws IOException {
        scscf.send(request);
        while (true) {
            SipPeer.Received received = scscf.receive();
            if (received.status() != 0) {
                return received;
            }
            requests.add(received);
        }
    }

    private SipPeer.Received request() throws IOException {
        return requests.isEmpty() ? scscf.receive() : requests.remove();
    }

    /** The next SUBSCRIBE that is not a retransmission of {@code before}. */
    private SipPeer.Received requestAfter(SipPeer.Received before) throws IOException {
        SipPeer.Received next = request();
        while (next.header("Via").equals(before.header("Via"))) {
            next = request();
        }
        return next;
    }

    private void register(int expires, String more) throws IOException {
        sequence++;
        String head =
                "REGISTER sip:smsc.ims.example SIP/2.0\r\nVia: "
                        + scscf.via()
                        + "\r\nTo: <"
                        + IDENTITY
                        + ">\r\nFrom: <sip:scscf@127.0.0.1>;tag=a\r\nCSeq: 1 REGISTER\r\nCall-ID: r"
                        + sequence
                        + "\r\nMax-Forwards: 10\r\nExpires: "
                        + expires
                        + "\r\nContact: <sip:scscf@127.0.0.1:"
                        + scscf.port()
                        + ">\r\n"
                        + more
                        + "Content-Length: 0\r\n\r\n";
        assertEquals(200, exchange(SipPeer.joined(head, Octets.EMPTY)).status());
    }

    private int notify(SipPeer.Received subscribe, String state, String body) throws IOException {
        sequence++;
        String head =
                "NOTIFY sip:smsc@127.0.0.1 SIP/2.0\r\nVia: "
                        + scscf.via()
                        + "\r\nTo: "
                        + subscribe.header("From")
                        + "\r\nFrom: <"
                        + IDENTITY
                        + ">;tag=scscf\r\nCall-ID: "
                        + subscribe.header("Call-ID")
                        + "\r\nCSeq: "
                        + (100 + sequence)
                        + " NOTIFY\r\nMax-Forwards: 70\r\nContact: <sip:dialog@127.0.0.1:"
                        + scscf.port()
                        + ">\r\nEvent: reg\r\nSubscription-State: "
                        + state
                        + "\r\nContent-Type: application/reginfo+xml\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n";
        return exchange(SipPeer.joined(head, Octets.of(body, StandardCharsets.UTF_8))).status();
    }

    private static String reginfo(int version, String state, String... registrations) {
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\"?>\n");
        text.append("<reginfo xmlns=\"urn:ietf:params:xml:ns:reginfo\" version=\"");
        text.append(version).append("\" state=\"").append(state).append("\">\n");
        for (String one : registrations) {
            String[] parts = one.split(" ", -1);
            text.append("<registration aor=\"").append(parts[0]).append("\" id=\"a\" state=\"");
            text.append(parts[1]).append("\"><contact id=\"c\" state=\"").append(parts[1]);
            text.append("\" event=\"").append(parts[2]).append("\"><uri>sip:x</uri></contact>");
            text.append("</registration>\n");
        }
        return text.append("</reginfo>\n").toString();
    }

    private List<Binding> registered(String number) {
        return site.server.registered(new Msisdn(number));
    }

    private SipPeer.Received subscribed() throws IOException {
        register(600, "P-Associated-URI: <tel:+447700900001>\r\n");
        SipPeer.Received subscribe = request();
        scscf.respond(subscribe, "200 OK");
        return subscribe;
    }

    @Test
    void subscribesInTheNameThatTheOperatorChose() throws Exception {
        SipPeer.Received subscribe = subscribed();
        assertEquals("SUBSCRIBE " + IDENTITY + " SIP/2.0", subscribe.firstLine());
        assertEquals("<sip:scscf@127.0.0.1:" + scscf.port() + ";lr>", subscribe.header("Route"));
        assertEquals("reg", subscribe.header("Event"));
        assertEquals("application/reginfo+xml", subscribe.header("Accept"));
        assertEquals(
                "<sip:+447700900999@ims.example;user=phone>",
                subscribe.header("P-Asserted-Identity"));
        site.close();
        site = site("subscriber");
        scscf.close();
        scscf = SipPeer.overUdp(site.server.port());
        requests.clear();
        register(600, "P-Associated-URI: <tel:+447700900001>\r\n");
        SipPeer.Received other = request();
        while (!other.header("Route").contains(":" + scscf.port() + ";")) {
            other = request();
        }
        assertEquals("<" + IDENTITY + ">", other.header("P-Asserted-Identity"));
    }

    @Test
    void deregistersWhomTheNetworkHasDeregistered() throws Exception {
        SipPeer.Received subscribe = subscribed();
        assertEquals(
                200,
                notify(
                        subscribe,
                        "active;expires=600",
                        reginfo(
                                0,
                                "full",
                                IDENTITY + " active registered",
                                "tel:+447700900001 active created")));
        assertEquals(1, registered(NUMBER).size());
        site.alerts.clear();
        assertEquals(
                200,
                notify(
                        subscribe,
                        "terminated;reason=noresource",
                        reginfo(
                                1,
                                "full",
                                IDENTITY + " terminated deactivated",
                                "tel:+447700900001 terminated deactivated")));
        assertEquals(List.of(), registered(NUMBER));
        assertEquals(new Msisdn(NUMBER), soon(site.alerts));
        assertEquals(481, notify(subscribe, "active", ""));
    }

    @Test
    void learnsTheSetAndKeepsItWhenTheHandsetRegistersAgain() throws Exception {
        SipPeer.Received subscribe = subscribed();
        assertEquals(
                200,
                notify(
                        subscribe,
                        "active;expires=600",
                        reginfo(
                                0,
                                "full",
                                "tel:+447700900001 active registered",
                                "sip:+447700900002@ims.example active registered",
                                IDENTITY + " active registered")));
        assertEquals(
                "sip:+447700900002@ims.example",
                registered("447700900002").getFirst().requestUri());
        register(900, "");
        for (String number : List.of(NUMBER, "447700900002")) {
            assertEquals(
                    SipSite.NOW.plusSeconds(900),
                    registered(number).getFirst().expiresAt(),
                    number);
        }
        assertEquals(
                200,
                notify(
                        subscribe,
                        "active;expires=600",
                        reginfo(
                                1,
                                "partial",
                                "sip:+447700900002@ims.example terminated unregistered")));
        assertEquals(1, registered(NUMBER).size());
        assertEquals(List.of(), registered("447700900002"));
        assertEquals(200, notify(subscribe, "active", reginfo(0, "full", "sip:x@y terminated z")));
        assertEquals(1, registered(NUMBER).size(), "an older document changes nothing");
    }

    @Test
    void asksAgainWithinTheDialogBeforeItEnds() throws Exception {
        SipPeer.Received subscribe = subscribed();
        notify(subscribe, "active;expires=1", reginfo(0, "full", IDENTITY + " active registered"));
        SipPeer.Received again = requestAfter(subscribe);
        assertEquals(
                "SUBSCRIBE sip:dialog@127.0.0.1:" + scscf.port() + " SIP/2.0", again.firstLine());
        assertEquals(subscribe.header("Call-ID"), again.header("Call-ID"));
        assertEquals("<" + IDENTITY + ">;tag=scscf", again.header("To"));
        assertEquals("2 SUBSCRIBE", again.header("CSeq"));
        scscf.respond(again, "481 Subscription Does Not Exist");
        SipPeer.Received anew = requestAfter(again);
        assertNotEquals(subscribe.header("Call-ID"), anew.header("Call-ID"));
        assertEquals("<" + IDENTITY + ">", anew.header("To"));
    }

    @ParameterizedTest
    @CsvSource({
        "terminated;reason=deactivated, true",
        "terminated;reason=timeout, true",
        "terminated, true",
        "terminated;reason=probation;retry-after=1, true",
        "terminated;reason=rejected, false"
    })
    void beginsAnewWhereTheSubscriptionEndedAndMayBeBegunAgain(String state, boolean again)
            throws Exception {
        SipPeer.Received subscribe = subscribed();
        assertEquals(200, notify(subscribe, state, ""));
        assertEquals(1, registered(NUMBER).size());
        if (again) {
            SipPeer.Received anew = requestAfter(subscribe);
            assertTrue(anew.firstLine().startsWith("SUBSCRIBE " + IDENTITY));
            assertNotEquals(subscribe.header("Call-ID"), anew.header("Call-ID"));
        } else {
            assertNoMoreRequests(subscribe);
        }
    }

    /** One of several devices may have left, or all: the S-CSCF is asked. */
    @ParameterizedTest
    @CsvSource({
        "200 OK, active, true",
        "200 OK, terminated, false",
        "481 Subscription Does Not Exist, '', false",
        "403 Forbidden, '', false"
    })
    void asksTheScscfThatSaysThatNobodyIsThere(String answer, String state, boolean stays)
            throws Exception {
        SipPeer.Received subscribe = subscribed();
        notify(subscribe, "active;expires=600", reginfo(0, "full", IDENTITY + " active created"));
        soon(site.alerts);
        register(0, "");
        assertEquals(1, registered(NUMBER).size());
        SipPeer.Received again = requestAfter(subscribe);
        assertEquals(subscribe.header("Call-ID"), again.header("Call-ID"));
        scscf.respond(again, answer);
        if (!state.isEmpty()) {
            String now = IDENTITY + " " + state + " unregistered";
            assertEquals(200, notify(subscribe, "active;expires=600", reginfo(1, "full", now)));
        }
        if (!stays) {
            assertEquals(new Msisdn(NUMBER), soon(site.alerts));
        }
        assertEquals(stays ? 1 : 0, registered(NUMBER).size());
    }

    private void assertNoMoreRequests(SipPeer.Received before) throws IOException {
        scscf.patience(Duration.ofMillis(300));
        try {
            throw new AssertionError(requestAfter(before).head());
        } catch (SocketTimeoutException e) {
            assertTrue(requests.isEmpty());
        }
    }

    @Test
    void asksNoMoreWhereItMayNot() throws Exception {
        register(600, "P-Associated-URI: <tel:+447700900001>\r\n");
        SipPeer.Received subscribe = request();
        scscf.respond(subscribe, "403 Forbidden");
        assertNoMoreRequests(subscribe);
        assertEquals(1, registered(NUMBER).size());
    }

    @Test
    void answersNotifyThatIsNotOurs() throws Exception {
        SipPeer.Received subscribe = subscribed();
        assertEquals(400, notify(subscribe, "active", "<no/>"));
        String from = subscribe.header("From");
        String other = subscribe.head().replace(from, from + "0");
        assertEquals(
                481,
                notify(new SipPeer.Received(other, Octets.EMPTY), "active", reginfo(9, "full")));
        store.failing = true;
        assertEquals(
                500,
                notify(subscribe, "active", reginfo(3, "full", IDENTITY + " terminated expired")));
    }

    @Test
    void asksAnewAfterARestart() throws Exception {
        SipPeer.Received subscribe = subscribed();
        site.close();
        site = site("ours");
        SipPeer.Received anew = requestAfter(subscribe);
        assertTrue(anew.firstLine().startsWith("SUBSCRIBE tel:+447700900001 SIP/2.0"));
        assertNotEquals(subscribe.header("Call-ID"), anew.header("Call-ID"));
    }
}
