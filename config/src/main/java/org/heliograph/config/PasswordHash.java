// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A salted hash of a password by Argon2id (RFC 9106), written as a PHC string: {@code
 * $argon2id$v=19$m=12288,t=3,p=1$salt$hash}, salt and hash in Base64 without padding.
 */
public final class PasswordHash {
    static final String PREFIX = "$argon2id$";

    /** 12 MiB and three passes: about 30 ms here, one of OWASP's recommended settings. */
    private static final int MEMORY_KIB = 12_288;

    private static final int PASSES = 3;
    private static final int LANES = 1;

    private static final int SALT_OCTETS = 16;
    private static final int HASH_OCTETS = 32;

    /** What a file may ask for at most, so that a bind costs bounded memory and time. */
    private static final int MOST_MEMORY_KIB = 65_536;

    private static final int MOST_PASSES = 10;
    private static final int MOST_LANES = 4;

    private static final Pattern PHC =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,3}),p=(\\d{1,2})"
                            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,86})");

    private final int memoryKib;
    private final int passes;
    private final int lanes;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {
        this.memoryKib = memoryKib;
        this.passes = passes;
        this.lanes = lanes;
        this.salt = salt;
        this.hash = hash;
    }

    /** {@return a hash of {@code password} with a salt of its own; takes as long as a check} */
    public static PasswordHash of(String password) {
        byte[] salt = new byte[SALT_OCTETS];
        new SecureRandom().nextBytes(salt);
        byte[] hash = argon2id(password, MEMORY_KIB, PASSES, LANES, salt, HASH_OCTETS);
        return new PasswordHash(MEMORY_KIB, PASSES, LANES, salt, hash);
    }

    /**
     * @throws IllegalArgumentException if {@code text} is no such PHC string, or asks for more than
     *     64 MiB, 10 passes or 4 lanes
     */
    static PasswordHash parse(String text) {
        Matcher phc = PHC.matcher(text);
        if (!phc.matches()) {
            throw new IllegalArgumentException(
                    "expected $argon2id$v=19$m=...,t=...,p=...$salt$hash");
        }
        int memoryKib = Integer.parseInt(phc.group(1));
        int passes = Integer.parseInt(phc.group(2));
        int lanes = Integer.parseInt(phc.group(3));
        if (memoryKib < 8 * lanes // RFC 9106 §3.1
                || memoryKib > MOST_MEMORY_KIB
                || passes < 1
                || passes > MOST_PASSES
                || lanes < 1
                || lanes > MOST_LANES) {
            throw new IllegalArgumentException(
                    "expected m up to %d, t up to %d and p up to %d"
                            .formatted(MOST_MEMORY_KIB, MOST_PASSES, MOST_LANES));
        }
        var base64 = Base64.getDecoder();
        return new PasswordHash(
                memoryKib, passes, lanes, base64.decode(phc.group(4)), base64.decode(phc.group(5)));
    }

    /** {@return whether it is the hash of {@code password}; burns a core for some 30 ms} */
    public boolean matches(String password) {
        byte[] theirs = argon2id(password, memoryKib, passes, lanes, salt, hash.length);
        return MessageDigest.isEqual(hash, theirs);
    }

    /** {@return the PHC string} */
    @Override
    public String toString() {
        var base64 = Base64.getEncoder().withoutPadding();
        return PREFIX
                + "v=19$m=%d,t=%d,p=%d$%s$%s"
                        .formatted(
                                memoryKib,
                                passes,
                                lanes,
                                base64.encodeToString(salt),
                                base64.encodeToString(hash));
    }

    private static byte[] argon2id(
            String password, int memoryKib, int passes, int lanes, byte[] salt, int octets) {
        var generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(memoryKib)
                        .withIterations(passes)
                        .withParallelism(lanes)
                        .withSalt(salt)
                        .build());
        byte[] hash = new byte[octets];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
