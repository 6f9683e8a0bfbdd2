// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import java.util.Locale;
import java.util.Optional;

/**
 * Reads an MSISDN in the forms in which packet gateways write it: {@code +447700900001}, {@code
 * 00447700900001}, {@code 447700900001}, {@code tel:+44-7700-900001;param} (RFC 3966), {@code
 * sip:+447700900001@host} (RFC 3261 §19.1.6).
 */
final class IdentityValue {
    /** Longer than any of these forms; what is longer is not looked at. */
    private static final int MAX_LENGTH = 256;

    /** An IMSI has 15 digits nearly everywhere (ITU-T E.212 §6), an MSISDN nearly nowhere. */
    private static final int IMSI_DIGITS = 15;

    private IdentityValue() {}

    /**
     * {@return the MSISDN, or nothing if {@code value} is none}
     *
     * <p>Bare digits that look like an IMSI or a national number are nothing: a subscriber must
     * never be taken for another one.
     */
    static Optional<Msisdn> msisdn(String value) {
        if (value.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String lower = value.toLowerCase(Locale.ROOT);
        if (lower.startsWith("tel:")) {
            return global(separatorsOff(before(';', lower.substring(4))));
        } else if (lower.startsWith("sip:") || lower.startsWith("sips:")) {
            String user = before('@', lower.substring(lower.indexOf(':') + 1));
            return lower.indexOf('@') < 0
                    ? Optional.empty()
                    : global(separatorsOff(before(';', user)));
        }
        return global(value);
    }

    private static Optional<Msisdn> global(String number) {
        if (number.startsWith("+")) {
            return digits(number.substring(1));
        } else if (maybeImsi(number)) {
            return Optional.empty();
        }
        return digits(number.startsWith("00") ? number.substring(2) : number);
    }

    /**
     * Of the country codes of IMSIs only 001, the test networks', begins with 00, and numbers of
     * country code 1 have 11 digits, so that with 00 before them they have 13.
     */
    static boolean maybeImsi(String number) {
        return number.length() == IMSI_DIGITS
                && (!number.startsWith("00") || number.startsWith("001"));
    }

    /** No country code begins with 0 (ITU-T E.164 §6.2.1). */
    private static Optional<Msisdn> digits(String digits) {
        return digits.matches("[1-9][0-9]{0,14}")
                ? Optional.of(new Msisdn(digits))
                : Optional.empty();
    }

    static String before(char end, String text) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }

    /** {@return {@code number} without the visual separators of RFC 3966 §3} */
    static String separatorsOff(String number) {
        StringBuilder digits = new StringBuilder(number.length());
        number.chars().filter(c -> "-.()".indexOf(c) < 0).forEach(c -> digits.append((char) c));
        return digits.toString();
    }
}
