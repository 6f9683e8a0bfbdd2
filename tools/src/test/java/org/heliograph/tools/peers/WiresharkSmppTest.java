// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.demo.World;
import org.heliograph.tools.peers.Tshark.Packet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Wireshark reads what ESMEs and the SMSC said to each other. */
@ExtendWith(CapturedExchange.Once.class)
final class WiresharkSmppTest {
    private static final String DELIVER_SM = "0x00000005";
    private static final String BIND_TRANSCEIVER = "0x00000009";
    private static final String RESPONSE_TO_SUBMIT_SM = "0x80000004";
    private static final String RESPONSE_TO_BIND_TRANSCEIVER = "0x80000009";
    private static final String COMMAND = "smpp.command_id";

    private final CapturedExchange exchange;

    WiresharkSmppTest(CapturedExchange exchange) {
        this.exchange = exchange;
    }

    @Test
    void anEsmeBindsAsItsAccountByVersion34() {
        Packet bind = exchange.one("bind_transceiver", p -> p.has(COMMAND, BIND_TRANSCEIVER));
        assertEquals(World.ESME, bind.one("smpp.system_id"));
        assertEquals("0x34", hex(bind.one("smpp.interface_version")));
        Packet response =
                exchange.one("its answer", p -> p.has(COMMAND, RESPONSE_TO_BIND_TRANSCEIVER));
        assertEquals("0x00000000", response.one("smpp.command_status"));
    }

    private static String hex(String decimal) {
        return "0x" + Integer.toHexString(Integer.parseInt(decimal));
    }

    @Test
    void submitSmGivesANameTheTypeOfNumber5AndIsAnsweredWithItsMessageId() {
        List<Packet> named = exchange.with("smpp.source_addr", Exchange.SHORT_SENDER).toList();
        assertFalse(named.isEmpty());
        named.forEach(p -> assertTrue(p.has("smpp.source_addr_ton", "0x05"), p.toString()));
        Packet text =
                exchange.one(
                        "submit_sm of the text from " + Exchange.LONG_SENDER,
                        p ->
                                p.has("smpp.source_addr", Exchange.LONG_SENDER)
                                        && p.has("smpp.message"));
        assertEquals(digits(Exchange.ON_TCP), text.one("smpp.destination_addr"));
        assertEquals("0x01", text.one("smpp.regdel.receipt"));
        assertEquals(ascii(Exchange.TEXT), text.one("smpp.message"));
        Packet payload = exchange.one("submit_sm in one piece", p -> p.has("smpp.message_payload"));
        assertEquals(ascii(Exchange.LONG_TEXT), payload.one("smpp.message_payload"));
        List<String> ids =
                exchange.with(COMMAND, RESPONSE_TO_SUBMIT_SM)
                        .flatMap(p -> p.all("smpp.message_id").stream())
                        .toList();
        assertTrue(ids.containsAll(exchange.outcome().messageIds()), ids.toString());
    }

    private static String ascii(String text) {
        return Octets.of(text, StandardCharsets.US_ASCII).toHex();
    }

    @Test
    void aReceiptIsADeliverSmFromTheRecipientToTheName() {
        String id = exchange.outcome().messageIds().getFirst();
        Packet receipt = exchange.one("receipt", p -> p.has("smpp.receipted_message_id", id));
        assertTrue(receipt.has(COMMAND, DELIVER_SM));
        assertEquals("0x01", receipt.one("smpp.esm.submit.msg_type"));
        assertEquals(digits(Exchange.B), receipt.one("smpp.source_addr"));
        assertEquals(Exchange.SHORT_SENDER, receipt.one("smpp.destination_addr"));
        assertEquals("0x05", receipt.one("smpp.dest_addr_ton"));
        assertEquals("2", receipt.one("smpp.message_state"));
        String text = Octets.ofHex(receipt.one("smpp.message")).toString(StandardCharsets.US_ASCII);
        assertTrue(text.startsWith("id:" + id + " "), text);
        assertTrue(text.contains(" stat:DELIVRD "), text);
    }

    @Test
    void aTextToTheShortCodeIsADeliverSmWithoutAReceiptsMark() {
        Packet text =
                exchange.one(
                        "text to the ESME", p -> p.has("smpp.message", ascii(Exchange.QUESTION)));
        assertTrue(text.has(COMMAND, DELIVER_SM));
        assertEquals("0x00", text.one("smpp.esm.submit.msg_type"));
        assertEquals(digits(Exchange.ON_TCP), text.one("smpp.source_addr"));
        assertEquals("0x01", text.one("smpp.source_addr_ton"));
        assertEquals(Exchange.SHORT_CODE, text.one("smpp.destination_addr"));
    }

    private static String digits(String number) {
        return number.substring(1);
    }
}
