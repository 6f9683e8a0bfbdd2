// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.heliograph.pdu.Octets;
import org.junit.jupiter.api.Test;

/** Whatever a file holds, reading ends: soon, and without a failure of ours. */
final class HostileCaptureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static List<byte[]> captures() {
        Octets sip = Packets.udp(Packets.sipMessage(Octets.ofHex("020041020000")));
        Octets gtp =
                Packets.ipv4(
                        17,
                        Packets.datagram(2152, 2152, Octets.ofHex("30ff000000000001").plus(sip)));
        Octets smpp = Octets.ofHex("00000010 00000006 00000000 00000002");
        Octets http =
                Packets.lines(
                        "POST / HTTP/1.1",
                        "Transfer-Encoding: chunked",
                        "Content-Type: application/vnd.wap.mms-message",
                        "",
                        "3",
                        "abc",
                        "0",
                        "",
                        "");
        List<Octets> datagrams =
                List.of(
                        sip,
                        gtp,
                        Packets.tcp(false, 1, 0, Packets.ACK, smpp.plus(smpp)),
                        Packets.tcp(false, 40, 0, Packets.ACK, smpp.plus(smpp)),
                        Packets.tcp(true, 1, 80, Packets.ACK, http.slice(0, 80)),
                        Packets.tcp(true, 81, 80, Packets.FIN, http.from(80)),
                        Packets.ipv6(44, Octets.ofHex("1100 0001 00000007").plus(sip)));
        List<Octets> frames = datagrams.stream().map(Packets::ethernet).toList();
        return List.of(
                Packets.pcap(ByteOrder.BIG_ENDIAN, true, 1, frames),
                Packets.pcapng(ByteOrder.LITTLE_ENDIAN, 6, datagrams));
    }

    @Test
    void aFileCutAnywhereEndsInAMessageWithTheOffset() {
        for (byte[] file : captures()) {
            int whole = Packets.read(file).found().size();
            assertEquals(List.of(), Packets.read(file).broken());
            int before = 0;
            for (int length = 0; length < file.length; length++) {
                Packets.Result result = Packets.read(Arrays.copyOf(file, length));
                assertTrue(result.broken().size() <= 1);
                result.broken()
                        .forEach(message -> assertTrue(message.contains(" at octet "), message));
                assertTrue(result.tally().packets() >= before, "octet " + length);
                before = (int) result.tally().packets();
            }
            assertTrue(whole >= 5, whole + " found");
        }
    }

    @Test
    void changedOctetsNeverMakeItFail() {
        SplittableRandom random = new SplittableRandom(2_026);
        assertTimeoutPreemptively(
                PATIENCE,
                () -> {
                    for (int round = 0; round < 20_000; round++) {
                        byte[] file = captures().get(round % 2);
                        for (int i = random.nextInt(8); i >= 0; i--) {
                            file[random.nextInt(file.length)] = (byte) random.nextInt();
                        }
                        Packets.read(file);
                    }
                });
    }

    @Test
    void rubbishAfterTheMagicEnds() {
        SplittableRandom random = new SplittableRandom(1);
        assertTimeoutPreemptively(
                PATIENCE,
                () -> {
                    for (byte[] file : captures()) {
                        for (int kept = 4; kept < 100; kept += 12) {
                            byte[] rubbish = new byte[1 << 20];
                            random.nextBytes(rubbish);
                            System.arraycopy(file, 0, rubbish, 0, kept);
                            assertEquals(1, Packets.read(rubbish).broken().size());
                        }
                    }
                });
    }

    @Test
    void rubbishOnTcpEnds() {
        assertTimeoutPreemptively(
                PATIENCE,
                () -> {
                    for (String unit :
                            List.of("POST ", "A", "\0", "SIP/2.0 200 ", "\0\0\1\0\0\0\0\4")) {
                        Octets data = Packets.ascii(unit.repeat(60_000 / unit.length()));
                        List<Octets> packets = new ArrayList<>();
                        for (int i = 0; i < 17; i++) {
                            int at = i * data.length();
                            packets.add(Packets.tcp(false, at, 0, Packets.ACK, data));
                        }
                        assertEquals(17, Packets.read(Packets.pcap(packets)).tally().packets());
                    }
                });
    }
}
