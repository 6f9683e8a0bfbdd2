// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.heliograph.pdu.Octets;

/**
 * One direction of a TCP connection: puts segments in order, drops what came before, and tells the
 * stream of octets that the capture lacks.
 */
final class TcpDirection {
    /** Waiting for an octet that came late or never will: beyond these it counts as lost. */
    private static final int MAX_AHEAD_OCTETS = 1 << 20;

    private static final int MAX_AHEAD_SEGMENTS = 1024;

    /**
     * So many segments after the missing octets, and their receiver has acknowledged these: then
     * they were there, and the capture lacks them. Fewer may be a capture slightly out of order.
     */
    private static final int AHEAD_OF_ACKNOWLEDGED = 3;

    /** Farther than any window: another connection between the same ports. */
    private static final long FAR = 1L << 26;

    private final Stream stream;
    private final NavigableMap<Long, Ahead> ahead = new TreeMap<>();
    private int aheadOctets;
    private boolean begun;
    private boolean ended;
    private int base; // sequence number of the first octet, from which places are counted
    private long next;
    private long end = Long.MAX_VALUE; // until FIN tells

    private record Ahead(Octets data, int missing, Frame frame) {
        int length() {
            return data.length() + missing;
        }
    }

    TcpDirection(Stream stream) {
        this.stream = stream;
    }

    void segment(TcpSegment segment, Frame frame) {
        if (segment.begins() && (!begun || position(segment.sequence()) != 0)) {
            restart(segment.sequence(), frame);
            stream.begin();
        } else if (!begun || Math.abs(position(segment.sequence()) - next) > FAR) {
            if (segment.length() == 0) {
                return;
            }
            restart(segment.sequence(), frame);
            stream.beginMidway();
        }
        if (ended) {
            return;
        }
        long position = position(segment.sequence());
        if (segment.ends()) {
            end = position + segment.length();
        }
        if (segment.length() > 0 && position + segment.length() > next) {
            hold(position, new Ahead(copy(segment.data()), segment.missing(), frame));
        }
        drain();
        while (ahead.size() > MAX_AHEAD_SEGMENTS || aheadOctets > MAX_AHEAD_OCTETS) {
            passOver();
        }
        if (next >= end) {
            end(frame);
        }
    }

    /** The other side has all octets before {@code sequence}. */
    void acknowledged(int sequence) {
        if (begun && ahead.size() >= AHEAD_OF_ACKNOWLEDGED && position(sequence) > next) {
            passOver();
        }
    }

    /** Nothing follows: what waits is read with gaps. */
    void end(Frame frame) {
        while (!ahead.isEmpty()) {
            passOver();
        }
        if (begun && !ended) {
            stream.end(frame);
        }
        ended = true;
    }

    /** {@return octets of memory, about} */
    long held() {
        return aheadOctets + 100L * ahead.size() + stream.held();
    }

    private void restart(int sequence, Frame frame) {
        end(frame);
        begun = true;
        ended = false;
        base = sequence;
        next = 0;
        end = Long.MAX_VALUE;
    }

    /** {@return the place of a sequence number in the stream, which may be longer than 4 GiB} */
    private long position(int sequence) {
        int expected = base + (int) next;
        return next + (sequence - expected);
    }

    private void hold(long position, Ahead segment) {
        Ahead same = ahead.get(position);
        if (same == null || same.data.length() < segment.data.length()) {
            ahead.put(position, segment);
            aheadOctets += segment.data.length() - (same == null ? 0 : same.data.length());
        }
    }

    private void drain() {
        while (!ahead.isEmpty() && ahead.firstKey() <= next) {
            Map.Entry<Long, Ahead> first = ahead.pollFirstEntry();
            Ahead segment = first.getValue();
            aheadOctets -= segment.data.length();
            long known = next - first.getKey();
            if (known >= segment.length()) {
                continue;
            }
            if (known < segment.data.length()) {
                stream.data(segment.data.from((int) known), segment.frame);
            }
            long lost = segment.length() - Math.max(known, segment.data.length());
            next = first.getKey() + segment.length();
            if (lost > 0) {
                stream.lost(lost, segment.frame);
            }
        }
    }

    private void passOver() {
        Map.Entry<Long, Ahead> first = ahead.firstEntry();
        if (first != null) {
            stream.lost(first.getKey() - next, first.getValue().frame);
            next = first.getKey();
            drain();
        }
    }

    private static Octets copy(Octets data) {
        return Octets.ofOwned(data.toArray());
    }
}
