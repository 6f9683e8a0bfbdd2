// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.time.Duration;
import java.util.Optional;
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

    /**
     * TP-VPF 01: a functionality indicator, which may go on in further octets, then the period,
     * then octets that nobody looks at (§9.2.3.12.3).
     *
     * @param octets seven
     */
    record Enhanced(Octets octets) implements ValidityPeriod {
        static final int LENGTH = 7;

        private static final int EXTENDED = 0x80;
        private static final int SINGLE_SHOT = 0x40;
        private static final int FORMAT = 0x07;

        /** How the period is given. */
        public enum Format {
            /** Not at all: the SC decides. */
            NONE,
            /** As {@link Relative}. */
            RELATIVE,
            /** In seconds, 1 to 255; 0 is reserved. */
            SECONDS,
            /** In hours, minutes and seconds, two digits each. */
            TIME,
            RESERVED
        }

        public Enhanced {
            if (octets.length() != LENGTH) {
                throw new IllegalArgumentException(
                        octets.length() + " octets of enhanced TP-VP, not " + LENGTH);
            }
        }

        /** {@return whether the SC is to try no more than once} */
        public boolean singleShot() {
            return (octets.at(0) & SINGLE_SHOT) != 0;
        }

        public Format format() {
            return switch (octets.at(0) & FORMAT) {
                case 0 -> Format.NONE;
                case 1 -> Format.RELATIVE;
                case 2 -> Format.SECONDS;
                case 3 -> Format.TIME;
                default -> Format.RESERVED;
            };
        }

        /**
         * {@return the period; empty if there is none, and if it is reserved, not in digits, or cut
         * off by an indicator that goes on too far}
         */
        public Optional<Duration> duration() {
            Octets period = period();
            return switch (format()) {
                case NONE, RESERVED -> Optional.empty();
                case RELATIVE ->
                        period.isEmpty()
                                ? Optional.empty()
                                : Optional.of(new Relative(period.at(0)).duration());
                case SECONDS ->
                        period.isEmpty() || period.at(0) == 0
                                ? Optional.empty()
                                : Optional.of(Duration.ofSeconds(period.at(0)));
                case TIME -> time(period);
            };
        }

        /** What follows the functionality indicator. */
        private Octets period() {
            int at = 0;
            while (at < LENGTH && (octets.at(at) & EXTENDED) != 0) {
                at++;
            }
            return octets.from(Math.min(at + 1, LENGTH));
        }

        private static Optional<Duration> time(Octets period) {
            if (period.length() < 3) {
                return Optional.empty();
            }
            long seconds = 0;
            for (int i = 0; i < 3; i++) {
                int tens = period.at(i) & 0xF;
                int units = period.at(i) >> 4;
                if (tens > 9 || units > 9) {
                    return Optional.empty();
                }
                seconds = seconds * 60 + (tens * 10L + units);
            }
            return Optional.of(Duration.ofSeconds(seconds));
        }
    }
}
