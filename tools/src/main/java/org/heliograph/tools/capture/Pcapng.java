// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.Octets;

/**
 * The newer format, pcapng (draft-ietf-opsawg-pcapng): blocks, in sections of either byte order,
 * each with its interfaces. Blocks that hold no packets are passed over.
 */
final class Pcapng implements PacketSource {
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int PACKET = 2; // obsolete, but old files have it
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;

    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;

    /** Type and total length before, total length after. */
    private static final int FRAME_OCTETS = 12;

    /** A packet with its options; others may be longer, and are skipped. */
    private static final int MAX_PACKET_BLOCK = Packet.MAX_OCTETS + (64 << 10);

    private static final int MAX_INTERFACES = 10_000;
    private static final int OPTION_TSRESOL = 9;
    private static final int OPTION_TSOFFSET = 14;

    private final CaptureInput in;
    private final List<Interface> interfaces = new ArrayList<>();
    private long number;

    /**
     * @param unitsPerSecond of time stamps
     * @param offset seconds to add to them
     */
    private record Interface(int linkType, int snapLength, long unitsPerSecond, long offset) {
        Instant time(long stamp) {
            long seconds = Long.divideUnsigned(stamp, unitsPerSecond);
            long rest = Long.remainderUnsigned(stamp, unitsPerSecond);
            long nanos = (long) ((double) rest / unitsPerSecond * 1e9 + 0.5);
            // what a clock can show: year 9999 at most
            long bounded = Math.clamp(seconds, 0, 253_402_300_799L);
            return Instant.ofEpochSecond(bounded + offset, nanos);
        }
    }

    /**
     * @param in after the type of the first section header, which tells nothing that this wants
     */
    Pcapng(CaptureInput in) throws IOException, CaptureException {
        this.in = in;
        section(0);
    }

    @Override
    public Optional<Packet> next() throws IOException, CaptureException {
        while (!in.atEnd()) {
            long start = in.offset();
            int type = in.header(Integer.BYTES).getInt();
            if (type == CaptureMagic.PCAPNG) {
                section(start);
                continue;
            }
            long body = body(start, in.header(Integer.BYTES).getInt());
            Optional<Packet> packet = Optional.empty();
            switch (type) {
                case INTERFACE_DESCRIPTION, PACKET, SIMPLE_PACKET, ENHANCED_PACKET -> {
                    if (body > MAX_PACKET_BLOCK) {
                        throw new CaptureException(start, "a block of " + body + " octets");
                    }
                    packet = block(type, start, in.header((int) body));
                }
                default -> in.skip(body);
            }
            closed(start, body);
            if (packet.isPresent()) {
                return packet;
            }
        }
        return Optional.empty();
    }

    /** A new section begins: its byte order, no interfaces yet. */
    private void section(long start) throws IOException, CaptureException {
        byte[] length = in.bytes(Integer.BYTES);
        in.order(ByteOrder.BIG_ENDIAN);
        int magic = in.header(Integer.BYTES).getInt();
        if (magic == Integer.reverseBytes(BYTE_ORDER_MAGIC)) {
            in.order(ByteOrder.LITTLE_ENDIAN);
        } else if (magic != BYTE_ORDER_MAGIC) {
            throw new CaptureException(start, "a section of no known byte order");
        }
        ByteOrder order =
                magic == BYTE_ORDER_MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        long body = body(start, ByteBuffer.wrap(length).order(order).getInt());
        if (body < Integer.BYTES) {
            throw new CaptureException(start, "a section header of " + body + " octets");
        }
        in.skip(body - Integer.BYTES);
        closed(start, body);
        interfaces.clear();
    }

    private static long body(long start, int announced) throws CaptureException {
        long total = Integer.toUnsignedLong(announced);
        if (total < FRAME_OCTETS || total % Integer.BYTES != 0) {
            throw new CaptureException(start, "a block of " + total + " octets");
        }
        return total - FRAME_OCTETS;
    }

    private void closed(long start, long body) throws IOException, CaptureException {
        long again = Integer.toUnsignedLong(in.header(Integer.BYTES).getInt());
        if (again != body + FRAME_OCTETS) {
            throw new CaptureException(
                    start, "a block of " + (body + FRAME_OCTETS) + " octets ends as " + again);
        }
    }

    private Optional<Packet> block(int type, long start, ByteBuffer body) throws CaptureException {
        int fixed =
                switch (type) {
                    case INTERFACE_DESCRIPTION -> 8;
                    case SIMPLE_PACKET -> 4;
                    default -> 20;
                };
        if (body.limit() < fixed) {
            throw new CaptureException(start, "a block without room for its fields");
        }
        return switch (type) {
            case INTERFACE_DESCRIPTION -> {
                describe(start, body);
                yield Optional.empty();
            }
            case SIMPLE_PACKET -> {
                Interface first = interfaceOf(start, 0);
                int most = first.snapLength <= 0 ? Packet.MAX_OCTETS : first.snapLength;
                int there = Math.min(Math.min(body.getInt(0), most), body.limit() - fixed);
                yield packet(start, first, Instant.EPOCH, body, fixed, there);
            }
            default -> {
                int which = type == PACKET ? body.getShort(0) & 0xFFFF : body.getInt(0);
                Interface on = interfaceOf(start, which);
                long stamp =
                        (long) body.getInt(4) << Integer.SIZE
                                | Integer.toUnsignedLong(body.getInt(8));
                yield packet(start, on, on.time(stamp), body, fixed, body.getInt(12));
            }
        };
    }

    private Optional<Packet> packet(
            long start, Interface on, Instant time, ByteBuffer body, int at, int length)
            throws CaptureException {
        if (length < 0 || length > body.limit() - at || length > Packet.MAX_OCTETS) {
            throw new CaptureException(
                    start, "a packet of " + Integer.toUnsignedLong(length) + " octets");
        }
        byte[] octets = new byte[length];
        body.get(at, octets);
        return Optional.of(
                new Packet(new Frame(++number, time), on.linkType, Octets.ofOwned(octets)));
    }

    private Interface interfaceOf(long start, int number) throws CaptureException {
        if (number < 0 || number >= interfaces.size()) {
            throw new CaptureException(
                    start, "a packet of interface " + number + ", which nothing describes");
        }
        return interfaces.get(number);
    }

    private void describe(long start, ByteBuffer body) throws CaptureException {
        if (interfaces.size() == MAX_INTERFACES) {
            throw new CaptureException(start, "more than " + MAX_INTERFACES + " interfaces");
        }
        long units = 1_000_000;
        long offset = 0;
        for (int at = 8; at + 4 <= body.limit(); ) {
            int option = body.getShort(at) & 0xFFFF;
            int length = body.getShort(at + 2) & 0xFFFF;
            if (option == 0 || at + 4 + length > body.limit()) {
                break;
            }
            if (option == OPTION_TSRESOL && length == 1) {
                units = unitsPerSecond(body.get(at + 4));
            } else if (option == OPTION_TSOFFSET && length == 8) {
                offset = Math.clamp(body.getLong(at + 4), -253_402_300_799L, 253_402_300_799L);
            }
            at += 4 + (length + 3) / 4 * 4;
        }
        interfaces.add(new Interface(body.getShort(0) & 0xFFFF, body.getInt(4), units, offset));
    }

    /** if_tsresol: a negative power of 10, or of 2 if the highest bit is set. */
    private static long unitsPerSecond(int resolution) {
        int exponent = resolution & 0x7F;
        if ((resolution & 0x80) != 0) {
            return 1L << Math.min(exponent, 62);
        }
        long units = 1;
        for (int i = 0; i < Math.min(exponent, 18); i++) {
            units *= 10;
        }
        return units;
    }
}
