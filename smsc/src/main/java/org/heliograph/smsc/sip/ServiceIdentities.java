// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.address.URI;

/**
 * The URIs that handsets have for this centre: its public service identities (PSI, TS 24.341
 * §5.3.1.2). Parameters and visual separators make no difference, and neither does the port.
 */
final class ServiceIdentities {
    private final String domain;
    private final List<URI> identities = new ArrayList<>();

    /**
     * @param domain host part of our URIs
     * @param ours the one that we give ourselves
     * @param others that handsets may have; empty: whatever user of our domain, whatever number
     * @throws IllegalArgumentException if one of them is no URI
     */
    ServiceIdentities(String domain, String ours, List<String> others) {
        this.domain = domain;
        if (!others.isEmpty()) {
            identities.add(uri(ours));
            others.forEach(other -> identities.add(uri(other)));
        }
    }

    private static URI uri(String text) {
        try {
            return new StringMsgParser().parseUrl(text);
        } catch (ParseException e) {
            throw new IllegalArgumentException("not a sip: or tel: URI: " + text, e);
        }
    }

    /** {@return whether a Request-URI means this centre} An address does: it is how it came. */
    boolean include(URI requestUri) {
        return switch (requestUri) {
            case SipURI sip when isAddress(sip.getHost()) -> true;
            case SipURI sip when identities.isEmpty() -> isOurDomain(sip);
            case SipURI _, TelURL _ when !identities.isEmpty() ->
                    identities.stream().anyMatch(one -> same(one, requestUri));
            default -> requestUri instanceof TelURL;
        };
    }

    /** {@return whether it is a user of our domain, or a number} */
    boolean isServed(URI requestUri) {
        return requestUri instanceof TelURL
                || (requestUri instanceof SipURI sip
                        && (isOurDomain(sip) || isAddress(sip.getHost())));
    }

    private boolean isOurDomain(SipURI uri) {
        return uri.getHost().equalsIgnoreCase(domain);
    }

    /** A number is the same in a tel URI and in a SIP URI of the same domain. */
    private static boolean same(URI one, URI other) {
        if (one instanceof SipURI ours && other instanceof SipURI theirs) {
            return ours.getHost().equalsIgnoreCase(theirs.getHost()) && sameUser(ours, theirs);
        }
        Optional<String> number = PublicIdentity.number(one);
        return number.isPresent() && number.equals(PublicIdentity.number(other));
    }

    private static boolean sameUser(SipURI one, SipURI other) {
        Optional<String> number = PublicIdentity.number(one);
        String user = String.valueOf(one.getUser());
        return number.isPresent()
                ? number.equals(PublicIdentity.number(other))
                : user.equals(String.valueOf(other.getUser()));
    }

    private static boolean isAddress(String host) {
        return host.chars().allMatch(c -> Character.digit(c, 16) >= 0 || ".:[]".indexOf(c) >= 0);
    }
}
