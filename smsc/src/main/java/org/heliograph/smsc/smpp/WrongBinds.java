// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often peers were wrong lately, address by address: of each, only so many are looked at. */
final class WrongBinds {
    /** Enough for somebody who mistypes. */
    private static final int BURST = 20;

    /** A guesser of one address gets 86,400 tries a day at 47 bits. */
    private static final double PER_SECOND = 1;

    /** Addresses remembered, the latest ones: about 2 MB. */
    private static final int MOST_ADDRESSES = 10_000;

    /** What a network gives to one customer is a /64 at least (RFC 6177 §2). */
    private static final int IPV6_NETWORK_OCTETS = 8;

    private final Map<ByteBuffer, TokenBucket> latest =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<ByteBuffer, TokenBucket> eldest) {
                    return size() > MOST_ADDRESSES;
                }
            };

    synchronized boolean tooMany(InetAddress from, long now) {
        TokenBucket left = latest.get(network(from));
        return left != null && !left.hasOne(now);
    }

    synchronized void add(InetAddress from, long now) {
        latest.computeIfAbsent(network(from), _ -> new TokenBucket(PER_SECOND, BURST, now))
                .take(1, now);
    }

    private static ByteBuffer network(InetAddress address) {
        byte[] octets = address.getAddress();
        return ByteBuffer.wrap(octets, 0, Math.min(octets.length, IPV6_NETWORK_OCTETS));
    }
}
