// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.heliograph.smsc.sip.SipSite.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A MESSAGE above 1300 octets does not fit UDP (RFC 3261 §18.1.1); a long contact makes one. */
final class LongMessageTest {
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

    private Future<DeliveryOutcome> deliverTo(String parameters) throws IOException {
        String contact = phone.contact() + ";x=" + "a".repeat(1_000) + parameters;
        phone.send(
                phone.request("REGISTER", ALICE, "Contact: <" + contact + ">\r\n", Octets.EMPTY));
        assertEquals(200, phone.response().status());
        return site.deliver(SipSite.text(ALICE, "hello"));
    }

    @Test
    void goesByTcpWhereTheContactAllows() throws Exception {
        try (ServerSocket tcp = new ServerSocket()) {
            tcp.bind(new InetSocketAddress(SipPeer.LOOPBACK, phone.port()));
            tcp.setSoTimeout(10_000);
            Future<DeliveryOutcome> outcome = deliverTo("");
            try (Socket socket = tcp.accept()) {
                String start =
                        new String(
                                socket.getInputStream().readNBytes(1_300),
                                StandardCharsets.ISO_8859_1);
                assertTrue(start.startsWith("MESSAGE sip:phone@"), start);
                assertTrue(start.contains("Via: SIP/2.0/TCP "), start);
            }
            assertEquals(Cause.NO_ANSWER, ((DeliveryOutcome.Deferred) soon(outcome)).cause());
        }
    }

    @Test
    void goesByUdpWhereTcpIsNotServed() throws Exception {
        Future<DeliveryOutcome> outcome = deliverTo("");
        SipPeer.Received message = phone.receive();
        assertTrue(message.header("Via").startsWith("SIP/2.0/UDP "));
        phone.respond(message, "488 Not Acceptable Here");
        assertEquals(Cause.NOT_SUPPORTED, ((DeliveryOutcome.Failed) soon(outcome)).cause());
    }

    @Test
    void goesByUdpWhereTheContactInsists() throws Exception {
        Future<DeliveryOutcome> outcome = deliverTo(";transport=UDP");
        phone.respond(phone.receive(), "603 Decline");
        assertEquals(Cause.REJECTED, ((DeliveryOutcome.Failed) soon(outcome)).cause());
    }
}
