// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.heliograph.pdu.DecodeException;

/** The TCP connections of a capture, as many as memory allows; the longest idle give way. */
final class TcpLayer {
    private static final int MAX_CONNECTIONS = 16_384;

    /** Of all connections together. */
    private static final long MAX_HELD_OCTETS = 96L << 20;

    private final Consumer<Found> out;
    private final Tally tally;
    private final SequencedMap<Pair, Connection> connections = new LinkedHashMap<>(64, 0.75f, true);
    private long held;

    TcpLayer(Consumer<Found> out, Tally tally) {
        this.out = out;
        this.tally = tally;
    }

    private record Pair(Endpoint one, Endpoint other) {}

    /** Both directions, seen from who sent the first segment. */
    private static final class Connection {
        private final TcpDirection there;
        private final TcpDirection back;
        private final Exchanges exchanges = new Exchanges();
        private long held;

        Connection(Pair ends, Consumer<Found> out, Tally tally) {
            there = new TcpDirection(new Stream(ends.one, ends.other, exchanges, out, tally));
            back = new TcpDirection(new Stream(ends.other, ends.one, exchanges, out, tally));
        }

        void end(Frame frame) {
            there.end(frame);
            back.end(frame);
        }
    }

    void read(IpDatagram datagram, Frame frame) throws DecodeException {
        TcpSegment segment = TcpSegment.decode(datagram);
        Pair there = new Pair(segment.source(), segment.destination());
        Pair back = new Pair(segment.destination(), segment.source());
        Optional<Connection> turned = Optional.ofNullable(connections.get(back));
        Connection connection = turned.orElseGet(() -> connection(there));
        TcpDirection direction = turned.isPresent() ? connection.back : connection.there;
        TcpDirection other = turned.isPresent() ? connection.there : connection.back;
        direction.segment(segment, frame);
        if (segment.acknowledges()) {
            other.acknowledged(segment.acknowledgment());
        }
        if (segment.aborts()) {
            connection.end(frame);
        }
        account(connection);
        while (connections.size() > MAX_CONNECTIONS || held > MAX_HELD_OCTETS) {
            Connection eldest = connections.pollFirstEntry().getValue();
            held -= eldest.held;
            eldest.end(frame);
            tally.skip("TCP connections given up for want of memory");
        }
    }

    /** Nothing follows. */
    void end(Frame frame) {
        List<Connection> left = new ArrayList<>(connections.sequencedValues());
        connections.clear();
        left.forEach(connection -> connection.end(frame));
    }

    private Connection connection(Pair ends) {
        return connections.computeIfAbsent(
                ends,
                _ -> {
                    tally.connection();
                    return new Connection(ends, out, tally);
                });
    }

    private void account(Connection connection) {
        long now = connection.there.held() + connection.back.held();
        held += now - connection.held;
        connection.held = now;
    }
}
