// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heliograph.config.SmscSettings;
import org.heliograph.config.UpstreamSettings;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TypeOfNumber;
import org.heliograph.subscribers.Msisdn;

/**
 * Decides by the destination address: an ESME's short code first, then the longest prefix that
 * leads to an upstream, then any E.164 number.
 */
public final class Router {
    /**
     * Shorter numbers are short codes, which somebody must own (ITU-T E.164 has no such length).
     */
    private static final int SHORTEST_NUMBER = 7;

    private static final int LONGEST_NUMBER = 15;

    /** Of a prefix (settings). */
    private static final int LONGEST_PREFIX = 20;

    private final Map<String, String> ownerOfShortCode = new HashMap<>();
    private final Map<String, String> upstreamOfPrefix = new HashMap<>();

    /** No upstreams. */
    public Router(List<SmscSettings.Account> accounts) {
        this(accounts, List.of());
    }

    /**
     * @throws IllegalArgumentException if two accounts own the same short code
     */
    public Router(List<SmscSettings.Account> accounts, List<UpstreamSettings> upstreams) {
        for (UpstreamSettings upstream : upstreams) {
            if (upstream.enabled()) {
                upstream.prefixes()
                        .forEach(prefix -> upstreamOfPrefix.put(prefix, upstream.name()));
            }
        }
        for (SmscSettings.Account account : accounts) {
            for (String shortCode : account.shortCodes()) {
                String other = ownerOfShortCode.putIfAbsent(shortCode, account.systemId());
                if (other != null) {
                    throw new IllegalArgumentException(
                            "short code "
                                    + shortCode
                                    + " is owned by "
                                    + other
                                    + " and "
                                    + account.systemId());
                }
            }
        }
    }

    public Route route(TpAddress destination) {
        String number = destination.value();
        String owner = ownerOfShortCode.get(number);
        if (owner != null) {
            return new Route.ToEsme(owner);
        }
        if (destination.typeOfNumber() != TypeOfNumber.UNKNOWN
                && destination.typeOfNumber() != TypeOfNumber.INTERNATIONAL) {
            return new Route.Reject("no route to a number of type " + destination.typeOfNumber());
        }
        if (!number.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return new Route.Reject("destination is not a number");
        }
        for (int length = Math.min(LONGEST_PREFIX, number.length()); length > 0; length--) {
            String upstream = upstreamOfPrefix.get(number.substring(0, length));
            if (upstream != null) {
                return new Route.ToUpstream(upstream, number);
            }
        }
        if (number.length() < SHORTEST_NUMBER || number.length() > LONGEST_NUMBER) {
            return new Route.Reject(
                    "nobody owns this short code, and a number has "
                            + SHORTEST_NUMBER
                            + " to "
                            + LONGEST_NUMBER
                            + " digits");
        }
        if (number.startsWith("0")) { // no country code does (ITU-T E.164 annex D)
            return new Route.Reject("a national number: only international ones are known");
        }
        return new Route.ToIms(new Msisdn(number));
    }
}
