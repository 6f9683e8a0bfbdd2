// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the settings file writes times and sizes: {@code 30s}, {@code 7d}, {@code 64KiB}. */
final class Quantity {
    /** At most nine digits, so that no number of any unit overflows a long. */
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private static final Pattern OCTETS = Pattern.compile("(\\d{1,10})(B|KiB|MiB|GiB)?");

    private Quantity() {}

    /**
     * @throws IllegalArgumentException if {@code text} is not of that form
     */
    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a time such as 500ms, 30s, 15m, 72h, 7d");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /**
     * {@return a number of octets}
     *
     * @throws IllegalArgumentException if {@code text} is not of that form, or over 2 GiB - 1
     */
    static int octets(String text) {
        Matcher matcher = OCTETS.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a size such as 65536, 64KiB, 1MiB");
        }
        String unit = matcher.group(2);
        int shift =
                switch (unit == null ? "B" : unit) {
                    case "KiB" -> 10;
                    case "MiB" -> 20;
                    case "GiB" -> 30;
                    default -> 0;
                };
        long octets = Long.parseLong(matcher.group(1)) << shift;
        if (octets > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a size of at most 2147483647 octets is possible");
        }
        return (int) octets;
    }

    /**
     * @throws IllegalArgumentException if {@code text} is not a whole number of 32 bits
     */
    static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a whole number", e);
        }
    }
}
