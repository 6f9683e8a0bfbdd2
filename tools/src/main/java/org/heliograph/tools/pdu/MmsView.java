// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.tools.json.Json;

/** MMS PDUs in the words of OMA-TS-MMS_ENC 1.3, with the parts of their bodies. */
final class MmsView {
    /** Whose values are numbers and no names. */
    private static final Set<String> NUMBERS =
            Set.of(
                    "X-Mms-Message-Size",
                    "X-Mms-Reply-Charging-Size",
                    "X-Mms-Message-Count",
                    "X-Mms-Start",
                    "X-Mms-Limit");

    private MmsView() {}

    static View of(Dissection dissection, Span span) throws DecodeException {
        return of(dissection, span, 0);
    }

    /** One that lies {@code depth} bodies deep. */
    static View of(Dissection dissection, Span span, int depth) throws DecodeException {
        Layer<MmsPdu> layer = dissection.read(span, MmsCodec::decode);
        MmsPdu pdu = layer.value();
        View.Builder<MmsPdu> view = View.of(pdu.name(), layer);
        view.shown("X-Mms-Message-Type", layer.span().slice(0, 2), pdu.name());
        layer.find("X-Mms-Message-Type");
        List<Json> headers = new ArrayList<>();
        for (MmsHeaders.Entry header : pdu.headers().entries()) {
            view.shown(header.name(), place(layer, header), header.value());
            headers.add(json(header));
        }
        view.member(WspView.HEADERS, Json.of(headers));
        Octets body = pdu.body();
        if (!body.isEmpty()) {
            Optional<ContentType> type = pdu.headers().first(MmsField.CONTENT_TYPE);
            if (type.isEmpty()) {
                throw new DecodeException(layer.span().offset(), "body without a type");
            }
            Dissection inside = dissection.inside(pdu.name());
            Span place = layer.span().last(body.length());
            View shown = BodyView.nested(inside, type.get(), place, depth);
            view.member(BodyView.BODY, shown.json());
            view.shown(shown.tree());
        }
        return view.build(MmsCodec.encode(pdu));
    }

    /** The value is recorded; the number or name before it belongs to the header, too. */
    private static Span place(Layer<?> layer, MmsHeaders.Entry header) {
        Span value = layer.findHeader(header.name());
        int start = value.offset() - layer.span().offset();
        return value.octets().equals(header.octets()) && start > 0
                ? layer.span().slice(start - 1, start + value.octets().length())
                : value;
    }

    /** With its octets where the value alone would be written otherwise. */
    private static Json json(MmsHeaders.Entry header) {
        Json.Builder json = Json.object().put("name", header.name());
        String value = header.value();
        if (NUMBERS.contains(header.name()) && value.matches("0|[1-9][0-9]{0,17}")) {
            json.put("value", Long.parseLong(value));
        } else {
            json.put("value", value);
        }
        boolean spelled =
                MmsHeaderText.octets(header.name(), value)
                        .filter(octets -> octets.equals(MmsHeaderText.line(header)))
                        .isPresent();
        return (spelled ? json : json.put(View.OCTETS, header.octets())).build();
    }
}
