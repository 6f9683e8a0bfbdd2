// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All tables of one reading; never changes. */
public final class Tariffs {
    /** A fallback's fallback's fallback is asked, and no further (as CGRateS does). */
    private static final int DEEPEST = 3;

    private final Destinations destinations;
    private final Map<RatingProfile.Key, RatingProfile> profiles;

    Tariffs(Destinations destinations, Map<RatingProfile.Key, RatingProfile> profiles) {
        this.destinations = destinations;
        this.profiles = Map.copyOf(profiles);
    }

    /** {@return tables that have a price for nothing} */
    public static Tariffs none() {
        return new Tariffs(Destinations.none(), Map.of());
    }

    /**
     * What applies to an event at a time.
     *
     * @param subject whose profile it was
     */
    record Applies(
            String subject,
            Instant activation,
            RatingPlan plan,
            String prefix,
            RatingPlan.Entry entry) {}

    /**
     * A plan that has the destination: nobody else is asked.
     *
     * @param applies nothing: not at this time
     */
    private record Found(Optional<Applies> applies) {}

    /** What applies to one event, over time. */
    final class Lookup {
        private final RatingRequest request;
        private final ZoneId zone;

        /** When what was found last may be otherwise. */
        private Instant changes = Instant.MAX;

        Lookup(RatingRequest request, ZoneId zone) {
            this.request = request;
            this.zone = zone;
        }

        Instant changes() {
            return changes;
        }

        Optional<Applies> at(Instant time) {
            changes = Instant.MAX;
            Set<String> asked = new HashSet<>();
            return of(request.subject(), time, 0, asked)
                    .or(() -> of(RatingPlan.ANY, time, 0, asked))
                    .flatMap(Found::applies);
        }

        private Optional<Found> of(String subject, Instant time, int depth, Set<String> asked) {
            RatingProfile profile =
                    profiles.get(
                            new RatingProfile.Key(request.tenant(), request.category(), subject));
            if (profile == null || depth > DEEPEST || !asked.add(subject)) {
                return Optional.empty();
            }
            changeBy(profile.changesAfter(time));
            Optional<RatingProfile.Activation> active = profile.at(time);
            if (active.isEmpty()) {
                return Optional.empty();
            }
            Optional<RatingPlan.Match> match =
                    active.get().plan().match(destinations, request.destination());
            if (match.isPresent()) {
                return Optional.of(new Found(entry(subject, active.get(), match.get(), time)));
            }
            for (String fallback : active.get().fallback()) {
                Optional<Found> found = of(fallback, time, depth + 1, asked);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }

        private Optional<Applies> entry(
                String subject,
                RatingProfile.Activation active,
                RatingPlan.Match match,
                Instant time) {
            ZonedDateTime local = time.atZone(zone);
            timingsChange(match.entries(), local);
            return match.at(local)
                    .map(
                            entry ->
                                    new Applies(
                                            subject,
                                            active.time(),
                                            active.plan(),
                                            match.prefix(),
                                            entry));
        }

        private void timingsChange(List<RatingPlan.Entry> entries, ZonedDateTime local) {
            LocalDate today = local.toLocalDate();
            for (RatingPlan.Entry entry : entries) {
                if (!entry.timing().unlimited()) {
                    changeBy(today.plusDays(1).atStartOfDay(zone).toInstant());
                    Optional.ofNullable(zone.getRules().nextTransition(local.toInstant()))
                            .ifPresent(clocksChange -> changeBy(clocksChange.getInstant()));
                    changeAt(today, entry.timing().start(), local);
                    entry.timing().end().ifPresent(end -> changeAt(today, end, local));
                }
            }
        }

        private void changeAt(LocalDate today, LocalTime time, ZonedDateTime local) {
            ZonedDateTime then = ZonedDateTime.ofLocal(today.atTime(time), zone, local.getOffset());
            if (then.isAfter(local)) {
                changeBy(then.toInstant());
            }
        }

        private void changeBy(Instant time) {
            if (time.isBefore(changes)) {
                changes = time;
            }
        }
    }
}
