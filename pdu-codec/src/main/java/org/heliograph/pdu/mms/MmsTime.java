// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.time.Duration;
import java.time.Instant;

/** Expiry-value or Delivery-time-value (OMA-TS-MMS_ENC 1.3 §7.3.12, §7.3.14); whole seconds. */
public sealed interface MmsTime {
    record Absolute(Instant instant) implements MmsTime {
        public Absolute {
            if (instant.getEpochSecond() < 0) {
                throw new IllegalArgumentException(instant + " lies before 1970");
            }
            instant = Instant.ofEpochSecond(instant.getEpochSecond());
        }
    }

    record Relative(Duration duration) implements MmsTime {
        public Relative {
            if (duration.isNegative()) {
                throw new IllegalArgumentException(duration + " is negative");
            }
            duration = Duration.ofSeconds(duration.toSeconds());
        }
    }

    /**
     * {@return the point in time meant by a PDU received at {@code now}; {@link Instant#MAX} if it
     * is beyond any}
     */
    default Instant from(Instant now) {
        return switch (this) {
            case Absolute(Instant instant) -> instant;
            case Relative(Duration duration) ->
                    duration.compareTo(Duration.between(now, Instant.MAX)) < 0
                            ? now.plus(duration)
                            : Instant.MAX;
        };
    }
}
