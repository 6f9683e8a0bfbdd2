// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** What an event costs, and why. */
public sealed interface Rating {
    /**
     * It has a price.
     *
     * @param cost rounded
     * @param rated how much usage that pays for: at least what was asked for, as increments are
     *     whole, unless {@code disconnected}
     * @param disconnected whether the limit of the cost ended it
     * @param connectFee what of the cost is for the beginning alone
     * @param rounding how the sum was rounded: that of the most decimals
     */
    record Rated(
            BigDecimal cost,
            Usage rated,
            boolean disconnected,
            BigDecimal connectFee,
            String rounding,
            int decimals,
            List<Span> spans)
            implements Rating {
        public Rated {
            spans = List.copyOf(spans);
        }
    }

    /**
     * The tables have no price for it.
     *
     * @param at the time for which they have none
     */
    record Unrated(Instant at) implements Rating {}

    /**
     * Usage that one row of each table applies to.
     *
     * @param offset from the beginning of the event
     * @param cost shown with 20 decimals at most; sums are exact
     */
    record Span(
            Usage offset,
            Usage usage,
            BigDecimal cost,
            String subject,
            Instant activationTime,
            String ratingPlan,
            BigDecimal weight,
            String timing,
            String destinationId,
            String prefix,
            String destinationRate,
            String rates,
            BigDecimal rate,
            Usage rateUnit,
            Usage groupIntervalStart,
            List<Increments> increments) {
        public Span {
            increments = List.copyOf(increments);
        }
    }

    /**
     * So many increments that cost the same.
     *
     * @param cost of each
     */
    record Increments(Usage usage, BigDecimal cost, long count) {}
}
