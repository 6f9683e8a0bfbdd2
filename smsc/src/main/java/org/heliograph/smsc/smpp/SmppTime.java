// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as SMPP writes them, {@code YYMMDDhhmmsstnnp} (SMPP 3.4 §7.1.1). */
final class SmppTime {
    private static final int LENGTH = 16;

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuMMddHHmmss").withZone(ZoneOffset.UTC);

    private SmppTime() {}

    /** {@return {@code time} in UTC, without tenths} */
    static String of(Instant time) {
        return UTC.format(time) + "000+";
    }

    /**
     * {@return how long it is from {@code now} until {@code text}}
     *
     * @throws DateTimeException if {@code text} is no time, or none after {@code now}
     */
    static Duration until(String text, Instant now) {
        Instant at = at(text, now);
        if (!at.isAfter(now)) {
            throw new DateTimeException("has passed");
        }
        return Duration.between(now, at);
    }

    /**
     * {@return the time that {@code text} names}
     *
     * @throws DateTimeException if it is none
     */
    static Instant at(String text, Instant now) {
        if (text.length() != LENGTH
                || !text.chars().limit(LENGTH - 1).allMatch(c -> c >= '0' && c <= '9')) {
            throw new DateTimeException("not of the form YYMMDDhhmmsstnnp");
        }
        char kind = text.charAt(LENGTH - 1);
        return switch (kind) {
            case 'R' -> relative(text, now);
            case '+' -> absolute(text, 1);
            case '-' -> absolute(text, -1);
            default -> throw new DateTimeException("ends neither in +, - nor R");
        };
    }

    /** Years, months, days, hours, minutes, seconds from now; tenths and offset mean nothing. */
    private static Instant relative(String text, Instant now) {
        return now.atOffset(ZoneOffset.UTC)
                .plus(Period.of(two(text, 0), two(text, 2), two(text, 4)))
                .plusHours(two(text, 6))
                .plusMinutes(two(text, 8))
                .plusSeconds(two(text, 10))
                .toInstant();
    }

    /** nn counts quarters of an hour by which local time is ahead of UTC (+) or behind it (-). */
    private static Instant absolute(String text, int sign) {
        int quarters = two(text, 13);
        if (quarters > 48) {
            throw new DateTimeException("offset of " + quarters + " quarters of an hour");
        }
        return LocalDateTime.of(
                        2000 + two(text, 0),
                        two(text, 2),
                        two(text, 4),
                        two(text, 6),
                        two(text, 8),
                        two(text, 10))
                .plusNanos((text.charAt(12) - '0') * 100_000_000L)
                .toInstant(ZoneOffset.ofTotalSeconds(sign * quarters * 15 * 60));
    }

    private static int two(String text, int at) {
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }
}
