// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.charging;

import java.io.StringWriter;
import java.math.BigDecimal;
import org.heliograph.charging.rating.Rating;
import org.heliograph.charging.rating.RatingRequest;
import org.heliograph.tools.json.JsonText;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** A rating as JSON. Money is a number with all its digits. */
final class RatingJson {
    private RatingJson() {}

    static String of(RatingRequest request, Rating.Rated rated) {
        var text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(JsonText.pretty(), text)) {
            out.writeStartObject();
            money(out, "cost", rated.cost());
            text(out, "tenant", request.tenant());
            text(out, "category", request.category());
            text(out, "subject", request.subject());
            text(out, "destination", request.destination());
            text(out, "answerTime", request.answerTime().toString());
            text(out, "usage", request.usage().toString());
            text(out, "ratedUsage", rated.rated().toString());
            if (rated.disconnected()) {
                out.writeName("disconnected").writeBoolean(true);
            }
            money(out, "connectFee", rated.connectFee());
            text(out, "roundingMethod", rated.rounding());
            out.writeName("roundingDecimals").writeNumber(rated.decimals());
            out.writeName("spans").writeStartArray();
            rated.spans().forEach(span -> span(out, span));
            out.writeEndArray().writeEndObject();
        }
        return text.toString();
    }

    private static void span(JsonGenerator out, Rating.Span span) {
        out.writeStartObject();
        text(out, "offset", span.offset().toString());
        text(out, "usage", span.usage().toString());
        money(out, "cost", span.cost());
        text(out, "ratingProfileSubject", span.subject());
        text(out, "activationTime", span.activationTime().toString());
        text(out, "ratingPlan", span.ratingPlan());
        text(out, "timing", span.timing());
        money(out, "weight", span.weight());
        text(out, "destinationId", span.destinationId());
        text(out, "prefix", span.prefix());
        text(out, "destinationRate", span.destinationRate());
        text(out, "rates", span.rates());
        money(out, "rate", span.rate());
        text(out, "rateUnit", span.rateUnit().toString());
        text(out, "groupIntervalStart", span.groupIntervalStart().toString());
        out.writeName("increments").writeStartArray();
        for (Rating.Increments increments : span.increments()) {
            out.writeStartObject();
            text(out, "usage", increments.usage().toString());
            money(out, "cost", increments.cost());
            out.writeName("count").writeNumber(increments.count());
            out.writeEndObject();
        }
        out.writeEndArray().writeEndObject();
    }

    private static void text(JsonGenerator out, String name, String value) {
        out.writeName(name).writeString(value);
    }

    private static void money(JsonGenerator out, String name, BigDecimal value) {
        out.writeName(name).writeNumber(value.toPlainString());
    }
}
