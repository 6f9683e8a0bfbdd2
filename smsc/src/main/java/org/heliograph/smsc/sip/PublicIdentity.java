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
    private static final int LONGEST_NUMBER = 15; // ITU-T E.164 §6

    private PublicIdentity() {}

    /**
     * {@return the number that {@code uri} names, if it names one} A leading plus sign, visual
     * separators and parameters after the number are left out. A local number, which means
     * something only in its phone-context (RFC 3966 §5.1.5), is nobody's.
     */
    static Optional<Msisdn> msisdn(@Nullable URI uri) {
        return number(uri)
                .map(number -> number.startsWith("+") ? number.substring(1) : number)
                .filter(digits -> !digits.isEmpty() && digits.length() <= LONGEST_NUMBER)
                .map(Msisdn::new);
    }

    /** {@return what is to be dialled: digits, after a plus sign if the URI has one} */
    static Optional<String> number(@Nullable URI uri) {
        return switch (uri) {
            case SipURI sip when sip.getUser() != null -> dialled(sip.getUser());
            case TelURL tel when tel.getPhoneNumber() != null ->
                    dialled(
                            (tel.isGlobal() ? "+" : "")
                                    + tel.getPhoneNumber()
                                    + (tel.getPhoneContext() == null ? "" : ";phone-context="));
            case null, default -> Optional.empty();
        };
    }

    private static Optional<String> dialled(String user) {
        int parameters = user.indexOf(';');
        String number = parameters < 0 ? user : user.substring(0, parameters);
        if (number.startsWith("%2B") || number.startsWith("%2b")) {
            number = "+" + number.substring(3);
        }
        boolean global = number.startsWith("+");
        if (!global && parameters >= 0 && user.indexOf("phone-context=", parameters) >= 0) {
            return Optional.empty();
        }
        StringBuilder digits = new StringBuilder(number.length());
        digits.append(global ? "+" : "");
        for (int i = global ? 1 : 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if ("-.()".indexOf(c) < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(digits.toString());
    }
}
