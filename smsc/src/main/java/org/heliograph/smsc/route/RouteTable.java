// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.SourcePattern;

/**
 * Routes by what numbers begin with: the longest such beginning decides, and of what begins alike
 * the one that is about fewer numbers; then a source by name goes before any. Looking up takes one
 * probe of a hash table for each length that some beginning has, whatever their number.
 */
final class RouteTable {
    /** As many digits as a key holds; what is longer is told apart by its pattern. */
    private static final int LONGEST_KEY = 18;

    /** Patterns that are not prefixes, and begin alike: they are tried one by one. */
    private static final int MOST_ALIKE = 1_000;

    private static final RouteChoice[] NONE = {};

    /** Powers of two; keys are never 0, since a 1 stands before the digits. */
    private final long[] keys;

    private final RouteChoice[][] values;
    private final int lengths;
    private final boolean timed;
    private final int size;

    /**
     * @throws IllegalArgumentException if too many begin alike
     */
    RouteTable(List<RouteRule> rules) {
        size = rules.size();
        timed = rules.stream().anyMatch(rule -> rule.hours().isPresent());
        record Same(String destination, SourcePattern source) {}
        Map<Same, List<RouteRule>> same = new LinkedHashMap<>();
        for (RouteRule rule : rules) {
            same.computeIfAbsent(
                            new Same(rule.destination(), rule.source()), _ -> new ArrayList<>())
                    .add(rule);
        }
        Map<Long, List<RouteChoice>> byKey = HashMap.newHashMap(same.size());
        int present = 0;
        for (List<RouteRule> alternatives : same.values()) {
            var choice = new RouteChoice(alternatives);
            String leading = choice.numbers().leading();
            int length = Math.min(leading.length(), LONGEST_KEY);
            present |= 1 << length;
            byKey.computeIfAbsent(key(leading, length), _ -> new ArrayList<>(1)).add(choice);
        }
        lengths = present;
        int slots = Integer.highestOneBit(Math.max(1, byKey.size()) * 2) * 2;
        keys = new long[slots];
        values = new RouteChoice[slots][];
        byKey.forEach(this::put);
    }

    private void put(long key, List<RouteChoice> choices) {
        if (choices.size() > MOST_ALIKE) {
            throw new IllegalArgumentException(
                    choices.getLast().rules().getFirst().place()
                            + ": more than "
                            + MOST_ALIKE
                            + " ranges and expressions begin alike");
        }
        choices.sort(
                Comparator.<RouteChoice>comparingInt(c -> -c.numbers().leading().length())
                        .thenComparingLong(c -> c.numbers().breadth())
                        .thenComparingInt(c -> breadth(c.source())));
        int slot = slot(key);
        while (keys[slot] != 0) {
            slot = (slot + 1) & (keys.length - 1);
        }
        keys[slot] = key;
        values[slot] = choices.toArray(NONE);
    }

    private static int breadth(SourcePattern source) {
        return source.equals(SourcePattern.ANY) ? 2 : source.name().equals("*") ? 1 : 0;
    }

    private int slot(long key) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & (keys.length - 1);
    }

    private RouteChoice[] at(long key) {
        for (int slot = slot(key); keys[slot] != 0; slot = (slot + 1) & (keys.length - 1)) {
            if (keys[slot] == key) {
                return values[slot];
            }
        }
        return NONE;
    }

    private static long key(String digits, int length) {
        long key = 1;
        for (int i = 0; i < length; i++) {
            key = key * 10 + (digits.charAt(i) - '0');
        }
        return key;
    }

    /** {@return how many rules it has} */
    int size() {
        return size;
    }

    /** {@return whether some rule holds at some times only} */
    boolean timed() {
        return timed;
    }

    /**
     * {@return the rule that a number goes by, if any is about it}
     *
     * @param number at least one digit, and nothing but digits
     * @param minuteOfWeek as {@link RouteHours#minuteOfWeek} tells, where it is {@link #timed}
     */
    Optional<RouteRule> find(
            Origin origin,
            String number,
            int minuteOfWeek,
            Predicate<Route> reached,
            RouteChoice.Trace trace) {
        int longest = Math.min(number.length(), LONGEST_KEY);
        long key = key(number, longest);
        for (int length = longest; length >= 0; length--) {
            if ((lengths & (1 << length)) != 0) {
                for (RouteChoice choice : at(key)) {
                    if (!isAbout(choice, number)) {
                        continue;
                    }
                    if (!choice.matches(origin)) {
                        trace.passedOver(choice.rules().getFirst(), "is about another source");
                        continue;
                    }
                    Optional<RouteRule> chosen =
                            choice.choose(number, minuteOfWeek, reached, trace);
                    if (chosen.isPresent()) {
                        return chosen;
                    }
                }
            }
            key /= 10;
        }
        return Optional.empty();
    }

    private static boolean isAbout(RouteChoice choice, String number) {
        NumberPattern numbers = choice.numbers();
        return (numbers.leading().length() <= LONGEST_KEY || number.startsWith(numbers.leading()))
                && numbers.matches(number);
    }

    /** {@return all ways that a number from there may go, at some time or other} */
    List<RouteRule> all(Origin origin, String number) {
        List<RouteRule> all = new ArrayList<>();
        long key = key(number, Math.min(number.length(), LONGEST_KEY));
        for (int length = Math.min(number.length(), LONGEST_KEY); length >= 0; length--) {
            for (RouteChoice choice : at(key)) {
                if (isAbout(choice, number) && choice.matches(origin)) {
                    all.addAll(choice.rules());
                }
            }
            key /= 10;
        }
        return all;
    }
}
