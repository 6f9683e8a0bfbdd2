// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;

/**
 * Reads subscribers' numbers out of SIP and tel URIs (RFC 3261 §19.1.6, RFC 3966 §5.1), and gives
 * public identities a form in which they can be compared.
 */
final class PublicIdentity {
    /** An IMSI has 15 digits nearly everywhere (ITU-T E.212 §6), an MSISDN nearly nowhere. */
    private static final int IMSI_DIGITS = 15;

    /** Home network domain of a subscriber without an ISIM (TS 23.003 §13.2). */
    private static final Pattern DERIVED_DOMAIN =
            Pattern.compile("ims\\.mnc0?([0-9]{2,3})\\.mcc([0-9]{3})\\.3gppnetwork\\.org");

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

    /**
     * {@return whether the number that {@code uri} names may be taken for an MSISDN} Not one that
     * was made of an IMSI (TS 23.003 §13.4B), or looks so.
     */
    static boolean namesMsisdn(URI uri) {
        Optional<String> number = number(uri).filter(_ -> msisdn(uri).isPresent());
        if (number.isEmpty() || !(uri instanceof SipURI sip)) {
            return number.isPresent();
        }
        String digits = number.get();
        if (digits.startsWith("+") || "phone".equals(sip.getUserParam())) {
            return true;
        }
        Matcher derived = DERIVED_DOMAIN.matcher(sip.getHost().toLowerCase(Locale.ROOT));
        return digits.length() < IMSI_DIGITS
                && !(derived.matches() && digits.startsWith(derived.group(2) + derived.group(1)));
    }

    /**
     * {@return the same for all forms of one identity} {@code tel:+} and digits if it names an
     * MSISDN, else {@code sip:} with user and host alone; empty of other URIs.
     */
    static String listed(URI uri) {
        if (namesMsisdn(uri)) {
            return "tel:" + msisdn(uri).orElseThrow();
        }
        if (!(uri instanceof SipURI sip)) {
            return "";
        }
        @Nullable String user = sip.getUser();
        return "sip:" + (user == null ? "" : user + "@") + sip.getHost().toLowerCase(Locale.ROOT);
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
