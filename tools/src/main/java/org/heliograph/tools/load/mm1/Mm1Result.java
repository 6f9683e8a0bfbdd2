// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.mm1;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a run came to.
 *
 * @param cycle sending, fetching and acknowledging; fewer if the run was too short
 * @param notification from the answer to the notification, in microseconds
 * @param lost accepted, and not fetched whole
 * @param failures by what it was
 */
public record Mm1Result(
        List<Phase> cycle,
        Histogram notification,
        int begun,
        int accepted,
        int notified,
        int fetched,
        int acknowledged,
        int lost,
        int repeatedNotifications,
        int foreign,
        int damaged,
        Map<String, Integer> failures) {
    /**
     * Requests of one kind.
     *
     * @param micros latencies
     * @param serverMicros processor time of the server for each, or NaN
     */
    public record Phase(
            String name, long count, double seconds, Histogram micros, double serverMicros) {
        public double perSecond() {
            return seconds > 0 ? count / seconds : 0;
        }
    }

    /** {@return whether all that was accepted was fetched whole and acknowledged} */
    public boolean isWhole() {
        return lost == 0 && damaged == 0 && acknowledged == fetched && accepted > 0;
    }
}
