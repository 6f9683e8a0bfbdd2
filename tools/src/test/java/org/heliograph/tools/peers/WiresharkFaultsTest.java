// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.heliograph.tools.peers.Tshark.Packet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Wireshark finds no fault in anything that went over the wire. */
@ExtendWith(CapturedExchange.Once.class)
final class WiresharkFaultsTest {
    private static final String RP_TYPE = "gsm_a.rp.msg_type";
    private static final String STRAY = "Trailing stray characters";
    private static final int WARNING = 0x600000;
    private static final int ERROR = 0x800000;
    private static final int SEQUENCE = 0x02000000;

    private final CapturedExchange exchange;

    WiresharkFaultsTest(CapturedExchange exchange) {
        this.exchange = exchange;
    }

    @Test
    void nothingIsMalformedOrSuspicious() {
        assertFalse(exchange.packets().isEmpty());
        List<String> faults =
                exchange.packets().stream().flatMap(WiresharkFaultsTest::faults).toList();
        assertEquals(List.of(), faults);
    }

    /** {@return what Wireshark finds wrong, of those fields of it that begin with {@code _ws}} */
    static Stream<String> faults(Packet packet) {
        List<String> faults = new ArrayList<>(packet.all("_ws.malformed"));
        List<String> messages = packet.all("_ws.expert.message");
        for (int i = 0; i < messages.size(); i++) {
            int severity = Integer.parseInt(packet.all("_ws.expert.severity").get(i));
            int group = Integer.parseInt(packet.all("_ws.expert.group").get(i));
            boolean ofTcp = group == SEQUENCE; // retransmitted, out of order
            if (severity >= ERROR
                    || (severity >= WARNING
                            && !ofTcp
                            && !isOfBinaryBody(packet, messages.get(i)))) {
                faults.add(messages.get(i));
            }
        }
        return faults.stream().map(fault -> packet.one("frame.number") + ": " + fault);
    }

    /**
     * The SIP dissector of Wireshark 4.0 takes the rest of the message, its body included, for the
     * string "Message Header", and so warns once of any body with a zero octet: the same MESSAGE
     * with {@code a 00 b} for a body has the warning and with {@code a x b} has not. Each RP-DATA
     * and RP-ACK of ours has a zero octet.
     */
    private static boolean isOfBinaryBody(Packet packet, String warning) {
        return warning.equals(STRAY)
                && Collections.frequency(packet.all("_ws.expert.message"), STRAY)
                        <= packet.all(RP_TYPE).size();
    }
}
