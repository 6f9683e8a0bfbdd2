// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.capture.Capture;
import org.heliograph.tools.capture.Found;
import org.heliograph.tools.peers.Tshark.Packet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a capture of all that the product can do we find what Wireshark finds. */
@ExtendWith(CapturedExchange.Once.class)
final class WiresharkCaptureTest {
    private static final Set<String> IDLE = Set.of("0x00000015", "0x80000015");

    private final CapturedExchange exchange;
    @TempDir private Path directory;

    WiresharkCaptureTest(CapturedExchange exchange) {
        this.exchange = exchange;
    }

    @Test
    void findsEveryPduInItsFrame() throws IOException {
        List<Found> found = found(exchange.file());
        assertEquals(
                wireshark("smpp.command_id", _ -> true),
                ours(found, Found.Form.SMPP, f -> f.octets().slice(4, 8).toHex()));
        assertEquals(
                wireshark("gsm_a.rp.msg_type", _ -> true),
                ours(found, Found.Form.RP, f -> f.octets().slice(0, 1).toHex()));
        assertEquals(
                wireshark(
                        "mmse.message_type",
                        p -> p.has("http.request.method") || p.has("http.response.code")),
                ours(found, Found.Form.MMS, f -> f.octets().slice(1, 2).toHex()));
        assertTrue(found.stream().allMatch(f -> f.trouble().isEmpty()), found.toString());
    }

    private List<String> wireshark(String field, Predicate<Packet> wanted) {
        List<String> lines =
                exchange.packets().stream()
                        .filter(wanted)
                        .flatMap(
                                p ->
                                        p.all(field).stream()
                                                .filter(value -> !IDLE.contains(value))
                                                .map(value -> p.one("frame.number") + " " + value))
                        .toList();
        assertFalse(lines.isEmpty(), "Wireshark sees no " + field);
        return lines;
    }

    private static List<String> ours(
            List<Found> found, Found.Form form, Function<Found, String> value) {
        return found.stream()
                .filter(f -> f.form() == form)
                .map(f -> f.frame() + " 0x" + value.apply(f))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcap", "nsecpcap", "pcapng"})
    void findsTheSameInWhatEditcapMakesOfIt(String format) throws Exception {
        List<String> expected = octets(found(exchange.file()));
        assertEquals(expected, octets(found(editcap("-F", format))));
    }

    @Test
    void tellsWhatASnapLengthTookAway() throws Exception {
        List<Found> found = found(editcap("-F", "pcap", "-s", "700"));
        assertTrue(found.stream().anyMatch(f -> !f.trouble().isEmpty()));
        assertTrue(found.stream().anyMatch(f -> f.trouble().isEmpty()));
    }

    private static List<String> octets(List<Found> found) {
        return found.stream().map(f -> f.frame() + " " + f.octets().toHex()).toList();
    }

    private Octets editcap(String... options) throws Exception {
        Path from = Files.write(directory.resolve("from"), exchange.file().toArray());
        Path to = directory.resolve("to");
        List<String> command = new ArrayList<>(List.of("editcap"));
        command.addAll(List.of(options));
        command.addAll(List.of(from.toString(), to.toString()));
        try (PeerProcess editcap = PeerProcess.start(directory, command)) {
            editcap.lines();
        }
        return Octets.ofOwned(Files.readAllBytes(to));
    }

    private static List<Found> found(Octets file) throws IOException {
        List<Found> found = new ArrayList<>();
        Capture.read(
                file.asInputStream(),
                found::add,
                e -> {
                    throw new AssertionError(e);
                });
        return found;
    }
}
