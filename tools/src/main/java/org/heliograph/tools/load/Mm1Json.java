// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import java.io.StringWriter;
import org.heliograph.tools.load.mm1.Mm1Plan;
import org.heliograph.tools.load.mm1.Mm1Result;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What a run on MM1 came to, for programs: one line, names as in {@link ResultJson}. */
final class Mm1Json {
    private Mm1Json() {}

    static String of(Mm1Plan plan, Mm1Result result) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeStringProperty("machine", Summary.machine());
            out.writeStringProperty("server", plan.mm1().toString());
            out.writeNumberProperty("connections", plan.connections());
            out.writeNumberProperty("octets", plan.octets());
            if (plan.rate() > 0) {
                out.writeNumberProperty("rate", plan.rate());
            }
            for (Mm1Result.Phase phase : result.cycle()) {
                out.writeNumberProperty(phase.name() + "_count", phase.count());
                ResultJson.decimal(phase.name() + "_per_s", phase.perSecond(), out);
                ResultJson.latency(phase.name() + "_ms", phase.micros(), out);
                if (plan.server().isPresent()) {
                    ResultJson.decimal(
                            "server_cpu_us_per_" + phase.name(), phase.serverMicros(), out);
                }
            }
            ResultJson.latency("notification_ms", result.notification(), out);
            out.writeNumberProperty("begun", result.begun());
            out.writeNumberProperty("accepted", result.accepted());
            out.writeNumberProperty("notified", result.notified());
            out.writeNumberProperty("fetched", result.fetched());
            out.writeNumberProperty("acknowledged", result.acknowledged());
            out.writeNumberProperty("lost", result.lost());
            out.writeNumberProperty("damaged", result.damaged());
            out.writeNumberProperty("notified_again", result.repeatedNotifications());
            out.writeNumberProperty("foreign", result.foreign());
            out.writeObjectPropertyStart("failures");
            result.failures().forEach(out::writeNumberProperty);
            out.writeEndObject();
            out.writeEndObject();
        }
        return text.toString();
    }
}
