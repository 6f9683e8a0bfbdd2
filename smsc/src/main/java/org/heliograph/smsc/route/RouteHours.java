// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.route;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.BitSet;
import java.util.List;

/** The minutes of a week in which a route holds. */
final class RouteHours {
    private static final int DAY = 24 * 60;

    private static final List<String> DAYS = List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su");

    private final BitSet minutes = new BitSet(7 * DAY);

    private RouteHours() {}

    /**
     * {@code Mo-Fr 08:00-18:00}; days, hours or both, several with semicolons between; hours may go
     * past midnight.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    static RouteHours of(String text) {
        RouteHours hours = new RouteHours();
        for (String span : text.split(";", -1)) {
            hours.add(span.strip());
        }
        return hours;
    }

    private void add(String span) {
        String[] words = span.split(" +", -1);
        boolean days = !words[0].isEmpty() && Character.isLetter(words[0].charAt(0));
        if (words.length > 2 || (words.length == 2 && !days)) {
            throw malformed(span);
        }
        BitSet which = days ? days(words[0]) : allDays();
        int from = 0;
        int length = DAY;
        if (!days || words.length == 2) {
            String[] ends = words[words.length - 1].split("-", -1);
            if (ends.length != 2) {
                throw malformed(span);
            }
            from = minute(ends[0], span);
            int to = minute(ends[1], span);
            length = to > from ? to - from : to + DAY - from;
        }
        int start = from;
        int end = from + length;
        which.stream()
                .forEach(
                        day -> {
                            for (int minute = start; minute < end; minute++) {
                                minutes.set((day * DAY + minute) % (7 * DAY));
                            }
                        });
    }

    private static BitSet allDays() {
        BitSet all = new BitSet();
        all.set(0, DAYS.size());
        return all;
    }

    private static BitSet days(String text) {
        BitSet days = new BitSet();
        for (String part : text.split(",", -1)) {
            String[] ends = part.split("-", -1);
            int first = DAYS.indexOf(ends[0]);
            int last = DAYS.indexOf(ends[ends.length - 1]);
            if (ends.length > 2 || first < 0 || last < 0) {
                throw malformed(text);
            }
            for (int day = first; day != last; day = (day + 1) % DAYS.size()) {
                days.set(day);
            }
            days.set(last);
        }
        return days;
    }

    private static int minute(String text, String span) {
        try {
            return text.equals("24:00") ? DAY : LocalTime.parse(text).toSecondOfDay() / 60;
        } catch (DateTimeParseException e) {
            throw malformed(span);
        }
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "hours are like Mo-Fr 08:00-18:00; Sa,Su, and not " + text);
    }

    /** {@return the minute of the week that {@link #hold} wants, Monday 00:00 being 0} */
    static int minuteOfWeek(ZonedDateTime time) {
        return (time.getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue()) * DAY
                + time.getHour() * 60
                + time.getMinute();
    }

    boolean hold(int minuteOfWeek) {
        return minutes.get(minuteOfWeek);
    }
}
