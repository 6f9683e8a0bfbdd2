// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.subscribers.Msisdn;

/** Whom an address of To, Cc or Bcc stands for (OMA-TS-MMS_ENC 1.3 §8). */
public sealed interface Address {
    /** Characters of the longest: an e-mail address has 64, an at sign and 255 (RFC 5321). */
    int MAX_LENGTH = 320;

    /** A phone, ours or another network's. */
    record Phone(Msisdn msisdn) implements Address {
        @Override
        public String text() {
            return msisdn + "/TYPE=PLMN";
        }
    }

    /** An application: a number too short to be a phone's. */
    record ShortCode(String digits) implements Address {
        @Override
        public String text() {
            return digits + "/TYPE=PLMN";
        }
    }

    /**
     * @param text {@code local@domain}
     */
    record Email(String text) implements Address {}

    /** Nothing that we can make sense of, as it was written. */
    record Unresolved(String text) implements Address {}

    /** {@return the standard's form of it} */
    String text();

    static Address of(Msisdn msisdn) {
        return new Phone(msisdn);
    }

    /** {@return {@link #text} as headers have it} */
    default EncodedString written() {
        return EncodedString.of(text());
    }

    /** {@return enough of it for a log} */
    default String masked() {
        return switch (this) {
            case Phone(Msisdn msisdn) -> msisdn.masked();
            case ShortCode(String digits) -> digits;
            case Email(String text) -> "***" + text.substring(text.lastIndexOf('@'));
            case Unresolved _ -> "?";
        };
    }
}
