// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The nonces of digest challenges (RFC 7616 §5.4): time, random and a keyed hash of both, so that
 * those who only ask cost no memory. Of those with which somebody has proved himself it is known
 * how often (nc), so that no proof counts twice; beyond a bound the oldest are taken for stale.
 */
final class Nonces {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final int MOST_USED = 65_536;
    private static final int RANDOM_OCTETS = 8;
    private static final int HASH_OCTETS = 16;
    private static final int OCTETS = Long.BYTES + RANDOM_OCTETS + HASH_OCTETS;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    /** How often each was used, in the order of first use. */
    private final Map<String, Long> used = new LinkedHashMap<>();

    /** Of those made until then some are forgotten. */
    private Instant forgotten = Instant.EPOCH;

    Nonces(InstantSource clock) {
        this.clock = clock;
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** {@return a new one} */
    String make() {
        byte[] own = new byte[RANDOM_OCTETS];
        random.nextBytes(own);
        ByteBuffer made = ByteBuffer.allocate(OCTETS);
        made.putLong(clock.instant().toEpochMilli()).put(own);
        made.put(hash(Arrays.copyOf(made.array(), Long.BYTES + RANDOM_OCTETS)));
        return HexFormat.of().formatHex(made.array());
    }

    private byte[] hash(byte[] octets) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(octets), HASH_OCTETS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /**
     * Counts a proof that was right.
     *
     * @param count nc; 0 of a client that does not count, which may use a nonce once
     * @return whether the nonce is ours, not too old, and was not used as often before
     */
    boolean use(String nonce, long count) {
        Instant madeAt = madeAt(nonce);
        Instant now = clock.instant();
        if (madeAt.isBefore(now.minus(LIFE)) || madeAt.isAfter(now)) {
            return false;
        }
        synchronized (this) {
            if (!madeAt.isAfter(forgotten)) {
                return false;
            }
            Long before = used.get(nonce);
            if (before != null && (count == 0 || count <= before)) {
                return false;
            }
            used.put(nonce, count == 0 ? Long.MAX_VALUE : count);
            if (used.size() > MOST_USED) {
                String eldest = used.keySet().iterator().next();
                used.remove(eldest);
                Instant eldestAt = madeAt(eldest);
                forgotten = eldestAt.isAfter(forgotten) ? eldestAt : forgotten;
            }
            return true;
        }
    }

    /** {@return when we made it; long ago if we did not} */
    private Instant madeAt(String nonce) {
        if (nonce.length() != 2 * OCTETS) {
            return Instant.EPOCH;
        }
        try {
            byte[] octets = HexFormat.of().parseHex(nonce);
            int signed = Long.BYTES + RANDOM_OCTETS;
            byte[] theirs = Arrays.copyOfRange(octets, signed, OCTETS);
            return MessageDigest.isEqual(hash(Arrays.copyOf(octets, signed)), theirs)
                    ? Instant.ofEpochMilli(ByteBuffer.wrap(octets).getLong())
                    : Instant.EPOCH;
        } catch (IllegalArgumentException e) {
            return Instant.EPOCH;
        }
    }
}
