// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers;

import java.util.Locale;
import java.util.Optional;

/**
 * Reads who a text names: an MSISDN in the forms of {@link IdentityValue}, an IMSI or an IMPU of
 * the directory, a SUPI ({@code imsi-001010000000001}) or GPSI ({@code msisdn-447700900001}; 3GPP
 * TS 29.571 §5.3.2).
 */
public final class IdentityReader {
    /** What a text may hold. */
    public enum Holds {
        ANY,
        MSISDN,
        /** Digits are always an IMSI. */
        IMSI
    }

    private static final String SUPI = "imsi-";
    private static final String GPSI = "msisdn-";

    private final Subscribers subscribers;

    public IdentityReader(Subscribers subscribers) {
        this.subscribers = subscribers;
    }

    /** {@return the subscriber, or nothing if {@code text} names none, or one that nobody knows} */
    public Optional<Msisdn> read(String text, Holds holds) {
        String value = text.strip();
        String lower = value.toLowerCase(Locale.ROOT);
        if (lower.startsWith(SUPI)) {
            return holds == Holds.MSISDN
                    ? Optional.empty()
                    : ofImsi(value.substring(SUPI.length()));
        } else if (holds == Holds.IMSI) {
            return ofImsi(value);
        } else if (lower.startsWith(GPSI)) {
            return IdentityValue.msisdn("+" + value.substring(GPSI.length()));
        } else if (holds == Holds.MSISDN) {
            return IdentityValue.msisdn(value);
        } else if (value.matches("[0-9]+") && IdentityValue.maybeImsi(value)) {
            return ofImsi(value);
        }
        return subscribers
                .findImpu(value)
                .map(Subscriber::msisdn)
                .or(() -> IdentityValue.msisdn(value));
    }

    /** {@return whose IMSI {@code digits} is, if the directory knows} */
    public Optional<Msisdn> ofImsi(String digits) {
        return digits.matches("[0-9]{6,15}")
                ? subscribers.find(new Imsi(digits)).map(Subscriber::msisdn)
                : Optional.empty();
    }
}
