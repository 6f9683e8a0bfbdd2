// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Values by network address; the longest network that has an address counts. No IPv6 network has an
 * IPv4 address, as for {@link org.heliograph.config.Cidr}. A step for each length in use, of which
 * there are few. Not for several threads at a time while it changes.
 */
public final class PrefixTable<V> {
    private static final int IPV4_OCTETS = 4;
    private static final int WORD = 64;

    /** What an IPv4 address has before it as an IPv6 one (RFC 4291 §2.5.5.2). */
    private static final long MAPPED = 0x0000_FFFF_0000_0000L;

    private static final int MAPPED_BITS = 96;

    /** IPv4 networks are those of their mapped IPv6 addresses. */
    private record Prefix(long high, long low, int length) {
        static Prefix of(InetAddress address, int length) {
            byte[] octets = address.getAddress();
            if (octets.length == IPV4_OCTETS) {
                long low = MAPPED | (ByteBuffer.wrap(octets).getInt() & 0xFFFF_FFFFL);
                return new Prefix(0, low, MAPPED_BITS + length).cut(MAPPED_BITS + length);
            }
            ByteBuffer words = ByteBuffer.wrap(octets);
            return new Prefix(words.getLong(), words.getLong(), length).cut(length);
        }

        Prefix cut(int bits) {
            return new Prefix(
                    high & mask(Math.min(bits, WORD)), low & mask(Math.max(bits - WORD, 0)), bits);
        }

        private static long mask(int bits) {
            return bits == 0 ? 0 : -1L << (WORD - bits);
        }
    }

    private final Map<Prefix, V> values = new HashMap<>();

    /** How many there are of each length, longest first. */
    private final TreeMap<Integer, Integer> lengths =
            new TreeMap<>((one, other) -> Integer.compare(other, one));

    /**
     * @param length in bits, of the address as it is
     * @return what was there before
     */
    public Optional<V> put(InetAddress network, int length, V value) {
        Prefix prefix = Prefix.of(network, length);
        V before = values.put(prefix, value);
        if (before == null) {
            lengths.merge(prefix.length, 1, Integer::sum);
        }
        return Optional.ofNullable(before);
    }

    /** {@return what stands for exactly this network} */
    public Optional<V> get(InetAddress network, int length) {
        return Optional.ofNullable(values.get(Prefix.of(network, length)));
    }

    public void remove(InetAddress network, int length) {
        Prefix prefix = Prefix.of(network, length);
        if (values.remove(prefix) != null) {
            lengths.computeIfPresent(prefix.length, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /** {@return the value of the longest network that has {@code address}} */
    public Optional<V> find(InetAddress address) {
        int octets = address.getAddress().length;
        Prefix whole = Prefix.of(address, octets * 8);
        int shortest = octets == IPV4_OCTETS ? MAPPED_BITS : 0;
        for (int length : lengths.headMap(shortest, true).keySet()) {
            V value = values.get(whole.cut(length));
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
