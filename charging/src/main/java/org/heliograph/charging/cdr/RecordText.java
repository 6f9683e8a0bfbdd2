// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.cdr;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliograph.charging.credit.ChargeableEvent;
import org.heliograph.charging.rating.Usage;
import org.heliograph.config.CsvLine;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records as text. One on its way to a file is a JSON object that also says what is charged; lines
 * of files do not. A line begins with the id of its record in either format.
 */
public final class RecordText {
    /** What the first columns are called, before those of {@link Field}. */
    static final String ID = "recordId";

    static final String TYPE = "recordType";
    static final String TIME = "recordTimeStamp";

    private static final String CHARGE = "charge";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final JsonFactory JSON_FACTORY = new JsonFactory();

    private RecordText() {}

    /** {@return everything, for {@link #read}} */
    public static String whole(ChargingRecord record) {
        return json(record, true);
    }

    static String json(ChargingRecord record, boolean withCharge) {
        var text = new StringWriter();
        try (JsonGenerator out = JSON_FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeName(ID).writeString(record.recordId());
            out.writeName(TYPE).writeString(record.recordType().text());
            out.writeName(TIME).writeString(record.recordTimeStamp().toString());
            for (Field field : Field.values()) {
                String value = record.fields().get(field);
                if (value != null) {
                    out.writeName(field.text());
                    if (field.isNumber()) {
                        out.writeNumber(new BigDecimal(value).toPlainString());
                    } else {
                        out.writeString(value);
                    }
                }
            }
            if (withCharge && record.charge().isPresent()) {
                charge(out, record.charge().get());
            }
            out.writeEndObject();
        }
        return text.toString();
    }

    private static void charge(JsonGenerator out, ChargingRecord.Charge charge) {
        ChargeableEvent event = charge.event();
        out.writeName(CHARGE).writeStartObject();
        out.writeName("id").writeString(event.id());
        out.writeName("category").writeString(event.category());
        out.writeName("account").writeString(event.account());
        out.writeName("subject").writeString(event.subject());
        out.writeName("destination").writeString(event.destination());
        out.writeName("time").writeString(event.time().toString());
        out.writeName("usage").writeString(event.usage().toString());
        out.writeName("spent").writeBoolean(charge.spent());
        out.writeEndObject();
    }

    /**
     * {@return what {@link #whole} wrote}
     *
     * @throws IOException if it is something else
     */
    public static ChargingRecord read(String text) throws IOException {
        try {
            JsonNode json = JSON.readTree(text);
            Map<Field, String> fields = new EnumMap<>(Field.class);
            for (var member : json.properties()) {
                Field.named(member.getKey())
                        .ifPresent(field -> fields.put(field, plain(member.getValue())));
            }
            String type = json.path(TYPE).asString("");
            return new ChargingRecord(
                    json.path(ID).asString(""),
                    Arrays.stream(RecordType.values())
                            .filter(known -> known.text().equals(type))
                            .findFirst()
                            .orElseThrow(() -> new IOException("no type of a record: " + type)),
                    Instant.parse(json.path(TIME).asString("")),
                    fields,
                    json.has(CHARGE) ? Optional.of(charge(json.path(CHARGE))) : Optional.empty());
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            throw new IOException("no record: " + e.getMessage(), e);
        }
    }

    private static ChargingRecord.Charge charge(JsonNode json) {
        return new ChargingRecord.Charge(
                new ChargeableEvent(
                        json.path("id").asString(""),
                        json.path("category").asString(""),
                        json.path("account").asString(""),
                        json.path("subject").asString(""),
                        json.path("destination").asString(""),
                        Instant.parse(json.path("time").asString("")),
                        Usage.of(json.path("usage").asString(""))),
                json.path("spent").asBoolean(false));
    }

    private static String plain(JsonNode value) {
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asString("");
    }

    /** {@return the names of the columns of a CSV file} */
    public static List<String> columns() {
        List<String> columns = new ArrayList<>(List.of(ID, TYPE, TIME));
        for (Field field : Field.values()) {
            columns.add(field.text());
        }
        return columns;
    }

    static String csv(ChargingRecord record) {
        List<String> values =
                new ArrayList<>(
                        List.of(
                                record.recordId(),
                                record.recordType().text(),
                                record.recordTimeStamp().toString()));
        for (Field field : Field.values()) {
            values.add(quoted(record.fields().getOrDefault(field, "")));
        }
        return String.join(",", values);
    }

    /** Line ends within a value become spaces: a record is a line. */
    private static String quoted(String value) {
        String oneLine = value.replaceAll("[\\r\\n]", " ");
        return oneLine.matches("[^\",]*") ? oneLine : '"' + oneLine.replace("\"", "\"\"") + '"';
    }

    /** {@return the id that a line of a file begins with; nothing of a heading} */
    static Optional<String> idOf(String line) {
        String start = "{\"" + ID + "\":\"";
        if (line.startsWith(start)) {
            int end = line.indexOf('"', start.length());
            return end < 0 ? Optional.empty() : Optional.of(line.substring(start.length(), end));
        }
        int comma = line.indexOf(',');
        return comma < 0 || line.startsWith(ID + ",")
                ? Optional.empty()
                : Optional.of(line.substring(0, comma));
    }

    /**
     * {@return what a line of a file says, by column}
     *
     * @throws IOException if it is no record
     */
    public static Map<String, String> values(String line) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        if (line.startsWith("{")) {
            try {
                for (var member : JSON.readTree(line).properties()) {
                    values.put(member.getKey(), plain(member.getValue()));
                }
            } catch (JacksonException e) {
                throw new IOException("no record: " + e.getOriginalMessage(), e);
            }
            return values;
        }
        List<String> columns = columns();
        List<String> fields;
        try {
            fields = CsvLine.fields(line);
        } catch (IllegalArgumentException e) {
            throw new IOException("no record: " + e.getMessage(), e);
        }
        if (fields.size() != columns.size()) {
            throw new IOException(
                    "no record: " + fields.size() + " columns instead of " + columns.size());
        }
        for (int i = 0; i < columns.size(); i++) {
            if (!fields.get(i).isEmpty()) {
                values.put(columns.get(i), fields.get(i));
            }
        }
        return values;
    }
}
