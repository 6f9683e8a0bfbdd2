// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;

/**
 * A time as TP-SCTS carries it: whole seconds, a zone in quarters of an hour (3GPP TS 23.040
 * §9.2.3.11). Two digits of the year: 1990 to 2089.
 */
public record Scts(OffsetDateTime time) {
    private static final int FIRST_YEAR = 1990;
    private static final int LAST_YEAR = FIRST_YEAR + 99;
    private static final int QUARTER_SECONDS = 15 * 60;
    private static final int MAX_QUARTERS = 72; // what ZoneOffset allows
    private static final int WEST = 0x08; // the sign, in the half that holds the tens of the zone

    public Scts {
        Bounds.within("year", time.getYear(), FIRST_YEAR, LAST_YEAR);
        if (time.getNano() != 0) {
            throw new IllegalArgumentException("a fraction of a second in " + time);
        }
        if (time.getOffset().getTotalSeconds() % QUARTER_SECONDS != 0) {
            throw new IllegalArgumentException(
                    "zone " + time.getOffset() + " is not in quarters of an hour");
        }
    }

    /**
     * {@return {@code instant}, its fraction of a second dropped, as seen in {@code zone}}
     *
     * @throws IllegalArgumentException if year or zone cannot be expressed
     */
    public static Scts of(Instant instant, ZoneOffset zone) {
        return new Scts(instant.truncatedTo(ChronoUnit.SECONDS).atOffset(zone));
    }

    static Scts decode(OctetReader in) throws DecodeException {
        int start = in.offset();
        int year = twoDigits(in);
        int month = twoDigits(in);
        int day = twoDigits(in);
        int hour = twoDigits(in);
        int minute = twoDigits(in);
        int second = twoDigits(in);
        ZoneOffset zone = in.field("zone", Scts::zone);
        try {
            return new Scts(
                    OffsetDateTime.of(century(year), month, day, hour, minute, second, 0, zone));
        } catch (DateTimeException e) {
            throw new DecodeException(start, String.valueOf(e.getMessage()));
        }
    }

    /** Reads seven octets that are no time as the time nearest to what they say. */
    static Scts nearest(OctetReader in) throws DecodeException {
        int year = nearest(in, 0, 99);
        int month = nearest(in, 1, 12);
        YearMonth days = YearMonth.of(century(year), month);
        int day = nearest(in, 1, days.lengthOfMonth());
        int hour = nearest(in, 0, 23);
        int minute = nearest(in, 0, 59);
        int second = nearest(in, 0, 59);
        int octet = in.octet();
        int sign = (octet & WEST) == 0 ? 1 : -1;
        int quarters = Math.min(pair(octet & ~WEST), MAX_QUARTERS);
        return new Scts(
                OffsetDateTime.of(
                        century(year),
                        month,
                        day,
                        hour,
                        minute,
                        second,
                        0,
                        ZoneOffset.ofTotalSeconds(sign * quarters * QUARTER_SECONDS)));
    }

    private static int nearest(OctetReader in, int least, int most) throws DecodeException {
        return Math.clamp(pair(in.octet()), least, most);
    }

    /** Two semi-octets as a number, be they digits or not. */
    private static int pair(int octet) {
        return (octet & 0xF) * 10 + (octet >> 4);
    }

    private static int century(int year) {
        return year < FIRST_YEAR % 100 ? 2000 + year : 1900 + year;
    }

    void encode(OctetWriter out) {
        swapped(out, time.getYear() % 100);
        swapped(out, time.getMonthValue());
        swapped(out, time.getDayOfMonth());
        swapped(out, time.getHour());
        swapped(out, time.getMinute());
        swapped(out, time.getSecond());
        int seconds = time.getOffset().getTotalSeconds();
        int quarters = Math.abs(seconds) / QUARTER_SECONDS;
        out.octet(quarters % 10 << 4 | quarters / 10 | (seconds < 0 ? WEST : 0));
    }

    private static ZoneOffset zone(OctetReader in) throws DecodeException {
        int offset = in.offset();
        int octet = in.octet();
        int quarters = number(octet & ~WEST, offset);
        int sign = (octet & WEST) == 0 ? 1 : -1;
        try {
            return ZoneOffset.ofTotalSeconds(sign * quarters * QUARTER_SECONDS);
        } catch (DateTimeException e) {
            throw new DecodeException(offset, quarters + " quarters of an hour, at most 72");
        }
    }

    private static int twoDigits(OctetReader in) throws DecodeException {
        int offset = in.offset();
        return number(in.octet(), offset);
    }

    private static int number(int octet, int offset) throws DecodeException {
        int tens = octet & 0xF;
        int units = octet >> 4;
        if (tens > 9 || units > 9) {
            throw new DecodeException(offset, String.format("%02x is not two digits", octet));
        }
        return tens * 10 + units;
    }

    private static void swapped(OctetWriter out, int number) {
        out.octet(number % 10 << 4 | number / 10);
    }
}
