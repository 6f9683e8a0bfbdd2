// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The prices for a destination: a row of {@code DestinationRates.csv}.
 *
 * @param destinationId {@code *any}: every destination that the plan has nothing else for
 * @param maxCost where the event's cost has reached it, {@code strategy} says how it goes on; 0: no
 *     limit
 */
record DestinationRate(
        String id,
        String destinationId,
        Rates rates,
        Rounding rounding,
        int decimals,
        BigDecimal maxCost,
        Optional<MaxCostStrategy> strategy) {

    /** How a table names a way of rounding. */
    enum Rounding {
        UP("*up", RoundingMode.CEILING),
        MIDDLE("*middle", RoundingMode.HALF_UP),
        DOWN("*down", RoundingMode.FLOOR);

        private final String text;
        private final RoundingMode mode;

        Rounding(String text, RoundingMode mode) {
            this.text = text;
            this.mode = mode;
        }

        String text() {
            return text;
        }

        RoundingMode mode() {
            return mode;
        }
    }

    /** What becomes of an event whose cost has reached the limit. */
    enum MaxCostStrategy {
        /** It goes on and costs no more. */
        FREE("*free"),
        /** It ends there. */
        DISCONNECT("*disconnect");

        private final String text;

        MaxCostStrategy(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** {@return whether there is a limit} */
    boolean limited() {
        return strategy.isPresent() && maxCost.signum() > 0;
    }
}
