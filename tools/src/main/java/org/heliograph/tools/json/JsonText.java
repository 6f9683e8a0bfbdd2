// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.json;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** JSON values to text and back. */
public final class JsonText {
    private JsonText() {}

    /** {@return the value on several lines, indented, the last ended} */
    public static String of(Json value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(new Pretty(), text)) {
            write(value, out);
        }
        return text + "\n";
    }

    /** {@return the value on one line, which is not ended} */
    public static String line(Json value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            write(value, out);
        }
        return text.toString();
    }

    /** {@return what makes a generator of one's own write several lines, indented} */
    public static ObjectWriteContext pretty() {
        return new Pretty();
    }

    private static void write(Json value, JsonGenerator out) {
        switch (value) {
            case Json.Text(String text) -> out.writeString(text);
            case Json.Numeral(long number) -> out.writeNumber(number);
            case Json.Flag(boolean flag) -> out.writeBoolean(flag);
            case Json.Array(List<Json> values) -> {
                out.writeStartArray();
                values.forEach(each -> write(each, out));
                out.writeEndArray();
            }
            case Json.Structure(Map<String, Json> members) -> {
                out.writeStartObject();
                members.forEach(
                        (name, member) -> {
                            out.writeName(name);
                            write(member, out);
                        });
                out.writeEndObject();
            }
        }
    }

    /**
     * Reads one value. The depth is bounded by the parser.
     *
     * @throws JsonException on what is not JSON, {@code null}, fractions, and members named twice
     */
    public static Json read(String text) throws JsonException {
        try (JsonParser in = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            in.nextToken();
            Json value = value(in, "");
            if (in.nextToken() != null) {
                throw new JsonException("", "more follows the JSON value");
            }
            return value;
        } catch (JacksonException e) {
            throw new JsonException("", "not JSON: " + e.getOriginalMessage() + where(e));
        }
    }

    private static String where(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : ", line "
                        + e.getLocation().getLineNr()
                        + " column "
                        + e.getLocation().getColumnNr();
    }

    private static Json value(JsonParser in, String path) throws JsonException {
        JsonToken token = in.currentToken();
        if (token == null) {
            throw new JsonException(path, "no JSON value");
        }
        return switch (token) {
            case VALUE_STRING -> new Json.Text(in.getString());
            case VALUE_NUMBER_INT -> new Json.Numeral(in.getLongValue());
            case VALUE_TRUE -> new Json.Flag(true);
            case VALUE_FALSE -> new Json.Flag(false);
            case START_ARRAY -> array(in, path);
            case START_OBJECT -> object(in, path);
            case VALUE_NULL -> throw new JsonException(path, "null: leave the member away");
            default -> throw new JsonException(path, in.getString() + " is not an integer");
        };
    }

    private static Json array(JsonParser in, String path) throws JsonException {
        List<Json> values = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(in, path + "[" + values.size() + "]"));
        }
        return new Json.Array(values);
    }

    private static Json object(JsonParser in, String path) throws JsonException {
        Map<String, Json> members = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            String inner = path.isEmpty() ? name : path + "." + name;
            in.nextToken();
            if (members.put(name, value(in, inner)) != null) {
                throw new JsonException(inner, "there twice");
            }
        }
        return new Json.Structure(members);
    }

    private static final class Pretty extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            DefaultIndenter lines = DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n");
            return new DefaultPrettyPrinter()
                    .withObjectIndenter(lines)
                    .withArrayIndenter(lines)
                    .createInstance();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
