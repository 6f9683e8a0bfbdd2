// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush.content;

import java.time.DateTimeException;
import java.time.Instant;
import org.heliograph.pdu.Octets;

/**
 * %Datetime of service indications: {@code 1999-06-25T15:23:15Z} in text (WAP-167 §5.2.1), and in
 * WBXML its decimal digits, two an octet, without the zero octets it ends with (§8.2.2).
 */
final class DateTime {
    private static final int TEXT_LENGTH = 20;
    private static final int OCTETS = 7;
    private static final int DATE_OCTETS = 4;
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private DateTime() {}

    /** {@return {@code instant} in whole seconds, of a year of four digits} */
    static Instant require(Instant instant) {
        Instant seconds = Instant.ofEpochSecond(instant.getEpochSecond());
        if (seconds.isBefore(FIRST) || seconds.isAfter(LAST)) {
            throw new IllegalArgumentException("year of more than four digits");
        }
        return seconds;
    }

    static Instant parse(String text) {
        try {
            if (text.length() == TEXT_LENGTH && text.endsWith("Z")) {
                return require(Instant.parse(text));
            }
        } catch (DateTimeException _) {
            // said below
        }
        throw new IllegalArgumentException("not a date and time");
    }

    /** {@return the text of the octets, which need not be a date} */
    static String text(Octets digits) {
        if (digits.length() < DATE_OCTETS || digits.length() > OCTETS) {
            throw new IllegalArgumentException("date of " + digits.length() + " octets");
        }
        String hex = digits.toHex() + "0".repeat(2 * (OCTETS - digits.length()));
        return "%s-%s-%sT%s:%s:%sZ"
                .formatted(
                        hex.substring(0, 4),
                        hex.substring(4, 6),
                        hex.substring(6, 8),
                        hex.substring(8, 10),
                        hex.substring(10, 12),
                        hex.substring(12, 14));
    }

    static Octets octets(String text) {
        Octets digits = Octets.ofHex(text.replaceAll("\\D", ""));
        int length = OCTETS;
        while (digits.at(length - 1) == 0) {
            length--;
        }
        return digits.slice(0, length);
    }
}
