// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.time.Duration;
import java.time.Instant;
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
            case ValidityPeriod.Relative relative -> relative.duration();
            case ValidityPeriod.Absolute(var until) ->
                    atLeastShortest(Duration.between(now, until.time().toInstant()));
            case ValidityPeriod.Enhanced enhanced ->
                    enhanced.duration().map(Validity::atLeastShortest).orElse(Duration.ZERO);
        };
    }

    private static Duration atLeastShortest(Duration duration) {
        return duration.compareTo(SHORTEST) < 0 ? SHORTEST : duration;
    }
}
