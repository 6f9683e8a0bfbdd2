// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import java.time.Duration;
import java.util.Locale;
import java.util.StringJoiner;
import org.HdrHistogram.Histogram;

/** What a run came to, for people. */
final class Summary {
    private static final double MICROS = 1e3;

    private Summary() {}

    /** {@return one line on how it stands} */
    static String line(LoadRun.Progress p) {
        return String.format(
                Locale.ROOT,
                "%4d s  accepted %,9d/s  delivered %,9d/s  waiting %,7d  throttled %,d  failed %,d",
                p.since().toSeconds(),
                p.now().accepted() - p.before().accepted(),
                p.now().delivered() - p.before().delivered(),
                p.waiting(),
                p.now().throttled(),
                p.now().failed());
    }

    static String of(LoadResult r) {
        Tally.Counts n = r.total();
        LoadPlan plan = r.plan();
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%s: %d binds, window %d, %s, %s measured after %s",
                        plan.serverNames(),
                        plan.binds(),
                        plan.window(),
                        plan.rate() == 0 ? "as fast as it goes" : plan.rate() + "/s",
                        seconds(r.measured()),
                        seconds(plan.warmup())));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "accepted          %,d, %,.0f/s; throttled %,d, failed %,d, unanswered %,d",
                        n.accepted(),
                        r.acceptedPerSecond(),
                        n.throttled(),
                        n.failed(),
                        r.unanswered()));
        r.refusals()
                .forEach(
                        (status, count) ->
                                lines.add(
                                        String.format(
                                                Locale.ROOT,
                                                "  refused         0x%08x: %,d",
                                                status,
                                                count)));
        if (plan.reconnect()) {
            lines.add(String.format(Locale.ROOT, "bound again       %,d times", r.bindsAgain()));
        }
        lines.add("submit to answer  " + latency(r.answer()));
        if (plan.rate() > 0) {
            lines.add("behind schedule   " + latency(r.lateness()));
            lines.add(String.format(Locale.ROOT, "unsent in time    %,d", r.unsent()));
        }
        if (r.receives()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "delivered         %,d, %,.0f/s; lost %,d, repeated %,d, reordered %,d,"
                                    + " not ours %,d",
                            n.delivered(),
                            r.deliveredPerSecond(),
                            r.lost(),
                            n.repeated(),
                            n.reordered(),
                            n.foreign()));
            lines.add("submit to deliver " + latency(r.endToEnd()));
        }
        if (plan.receiptShare() > 0) {
            Receipts.Count receipts = r.receipts();
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "receipts          %,d of %,d; delivered %,d, missing %,d, unknown %,d",
                            receipts.received(),
                            receipts.asked(),
                            receipts.delivered(),
                            receipts.missing(),
                            receipts.unknown()));
        }
        r.serverMicrosPerMessage()
                .ifPresent(
                        each ->
                                lines.add(
                                        String.format(
                                                Locale.ROOT,
                                                "the server        %.2f µs of CPU a message",
                                                each)));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "this process      %.2f µs of CPU a message; %s",
                        r.cpuMicrosPerMessage(),
                        machine()));
        return lines.toString();
    }

    /** {@return where this runs} */
    static String machine() {
        return String.format(
                Locale.ROOT,
                "%s %s %s, %d processors, Java %s",
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version());
    }

    static String latency(Histogram micros) {
        return String.format(
                Locale.ROOT,
                "p50 %.2f  p90 %.2f  p99 %.2f  p99.9 %.2f  max %.2f ms",
                micros.getValueAtPercentile(50) / MICROS,
                micros.getValueAtPercentile(90) / MICROS,
                micros.getValueAtPercentile(99) / MICROS,
                micros.getValueAtPercentile(99.9) / MICROS,
                micros.getMaxValue() / MICROS);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }
}
