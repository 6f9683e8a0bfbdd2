// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * When something applies: a row of {@code Timings.csv}. Empty sets mean any. Without an end it goes
 * on until midnight; where several apply, the one that began last counts.
 *
 * @param weekDays 1 Monday to 7 Sunday
 * @param end not included
 */
record Timing(
        String id,
        Set<Integer> years,
        Set<Integer> months,
        Set<Integer> monthDays,
        Set<Integer> weekDays,
        LocalTime start,
        Optional<LocalTime> end) {

    Timing {
        years = Set.copyOf(years);
        months = Set.copyOf(months);
        monthDays = Set.copyOf(monthDays);
        weekDays = Set.copyOf(weekDays);
    }

    /** {@return the one that tables need not define} */
    static Timing always(String id) {
        return new Timing(
                id, Set.of(), Set.of(), Set.of(), Set.of(), LocalTime.MIN, Optional.empty());
    }

    boolean unlimited() {
        return everyDay() && start.equals(LocalTime.MIN) && end.isEmpty();
    }

    private boolean everyDay() {
        return years.isEmpty() && months.isEmpty() && monthDays.isEmpty() && weekDays.isEmpty();
    }

    boolean activeAt(ZonedDateTime at) {
        LocalDate day = at.toLocalDate();
        LocalTime time = at.toLocalTime();
        return in(years, day.getYear())
                && in(months, day.getMonthValue())
                && in(monthDays, day.getDayOfMonth())
                && in(weekDays, day.getDayOfWeek().getValue())
                && !time.isBefore(start)
                && (end.isEmpty() || time.isBefore(end.get()));
    }

    private static boolean in(Set<Integer> wanted, int value) {
        return wanted.isEmpty() || wanted.contains(value);
    }
}
