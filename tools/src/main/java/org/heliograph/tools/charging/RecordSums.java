// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.charging;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Records, and what they come to, as lines of JSON. */
final class RecordSums {
    private RecordSums() {}

    static Instant time(Map<String, String> values) throws IOException {
        try {
            return Instant.parse(values.getOrDefault("recordTimeStamp", ""));
        } catch (DateTimeException e) {
            throw new IOException("no recordTimeStamp", e);
        }
    }

    static String json(Map<String, String> values) {
        var text = new StringWriter();
        try (JsonGenerator out = generator(text)) {
            out.writeStartObject();
            values.forEach((name, value) -> out.writeName(name).writeString(value));
            out.writeEndObject();
        }
        return text.toString();
    }

    /**
     * @param field whose values are told apart; empty: none
     */
    static String json(String field, String value, long count, BigDecimal cost) {
        var text = new StringWriter();
        try (JsonGenerator out = generator(text)) {
            out.writeStartObject();
            if (!field.isEmpty()) {
                out.writeName(field).writeString(value);
            }
            out.writeName("count").writeNumber(count);
            out.writeName("cost").writeNumber(cost.toPlainString());
            out.writeEndObject();
        }
        return text.toString();
    }

    private static JsonGenerator generator(StringWriter text) {
        return new JsonFactory().createGenerator(ObjectWriteContext.empty(), text);
    }
}
