// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.tools.json.JsonText;
import org.heliograph.tools.pdu.TextCost.Way;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** {@link TextCost} as JSON. */
final class TextCostJson {
    private TextCostJson() {}

    static String of(String text, TextCost cost) {
        StringWriter written = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(JsonText.pretty(), written)) {
            out.writeStartObject();
            out.writeStringProperty("text", text);
            out.writeName("chosen");
            way(cost.chosen(), out);
            out.writeArrayPropertyStart("others");
            cost.others().forEach(way -> way(way, out));
            out.writeEndArray();
            out.writeArrayPropertyStart("characters");
            cost.characters().forEach(character -> character(character, cost.chosen(), out));
            out.writeEndArray();
            out.writeEndObject();
        }
        return written + "\n";
    }

    private static void way(Way way, JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("alphabet", way.name());
        out.writeBooleanProperty("allowed", way.allowed());
        if (!way.segments().isEmpty()) {
            out.writeNumberProperty(way.unit(), way.length());
        }
        out.writeArrayPropertyStart("segments");
        for (UserData segment : way.segments()) {
            out.writeStartObject();
            out.writeNumberProperty(way.unit(), segment.payload().length());
            out.writeNumberProperty("room", way.room(segment));
            out.writeStringProperty("text", segment.text(way.alphabet()));
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void character(TextCost.CharacterCost character, Way chosen, JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("character", character.text());
        out.writeStringProperty("codePoint", "U+%04X".formatted(character.codePoint()));
        out.writeStringProperty("name", character.name());
        out.writeNumberProperty("times", character.times());
        Way standard = new Way(Alphabet.GSM_7BIT, List.of(), true, List.of());
        spelling("gsm7", standard.spelling(character.text()), out);
        if (!chosen.tables().isEmpty()) {
            spelling("national", chosen.spelling(character.text()), out);
        }
        Way ucs2 = new Way(Alphabet.UCS2, List.of(), true, List.of());
        spelling("ucs2", ucs2.spelling(character.text()), out);
        out.writeEndObject();
    }

    private static void spelling(String name, Optional<Octets> spelling, JsonGenerator out) {
        out.writeName(name);
        if (spelling.isPresent()) {
            out.writeString(spelling.get().toHex());
        } else {
            out.writeNull();
        }
    }
}
