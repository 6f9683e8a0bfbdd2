// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.heliograph.tools.peers.Tshark.Packet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Wireshark reads the way of a photo: MM1 and the pushes. */
@ExtendWith(CapturedExchange.Once.class)
final class WiresharkMmsTest {
    private static final String RP_DATA_TO_MS = "0x01";
    private static final String RP_TYPE = "gsm_a.rp.msg_type";
    private static final String SUBMIT_SM = "0x00000004";
    private static final String COMMAND = "smpp.command_id";
    private static final String M_SEND_REQ = "0x80";
    private static final String M_SEND_CONF = "0x81";
    private static final String M_NOTIFICATION_IND = "0x82";
    private static final String M_NOTIFYRESP_IND = "0x83";
    private static final String M_RETRIEVE_CONF = "0x84";
    private static final String M_DELIVERY_IND = "0x86";
    private static final String MMS_TYPE = "mmse.message_type";

    private final CapturedExchange exchange;

    WiresharkMmsTest(CapturedExchange exchange) {
        this.exchange = exchange;
    }

    @Test
    void theNotificationIsOneBinarySmsWithAPushOnBothItsLegs() {
        Packet bySmpp =
                exchange.one(
                        "notification in submit_sm",
                        p -> p.has(MMS_TYPE, M_NOTIFICATION_IND) && p.has(COMMAND, SUBMIT_SM));
        assertEquals("0x01", bySmpp.one("smpp.esm.submit.features")); // UDHI
        assertEquals("0x04", bySmpp.one("smpp.data_coding"));
        assertNotification(bySmpp);
        Packet bySip =
                exchange.one(
                        "notification in RP-DATA",
                        p -> p.has(MMS_TYPE, M_NOTIFICATION_IND) && p.has(RP_TYPE, RP_DATA_TO_MS));
        assertEquals("1", bySip.one("gsm_sms.tp-udhi"));
        assertNotification(bySip);
    }

    private void assertNotification(Packet packet) {
        assertEquals("2948", packet.one("gsm_sms.destination_port"));
        assertFalse(packet.has("gsm_sms.udh.mm.msg_parts"), "more than one SMS");
        assertEquals("0x06", packet.one("wsp.pdu_type"));
        assertEquals("application/vnd.wap.mms-message", packet.one("wsp.header.content_type"));
        assertEquals("x-wap-application:mms.ua", packet.one("wsp.header.x_wap_application_id"));
        assertEquals(sender(), packet.one("mmse.from"));
        assertEquals(exchange.outcome().location().toString(), packet.one("mmse.content_location"));
        assertEquals(exchange.outcome().transactionId(), packet.one("mmse.transaction_id"));
        int size = Integer.parseInt(packet.one("mmse.message_size"));
        assertTrue(size > exchange.outcome().photoOctets(), "a message of " + size + " octets");
    }

    private static String sender() {
        return Exchange.A + "/TYPE=PLMN";
    }

    @Test
    void mSendConfAcceptsByTheSameTransaction() {
        Packet request = mm1(M_SEND_REQ);
        assertEquals("POST", request.one("http.request.method"));
        assertEquals(Exchange.B + "/TYPE=PLMN", request.one("mmse.to"));
        Packet answer = mm1(M_SEND_CONF);
        assertEquals("200", answer.one("http.response.code"));
        assertEquals("0x80", answer.one("mmse.response_status")); // Ok
        assertEquals(request.one("mmse.transaction_id"), answer.one("mmse.transaction_id"));
        assertEquals(exchange.outcome().messageId(), answer.one("mmse.message_id"));
    }

    @Test
    void mRetrieveConfHasTheSenderAndTheSameParts() {
        Packet get = exchange.one("GET", p -> p.has("http.request.method", "GET"));
        assertEquals(exchange.outcome().location().getPath(), get.one("http.request.uri"));
        Packet retrieved = mm1(M_RETRIEVE_CONF);
        assertEquals("<insert address>", mm1(M_SEND_REQ).one("mmse.from"));
        assertEquals(sender(), retrieved.one("mmse.from"));
        assertEquals(Exchange.B + "/TYPE=PLMN", retrieved.one("mmse.to"));
        assertEquals("Sunrise", retrieved.one("mmse.subject"));
        assertEquals(exchange.outcome().messageId(), retrieved.one("mmse.message_id"));
        assertEquals(
                List.of(
                        "application/vnd.wap.multipart.related",
                        "application/smil",
                        "image/jpeg",
                        "text/plain"),
                retrieved.all("wsp.header.content_type"));
        assertTrue(retrieved.one("frame.protocols").contains("image-jfif"));
    }

    @Test
    void mNotifyRespIndAndMDeliveryIndSayRetrieved() {
        Packet response = mm1(M_NOTIFYRESP_IND);
        assertEquals(exchange.outcome().transactionId(), response.one("mmse.transaction_id"));
        assertEquals("0x81", response.one("mmse.status")); // Retrieved
        List<Packet> legs = exchange.with(MMS_TYPE, M_DELIVERY_IND).toList();
        assertTrue(legs.stream().anyMatch(p -> p.has(COMMAND, SUBMIT_SM)));
        assertTrue(legs.stream().anyMatch(p -> p.has(RP_TYPE, RP_DATA_TO_MS)));
        for (Packet leg : legs) {
            assertEquals(exchange.outcome().messageId(), leg.one("mmse.message_id"));
            assertEquals("0x81", leg.one("mmse.status"));
            assertEquals(Exchange.B + "/TYPE=PLMN", leg.one("mmse.to"));
        }
    }

    private Packet mm1(String type) {
        return exchange.one(
                "MM1 PDU " + type,
                p ->
                        p.has(MMS_TYPE, type)
                                && (p.has("http.request.method") || p.has("http.response.code")));
    }
}
