// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.time.Duration;
import java.time.Instant;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.ValidityPeriod;

/** How long TP-VP asks us to try (3GPP TS 23.040 §9.2.3.12). */
final class Validity {
    /** For a time already past: as short as can be, for zero would mean as configured. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private Validity() {}

    /** {@return zero when the sender leaves it to us} */
    static Duration of(ValidityPeriod period, Instant now) {
        return switch (period) {
            case ValidityPeriod.None() -> Duration.ZERO;
            case ValidityPeriod.Relative(int octet) -> relative(octet);
            case ValidityPeriod.Absolute(var until) ->
                    atLeastShortest(Duration.between(now, until.time().toInstant()));
            case ValidityPeriod.Enhanced(Octets octets) -> enhanced(octets);
        };
    }

    /** §9.2.3.12.1. */
    private static Duration relative(int octet) {
        if (octet <= 143) {
            return Duration.ofMinutes((octet + 1) * 5L);
        }
        if (octet <= 167) {
            return Duration.ofHours(12).plusMinutes((octet - 143) * 30L);
        }
        return Duration.ofDays(octet <= 196 ? octet - 166 : (octet - 192) * 7L);
    }

    /** §9.2.3.12.3: bits 2 to 0 of the first octet say how the rest is read. */
    private static Duration enhanced(Octets octets) {
        boolean extended = (octets.at(0) & 0x80) != 0;
        int at = extended ? 2 : 1;
        return switch (octets.at(0) & 0x07) {
            case 1 -> relative(octets.at(at));
            case 2 -> atLeastShortest(Duration.ofSeconds(octets.at(at)));
            case 3 ->
                    atLeastShortest(
                            Duration.ofHours(swapped(octets.at(at)))
                                    .plusMinutes(swapped(octets.at(at + 1)))
                                    .plusSeconds(swapped(octets.at(at + 2))));
            default -> Duration.ZERO; // none given, or reserved
        };
    }

    private static int swapped(int octet) {
        return (octet & 0x0F) * 10 + (octet >> 4);
    }

    private static Duration atLeastShortest(Duration duration) {
        return duration.compareTo(SHORTEST) < 0 ? SHORTEST : duration;
    }
}
