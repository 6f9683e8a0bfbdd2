// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.wsp.WspHeader;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.pdu.words.TransferWords;
import org.heliograph.wappush.WspPush;
import org.heliograph.wappush.content.PushContentCodec;

/** WSP Push PDUs (WAP-230-WSP §8.2.4.1), with the MMS PDU or the content inside. */
final class WspView {
    static final String NAME = "WSP-Push";
    static final String CONTENT_TYPE = "Content-Type";
    static final String HEADERS = "headers";

    private WspView() {}

    static View of(Dissection dissection, Span span) throws DecodeException {
        Layer<WspPush> layer = dissection.read(span, WspPush::decode);
        WspPush push = layer.value();
        View.Builder<WspPush> view = View.of(NAME, layer);
        view.field("TID", Json.of(push.transactionId()), TransferWords.hex(push.transactionId()));
        view.shown("Type", layer.find("Type"), "Push");
        Span length = layer.find("HeadersLen");
        Span type = layer.find("ContentType");
        view.shown("HeadersLen", length, headersLength(layer, type, push));
        String contentType = push.contentType().toString();
        view.field(CONTENT_TYPE, type, Json.of(contentType), contentType);
        headers(view, push.headers());
        Span body = layer.span().last(push.body().length());
        Dissection inside = dissection.inside(NAME);
        if (PushContentCodec.reads(push.contentType())) {
            view.nested(
                    inside.tolerant(
                            () -> ContentView.of(inside, push.contentType(), body),
                            () -> RpView.octets(BodyView.DATA, body)));
        } else if (push.contentType().mediaType().equals(MmsCodec.MEDIA_TYPE)) {
            view.nested(
                    inside.tolerant(
                            () -> MmsView.of(inside, body),
                            () -> RpView.octets(BodyView.DATA, body)));
        } else if (!push.body().isEmpty()) {
            view.nested(RpView.octets(BodyView.DATA, body));
        }
        return view.build(push.encode());
    }

    /** Content type and headers lie between the length, where they start, and the body. */
    private static String headersLength(Layer<WspPush> layer, Span type, WspPush push) {
        int end = layer.span().offset() + layer.span().octets().length() - push.body().length();
        return type.isKnown() ? (end - type.offset()) + " octets" : "";
    }

    static void headers(View.Builder<?> view, List<WspHeader> headers) {
        List<Json> values = new ArrayList<>();
        for (WspHeader header : headers) {
            view.shown(header.name(), view.layer().findHeader(header.name()), header.value());
            values.add(json(header));
        }
        if (!values.isEmpty()) {
            view.member(HEADERS, Json.of(values));
        }
    }

    static Json json(WspHeader header) {
        return Json.object().put("name", header.name()).put("value", header.value()).build();
    }
}
