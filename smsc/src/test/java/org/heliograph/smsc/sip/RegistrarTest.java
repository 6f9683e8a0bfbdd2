// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.heliograph.smsc.sip.SipSite.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.heliograph.pdu.Octets;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegistrarTest {
    private SipSite site;
    private SipPeer phone;

    @BeforeEach
    void start() throws IOException {
        site = new SipSite();
        phone = site.udp();
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
    }

    private boolean isRegistered() {
        return site.server.channel().isRegistered(new Msisdn(ALICE));
    }

    private SipPeer.Received register(String lines) throws IOException {
        phone.send(phone.request("REGISTER", ALICE, lines, Octets.EMPTY));
        return phone.response();
    }

    @Test
    void registersAndAlerts() throws Exception {
        SipPeer.Received response = phone.register(ALICE, 600);
        assertEquals("<" + phone.contact() + ">;expires=600", response.header("Contact"));
        assertTrue(response.header("To").contains(";tag="));
        assertEquals(new Msisdn(ALICE), soon(site.alerts));
        assertTrue(isRegistered());
    }

    @Test
    void forgetsWhenTheTimeIsUp() throws IOException {
        phone.register(ALICE, 600);
        site.now.set(SipSite.NOW.plusSeconds(599));
        assertTrue(isRegistered());
        site.now.set(SipSite.NOW.plusSeconds(600));
        assertFalse(isRegistered());
    }

    @Test
    void grantsNoMoreThanConfigured() throws IOException {
        assertTrue(phone.register(ALICE, 99_999).header("Contact").endsWith(";expires=3600"));
        assertTrue(
                register("Contact: <sip:a@127.0.0.1:5999>\r\n")
                        .header("Contact")
                        .endsWith(";expires=3600"));
    }

    @Test
    void removesOneContactOrAll() throws IOException {
        phone.register(ALICE, 600);
        SipPeer.Received two =
                register("m: <sip:a@127.0.0.1:5999>;expires=60, <sip:b@127.0.0.1:5998>\r\n");
        assertEquals(3, two.head().split("\r\nContact: ", -1).length - 1);
        SipPeer.Received one =
                register("Contact: <sip:a@127.0.0.1:5999>;expires=0\r\nExpires: 60\r\n");
        assertEquals(2, one.head().split("\r\nContact: ", -1).length - 1);
        assertEquals(400, register("Contact: *\r\nExpires: 60\r\n").status());
        assertEquals(200, register("Contact: *\r\nExpires: 0\r\n").status());
        assertFalse(isRegistered());
    }

    @Test
    void tellsTheContactsWhenNoneIsGiven() throws IOException {
        phone.register(ALICE, 600);
        assertTrue(register("").header("Contact").startsWith("<" + phone.contact()));
    }

    @Test
    void replacesTheOldAddressOfTheSameDevice() throws IOException {
        register("Contact: <sip:a@127.0.0.1:5999>;+sip.instance=\"<urn:gsma:imei:1>\"\r\n");
        SipPeer.Received response =
                register("Contact: <sip:a@127.0.0.1:6999>;+sip.instance=\"<urn:gsma:imei:1>\"\r\n");
        assertEquals(1, response.head().split("\r\nContact: ", -1).length - 1);
        assertTrue(response.header("Contact").startsWith("<sip:a@127.0.0.1:6999>"));
        assertTrue(response.header("Contact").endsWith(";+sip.instance=\"<urn:gsma:imei:1>\""));
    }

    @Test
    void keepsNoMoreThanConfigured() throws IOException {
        for (int i = 0; i < 100; i++) {
            assertEquals(200, phone.register("4477009100" + (10 + i), 600).status());
        }
        assertEquals(503, phone.register(ALICE, 600).status());
        site.now.set(SipSite.NOW.plusSeconds(600));
        assertEquals(200, phone.register(ALICE, 600).status());
    }

    @Test
    void takesNoOlderRegisterAfterANewerOne() throws IOException {
        byte[] older =
                phone.request(
                        "REGISTER",
                        ALICE,
                        "Contact: <" + phone.contact() + ">;expires=0\r\n",
                        Octets.EMPTY);
        phone.register(ALICE, 600);
        phone.send(older);
        assertEquals(500, phone.response().status());
        assertTrue(isRegistered());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <sip:+447700900001@ims.example>             | 200
                    "A" <tel:+44-7700-900001>;x=y               | 200
                    <sip:+447700900001;npdi@ims.example;user=phone> | 200
                    <sip:+447700900001@elsewhere.example>       | 404
                    <sip:+447700900001@fade.de>                 | 404
                    <sip:+447700900001@127.0.0.1>               | 200
                    sip:447700900001@ims.example                | 200
                    <sip:alice@ims.example>                     | 404
                    <sip:ims.example>                           | 404
                    <sip:+4477009000011234567890@ims.example>   | 404
                    <mailto:alice@example.org>                  | 404
                    """)
    void readsTheNumberInTo(String to, int status) throws IOException {
        String request =
                new String(
                        phone.request(
                                "REGISTER",
                                ALICE,
                                "Contact: <" + phone.contact() + ">\r\n",
                                Octets.EMPTY),
                        java.nio.charset.StandardCharsets.US_ASCII);
        phone.send(
                SipPeer.joined(
                        request.replaceFirst("\r\nTo: [^\r]*", "\r\nTo: " + to)
                                .replaceFirst("\r\nFrom: [^\r]*", "\r\nFrom: " + to + ";tag=a"),
                        Octets.EMPTY));
        assertEquals(status, phone.response().status());
        assertEquals(status == 200, isRegistered());
    }

    @Test
    void refusesAnotherDomain() throws IOException {
        String request =
                new String(
                        phone.request(
                                "REGISTER",
                                ALICE,
                                "Contact: <" + phone.contact() + ">\r\n",
                                Octets.EMPTY),
                        java.nio.charset.StandardCharsets.US_ASCII);
        phone.send(
                SipPeer.joined(
                        request.replaceFirst("REGISTER [^ ]*", "REGISTER sip:elsewhere.example"),
                        Octets.EMPTY));
        assertEquals(404, phone.response().status());
        assertFalse(isRegistered());
    }

    @Test
    void goesByThePathOfTheRegister() throws Exception {
        SipPeer.Received response =
                register(
                        "Path: <sip:edge@127.0.0.1:5061;lr>, <sip:core.ims.example;lr>\r\n"
                                + "Contact: <"
                                + phone.contact()
                                + ">\r\n");
        assertEquals("<sip:edge@127.0.0.1:5061;lr>", response.header("Path"));
        Binding binding = site.server.registered(new Msisdn(ALICE)).getFirst();
        assertEquals(
                java.util.List.of("sip:edge@127.0.0.1:5061;lr", "sip:core.ims.example;lr"),
                binding.route());
        assertEquals(new NextHop("127.0.0.1", 5061, ""), binding.nextHop());
    }

    @Test
    void answersOnlyWhatIsOnDisk() throws IOException {
        site.store.failing = true;
        assertEquals(503, phone.register(ALICE, 600).status());
        assertFalse(isRegistered());
        site.store.failing = false;
        assertEquals(200, phone.register(ALICE, 600).status());
    }

    @Test
    void knowsAfterARestartWhatWasRegistered() throws Exception {
        register(
                "Contact: <"
                        + phone.contact()
                        + ">;+sip.instance=\"<urn:gsma:imei:1>\", <sip:b@[::1]:5998>;expires=60\r\n");
        var before = site.server.registered(new Msisdn(ALICE));
        site.close();
        try (SipSite again =
                new SipSite(
                        SipSite.settings("127.0.0.0/8", java.time.Duration.ofSeconds(8)),
                        SipSite.QUICK,
                        site.store)) {
            assertEquals(
                    java.util.Set.copyOf(before),
                    java.util.Set.copyOf(again.server.registered(new Msisdn(ALICE))));
            again.now.set(SipSite.NOW.plusSeconds(60));
            assertEquals(1, again.server.registered(new Msisdn(ALICE)).size());
        }
    }

    @Test
    void movesWhatWaitsWhenThePhoneLeavesToo() throws Exception {
        phone.register(ALICE, 600);
        soon(site.alerts);
        phone.register(ALICE, 0);
        assertEquals(new Msisdn(ALICE), soon(site.alerts));
    }
}
