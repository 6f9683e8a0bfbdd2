// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.util.List;

/**
 * An entry of {@code mmsc.identity.proxies}: what is believed of requests from there.
 *
 * @param holds what the headers have: {@code any}, {@code msisdn} or {@code imsi}
 * @param encoding {@code plain}, {@code hex} or {@code base64}
 * @param addressHeader that has the handset's address; empty: none
 */
public record IdentityProxySettings(
        List<Cidr> from,
        @Absent("[X-MSISDN]") @Allowed(matches = HEADER, says = "a list of HTTP header names")
                List<String> headers,
        @Absent("any") @Allowed(matches = "any|msisdn|imsi", says = "any, msisdn or imsi")
                String holds,
        @Absent("plain") @Allowed(matches = "plain|hex|base64", says = "plain, hex or base64")
                String encoding,
        @Absent("") @Allowed(matches = "|" + HEADER, says = "an HTTP header name, or nothing")
                String addressHeader) {

    /** RFC 9110 §5.6.2. */
    static final String HEADER = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}";

    public IdentityProxySettings {
        from = List.copyOf(from);
        headers = List.copyOf(headers);
        Limits.check(IdentityProxySettings.class, from, headers, holds, encoding, addressHeader);
    }
}
