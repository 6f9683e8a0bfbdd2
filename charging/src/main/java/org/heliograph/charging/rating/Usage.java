// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of something was used: time, whose price may change while it goes by, or a number of
 * units (messages, octets), which are all used at once. Tables write both the same way: {@code 60s}
 * and {@code 1}; time without a unit is in nanoseconds.
 *
 * @param amount nanoseconds or units, at most {@link #MOST}
 * @param timed whether it is time
 */
public record Usage(long amount, boolean timed) {
    /** 366 days in nanoseconds; nothing that is charged as one event lasts longer. */
    public static final long MOST = Duration.ofDays(366).toNanos();

    private static final Pattern PART =
            Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ns|us|ms|s|m|h)");

    private static final Pattern COUNT = Pattern.compile("\\d{1,17}");

    public Usage {
        if (amount < 0 || amount > MOST) {
            throw new IllegalArgumentException("a usage of 0 to " + MOST + " is possible");
        }
    }

    public static Usage time(Duration duration) {
        return new Usage(duration.toNanos(), true);
    }

    public static Usage units(long count) {
        return new Usage(count, false);
    }

    /**
     * Reads {@code 123s}, {@code 2m3s}, {@code 1.5h} as time, {@code 1} as units.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static Usage of(String text) {
        if (COUNT.matcher(text).matches()) {
            return units(Long.parseLong(text));
        }
        Matcher part = PART.matcher(text);
        var sum = BigDecimal.ZERO;
        int end = 0;
        while (end < text.length() && part.find(end) && part.start() == end) {
            sum = sum.add(new BigDecimal(part.group(1)).multiply(nanos(part.group(2))));
            end = part.end();
        }
        if (end == 0 || end < text.length() || sum.compareTo(BigDecimal.valueOf(MOST)) > 0) {
            throw new IllegalArgumentException(
                    "expected a number of units, or a time such as 90s or 1m30s up to 366 days, got '"
                            + text
                            + "'");
        }
        return new Usage(sum.longValue(), true);
    }

    private static BigDecimal nanos(String unit) {
        return BigDecimal.valueOf(
                switch (unit) {
                    case "ns" -> 1L;
                    case "us" -> 1_000L;
                    case "ms" -> 1_000_000L;
                    case "s" -> 1_000_000_000L;
                    case "m" -> 60_000_000_000L;
                    default -> 3_600_000_000_000L;
                });
    }

    /** {@return so much of the same kind} */
    Usage with(long other) {
        return new Usage(other, timed);
    }

    /** {@return as {@link #of} reads it} */
    @Override
    public String toString() {
        return timed
                ? BigDecimal.valueOf(amount, 9).stripTrailingZeros().toPlainString() + "s"
                : Long.toString(amount);
    }
}
