// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a script has something wait. */
public sealed interface Delay {
    /** As long as a short message may be kept. */
    Duration LONGEST = Duration.ofDays(441);

    /** Not at all. */
    Delay NONE = new For(Duration.ZERO);

    /** {@return when it is over, if it begins at {@code now}} */
    Instant from(ZonedDateTime now);

    /** For a time. */
    record For(Duration time) implements Delay {
        private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,6})([smhd])");

        public For {
            if (time.isNegative() || time.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a delay is at most " + LONGEST);
            }
        }

        /**
         * {@code 90s}, {@code 30m}, {@code 8h} or {@code 2d}.
         *
         * @throws IllegalArgumentException if it is none of these
         */
        public static For of(String text) {
            Matcher written = WRITTEN.matcher(text);
            if (!written.matches()) {
                throw new IllegalArgumentException("a delay is written such as 30m or 8h");
            }
            long number = Long.parseLong(written.group(1));
            return new For(
                    switch (written.group(2)) {
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    });
        }

        @Override
        public Instant from(ZonedDateTime now) {
            return now.plus(time).toInstant();
        }

        @Override
        public String toString() {
            return "for " + time.toString().substring(2).toLowerCase(Locale.ROOT);
        }
    }

    /** Until a time of the day comes the next time. */
    record UntilClock(LocalTime time) implements Delay {
        /**
         * {@code 07:30}.
         *
         * @throws IllegalArgumentException if it is not
         */
        public static UntilClock of(String text) {
            try {
                return new UntilClock(LocalTime.parse(text));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("a time is written such as 07:30", e);
            }
        }

        @Override
        public Instant from(ZonedDateTime now) {
            ZonedDateTime today = now.with(time);
            return (today.isAfter(now) ? today : now.plusDays(1).with(time)).toInstant();
        }

        @Override
        public String toString() {
            return "until " + time;
        }
    }

    /** Until then. */
    record Until(Instant time) implements Delay {
        private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
        private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");

        public Until {
            if (time.isBefore(FIRST) || time.isAfter(LAST)) {
                throw new IllegalArgumentException("a delay ends in this century");
            }
        }

        @Override
        public Instant from(ZonedDateTime now) {
            return time;
        }

        @Override
        public String toString() {
            return "until " + time;
        }
    }
}
