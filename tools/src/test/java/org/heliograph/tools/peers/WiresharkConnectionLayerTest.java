// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.cp.CpCodec;
import org.heliograph.pdu.cp.CpMessage;
import org.heliograph.pdu.cp.CpMessage.CpAck;
import org.heliograph.pdu.cp.CpMessage.CpData;
import org.heliograph.pdu.cp.CpMessage.CpError;
import org.heliograph.tools.drawn.Draw;
import org.heliograph.tools.drawn.DrawnRelay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wireshark reads CP messages, with and without an RP message in them, as they were meant. */
final class WiresharkConnectionLayerTest {
    private static final int PDUS = 500;

    private static final List<String> FIELDS =
            List.of(
                    "gsm_a.L3_protocol_discriminator",
                    "gsm_a.dtap.ti_flag",
                    "gsm_a.dtap.tio",
                    "gsm_a.dtap.msg_sms_type",
                    "gsm_a.dtap.rpdu",
                    "gsm_a.dtap.cp_cause",
                    Dissection.MALFORMED,
                    Dissection.EXPERT);

    @TempDir private Path directory;

    private final Draw draw = new Draw(Draw.seed("Wireshark, CP messages", 24_007));
    private final DrawnRelay relay = new DrawnRelay(draw);

    @Test
    void everyFieldIsReadAsItWasMeant() throws IOException, InterruptedException {
        Tshark.assumeReads();
        UpperPdus capture = new UpperPdus();
        List<CpMessage> messages = new ArrayList<>();
        for (int i = 0; i < PDUS; i++) {
            CpMessage message = relay.control(relay.bare());
            messages.add(message);
            capture.add("gsm_a_dtap", CpCodec.encode(message));
        }
        Path file = directory.resolve("cp.pcap");
        capture.write(file);
        var packets = new Tshark(file, Map.of()).read("frame", FIELDS);
        assertEquals(PDUS, packets.size());
        var comparison = new Dissection.Comparison(FIELDS);
        for (int i = 0; i < PDUS; i++) {
            CpMessage message = messages.get(i);
            comparison.compare(CpCodec.encode(message).toHex(), expected(message), packets.get(i));
        }
        comparison.finish("CP messages");
    }

    private static Dissection expected(CpMessage message) {
        Dissection expected = new Dissection();
        expected.hex("gsm_a.L3_protocol_discriminator", 0x09);
        expected.bit("gsm_a.dtap.ti_flag", message.transactionIdentifier().fromResponder());
        expected.put("gsm_a.dtap.tio", message.transactionIdentifier().value());
        switch (message) {
            case CpData(var _, Octets userData) -> {
                expected.hex("gsm_a.dtap.msg_sms_type", 0x01);
                expected.put("gsm_a.dtap.rpdu", userData.toHex());
            }
            case CpAck _ -> expected.hex("gsm_a.dtap.msg_sms_type", 0x04);
            case CpError error -> {
                expected.hex("gsm_a.dtap.msg_sms_type", 0x10);
                expected.put("gsm_a.dtap.cp_cause", error.cause());
            }
        }
        return expected;
    }
}
