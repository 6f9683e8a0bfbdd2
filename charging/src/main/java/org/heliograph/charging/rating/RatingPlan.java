// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which prices apply to a destination when: the rows of {@code RatingPlans.csv} that have one id.
 *
 * @param entries by destination id, in the order of the tables
 */
record RatingPlan(String id, Map<String, List<Entry>> entries) {
    static final String ANY = "*any";

    /**
     * @param weight where several apply, the highest counts
     */
    record Entry(DestinationRate destinationRate, Timing timing, BigDecimal weight) {
        /** {@return whether it counts before {@code other}, both being active} */
        boolean before(Entry other) {
            int byWeight = weight.compareTo(other.weight);
            return byWeight > 0 || (byWeight == 0 && timing.start().isAfter(other.timing.start()));
        }
    }

    /**
     * What a plan has for a destination.
     *
     * @param prefix that was matched; empty for {@code *any}
     * @param entries at least one
     */
    record Match(String prefix, List<Entry> entries) {
        /** {@return what applies at a time; nothing where no timing does} */
        Optional<Entry> at(ZonedDateTime time) {
            Optional<Entry> best = Optional.empty();
            for (Entry entry : entries) {
                if (entry.timing().activeAt(time) && (best.isEmpty() || entry.before(best.get()))) {
                    best = Optional.of(entry);
                }
            }
            return best;
        }
    }

    /** {@return what it has for the longest prefix it knows, or else for {@code *any}} */
    Optional<Match> match(Destinations destinations, String destination) {
        for (int at = destinations.longest(destination); at >= 0; at = destinations.shorter(at)) {
            List<Entry> found = new ArrayList<>();
            for (String id : destinations.ids(at)) {
                found.addAll(entries.getOrDefault(id, List.of()));
            }
            if (!found.isEmpty()) {
                return Optional.of(new Match(destinations.prefix(at), found));
            }
        }
        List<Entry> any = entries.getOrDefault(ANY, List.of());
        return any.isEmpty() ? Optional.empty() : Optional.of(new Match("", any));
    }
}
