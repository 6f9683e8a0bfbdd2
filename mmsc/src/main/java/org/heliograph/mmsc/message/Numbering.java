// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.util.Locale;
import java.util.regex.Pattern;
import org.heliograph.subscribers.Msisdn;

/**
 * Reads addresses as handsets write them (OMA-TS-MMS_ENC 1.3 §8): international and national
 * numbers, short codes, e-mail.
 */
public final class Numbering {
    private static final String TYPE = "/TYPE=";
    private static final String PLMN = "PLMN";

    /** Below this it is a short code. */
    private static final int SHORTEST_PHONE = 7;

    /** What people put between digits (RFC 3966 §5.1.1). */
    private static final Pattern SEPARATORS = Pattern.compile("[-. ()]");

    private static final Pattern EMAIL = Pattern.compile("[!-;=?A-~]{1,64}@[!-;=?A-~]{1,255}");

    private final String countryCode;
    private final String trunkPrefix;
    private final String internationalPrefix;

    /**
     * @param countryCode of national numbers; empty: there are none
     * @param trunkPrefix what national numbers start with; empty: every number without a plus sign
     *     or {@code internationalPrefix} is national
     * @param internationalPrefix what stands for a plus sign; empty: nothing
     */
    public Numbering(String countryCode, String trunkPrefix, String internationalPrefix) {
        this.countryCode = countryCode;
        this.trunkPrefix = trunkPrefix;
        this.internationalPrefix = internationalPrefix;
    }

    /** {@return what {@code written}, a header's value, stands for} */
    public Address read(String written) {
        String text = written.strip();
        int type = text.toUpperCase(Locale.ROOT).lastIndexOf(TYPE);
        if (type >= 0 && text.substring(type + TYPE.length()).equalsIgnoreCase(PLMN)) {
            return number(text.substring(0, type), written);
        }
        return text.indexOf('@') < 0 ? number(text, written) : email(text, written);
    }

    private Address number(String text, String written) {
        String digits = SEPARATORS.matcher(text).replaceAll("");
        boolean international = digits.startsWith("+");
        if (international) {
            digits = digits.substring(1);
        } else if (digits.length() >= SHORTEST_PHONE) {
            digits = international(digits);
        }
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return unresolved(written);
        }
        if (digits.length() < SHORTEST_PHONE) {
            return international ? unresolved(written) : new Address.ShortCode(digits);
        }
        // no country code starts with a zero (ITU-T E.164 annex D)
        return digits.length() > Msisdn.MAX_DIGITS || digits.startsWith("0")
                ? unresolved(written)
                : Address.of(new Msisdn(digits));
    }

    private String international(String digits) {
        if (!internationalPrefix.isEmpty() && digits.startsWith(internationalPrefix)) {
            return digits.substring(internationalPrefix.length());
        }
        return !countryCode.isEmpty() && digits.startsWith(trunkPrefix)
                ? countryCode + digits.substring(trunkPrefix.length())
                : digits;
    }

    /** With or without a name before it (RFC 5322 §3.4). */
    private static Address email(String text, String written) {
        int start = text.indexOf('<');
        String bare =
                start >= 0 && text.endsWith(">")
                        ? text.substring(start + 1, text.length() - 1)
                        : text;
        return EMAIL.matcher(bare).matches() ? new Address.Email(bare) : unresolved(written);
    }

    private static Address unresolved(String written) {
        return new Address.Unresolved(
                written.length() <= Address.MAX_LENGTH
                        ? written
                        : written.substring(0, Address.MAX_LENGTH));
    }
}
