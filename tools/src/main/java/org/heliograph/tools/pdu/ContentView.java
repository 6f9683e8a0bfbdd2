// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.tools.json.Json;
import org.heliograph.wappush.content.CacheOperation;
import org.heliograph.wappush.content.PushContent;
import org.heliograph.wappush.content.PushContentCodec;
import org.heliograph.wappush.content.ServiceIndication;
import org.heliograph.wappush.content.ServiceLoading;
import org.heliograph.wappush.content.XmlAttribute;

/** Service indication, service loading and cache operation, in the words of their documents. */
final class ContentView {
    static final String FORM = "form";
    static final String TEXT = "text";
    static final String WBXML = "wbxml";

    private ContentView() {}

    static View of(Dissection dissection, ContentType type, Span span) throws DecodeException {
        Layer<PushContent> layer =
                dissection.read(
                        span,
                        in -> {
                            int offset = in.offset();
                            try {
                                return PushContentCodec.decode(type, in.rest());
                            } catch (DecodeException e) {
                                throw new DecodeException(offset + e.offset(), e.reason())
                                        .within(e.field());
                            }
                        });
        PushContent content = layer.value();
        boolean text = type.mediaType().startsWith("text/");
        View.Builder<PushContent> view = View.of(name(content), layer);
        view.member(FORM, Json.of(text ? TEXT : WBXML));
        switch (content) {
            case ServiceIndication indication -> indication(view, indication);
            case ServiceLoading loading -> {
                field(view, "href", loading.href());
                field(view, "action", word(loading.action()));
            }
            case CacheOperation operation -> operation(view, operation);
        }
        return view.build(
                PushContentCodec.encode(
                        content, text ? PushContent.Form.TEXT : PushContent.Form.WBXML));
    }

    static String name(PushContent content) {
        return switch (content) {
            case ServiceIndication _ -> "SI";
            case ServiceLoading _ -> "SL";
            case CacheOperation _ -> "CO";
        };
    }

    private static void indication(View.Builder<?> view, ServiceIndication indication) {
        for (ServiceIndication.Attribute attribute : indication.attributes()) {
            XmlAttribute written = attribute.written();
            field(view, written.name(), written.value());
        }
        field(view, "indication", indication.text());
        List<Json> items = new ArrayList<>();
        for (ServiceIndication.Item item : indication.info()) {
            view.shown("item " + item.itemClass(), Span.NONE, item.text());
            items.add(
                    Json.object().put("class", item.itemClass()).put("text", item.text()).build());
        }
        if (!items.isEmpty()) {
            view.member("info", Json.of(items));
        }
    }

    private static void operation(View.Builder<?> view, CacheOperation operation) {
        List<Json> invalidations = new ArrayList<>();
        for (CacheOperation.Invalidation invalidation : operation.invalidations()) {
            String what =
                    switch (invalidation) {
                        case CacheOperation.ObjectInvalidation _ -> "invalidate-object";
                        case CacheOperation.ServiceInvalidation _ -> "invalidate-service";
                    };
            view.shown(what, Span.NONE, invalidation.uri());
            invalidations.add(Json.object().put(what, invalidation.uri()).build());
        }
        view.member("invalidations", Json.of(invalidations));
    }

    private static void field(View.Builder<?> view, String name, String value) {
        view.field(name, Span.NONE, Json.of(value), value);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
