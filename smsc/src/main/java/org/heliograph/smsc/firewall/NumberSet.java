// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.firewall;

import java.util.List;

/** Numbers by what they begin with, and by ranges. */
final class NumberSet {
    private record Range(String from, String to) {}

    private final List<String> beginnings;
    private final List<Range> ranges;

    /**
     * @param texts {@code 4477*}, {@code 447700900001} or {@code 447700900000-447700900999}
     * @throws IllegalArgumentException if a range is none
     */
    NumberSet(List<String> texts) {
        beginnings =
                texts.stream()
                        .filter(text -> text.endsWith("*"))
                        .map(text -> text.substring(0, text.length() - 1))
                        .toList();
        ranges = texts.stream().filter(text -> !text.endsWith("*")).map(NumberSet::range).toList();
    }

    private static Range range(String text) {
        String[] ends = text.split("-", -1);
        String from = ends[0];
        String to = ends[ends.length - 1];
        if (from.length() != to.length() || from.compareTo(to) > 0) {
            throw new IllegalArgumentException(
                    "smsc.firewall.ownNumbers.numbers: no range " + text);
        }
        return new Range(from, to);
    }

    boolean isEmpty() {
        return beginnings.isEmpty() && ranges.isEmpty();
    }

    boolean contains(String number) {
        for (String beginning : beginnings) {
            if (number.startsWith(beginning)) {
                return true;
            }
        }
        for (Range range : ranges) {
            if (number.length() == range.from.length()
                    && number.compareTo(range.from) >= 0
                    && number.compareTo(range.to) <= 0) {
                return true;
            }
        }
        return false;
    }
}
