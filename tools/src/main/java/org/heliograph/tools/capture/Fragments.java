// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.heliograph.pdu.Octets;

/** Puts fragmented datagrams together; where fragments overlap, the earlier in place counts. */
final class Fragments {
    /** Of datagrams under way; with {@link #MAX_OCTETS} this bounds the memory. */
    private static final int MAX_DATAGRAMS = 256;

    /** What the length field of IP allows. */
    private static final int MAX_OCTETS = 0xFFFF;

    private final Tally tally;
    private final SequencedMap<Key, Partial> partials = new LinkedHashMap<>();

    Fragments(Tally tally) {
        this.tally = tally;
    }

    private record Key(Octets source, Octets destination, int protocol, int identification) {}

    private static final class Partial {
        private final NavigableMap<Integer, Octets> pieces = new TreeMap<>();
        private int held;
        private int length = Integer.MAX_VALUE; // until the last fragment tells
    }

    /**
     * Takes a fragment.
     *
     * @param offset in octets
     * @param more whether it is not the last
     * @return the datagram, if this completes it
     */
    Optional<IpDatagram> add(IpDatagram piece, int identification, int offset, boolean more) {
        int end = offset + piece.payload().length();
        if (piece.missing() > 0 || end > MAX_OCTETS) {
            tally.skip("fragments not captured whole");
            return Optional.empty();
        }
        Key key = new Key(piece.source(), piece.destination(), piece.protocol(), identification);
        Partial partial = partials.computeIfAbsent(key, _ -> new Partial());
        if (partials.size() > MAX_DATAGRAMS) {
            partials.pollFirstEntry();
            tally.skip("datagrams whose fragments are not all there");
        }
        if (partial.pieces.putIfAbsent(offset, copy(piece.payload())) == null) {
            partial.held += piece.payload().length();
        }
        if (!more) {
            partial.length = end;
        }
        if (partial.held < Math.min(partial.length, 2 * MAX_OCTETS)) {
            return Optional.empty();
        }
        Optional<Octets> whole = join(partial);
        if (whole.isPresent() || partial.held >= 2 * MAX_OCTETS) {
            partials.remove(key);
        }
        return whole.map(
                octets ->
                        new IpDatagram(
                                piece.source(), piece.destination(), piece.protocol(), octets, 0));
    }

    /** Counts those that stay incomplete: nothing follows. */
    void end() {
        partials.forEach((_, _) -> tally.skip("datagrams whose fragments are not all there"));
        partials.clear();
    }

    /** Does not keep the packet around the fragment in memory. */
    private static Octets copy(Octets payload) {
        return Octets.ofOwned(payload.toArray());
    }

    private static Optional<Octets> join(Partial partial) {
        if (partial.length > MAX_OCTETS) {
            return Optional.empty();
        }
        byte[] whole = new byte[partial.length];
        int reached = 0;
        for (Map.Entry<Integer, Octets> each : partial.pieces.entrySet()) {
            int from = each.getKey();
            int end = Math.min(from + each.getValue().length(), partial.length);
            if (from > reached) {
                return Optional.empty();
            }
            if (end > reached) {
                each.getValue().slice(reached - from, end - from).copyTo(whole, reached);
                reached = end;
            }
        }
        return reached == partial.length ? Optional.of(Octets.ofOwned(whole)) : Optional.empty();
    }
}
