// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads a row of {@code Timings.csv}: {@code PEAK,*any,*any,*any,1;2;3;4;5,08:00:00}. */
final class TimingRow {
    private static final int SUNDAY = 7;

    private TimingRow() {}

    static Timing read(Table.Row row) throws TariffException {
        String[] times = row.text(5).split(";", -1);
        if (times.length > 2) {
            throw row.problem("Time: a start, or start;end expected");
        }
        LocalTime start = time(row, times[0]);
        Optional<LocalTime> end =
                times.length == 2 ? Optional.of(time(row, times[1])) : Optional.empty();
        if (end.isPresent() && !end.get().isAfter(start)) {
            throw row.problem("Time: it ends before it starts; make it two, one until midnight");
        }
        return new Timing(
                row.name(0, "Tag"),
                numbers(row, 1, "Years", 1970, 9999),
                numbers(row, 2, "Months", 1, 12),
                numbers(row, 3, "MonthDays", 1, 31),
                weekDays(row),
                start,
                end);
    }

    /** Sunday is 7, and 0 too. */
    private static Set<Integer> weekDays(Table.Row row) throws TariffException {
        Set<Integer> days = new HashSet<>(numbers(row, 4, "WeekDays", 0, SUNDAY));
        if (days.remove(0)) {
            days.add(SUNDAY);
        }
        return days;
    }

    private static Set<Integer> numbers(Table.Row row, int column, String what, int min, int max)
            throws TariffException {
        Set<Integer> numbers = new HashSet<>();
        if (row.text(column).isEmpty() || row.text(column).equals(RatingPlan.ANY)) {
            return numbers;
        }
        for (String text : row.text(column).split(";", -1)) {
            int number = text.matches("\\d{1,4}") ? Integer.parseInt(text) : -1;
            if (number < min || number > max) {
                throw row.problem(
                        what
                                + ": *any, or numbers from "
                                + min
                                + " to "
                                + max
                                + " with ; between them expected, got '"
                                + row.text(column)
                                + "'");
            }
            numbers.add(number);
        }
        return numbers;
    }

    private static LocalTime time(Table.Row row, String text) throws TariffException {
        if (text.isEmpty() || text.equals(RatingPlan.ANY)) {
            return LocalTime.MIN;
        }
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw row.problem("Time: HH:MM:SS expected, got '" + text + "'");
        }
    }
}
