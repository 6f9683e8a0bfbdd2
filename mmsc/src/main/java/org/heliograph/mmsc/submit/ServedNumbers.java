// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.submit;

import java.util.List;
import org.heliograph.subscribers.Msisdn;

/** Takes every number that begins as ours do for a subscriber with a handset for MMS. */
public final class ServedNumbers implements Directory {
    private final List<String> prefixes;

    /**
     * @param prefixes of our numbers, without a plus sign; none: all numbers are ours
     */
    public ServedNumbers(List<String> prefixes) {
        this.prefixes = List.copyOf(prefixes);
    }

    @Override
    public Standing of(Msisdn number) {
        return prefixes.isEmpty() || prefixes.stream().anyMatch(number.digits()::startsWith)
                ? Standing.SERVED
                : Standing.NOT_OURS;
    }
}
