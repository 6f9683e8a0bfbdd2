// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What a run came to. Counts are of the whole run, rates and latencies of what came after the
 * warm-up.
 *
 * @param measured how long rates were measured
 * @param delivering from the end of the warm-up to the last delivery
 * @param unanswered submit_sm without an answer
 * @param bindsAgain binds after a connection was lost
 * @param unsent submit_sm that the rate asked for and the windows did not let pass
 * @param cpu that this process took while it measured
 * @param serverCpu that the server took meanwhile, where its process is known
 * @param cpuOver submit_sm sent in that time
 * @param problem what ended the run early
 */
record LoadResult(
        LoadPlan plan,
        Instant startedAt,
        Duration measured,
        Duration delivering,
        Tally.Counts total,
        long acceptedInTime,
        long deliveredInTime,
        Map<Integer, Long> refusals,
        Receipts.Count receipts,
        long unanswered,
        long unsent,
        long bindsAgain,
        Histogram answer,
        Histogram endToEnd,
        Histogram lateness,
        Duration cpu,
        Optional<Duration> serverCpu,
        long cpuOver,
        Optional<String> problem) {

    /** {@return whether it is known what arrived} */
    boolean receives() {
        return plan.receives();
    }

    /** {@return acknowledged, but not delivered; 0 if nobody looked} */
    long lost() {
        return receives() ? total.accepted() - total.complete() : 0;
    }

    double acceptedPerSecond() {
        return perSecond(acceptedInTime, measured);
    }

    double deliveredPerSecond() {
        return perSecond(deliveredInTime, delivering);
    }

    double cpuMicrosPerMessage() {
        return perMessage(cpu);
    }

    /** {@return what each message took the server, where its process is known} */
    Optional<Double> serverMicrosPerMessage() {
        return serverCpu.map(this::perMessage);
    }

    private double perMessage(Duration time) {
        return cpuOver == 0 ? 0 : time.toNanos() / 1e3 / cpuOver;
    }

    private static double perSecond(long count, Duration time) {
        return time.isPositive() ? count / (time.toNanos() / 1e9) : 0;
    }

    /** {@return why the job failed; empty if it did not} */
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        problem.ifPresent(failures::add);
        if (unanswered > 0 && problem.isEmpty() && !plan.reconnect()) {
            failures.add(unanswered + " submit_sm were not answered");
        }
        if (lost() > 0) {
            failures.add(lost() + " acknowledged messages were not delivered");
        }
        if (receipts.missing() > 0) {
            failures.add(receipts.missing() + " receipts did not come");
        }
        return failures;
    }
}
