// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.route;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.SourcePattern;

/** The rules for the same numbers and the same source: what may stand in for each other. */
final class RouteChoice {
    private final List<RouteRule> rules;
    private final NumberPattern numbers;
    private final SourcePattern source;

    /**
     * @param rules at least one
     */
    RouteChoice(List<RouteRule> rules) {
        this.rules = rules.stream().sorted(Comparator.comparingInt(RouteRule::order)).toList();
        this.numbers = rules.getFirst().numbers();
        this.source = rules.getFirst().source();
    }

    NumberPattern numbers() {
        return numbers;
    }

    SourcePattern source() {
        return source;
    }

    List<RouteRule> rules() {
        return rules;
    }

    /**
     * {@return the rule that a number goes by} Of those that hold now the lowest order of which one
     * leads somewhere that can be reached; among equals a number always goes by the same, so that
     * the parts of a long message do. If nothing can be reached, what would have been first.
     */
    Optional<RouteRule> choose(
            String number, int minuteOfWeek, Predicate<Route> reached, Trace trace) {
        if (rules.size() == 1 && rules.getFirst().hours().isEmpty()) {
            return Optional.of(rules.getFirst());
        }
        Optional<RouteRule> unreached = Optional.empty();
        int at = 0;
        while (at < rules.size()) {
            int order = rules.get(at).order();
            int end = at;
            int weight = 0;
            while (end < rules.size() && rules.get(end).order() == order) {
                RouteRule rule = rules.get(end++);
                if (!holds(rule, minuteOfWeek)) {
                    trace.passedOver(rule, "does not hold at this time");
                } else if (!reached.test(rule.route(number))) {
                    trace.passedOver(rule, "leads to what cannot be reached now");
                    unreached = unreached.or(() -> Optional.of(rule));
                } else {
                    weight += rule.weight();
                }
            }
            if (weight > 0) {
                return Optional.of(byWeight(at, end, weight, number, minuteOfWeek, reached, trace));
            }
            at = end;
        }
        return unreached;
    }

    private RouteRule byWeight(
            int from,
            int to,
            int weight,
            String number,
            int minuteOfWeek,
            Predicate<Route> reached,
            Trace trace) {
        int left =
                Math.floorMod((number.hashCode() * 0x9E3779B9) >>> 8, weight); // spreads neighbours
        for (int i = from; i < to; i++) {
            RouteRule rule = rules.get(i);
            if (holds(rule, minuteOfWeek) && reached.test(rule.route(number))) {
                left -= rule.weight();
                if (left < 0) {
                    return rule;
                }
                trace.passedOver(rule, "has another share of the numbers, by its weight");
            }
        }
        return rules.get(to - 1); // it was reached a moment ago
    }

    boolean matches(Origin origin) {
        return source.matches(origin);
    }

    private static boolean holds(RouteRule rule, int minuteOfWeek) {
        return rule.hours().isEmpty() || rule.hours().get().hold(minuteOfWeek);
    }

    /** Who wants to know why. */
    interface Trace {
        Trace NONE = (_, _) -> {};

        void passedOver(RouteRule rule, String why);
    }
}
