// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rater again, slow and obvious: it walks through the rows of the tables as they are written,
 * one increment after the other.
 *
 * @param allUnits a multiple of each RateUnit, so that sums of it are whole decimals
 */
record SlowRater(
        ZoneId zone,
        BigDecimal allUnits,
        List<String[]> timings,
        List<String[]> destinations,
        List<String[]> rates,
        List<String[]> destinationRates,
        List<String[]> plans,
        List<String[]> profiles) {

    /** Cost and rated usage; nothing where there is no price. */
    Optional<String> rate(RatingRequest request) {
        BigDecimal sum = BigDecimal.ZERO;
        long offset = 0;
        String[] roundsBy = null;
        while (offset < request.usage().amount()) {
            Instant at =
                    request.usage().timed()
                            ? request.answerTime().plusNanos(offset)
                            : request.answerTime();
            String[] prices = find(request, request.subject(), at, new ArrayList<>());
            if (prices == null) {
                prices = find(request, "*any", at, new ArrayList<>(List.of(request.subject())));
            }
            if (prices == null || prices.length == 0) {
                return Optional.empty();
            }
            String[] rate = null;
            String[] first = null;
            for (String[] row : rates) {
                if (row[0].equals(prices[2])) {
                    long start = amount(row[5]);
                    if (start <= offset && (rate == null || start > amount(rate[5]))) {
                        rate = row;
                    }
                    first = start == 0 ? row : first;
                }
            }
            if (rate == null || first == null) {
                throw new AssertionError("tables of the test");
            }
            if (offset == 0) {
                sum = new BigDecimal(first[1]).multiply(allUnits);
            }
            if (roundsBy == null || Integer.parseInt(prices[4]) > Integer.parseInt(roundsBy[4])) {
                roundsBy = prices;
            }
            BigDecimal limit = new BigDecimal(prices[5]).multiply(allUnits);
            boolean reached =
                    limit.signum() > 0 && !prices[6].isEmpty() && sum.compareTo(limit) >= 0;
            if (reached && prices[6].equals("*disconnect")) {
                break;
            }
            long increment = amount(rate[4]);
            if (!reached) {
                sum =
                        sum.add(
                                new BigDecimal(rate[2])
                                        .multiply(BigDecimal.valueOf(increment))
                                        .multiply(
                                                allUnits.divide(
                                                        BigDecimal.valueOf(amount(rate[3])),
                                                        0,
                                                        RoundingMode.UNNECESSARY)));
            }
            offset += increment;
        }
        if (roundsBy == null) {
            return Optional.of("0 for 0");
        }
        RoundingMode mode =
                switch (roundsBy[3]) {
                    case "*up" -> RoundingMode.CEILING;
                    case "*down" -> RoundingMode.FLOOR;
                    default -> RoundingMode.HALF_UP;
                };
        BigDecimal cost = sum.divide(allUnits, Integer.parseInt(roundsBy[4]), mode);
        return Optional.of(cost.stripTrailingZeros().toPlainString() + " for " + offset);
    }

    /** {@return the row of DestinationRates; empty: none at this time; null: none at all} */
    @SuppressWarnings("NullAway") // the obvious way in a test: null is what was not found
    private String[] find(RatingRequest request, String subject, Instant at, List<String> asked) {
        if (asked.contains(subject) || asked.size() > 8) {
            return null;
        }
        asked.add(subject);
        String[] profile = null;
        for (String[] row : profiles) {
            if (row[0].equals(request.tenant())
                    && row[1].equals(request.category())
                    && row[2].equals(subject)
                    && !time(row).isAfter(at)
                    && (profile == null || time(row).isAfter(time(profile)))) {
                profile = row;
            }
        }
        if (profile == null) {
            return null;
        }
        for (int length = request.destination().length(); length > 0; length--) {
            String prefix = request.destination().substring(0, length);
            List<String> ids = new ArrayList<>();
            for (String[] row : destinations) {
                if (row[1].equals(prefix)) {
                    ids.add(row[0]);
                }
            }
            String[] found = best(profile[4], ids, at);
            if (found != null) {
                return found;
            }
        }
        String[] any = best(profile[4], List.of("*any"), at);
        if (any != null) {
            return any;
        }
        for (String fallback : profile[5].split(";", -1)) {
            String[] found = find(request, fallback, at, asked);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Rows in the order of destination ids, then of the plan. */
    @SuppressWarnings("NullAway") // as above
    private String[] best(String plan, List<String> ids, Instant at) {
        String[] best = null;
        String[] bestPlan = null;
        boolean any = false;
        for (String id : ids) {
            for (String[] row : plans) {
                for (String[] prices : destinationRates) {
                    if (row[0].equals(plan) && prices[0].equals(row[1]) && prices[1].equals(id)) {
                        any = true;
                        if (active(row[2], at) && (bestPlan == null || before(row, bestPlan))) {
                            best = prices;
                            bestPlan = row;
                        }
                    }
                }
            }
        }
        return any && best == null ? new String[0] : best;
    }

    private boolean before(String[] row, String[] other) {
        int byWeight = new BigDecimal(row[3]).compareTo(new BigDecimal(other[3]));
        return byWeight > 0 || (byWeight == 0 && start(row[2]).isAfter(start(other[2])));
    }

    private LocalTime start(String id) {
        for (String[] row : timings) {
            if (row[0].equals(id)) {
                return LocalTime.parse(row[5].split(";", -1)[0]);
            }
        }
        return LocalTime.MIN;
    }

    private boolean active(String id, Instant at) {
        ZonedDateTime local = at.atZone(zone);
        for (String[] row : timings) {
            if (row[0].equals(id)) {
                String[] times = row[5].split(";", -1);
                String day = Integer.toString(local.getDayOfWeek().getValue());
                return (row[4].equals("*any") || row[4].contains(day))
                        && (row[3].equals("*any")
                                || row[3].equals(Integer.toString(local.getDayOfMonth())))
                        && !local.toLocalTime().isBefore(LocalTime.parse(times[0]))
                        && (times.length == 1
                                || local.toLocalTime().isBefore(LocalTime.parse(times[1])));
            }
        }
        return true;
    }

    private static Instant time(String[] profile) {
        return profile[3].isEmpty() ? Instant.EPOCH : OffsetDateTime.parse(profile[3]).toInstant();
    }

    private static long amount(String text) {
        return text.endsWith("s")
                ? Long.parseLong(text.substring(0, text.length() - 1)) * 1_000_000_000
                : Long.parseLong(text);
    }
}
