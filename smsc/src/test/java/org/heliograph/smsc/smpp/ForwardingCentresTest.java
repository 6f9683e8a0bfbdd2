// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import org.heliograph.config.UpstreamSettings;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two centres, each of which is an ESME of the other, and thinks that the other has 888. */
final class ForwardingCentresTest {
    private TestCentre first;
    private TestCentre second;
    private EsmePeer esme;

    @BeforeEach
    void start() throws Exception {
        int firstPort = freePort();
        int secondPort = freePort();
        first =
                centre(
                        firstPort,
                        UpstreamPeer.settings("second", secondPort, 10, "gsm7", 0, "44", "888"));
        second =
                centre(
                        secondPort,
                        UpstreamPeer.settings("first", firstPort, 10, "gsm7", 0, "999", "888"));
        esme = new EsmePeer(first);
        esme.bind(esme.session, BindType.BIND_TRX, "other", TestCentre.PASSWORD);
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static TestCentre centre(int port, UpstreamSettings other) throws Exception {
        return new TestCentre(new MemoryMessageStore(), TestCentre.smpp(port, other), 1_000);
    }

    @AfterEach
    void stop() {
        esme.close();
        first.close();
        second.close();
    }

    private static String text(DeliverSm pdu) {
        return new String(pdu.getShortMessage(), ISO_8859_1);
    }

    @Test
    void aReceiptComesBackThroughBoth() throws Exception {
        String id = esme.submit("447700900123", 0, 0, 1, "across".getBytes(ISO_8859_1));
        ShortMessage arrived = second.nextArrival();
        assertEquals("across", arrived.userData().text(Alphabet.GSM_7BIT));
        DeliverSm receipt = esme.nextDelivery();
        assertTrue(text(receipt).startsWith("id:" + id + " "), text(receipt));
        assertTrue(text(receipt).contains(" stat:DELIVRD "), text(receipt));
    }

    @Test
    void aLongMessageArrivesInItsParts() throws Exception {
        String text = "0123456789".repeat(40);
        esme.submit(
                "447700900123",
                0,
                0,
                1,
                new byte[0],
                new OptionalParameter.Message_payload(text.getBytes(ISO_8859_1)));
        var whole = new StringBuilder();
        for (int part = 1; part <= 3; part++) {
            ShortMessage arrived = second.nextArrival();
            assertEquals(
                    part, arrived.userData().concatenation().orElseThrow().sequence(), "in order");
            whole.append(arrived.userData().text(Alphabet.GSM_7BIT));
        }
        assertEquals(text, whole.toString());
        assertTrue(text(esme.nextDelivery()).contains(" stat:DELIVRD "));
    }

    @Test
    void aMessageThatGoesRoundEnds() throws Exception {
        String id = esme.submit("888700900123", 0, 0, 1, "round".getBytes(ISO_8859_1));
        DeliverSm receipt = esme.nextDelivery();
        assertTrue(text(receipt).startsWith("id:" + id + " "), text(receipt));
        assertTrue(text(receipt).contains(" stat:UNDELIV "), text(receipt));
    }
}
