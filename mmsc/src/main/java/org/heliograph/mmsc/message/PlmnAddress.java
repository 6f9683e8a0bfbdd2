// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.util.Locale;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.subscribers.Msisdn;

/** A subscriber's address as MMS headers write it (OMA-TS-MMS_ENC 1.3 §8). */
public final class PlmnAddress {
    private static final String TYPE = "/TYPE=";
    private static final String PLMN = "PLMN";

    /** Below this it is a short code, whose owner is no subscriber: no push would find one. */
    private static final int SHORTEST = 7;

    private PlmnAddress() {}

    /** What an address of To, Cc or Bcc stands for. */
    public sealed interface Parsed {
        record Subscriber(Msisdn msisdn) implements Parsed {}

        /**
         * @param reason for the sender to read
         */
        record Unresolved(String reason) implements Parsed {}
    }

    /** {@return {@code +447700900001/TYPE=PLMN}} */
    public static EncodedString of(Msisdn msisdn) {
        return EncodedString.of(msisdn + TYPE + PLMN);
    }

    /**
     * Reads a phone number, with or without a plus sign, written separators ({@code -} and {@code
     * .}) and {@code /TYPE=PLMN}.
     */
    public static Parsed parse(String address) {
        if (address.indexOf('@') >= 0) {
            return new Parsed.Unresolved("e-mail is not served");
        }
        String number = address.strip();
        int type = number.toUpperCase(Locale.ROOT).indexOf(TYPE);
        if (type >= 0) {
            if (!number.substring(type + TYPE.length()).equalsIgnoreCase(PLMN)) {
                return new Parsed.Unresolved("only phone numbers are served");
            }
            number = number.substring(0, type);
        }
        String digits = number.startsWith("+") ? number.substring(1) : number;
        try {
            Msisdn msisdn = new Msisdn(digits.replace("-", "").replace(".", ""));
            if (msisdn.digits().startsWith("0")) { // no country code does (ITU-T E.164 annex D)
                return new Parsed.Unresolved("a national number; write +, country code, number");
            }
            return msisdn.digits().length() < SHORTEST
                    ? new Parsed.Unresolved("short codes are not served")
                    : new Parsed.Subscriber(msisdn);
        } catch (IllegalArgumentException e) {
            return new Parsed.Unresolved("not a phone number of 7 to 15 digits");
        }
    }
}
