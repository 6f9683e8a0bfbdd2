// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpAddress;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.rp.RpMessage.RpAck;
import org.heliograph.pdu.rp.RpMessage.RpData;
import org.heliograph.pdu.rp.RpMessage.RpError;
import org.heliograph.pdu.rp.RpMessage.RpSmma;
import org.heliograph.pdu.sms.Tpdu;
import org.heliograph.tools.drawn.Draw;
import org.heliograph.tools.drawn.DrawnRelay;
import org.heliograph.tools.drawn.DrawnTpdus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wireshark reads TPDUs and RP messages of every shape as they were meant. */
final class WiresharkShortMessagesTest {
    private static final int PDUS = 3_000;

    private static final List<String> RELAY_FIELDS =
            List.of(
                    "gsm_a.rp.msg_type",
                    "gsm_a.rp.rp_message_reference",
                    "gsm_a.rp.cause",
                    "gsm_a.rp.diagnostic_field",
                    "gsm_a.dtap.type_of_number",
                    "gsm_a.dtap.numbering_plan_id",
                    "gsm_a.dtap.cld_party_bcd_num");

    private static final Pattern FRAME = Pattern.compile("^Frame (\\d+):");
    private static final Pattern ZONE =
            Pattern.compile("Timezone: GMT ([-+]) (\\d+) hours (\\d+) minutes");

    @TempDir private Path directory;

    private final Draw draw = new Draw(Draw.seed("Wireshark, short messages", 24_011));
    private final DrawnTpdus tpdus = new DrawnTpdus(draw);
    private final DrawnRelay relay = new DrawnRelay(draw);
    private final UpperPdus capture = new UpperPdus();
    private final List<Dissection> expectations = new ArrayList<>();
    private final List<Octets> messages = new ArrayList<>();

    @Test
    void everyFieldIsReadAsItWasMeant() throws IOException, InterruptedException {
        Tshark.assumeReads();
        for (int i = 0; i < PDUS; i++) {
            draw();
        }
        Path file = directory.resolve("short-messages.pcap");
        capture.write(file);
        List<String> fields =
                Stream.of(
                                RELAY_FIELDS,
                                DissectedTpdu.FIELDS,
                                List.of(Dissection.MALFORMED, Dissection.EXPERT))
                        .flatMap(List::stream)
                        .toList();
        var packets = new Tshark(file, Map.of()).read("frame", fields);
        assertEquals(PDUS, packets.size());
        var comparison = new Dissection.Comparison(fields);
        for (int i = 0; i < PDUS; i++) {
            comparison.compare(messages.get(i).toHex(), expectations.get(i), packets.get(i));
        }
        comparison.finish("TPDUs in RP messages");
        compareZones(file);
    }

    private void draw() {
        Dissection expected = new Dissection();
        RpMessage message;
        if (draw.oneIn(12)) {
            message = relay.bare();
        } else {
            Tpdu tpdu = tpdus.any();
            message = relay.carrying(tpdu);
            new DissectedTpdu(expected).expect(tpdu);
        }
        expect(expected, message);
        Octets octets = RpCodec.encode(message);
        capture.add("gsm_a_rp", octets);
        expectations.add(expected);
        messages.add(octets);
    }

    private static void expect(Dissection expected, RpMessage message) {
        expected.hex("gsm_a.rp.rp_message_reference", message.messageReference());
        switch (message) {
            case RpData data -> {
                type(expected, 0, data.direction());
                address(expected, data.originator());
                address(expected, data.destination());
            }
            case RpAck ack -> type(expected, 2, ack.direction());
            case RpError error -> {
                type(expected, 4, error.direction());
                expected.put("gsm_a.rp.cause", error.cause());
                expected.put("gsm_a.rp.diagnostic_field", error.diagnostic().toHex());
            }
            case RpSmma _ -> type(expected, 6, Direction.FROM_MS);
        }
    }

    private static void type(Dissection expected, int fromMs, Direction direction) {
        expected.hex("gsm_a.rp.msg_type", direction == Direction.FROM_MS ? fromMs : fromMs + 1);
    }

    private static void address(Dissection expected, RpAddress address) {
        if (!address.equals(RpAddress.NONE)) {
            expected.hex("gsm_a.dtap.type_of_number", address.typeOfNumber().bits());
            expected.hex("gsm_a.dtap.numbering_plan_id", address.numberingPlan().value());
            expected.put("gsm_a.dtap.cld_party_bcd_num", address.digits());
        }
    }

    /** The sign of a zone is only in the text that tshark prints. */
    private void compareZones(Path file) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("tshark", "-n", "-r", file.toString(), "-V", "-O", "gsm_sms")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        List<List<String>> zones = new ArrayList<>();
        try (var lines = process.inputReader()) {
            lines.lines()
                    .forEach(
                            line -> {
                                if (FRAME.matcher(line).find()) {
                                    zones.add(new ArrayList<>());
                                }
                                Matcher zone = ZONE.matcher(line);
                                if (zone.find()) {
                                    zones.getLast()
                                            .add(
                                                    String.join(
                                                            " ",
                                                            zone.group(1),
                                                            zone.group(2),
                                                            zone.group(3)));
                                }
                            });
        }
        assertEquals(0, process.waitFor());
        var comparison = new Dissection.Comparison(List.of(DissectedTpdu.ZONE));
        for (int i = 0; i < PDUS; i++) {
            comparison.compare(
                    messages.get(i).toHex(),
                    expectations.get(i),
                    new Tshark.Packet(Map.of(DissectedTpdu.ZONE, zones.get(i))));
        }
        comparison.finish("zones");
    }
}
