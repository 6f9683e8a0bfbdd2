// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import java.math.BigDecimal;
import java.util.List;

/**
 * Prices: the rows of {@code Rates.csv} that have one id.
 *
 * @param connectFee once an event, from the row that applies first
 * @param groups by their start; the first starts at 0
 */
record Rates(String id, BigDecimal connectFee, List<Group> groups) {
    /**
     * What applies from some point of the usage on.
     *
     * @param rate for {@code unit}
     * @param unit nanoseconds or units of usage
     * @param increment usage is charged in whole multiples of it
     * @param start GroupIntervalStart, from the beginning of the event
     */
    record Group(BigDecimal rate, long unit, long increment, long start) {}

    Rates {
        groups = List.copyOf(groups);
    }

    /** {@return which group applies after so much usage} */
    int groupAt(long offset) {
        int index = groups.size() - 1;
        while (groups.get(index).start() > offset) {
            index--;
        }
        return index;
    }
}
