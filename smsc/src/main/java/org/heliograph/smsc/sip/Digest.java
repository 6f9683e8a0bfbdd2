// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.header.AuthenticationHeader;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.subscribers.SipCredentials;
import org.heliograph.subscribers.SipCredentials.Algorithm;
import org.jspecify.annotations.Nullable;

/**
 * Proof of who sends a request, by digest (RFC 3261 §22.2, RFC 7616; SHA-256 by RFC 8760). Always
 * with qop=auth, unless the client knows none (RFC 2069): it may then use a nonce once.
 */
final class Digest {
    /** Who sent a request. */
    sealed interface Proof {
        record Given(Msisdn number) implements Proof {}

        /**
         * There is none, or not a new one: say 401 with these.
         *
         * @param headers whole lines
         */
        record Wanted(List<String> headers) implements Proof {}

        /** A wrong one: no challenge helps. */
        record Wrong() implements Proof {}
    }

    /** What one client says. */
    private record Answer(
            String user,
            String nonce,
            String uri,
            String response,
            Algorithm algorithm,
            Optional<String> qop,
            String nonceCount,
            String clientNonce) {

        long count() {
            try {
                return qop.isEmpty() ? 0 : Long.parseLong(nonceCount, 16);
            } catch (NumberFormatException e) {
                return 0;
            }
        }
    }

    private final Supplier<SipCredentials> credentials;
    private final String realm;
    private final Nonces nonces;

    /**
     * @param credentials as they are now
     */
    Digest(Supplier<SipCredentials> credentials, String realm, InstantSource clock) {
        this.credentials = credentials;
        this.realm = realm;
        this.nonces = new Nonces(clock);
    }

    /** {@return whether anybody could prove anything} */
    boolean isOffered() {
        return !credentials.get().isEmpty();
    }

    Proof proof(SIPRequest request) {
        SipCredentials now = credentials.get();
        @Nullable Iterator<SIPHeader> headers = request.getHeaders("Authorization");
        while (headers != null && headers.hasNext()) {
            if (headers.next() instanceof AuthenticationHeader header) {
                Optional<Answer> answer = answer(header, now.algorithms());
                if (answer.isPresent()) {
                    return proof(request.getMethod(), answer.get(), now);
                }
            }
        }
        return new Proof.Wanted(challenges(now, false));
    }

    private Proof proof(String method, Answer answer, SipCredentials now) {
        Optional<SipCredentials.User> user = now.of(answer.user());
        @Nullable String ha1 = user.isEmpty() ? null : user.get().ha1().get(answer.algorithm());
        // the same work for a user that is none
        String expected = expected(method, answer, ha1 == null ? "" : ha1);
        boolean right =
                MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.US_ASCII),
                        answer.response()
                                .toLowerCase(Locale.ROOT)
                                .getBytes(StandardCharsets.US_ASCII));
        if (!right || ha1 == null) {
            return new Proof.Wrong();
        }
        return nonces.use(answer.nonce(), answer.count())
                ? new Proof.Given(user.orElseThrow().number())
                : new Proof.Wanted(challenges(now, true));
    }

    /** RFC 7616 §3.4.1; without qop RFC 2069 §2.1.2. */
    private static String expected(String method, Answer answer, String ha1) {
        String ha2 = hash(answer.algorithm(), method + ":" + answer.uri());
        return answer.qop().isEmpty()
                ? hash(answer.algorithm(), ha1 + ":" + answer.nonce() + ":" + ha2)
                : hash(
                        answer.algorithm(),
                        String.join(
                                ":",
                                ha1,
                                answer.nonce(),
                                answer.nonceCount(),
                                answer.clientNonce(),
                                answer.qop().get(),
                                ha2));
    }

    private static String hash(Algorithm algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance(algorithm.title())
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has them
        }
    }

    /** {@return nothing if it is for somebody else, or not as we asked for it} */
    private Optional<Answer> answer(AuthenticationHeader header, List<Algorithm> algorithms) {
        String scheme = header.getScheme();
        String algorithm = value(header, "algorithm");
        Optional<Algorithm> known =
                algorithms.stream()
                        .filter(
                                one ->
                                        one.title()
                                                .equalsIgnoreCase(
                                                        algorithm.isEmpty() ? "MD5" : algorithm))
                        .findFirst();
        String qop = value(header, "qop");
        if (scheme == null
                || !scheme.equalsIgnoreCase("Digest")
                || known.isEmpty()
                || !value(header, "realm").equals(realm)
                || value(header, "response").isEmpty() // as IMS clients ask for a challenge
                || !(qop.isEmpty() || qop.equalsIgnoreCase("auth"))) {
            return Optional.empty();
        }
        return Optional.of(
                new Answer(
                        value(header, "username"),
                        value(header, "nonce"),
                        value(header, "uri"),
                        value(header, "response"),
                        known.get(),
                        qop.isEmpty() ? Optional.empty() : Optional.of(qop),
                        value(header, "nc"),
                        value(header, "cnonce")));
    }

    private static String value(AuthenticationHeader header, String name) {
        @Nullable String value = header.getParameter(name);
        return value == null ? "" : value;
    }

    /** One for each algorithm, best first: a client takes the first that it knows (RFC 8760). */
    private List<String> challenges(SipCredentials now, boolean stale) {
        List<String> challenges = new ArrayList<>();
        for (Algorithm algorithm : now.algorithms()) {
            challenges.add(
                    "WWW-Authenticate: Digest realm=\""
                            + realm
                            + "\", nonce=\""
                            + nonces.make()
                            + "\", algorithm="
                            + algorithm.title()
                            + ", qop=\"auth\""
                            + (stale ? ", stale=true" : ""));
        }
        return challenges;
    }
}
