// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Subscribers who prove themselves by SIP digest: a file of lines {@code user:realm:HA1}, as
 * htdigest writes it, and {@code user:realm:HA1:number} where the user's name is not the number.
 * HA1 is {@code H(user:realm:password)} in hex (RFC 7616 §3.4.2), so that the file holds no
 * password; its length tells the algorithm. Empty lines and those that begin with # mean nothing.
 */
public final class SipCredentials {
    /** What digests are made with (RFC 7616 §6.1), best first. */
    public enum Algorithm {
        SHA_256("SHA-256", 32),
        MD5("MD5", 16);

        private final String title;
        private final int octets;

        Algorithm(String title, int octets) {
            this.title = title;
            this.octets = octets;
        }

        /** {@return its name in SIP and in the JDK} */
        public String title() {
            return title;
        }
    }

    /** More than a lab has; each takes about 300 octets. */
    private static final int MOST_USERS = 1_000_000;

    private static final int LONGEST_LINE = 400;

    /**
     * A subscriber.
     *
     * @param ha1 in lower-case hex, for one algorithm or both
     */
    public record User(Msisdn number, Map<Algorithm, String> ha1) {
        public User {
            ha1 = Map.copyOf(ha1);
        }

        /** Without what could be used in a digest, since such things end in logs. */
        @Override
        public String toString() {
            return number.masked();
        }
    }

    private final Map<String, User> users;
    private final List<Algorithm> algorithms;

    private SipCredentials(Map<String, User> users, List<Algorithm> algorithms) {
        this.users = Map.copyOf(users);
        this.algorithms = List.copyOf(algorithms);
    }

    /** Nobody. */
    public static SipCredentials none() {
        return new SipCredentials(Map.of(), List.of());
    }

    /**
     * Reads the file.
     *
     * @param realm whose lines count; those of others are passed over
     * @throws IOException naming the line that cannot be read, or if no algorithm has a line of
     *     every user: a handset that could choose would be refused
     */
    public static SipCredentials read(Path file, String realm) throws IOException {
        Map<String, User> users = new HashMap<>();
        int number = 0;
        try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String line;
            while ((line = lines.readLine()) != null) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    add(users, line.strip(), realm);
                }
            }
        } catch (IOException e) {
            throw new IOException(file + ": cannot read the credentials: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": line " + number + ": " + e.getMessage(), e);
        }
        Set<Algorithm> common = EnumSet.allOf(Algorithm.class);
        users.values().forEach(user -> common.retainAll(user.ha1().keySet()));
        if (common.isEmpty()) {
            throw new IOException(
                    file + ": every user needs a line with MD5, or every user one with SHA-256");
        }
        return new SipCredentials(users, new ArrayList<>(common));
    }

    private static void add(Map<String, User> users, String line, String realm) {
        String[] parts = line.split(":", -1);
        if (parts.length < 3 || parts.length > 4 || line.length() > LONGEST_LINE) {
            throw new IllegalArgumentException("expected user:realm:HA1 or user:realm:HA1:number");
        }
        if (!parts[1].equalsIgnoreCase(realm)) {
            return;
        }
        String ha1 = parts[2].toLowerCase(Locale.ROOT);
        Algorithm algorithm = algorithm(ha1);
        Optional<Msisdn> number = IdentityValue.msisdn(parts.length == 4 ? parts[3] : parts[0]);
        if (number.isEmpty()) {
            throw new IllegalArgumentException(
                    "neither the user's name is a number nor follows one");
        }
        User before = users.get(parts[0]);
        Map<Algorithm, String> hashes = new EnumMap<>(Algorithm.class);
        if (before != null) {
            hashes.putAll(before.ha1());
        }
        if (hashes.put(algorithm, ha1) != null
                || (before != null && !before.number().equals(number.get()))) {
            throw new IllegalArgumentException("the user is there already");
        }
        users.put(parts[0], new User(number.get(), hashes));
        if (users.size() > MOST_USERS) {
            throw new IllegalArgumentException("more than " + MOST_USERS + " users");
        }
    }

    private static Algorithm algorithm(String ha1) {
        try {
            int octets = HexFormat.of().parseHex(ha1).length;
            for (Algorithm algorithm : Algorithm.values()) {
                if (algorithm.octets == octets) {
                    return algorithm;
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("HA1 is not hex", e);
        }
        throw new IllegalArgumentException("HA1 has 32 hex digits (MD5) or 64 (SHA-256)");
    }

    /** {@return whether nobody is in it} */
    public boolean isEmpty() {
        return users.isEmpty();
    }

    /** {@return those of which every user has a hash, best first} */
    public List<Algorithm> algorithms() {
        return algorithms;
    }

    public Optional<User> of(String user) {
        return Optional.ofNullable(users.get(user));
    }
}
