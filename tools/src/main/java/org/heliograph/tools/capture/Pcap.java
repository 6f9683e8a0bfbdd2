// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;

/**
 * The older format, pcap (draft-ietf-opsawg-pcap): a file header, and before each packet its time
 * and length; microseconds or nanoseconds, either byte order.
 */
final class Pcap implements PacketSource {
    private static final int HEADER_OCTETS_AFTER_MAGIC = 20;
    private static final int RECORD_HEADER_OCTETS = 16;

    private final CaptureInput in;
    private final int linkType;
    private final int nanosPerUnit;
    private long number;

    private Pcap(CaptureInput in, int linkType, int nanosPerUnit) {
        this.in = in;
        this.linkType = linkType;
        this.nanosPerUnit = nanosPerUnit;
    }

    /**
     * @param in after the magic
     */
    static Pcap open(CaptureInput in, ByteOrder order, byte[] magic)
            throws IOException, CaptureException {
        in.order(order);
        ByteBuffer header = in.header(HEADER_OCTETS_AFTER_MAGIC);
        int linkType = header.getInt(16) & 0xFFFF; // above: the length of a frame check sequence
        boolean nanos =
                ByteBuffer.wrap(magic).order(order).getInt() == CaptureMagic.PCAP_NANOSECONDS;
        return new Pcap(in, linkType, nanos ? 1 : 1000);
    }

    @Override
    public Optional<Packet> next() throws IOException, CaptureException {
        if (in.atEnd()) {
            return Optional.empty();
        }
        long start = in.offset();
        ByteBuffer header = in.header(RECORD_HEADER_OCTETS);
        Instant time =
                Instant.ofEpochSecond(
                        Integer.toUnsignedLong(header.getInt(0)),
                        Integer.toUnsignedLong(header.getInt(4)) * nanosPerUnit);
        int captured = header.getInt(8);
        if (captured < 0 || captured > Packet.MAX_OCTETS) {
            throw new CaptureException(
                    start, "a packet of " + Integer.toUnsignedLong(captured) + " octets");
        }
        return Optional.of(new Packet(new Frame(++number, time), linkType, in.octets(captured)));
    }
}
