// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.heliograph.charging.rating.DestinationRate.MaxCostStrategy;
import org.heliograph.charging.rating.Tariffs.Applies;

/**
 * Prices events. The tables may be replaced at any time; an event that is being priced keeps those
 * it began with.
 */
public final class Rater {
    /** How exactly parts of a sum are shown. */
    private static final int SHOWN_DECIMALS = 20;

    private final ZoneId zone;
    private final OptionalInt incrementDecimals;
    private volatile Tariffs tariffs = Tariffs.none();

    /**
     * @param zone whose clock timings mean
     * @param incrementDecimals to which each increment's cost is rounded, half up, before they are
     *     added, as CGRateS does with its {@code rounding_decimals}; empty: exact
     */
    public Rater(ZoneId zone, OptionalInt incrementDecimals) {
        this.zone = zone;
        this.incrementDecimals = incrementDecimals;
    }

    /** Prices by these from now on. */
    public void replace(Tariffs newTariffs) {
        tariffs = newTariffs;
    }

    /** {@return what the event costs; nothing used costs nothing} */
    public Rating rate(RatingRequest request) {
        return new Sum(request, tariffs).rating();
    }

    /** One event being priced. */
    private final class Sum {
        private final RatingRequest request;
        private final Tariffs.Lookup lookup;
        private final List<Rating.Span> spans = new ArrayList<>();
        private Fraction cost = Fraction.ZERO;
        private Optional<DestinationRate> roundsBy = Optional.empty();
        private BigDecimal connectFee = BigDecimal.ZERO;
        private boolean disconnected;

        Sum(RatingRequest request, Tariffs tariffs) {
            this.request = request;
            this.lookup = tariffs.new Lookup(request, zone);
        }

        Rating rating() {
            long offset = 0;
            while (offset < request.usage().amount() && !disconnected) {
                Instant at = timeAt(offset);
                Optional<Applies> applies = lookup.at(at);
                if (applies.isEmpty()) {
                    return new Rating.Unrated(at);
                }
                if (offset == 0) {
                    connectFee = applies.get().entry().destinationRate().rates().connectFee();
                    cost = Fraction.of(connectFee);
                }
                offset = span(offset, applies.get());
            }
            int decimals = roundsBy.map(DestinationRate::decimals).orElse(0);
            var rounding =
                    roundsBy.map(DestinationRate::rounding).orElse(DestinationRate.Rounding.UP);
            return new Rating.Rated(
                    plain(cost.rounded(decimals, rounding.mode())),
                    request.usage().with(offset),
                    disconnected,
                    connectFee,
                    rounding.text(),
                    decimals,
                    spans);
        }

        private Instant timeAt(long offset) {
            return request.usage().timed()
                    ? request.answerTime().plusNanos(offset)
                    : request.answerTime();
        }

        /** Adds the usage from {@code offset} on to which the same applies. {@return its end} */
        private long span(long offset, Applies applies) {
            DestinationRate prices = applies.entry().destinationRate();
            if (roundsBy.isEmpty() || prices.decimals() > roundsBy.get().decimals()) {
                roundsBy = Optional.of(prices);
            }
            int index = prices.rates().groupAt(offset);
            Rates.Group group = prices.rates().groups().get(index);
            long end = request.usage().amount();
            if (index + 1 < prices.rates().groups().size()) {
                end = Math.min(end, prices.rates().groups().get(index + 1).start());
            }
            if (request.usage().timed()) {
                end = sameUntil(applies, end);
            }
            long count = Math.ceilDiv(end - offset, group.increment());
            Fraction each = increment(group);
            long paid = prices.limited() ? paid(count, each, prices.maxCost()) : count;
            List<Rating.Increments> increments = new ArrayList<>();
            add(increments, group, each, paid);
            if (paid < count) {
                disconnected = prices.strategy().equals(Optional.of(MaxCostStrategy.DISCONNECT));
                add(increments, group, Fraction.ZERO, disconnected ? 0 : count - paid);
            }
            long usage = (disconnected ? paid : count) * group.increment();
            Fraction spanCost = each.times(paid);
            cost = cost.plus(spanCost);
            if (usage > 0) {
                spans.add(explained(offset, usage, spanCost, applies, group, increments));
            }
            return offset + usage;
        }

        /** {@return up to where, {@code end} at most, what was looked up last applies} */
        private long sameUntil(Applies applies, long end) {
            Instant last = timeAt(end);
            Instant changes = lookup.changes();
            while (changes.isBefore(last)) {
                if (!lookup.at(changes).equals(Optional.of(applies))) {
                    return Duration.between(request.answerTime(), changes).toNanos();
                }
                changes = lookup.changes();
            }
            return end;
        }

        private Fraction increment(Rates.Group group) {
            Fraction exact = Fraction.of(group.rate()).times(group.increment()).over(group.unit());
            return incrementDecimals.isPresent()
                    ? Fraction.of(exact.rounded(incrementDecimals.getAsInt(), RoundingMode.HALF_UP))
                    : exact;
        }

        /** {@return how many of {@code count} increments are paid until the limit is reached} */
        private long paid(long count, Fraction each, BigDecimal maxCost) {
            Fraction left = Fraction.of(maxCost).minus(cost);
            if (left.compareTo(Fraction.ZERO) <= 0) {
                return 0;
            }
            return each.compareTo(Fraction.ZERO) == 0
                    ? count
                    : left.fillsOf(each).min(BigInteger.valueOf(count)).longValueExact();
        }

        private void add(List<Rating.Increments> to, Rates.Group group, Fraction each, long count) {
            if (count > 0) {
                to.add(
                        new Rating.Increments(
                                request.usage().with(group.increment()), shown(each), count));
            }
        }

        private Rating.Span explained(
                long offset,
                long usage,
                Fraction spanCost,
                Applies applies,
                Rates.Group group,
                List<Rating.Increments> increments) {
            DestinationRate prices = applies.entry().destinationRate();
            return new Rating.Span(
                    request.usage().with(offset),
                    request.usage().with(usage),
                    shown(spanCost),
                    applies.subject(),
                    applies.activation(),
                    applies.plan().id(),
                    applies.entry().weight(),
                    applies.entry().timing().id(),
                    prices.destinationId(),
                    applies.prefix(),
                    prices.id(),
                    prices.rates().id(),
                    group.rate(),
                    request.usage().with(group.unit()),
                    request.usage().with(group.start()),
                    increments);
        }
    }

    private static BigDecimal shown(Fraction amount) {
        return plain(amount.rounded(SHOWN_DECIMALS, RoundingMode.HALF_EVEN));
    }

    /** {@return the same number with no more zeros than it needs, and no exponent} */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
