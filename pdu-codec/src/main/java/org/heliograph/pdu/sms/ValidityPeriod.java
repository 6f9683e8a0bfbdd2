// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.time.Duration;
import org.heliograph.pdu.Octets;

/** TP-VP, how long the SC is to try (3GPP TS 23.040 §9.2.3.12). */
public sealed interface ValidityPeriod {
    /** TP-VPF 00: no TP-VP; the SC decides. */
    record None() implements ValidityPeriod {}

    /**
     * TP-VPF 10.
     *
     * @param octet 0 to 255, counted as §9.2.3.12.1 says
     */
    record Relative(int octet) implements ValidityPeriod {
        public Relative {
            Bounds.octet("TP-VP", octet);
        }

        /** {@return the shortest period that is not shorter than {@code wish}; 63 weeks at most} */
        public static Relative atLeast(Duration wish) {
            for (int octet = 0; octet < 0xFF; octet++) {
                if (minutes(octet) * 60L >= wish.toSeconds()) {
                    return new Relative(octet);
                }
            }
            return new Relative(0xFF);
        }

        /** {@return 5 minutes to 63 weeks} */
        public Duration duration() {
            return Duration.ofMinutes(minutes(octet));
        }

        private static int minutes(int octet) {
            if (octet <= 143) {
                return (octet + 1) * 5;
            } else if (octet <= 167) {
                return 12 * 60 + (octet - 143) * 30;
            } else if (octet <= 196) {
                return (octet - 166) * 24 * 60;
            } else {
                return (octet - 192) * 7 * 24 * 60;
            }
        }
    }

    /** TP-VPF 11. */
    record Absolute(Scts until) implements ValidityPeriod {}

    /** TP-VPF 01: seven octets (§9.2.3.12.3). */
    record Enhanced(Octets octets) implements ValidityPeriod {
        static final int LENGTH = 7;

        public Enhanced {
            if (octets.length() != LENGTH) {
                throw new IllegalArgumentException(
                        octets.length() + " octets of enhanced TP-VP, not " + LENGTH);
            }
        }
    }
}
