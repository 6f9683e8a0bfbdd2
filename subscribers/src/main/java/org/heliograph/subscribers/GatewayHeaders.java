// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What packet gateways write into headers. The first of a gateway's headers that is present counts.
 * If another value, in the same header or in another, says something else, or nothing that can be
 * read, one of them was not written by the gateway, and nobody can tell which.
 */
public final class GatewayHeaders implements IdentitySource {
    /** Longer than any form of an identity; what is longer is not looked at. */
    private static final int MAX_LENGTH = 1024;

    private final IdentityReader reader;

    public GatewayHeaders(IdentityReader reader) {
        this.reader = reader;
    }

    @Override
    public String name() {
        return "header";
    }

    @Override
    public Answer of(Call call) {
        if (call.gateway().isEmpty()) {
            return new Answer.Silent(
                    "untrusted-proxy", call.remote().getHostAddress() + " is no trusted proxy");
        }
        Gateway gateway = call.gateway().get();
        Optional<Msisdn> caller = Optional.empty();
        for (String name : gateway.headers()) {
            String values = call.header().apply(name);
            if (values == null) {
                continue;
            }
            // -1 keeps empty values: they contradict too
            for (String value : values.split(",", -1)) {
                Optional<Msisdn> said =
                        decoded(value.strip(), gateway.encoding())
                                .flatMap(text -> reader.read(text, gateway.holds()));
                if (said.isEmpty()) {
                    return new Answer.Refused(
                            "bad-identity", name + " holds no MSISDN, and no IMSI or IMPU known");
                }
                if (caller.isPresent() && !caller.equals(said)) {
                    return new Answer.Refused(
                            "bad-identity", name + " contradicts the MSISDN given before it");
                }
                caller = said;
            }
        }
        return caller.<Answer>map(Answer.Known::new)
                .orElseGet(
                        () ->
                                new Answer.Silent(
                                        "no-identity",
                                        "none of "
                                                + String.join(", ", gateway.headers())
                                                + " is present"));
    }

    private static Optional<String> decoded(String value, Gateway.Encoding encoding) {
        if (value.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    switch (encoding) {
                        case PLAIN -> value;
                        case HEX -> new String(HexFormat.of().parseHex(value), US_ASCII);
                        case BASE64 -> new String(Base64.getDecoder().decode(value), US_ASCII);
                    });
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
