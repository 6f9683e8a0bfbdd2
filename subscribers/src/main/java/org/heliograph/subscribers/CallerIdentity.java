// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.heliograph.config.Cidr;
import org.heliograph.config.MmscSettings;
import org.jspecify.annotations.Nullable;

/**
 * Tells which subscriber an HTTP request on MM1 belongs to: from the packet gateway's header,
 * believed from trusted addresses.
 */
public final class CallerIdentity {
    /** Who called, or why nobody can tell. */
    public sealed interface Answer {
        record Known(Msisdn msisdn) implements Answer {}

        /**
         * @param code stable, for the log: {@code untrusted-proxy}, {@code no-identity}, {@code
         *     bad-identity}
         * @param reason for the log; holds nothing of the header's value
         */
        record Unknown(String code, String reason) implements Answer {}
    }

    private final List<String> headers;
    private final List<Cidr> trustedProxies;

    public CallerIdentity(MmscSettings.Identity settings) {
        headers = settings.headers();
        trustedProxies = settings.trustedProxies();
    }

    /**
     * Believes the first of the configured headers that is present. If another value, in the same
     * header or in another configured one, says something else, or nothing that can be read, one of
     * them was not written by the gateway, and nobody can tell which: the caller is unknown.
     *
     * @param remote who sent the request: the packet gateway, or somebody who wants to be taken for
     *     it
     * @param header gives a header's value, or null; values of a repeated header joined by commas
     *     (RFC 9110 §5.3)
     */
    public Answer of(InetAddress remote, Function<String, @Nullable String> header) {
        if (trustedProxies.stream().noneMatch(network -> network.contains(remote))) {
            return new Answer.Unknown(
                    "untrusted-proxy", remote.getHostAddress() + " is no trusted proxy");
        }
        Optional<Msisdn> caller = Optional.empty();
        for (String name : headers) {
            String values = header.apply(name);
            if (values == null) {
                continue;
            }
            // -1 keeps empty values: they contradict too
            for (String value : values.split(",", -1)) {
                Optional<Msisdn> said = IdentityValue.msisdn(value.strip());
                if (said.isEmpty()) {
                    return new Answer.Unknown("bad-identity", name + " holds no MSISDN");
                }
                if (caller.isPresent() && !caller.equals(said)) {
                    return new Answer.Unknown(
                            "bad-identity", name + " contradicts the MSISDN given before it");
                }
                caller = said;
            }
        }
        return caller.<Answer>map(Answer.Known::new)
                .orElseGet(
                        () ->
                                new Answer.Unknown(
                                        "no-identity",
                                        "none of " + String.join(", ", headers) + " is present"));
    }
}
