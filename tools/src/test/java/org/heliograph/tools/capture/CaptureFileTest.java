// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The formats of capture files, link layers and IP. */
final class CaptureFileTest {
    private static final Octets BODY = Octets.ofHex("0200410200 00");
    private static final Octets DATAGRAM = Packets.udp(Packets.sipMessage(BODY));

    @ParameterizedTest(name = "big endian {0}, nanoseconds {1}")
    @CsvSource({
        "false, false, 2023-11-14T22:13:20.123456Z",
        "true, false, 2023-11-14T22:13:20.123456Z",
        "false, true, 2023-11-14T22:13:20.123456789Z",
        "true, true, 2023-11-14T22:13:20.123456789Z"
    })
    void readsPcapInEitherByteOrderAndResolution(boolean big, boolean nanos, String time) {
        ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        Found found = only(Packets.pcap(order, nanos, 101, List.of(DATAGRAM)));
        assertEquals(time, found.time().toString());
        assertEquals(1, found.frame());
        assertEquals("10.0.0.1:5060", found.source().toString());
        assertEquals("10.0.0.2:5060", found.destination().toString());
        assertEquals("SIP MESSAGE", found.carrier());
        assertEquals("sip:+447700900999@ims.example", found.uri());
    }

    @Test
    void readsPcapngOfSeveralSectionsInDifferentByteOrders() {
        byte[] little = Packets.pcapng(ByteOrder.LITTLE_ENDIAN, 6, List.of(DATAGRAM, DATAGRAM));
        byte[] big = Packets.pcapng(ByteOrder.BIG_ENDIAN, 9, List.of(DATAGRAM));
        Packets.Result result = Packets.read(join(little, big));
        assertEquals(List.of(), result.broken());
        assertEquals(
                List.of(
                        "2023-11-14T22:13:20.000005Z",
                        "1970-01-01T00:00:00Z", // a simple packet block has no time
                        "2023-11-14T22:13:20.000000005Z"),
                result.found().stream().map(f -> f.time().toString()).toList());
    }

    @ParameterizedTest(name = "link type {0} {2}")
    @CsvSource({
        "1,   000000000000 000000000000 0800, Ethernet",
        "1,   000000000000 000000000000 8100 0001 0800, VLAN",
        "1,   000000000000 000000000000 88a8 0001 8100 0002 0800, QinQ",
        "1,   000000000000 000000000000 8847 00010040 00020140, MPLS",
        "1,   000000000000 000000000000 8864 1100 0001 0100 0021, PPPoE",
        "113, 0000 0001 0006 0000000000000000 0800, Linux SLL",
        "276, 0800 0000 00000001 0001 00 06 0000000000000000, Linux SLL2",
        "0,   02000000, NULL",
        "108, 00000002, LOOP",
        "9,   ff03 0021, PPP",
        "9,   21, PPP compressed",
        "12, '', raw",
        "101, '', raw",
        "228, '', raw IPv4"
    })
    void readsLinkTypes(int linkType, String header, String name) {
        Octets packet = Octets.ofHex(header).plus(DATAGRAM);
        byte[] file = Packets.pcap(ByteOrder.LITTLE_ENDIAN, false, linkType, List.of(packet));
        assertEquals(BODY, only(file).octets(), name);
    }

    @Test
    void readsIpv6WithExtensionHeaders() {
        Octets udp = Packets.datagram(5060, 5060, Packets.sipMessage(BODY));
        Octets options = Octets.ofHex("3c00 000000000000 1100 000000000000").plus(udp);
        Found found = only(Packets.pcap(List.of(Packets.ipv6(0, options))));
        assertEquals("[2001:db8::1]:5060", found.source().toString());
        assertEquals(BODY, found.octets());
    }

    @Test
    void putsFragmentsTogetherInAnyOrder() {
        Octets udp = Packets.datagram(5060, 5060, Packets.sipMessage(BODY));
        Octets a = Octets.of(10, 0, 0, 1);
        List<Octets> pieces = new ArrayList<>();
        pieces.add(Packets.ipv4(a, a, 17, 64 / 8, udp.from(64)));
        pieces.add(Packets.ipv4(a, a, 17, 0x2000 | 32 / 8, udp.slice(32, 64)));
        pieces.add(Packets.ipv4(a, a, 17, 0x2000, udp.slice(0, 40)));
        Found found = only(Packets.pcap(pieces));
        assertEquals(BODY, found.octets());
        assertEquals(3, found.frame());
        List<Octets> overlapping =
                List.of(
                        Packets.ipv4(a, a, 17, 0x2000, udp.slice(0, 64)),
                        Packets.ipv4(a, a, 17, 0x2000 | 1, udp.slice(8, 64)),
                        Packets.ipv4(a, a, 17, 72 / 8, udp.from(72)),
                        Packets.ipv4(a, a, 17, 0x2000 | 64 / 8, udp.slice(64, 72)));
        assertEquals(4, only(Packets.pcap(overlapping)).frame());
        Octets first = Octets.ofHex("1100 0001 00000007").plus(udp.slice(0, 64));
        Octets second = Octets.ofHex("1100 0040 00000007").plus(udp.from(64));
        assertEquals(
                BODY,
                only(Packets.pcap(List.of(Packets.ipv6(44, second), Packets.ipv6(44, first))))
                        .octets());
    }

    @Test
    void looksIntoGtpU() {
        Octets plain = Octets.ofHex("30ff 0000 00000001").plus(DATAGRAM);
        Octets extended = Octets.ofHex("34ff 0000 00000001 0000 00 85 01 0001 00").plus(DATAGRAM);
        for (Octets gtp : List.of(plain, extended)) {
            Octets outer = Packets.ipv4(17, Packets.datagram(2152, 2152, gtp));
            assertEquals(BODY, only(Packets.pcap(List.of(outer))).octets());
        }
    }

    @Test
    void saysWhatWasCutByTheSnapLengthAndKeepsTheRest() {
        Octets cut = DATAGRAM.slice(0, DATAGRAM.length() - 2);
        Found found = only(Packets.pcap(List.of(cut)));
        assertEquals(BODY.slice(0, 4), found.octets());
        assertEquals("the rest is not in the capture", found.trouble());
    }

    @Test
    void countsWhatItPassesOver() {
        Octets arp = Octets.ofHex("00".repeat(12) + "0806" + "00".repeat(28));
        Octets sctp = Packets.ethernet(Packets.ipv4(132, Octets.ofHex("00".repeat(12))));
        byte[] file = Packets.pcap(ByteOrder.LITTLE_ENDIAN, false, 1, List.of(arp, sctp, arp));
        Tally tally = Packets.read(file).tally();
        assertEquals(3, tally.packets());
        assertEquals("2 ARP, 1 SCTP", tally.skipped());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            pcap cut short   | d4c3b2a1 0200 0400 00000000 00000000 ffff0000 65000000 0000 | capture broken at octet 24: ends after 2 of 16 octets
            pcap packet huge | d4c3b2a1 0200 0400 00000000 00000000 ffff0000 65000000 00000000 00000000 ffffffff 00000000 | capture broken at octet 24: a packet of 4294967295 octets
            no interface     | 0a0d0d0a 0000001c 1a2b3c4d 00010000 ffffffffffffffff 0000001c 00000003 00000010 00000000 00000010 | capture broken at octet 28: a packet of interface 0, which nothing describes
            lengths differ   | 0a0d0d0a 0000001c 1a2b3c4d 00010000 ffffffffffffffff 0000001c 00000099 0000000c 00000010 | capture broken at octet 28: a block of 12 octets ends as 16
            """)
    void saysWhereAFileIsBroken(String name, String hex, String message) {
        assertEquals(List.of(message), Packets.read(Octets.ofHex(hex).toArray()).broken(), name);
    }

    static byte[] join(byte[] one, byte[] other) {
        return Octets.of(one).plus(Octets.of(other)).toArray();
    }

    private static Found only(byte[] file) {
        Packets.Result result = Packets.read(file);
        assertEquals(List.of(), result.broken());
        assertTrue(result.found().size() == 1, () -> result.found() + result.tally().skipped());
        return result.found().getFirst();
    }
}
