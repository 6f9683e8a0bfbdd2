// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.heliograph.tools.peers.Tshark.Packet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Wireshark reads what SIP carried: RP and the short messages in it. */
@ExtendWith(CapturedExchange.Once.class)
final class WiresharkSipTest {
    private static final String RP_DATA_FROM_MS = "0x00";
    private static final String RP_DATA_TO_MS = "0x01";
    private static final String RP_ACK_FROM_MS = "0x02";
    private static final String RP_ACK_TO_MS = "0x03";
    private static final String RP_TYPE = "gsm_a.rp.msg_type";

    private final CapturedExchange exchange;

    WiresharkSipTest(CapturedExchange exchange) {
        this.exchange = exchange;
    }

    @Test
    void everyRpDataIsAnsweredByAnRpAckThatNamesItInReplyTo() {
        assertPaired(RP_DATA_TO_MS, RP_ACK_FROM_MS);
        assertPaired(RP_DATA_FROM_MS, RP_ACK_TO_MS);
    }

    private void assertPaired(String data, String ack) {
        List<List<String>> asked =
                exchange.with(RP_TYPE, data).map(p -> p.all("sip.Call-ID")).toList();
        List<String> answered =
                exchange.with(RP_TYPE, ack)
                        .flatMap(p -> p.all("sip.In-Reply-To").stream())
                        .toList();
        assertFalse(asked.isEmpty());
        asked.forEach(ids -> assertTrue(ids.stream().anyMatch(answered::contains), ids.toString()));
        List<String> known = asked.stream().flatMap(List::stream).toList();
        assertTrue(known.containsAll(answered), answered.toString());
    }

    @Test
    void towardsAHandsetTheServiceCentreIsRpOriginatorAndRpDestinationIsEmpty() {
        List<Packet> data = exchange.with(RP_TYPE, RP_DATA_TO_MS).toList();
        assertFalse(data.isEmpty());
        for (Packet packet : data) {
            assertEquals(
                    List.of("7", "0"), packet.all("gsm_a.len").subList(0, 2), packet.toString());
            assertEquals(
                    digits(Exchange.SERVICE_CENTRE), packet.one("gsm_a.dtap.cld_party_bcd_num"));
        }
    }

    @Test
    void namesAsSendersAreReadAsTheyWereMeant() {
        assertSender(Exchange.SHORT_SENDER, "7");
        assertSender(Exchange.LONG_SENDER, "20");
    }

    private void assertSender(String name, String semiOctets) {
        Packet deliver =
                exchange.one(
                        "RP-DATA from " + name,
                        p ->
                                p.has(RP_TYPE, RP_DATA_TO_MS)
                                        && p.has("gsm_sms.tp-oa", name)
                                        && p.has("gsm_sms.sms_text", Exchange.TEXT));
        assertEquals(semiOctets, deliver.one("gsm_sms.dis_field_addr.length"));
        assertEquals("5", deliver.one("gsm_sms.dis_field_addr.num_type"));
        assertEquals("0", deliver.one("gsm_sms.tp-udhi"));
    }

    @Test
    void textsOfEveryAlphabetAreReadAlikeBeforeAndBehindTheSmsc() {
        assertPassedOn(Exchange.A, Exchange.B, Exchange.EXTENDED_TEXT);
        assertPassedOn(Exchange.ON_TCP, Exchange.A, Exchange.UNICODE_TEXT);
    }

    private void assertPassedOn(String from, String to, String text) {
        Packet submit =
                exchange.one(
                        "SMS-SUBMIT",
                        p -> p.has(RP_TYPE, RP_DATA_FROM_MS) && p.has("gsm_sms.sms_text", text));
        assertEquals(digits(to), submit.one("gsm_sms.tp-da"));
        assertEquals(digits(Exchange.SERVICE_CENTRE), submit.one("gsm_a.dtap.cld_party_bcd_num"));
        Packet deliver =
                exchange.one(
                        "SMS-DELIVER",
                        p -> p.has(RP_TYPE, RP_DATA_TO_MS) && p.has("gsm_sms.sms_text", text));
        assertEquals(digits(from), deliver.one("gsm_sms.tp-oa"));
    }

    @Test
    void aStatusReportSaysThatTheTextWasReceived() {
        Packet report = exchange.one("status report", p -> p.has("gsm_sms.tp-ra"));
        assertEquals(digits(Exchange.B), report.one("gsm_sms.tp-ra"));
        assertEquals("0", report.one("gsm_sms.dis_field.st_error"));
    }

    @Test
    void partsOfALongTextAreNumberedAndPutTogetherAgain() {
        for (String sender :
                List.of(Exchange.SHORT_SENDER, Exchange.LONG_SENDER, digits(Exchange.A))) {
            List<Packet> parts =
                    exchange.with("gsm_sms.tp-oa", sender)
                            .filter(p -> p.has("gsm_sms.udh.mm.msg_parts", "3"))
                            .toList();
            parts.forEach(part -> assertEquals("1", part.one("gsm_sms.tp-udhi")));
            for (String number : List.of("1", "2")) {
                assertTrue(parts.stream().anyMatch(p -> p.has("gsm_sms.udh.mm.msg_part", number)));
            }
            // with the last part Wireshark shows the text of all
            Packet last =
                    parts.stream()
                            .filter(p -> p.has("gsm_sms.udh.mm.msg_part", "3"))
                            .findFirst()
                            .orElseThrow();
            assertEquals(Exchange.LONG_TEXT, String.join("", last.all("gsm_sms.sms_text")), sender);
        }
    }

    private static String digits(String number) {
        return number.substring(1);
    }
}
