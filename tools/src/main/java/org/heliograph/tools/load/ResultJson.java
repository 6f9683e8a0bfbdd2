// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import java.io.StringWriter;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a run came to, for programs: one line. Names do not change; new ones may come. Latencies are
 * in milliseconds, and what was not looked at is left out.
 */
final class ResultJson {
    private ResultJson() {}

    static String of(LoadResult result) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            run(result, out);
            submission(result, out);
            if (result.receives()) {
                delivery(result, out);
            }
            if (result.plan().receiptShare() > 0) {
                receipts(result.receipts(), out);
            }
            out.writeArrayPropertyStart("failures");
            result.failures().forEach(out::writeString);
            out.writeEndArray();
            out.writeEndObject();
        }
        return text.toString();
    }

    private static void run(LoadResult result, JsonGenerator out) {
        LoadPlan plan = result.plan();
        out.writeStringProperty("started", result.startedAt().toString());
        out.writeStringProperty("machine", Summary.machine());
        out.writeStringProperty("server", plan.serverNames());
        out.writeNumberProperty("binds", plan.binds());
        out.writeNumberProperty("window", plan.window());
        if (plan.rate() > 0) {
            out.writeNumberProperty("rate", plan.rate());
        }
        decimal("warmup_s", plan.warmup().toMillis() / 1e3, out);
        decimal("measured_s", result.measured().toMillis() / 1e3, out);
        decimal("cpu_us_per_message", result.cpuMicrosPerMessage(), out);
        result.serverMicrosPerMessage()
                .ifPresent(each -> decimal("server_cpu_us_per_message", each, out));
    }

    private static void submission(LoadResult result, JsonGenerator out) {
        Tally.Counts total = result.total();
        out.writeNumberProperty("submitted", total.submitted());
        out.writeNumberProperty("accepted", total.accepted());
        out.writeNumberProperty("throttled", total.throttled());
        out.writeNumberProperty("failed", total.failed());
        out.writeNumberProperty("unanswered", result.unanswered());
        if (result.plan().reconnect()) {
            out.writeNumberProperty("reconnected", result.bindsAgain());
        }
        out.writeObjectPropertyStart("refused_by_status");
        result.refusals()
                .forEach(
                        (status, count) ->
                                out.writeNumberProperty(
                                        String.format(Locale.ROOT, "0x%08x", status), count));
        out.writeEndObject();
        decimal("accepted_per_s", result.acceptedPerSecond(), out);
        latency("submit_to_resp_ms", result.answer(), out);
        if (result.plan().rate() > 0) {
            out.writeNumberProperty("unsent", result.unsent());
            latency("behind_schedule_ms", result.lateness(), out);
        }
    }

    private static void delivery(LoadResult result, JsonGenerator out) {
        Tally.Counts total = result.total();
        out.writeNumberProperty("delivered", total.delivered());
        out.writeNumberProperty("lost", result.lost());
        out.writeNumberProperty("repeated", total.repeated());
        out.writeNumberProperty("reordered", total.reordered());
        out.writeNumberProperty("foreign", total.foreign());
        decimal("delivered_per_s", result.deliveredPerSecond(), out);
        latency("submit_to_deliver_ms", result.endToEnd(), out);
    }

    private static void receipts(Receipts.Count receipts, JsonGenerator out) {
        out.writeObjectPropertyStart("receipts");
        out.writeNumberProperty("asked", receipts.asked());
        out.writeNumberProperty("received", receipts.received());
        out.writeNumberProperty("delivered", receipts.delivered());
        out.writeNumberProperty("missing", receipts.missing());
        out.writeNumberProperty("unknown", receipts.unknown());
        out.writeEndObject();
    }

    static void latency(String name, Histogram micros, JsonGenerator out) {
        out.writeObjectPropertyStart(name);
        out.writeNumberProperty("count", micros.getTotalCount());
        decimal("p50", micros.getValueAtPercentile(50) / 1e3, out);
        decimal("p90", micros.getValueAtPercentile(90) / 1e3, out);
        decimal("p99", micros.getValueAtPercentile(99) / 1e3, out);
        decimal("p99_9", micros.getValueAtPercentile(99.9) / 1e3, out);
        decimal("max", micros.getMaxValue() / 1e3, out);
        out.writeEndObject();
    }

    /** Three places are a microsecond, a message an hour, and all that is measured. */
    static void decimal(String name, double value, JsonGenerator out) {
        out.writeName(name);
        out.writeNumber(Math.round(value * 1e3) / 1e3);
    }
}
