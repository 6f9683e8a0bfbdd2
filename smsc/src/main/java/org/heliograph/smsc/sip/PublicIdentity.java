// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;

/** Reads subscribers' numbers out of SIP and tel URIs (RFC 3261 §19.1.6, RFC 3966 §5.1). */
final class PublicIdentity {
    private PublicIdentity() {}

    /**
     * {@return the number that {@code uri} names, if it names one} A leading plus sign, visual
     * separators and parameters after the number are left out.
     */
    static Optional<Msisdn> msisdn(@Nullable URI uri) {
        @Nullable String user =
                switch (uri) {
                    case SipURI sip -> sip.getUser();
                    case TelURL tel -> tel.getPhoneNumber();
                    case null, default -> null;
                };
        return user == null ? Optional.empty() : number(user);
    }

    private static Optional<Msisdn> number(String user) {
        int parameters = user.indexOf(';');
        String number = parameters < 0 ? user : user.substring(0, parameters);
        if (number.startsWith("%2B") || number.startsWith("%2b")) {
            number = "+" + number.substring(3);
        }
        StringBuilder digits = new StringBuilder(number.length());
        for (int i = number.startsWith("+") ? 1 : 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if ("-.()".indexOf(c) < 0) {
                return Optional.empty();
            }
        }
        return digits.isEmpty() || digits.length() > 15
                ? Optional.empty()
                : Optional.of(new Msisdn(digits.toString()));
    }
}
