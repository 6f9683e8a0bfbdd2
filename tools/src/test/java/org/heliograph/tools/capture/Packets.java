// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;

/** Builds packets and capture files by hand. */
final class Packets {
    static final int FIN = 0x11;
    static final int SYN = 0x02;
    static final int ACK = 0x10;

    private static final Octets A = Octets.of(10, 0, 0, 1);
    private static final Octets B = Octets.of(10, 0, 0, 2);

    private Packets() {}

    static Octets ascii(String text) {
        return Octets.of(text, StandardCharsets.ISO_8859_1);
    }

    /** Lines with what SIP and HTTP put between them. */
    static Octets lines(String... lines) {
        return ascii(String.join("\r\n", lines));
    }

    /** A MESSAGE with a body for the relay layer. */
    static Octets sipMessage(Octets body) {
        return ascii(
                        "MESSAGE sip:+447700900999@ims.example SIP/2.0\r\n"
                                + "Call-ID: 1\r\nContent-Type: application/vnd.3gpp.sms\r\n"
                                + "Content-Length: "
                                + body.length()
                                + "\r\n\r\n")
                .plus(body);
    }

    /** From A to B, ports 5060. */
    static Octets udp(Octets payload) {
        return ipv4(17, datagram(5060, 5060, payload));
    }

    static Octets datagram(int from, int to, Octets payload) {
        OctetWriter out = new OctetWriter();
        uint16(out, from);
        uint16(out, to);
        uint16(out, payload.length() + 8);
        uint16(out, 0);
        return out.octets(payload).toOctets();
    }

    static Octets ipv4(int protocol, Octets payload) {
        return ipv4(A, B, protocol, 0, payload);
    }

    /** One fragment: {@code place} is the field of flags and offset. */
    static Octets ipv4(Octets from, Octets to, int protocol, int place, Octets payload) {
        OctetWriter out = new OctetWriter().octet(0x45).octet(0);
        uint16(out, payload.length() + 20);
        uint16(out, 77);
        uint16(out, place);
        out.octet(64).octet(protocol);
        uint16(out, 0);
        return out.octets(from).octets(to).octets(payload).toOctets();
    }

    static Octets ipv6(int next, Octets payload) {
        OctetWriter out = new OctetWriter().octet(0x60).octet(0).octet(0).octet(0);
        uint16(out, payload.length());
        out.octet(next).octet(64);
        for (int side = 1; side <= 2; side++) {
            out.octets(Octets.ofHex("20010db8")).octets(Octets.ofHex("00".repeat(11))).octet(side);
        }
        return out.octets(payload).toOctets();
    }

    /** A segment from A, port 40000, to B, port 2775, or back. */
    static Octets tcp(boolean back, int sequence, int acknowledged, int flags, Octets data) {
        OctetWriter out = new OctetWriter();
        uint16(out, back ? 2775 : 40000);
        uint16(out, back ? 40000 : 2775);
        uint32(out, sequence);
        uint32(out, acknowledged);
        out.octet(0x50).octet(flags);
        uint16(out, 65535);
        uint32(out, 0);
        out.octets(data);
        return back ? ipv4(B, A, 6, 0, out.toOctets()) : ipv4(A, B, 6, 0, out.toOctets());
    }

    static Octets ethernet(Octets ip) {
        int type = ip.at(0) >> 4 == 6 ? 0x86DD : 0x0800;
        return Octets.ofHex("00".repeat(12)).plus(Octets.of(type >> 8, type)).plus(ip);
    }

    /** Packets in a pcap file, a second between them. */
    static byte[] pcap(ByteOrder order, boolean nanos, int linkType, List<Octets> packets) {
        int size = 24 + packets.stream().mapToInt(p -> 16 + p.length()).sum();
        ByteBuffer out = ByteBuffer.allocate(size).order(order);
        out.putInt(nanos ? CaptureMagic.PCAP_NANOSECONDS : CaptureMagic.PCAP_MICROSECONDS);
        out.putShort((short) 2).putShort((short) 4).putLong(0).putInt(65535).putInt(linkType);
        int second = 1_700_000_000;
        for (Octets packet : packets) {
            out.putInt(second++).putInt(nanos ? 123_456_789 : 123_456);
            out.putInt(packet.length()).putInt(packet.length()).put(packet.toArray());
        }
        return out.array();
    }

    /** Raw IP in a pcap file. */
    static byte[] pcap(List<Octets> datagrams) {
        return pcap(ByteOrder.LITTLE_ENDIAN, false, 101, datagrams);
    }

    /** One section of pcapng: an unknown block, an interface of raw IP, packets of either kind. */
    static byte[] pcapng(ByteOrder order, int resolution, List<Octets> datagrams) {
        ByteBuffer out = ByteBuffer.allocate(1 << 16).order(order);
        block(out, 0x0A0D0D0A, ByteBuffer.allocate(16).order(order).putInt(0x1A2B3C4D));
        block(out, 0x0BAD, ByteBuffer.allocate(8));
        ByteBuffer description = ByteBuffer.allocate(20).order(order).putShort((short) 101);
        description.putShort(8, (short) 9).putShort(10, (short) 1).put(12, (byte) resolution);
        block(out, 1, description);
        boolean simple = false;
        for (Octets each : datagrams) {
            int padded = (each.length() + 3) / 4 * 4;
            if (simple) {
                ByteBuffer body = ByteBuffer.allocate(4 + padded).order(order);
                block(out, 3, body.putInt(each.length()).put(each.toArray()));
            } else {
                long stamp = 1_700_000_000L * Math.powExact(10L, resolution) + 5;
                ByteBuffer body = ByteBuffer.allocate(20 + padded).order(order);
                body.putInt(0).putInt((int) (stamp >> 32)).putInt((int) stamp);
                block(out, 6, body.putInt(each.length()).putInt(each.length()).put(each.toArray()));
            }
            simple = !simple;
        }
        byte[] file = new byte[out.position()];
        out.get(0, file);
        return file;
    }

    private static void block(ByteBuffer out, int type, ByteBuffer body) {
        int length = body.capacity() + 12; // the rest of it stays zero
        out.putInt(type).putInt(length).put(body.rewind()).putInt(length);
    }

    /** What was found, and how it ended. */
    record Result(List<Found> found, List<String> broken, Tally tally) {
        List<String> octets() {
            return found.stream().map(f -> f.octets().toHex()).toList();
        }

        List<String> troubles() {
            return found.stream().map(Found::trouble).toList();
        }
    }

    static Result read(byte[] file) {
        List<Found> found = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        try {
            Tally tally =
                    Capture.read(
                            new ByteArrayInputStream(file),
                            found::add,
                            e -> broken.add(String.valueOf(e.getMessage())));
            return new Result(found, broken, tally);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void uint16(OctetWriter out, int value) {
        out.octet(value >> 8 & 0xFF).octet(value & 0xFF);
    }

    static void uint32(OctetWriter out, int value) {
        uint16(out, value >>> 16);
        uint16(out, value & 0xFFFF);
    }
}
