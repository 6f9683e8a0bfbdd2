// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.pdu.wsp.WspCharset;
import org.heliograph.pdu.wsp.WspHeader;
import org.heliograph.tools.json.Json;

/** Bodies of MMS PDUs and the parts of multipart bodies (WAP-230-WSP §8.5). */
final class BodyView {
    static final String BODY = "body";
    static final String PARTS = "parts";
    static final String DATA = "data";
    static final String TEXT = "text";

    /** A text longer than this is shown by its size. */
    private static final int MAX_TEXT_OCTETS = 2000;

    /** Multiparts in multiparts deeper than this stay octets; real messages have two. */
    private static final int MAX_DEPTH = 8;

    private BodyView() {}

    /** {@return the members that say what the body is, and the trees of its parts} */
    static View of(Dissection dissection, ContentType type, Span span) throws DecodeException {
        return of(dissection, type, span, 0);
    }

    private static View of(Dissection dissection, ContentType type, Span span, int depth)
            throws DecodeException {
        boolean multipart =
                type.mediaType().startsWith("application/vnd.wap.multipart.")
                        || type.mediaType().startsWith("multipart/");
        if (multipart && depth < MAX_DEPTH) {
            return dissection.tolerant(
                    () -> multipart(dissection, span, depth), () -> plain(type, span));
        }
        if (type.mediaType().equals(MmsCodec.MEDIA_TYPE) && depth < MAX_DEPTH) {
            return dissection.tolerant(
                    () -> {
                        View message = MmsView.of(dissection, span, depth + 1);
                        return new View(
                                new Tree(BODY, span, "", List.of(message.tree())),
                                Json.object().put(message.name(), message.json()).build());
                    },
                    () -> plain(type, span));
        }
        return plain(type, span);
    }

    /** A body inside a message that is {@code depth} bodies deep. */
    static View nested(Dissection dissection, ContentType type, Span span, int depth)
            throws DecodeException {
        return of(dissection, type, span, depth);
    }

    private static View multipart(Dissection dissection, Span span, int depth)
            throws DecodeException {
        Layer<Multipart> layer = dissection.read(span, Multipart::decode);
        Multipart multipart = layer.value();
        List<Tree> trees = new ArrayList<>();
        List<Json> values = new ArrayList<>();
        int count = multipart.parts().size();
        trees.add(Tree.leaf("nEntries", layer.find("nEntries"), Tree.count(count, "part")));
        for (int i = 0; i < count; i++) {
            Multipart.Part part = multipart.parts().get(i);
            Span entry = layer.find("entry " + i);
            View view = part(dissection, layer, part, entry, i, depth);
            trees.add(view.tree());
            values.add(view.json());
        }
        Json.Builder json = Json.object().put(PARTS, Json.of(values));
        if (!multipart.encode().equals(span.octets())) {
            json.put(View.OCTETS, span.octets());
        }
        return new View(new Tree(BODY, span, "", trees), json.build());
    }

    private static View part(
            Dissection dissection,
            Layer<Multipart> layer,
            Multipart.Part part,
            Span entry,
            int index,
            int depth)
            throws DecodeException {
        Json.Builder json = Json.object();
        List<Tree> parts = new ArrayList<>();
        String type = part.contentType().toString();
        int data = part.body().length();
        Span headersLength = layer.find("HeadersLen");
        Span dataLength = layer.find("DataLen");
        int head = headersLength.octets().length() + dataLength.octets().length();
        int headers = entry.octets().length() - head - data;
        parts.add(Tree.leaf("HeadersLen", headersLength, Tree.count(headers, "octet")));
        parts.add(Tree.leaf("DataLen", dataLength, Tree.count(data, "octet")));
        parts.add(Tree.leaf(WspView.CONTENT_TYPE, layer.find(WspView.CONTENT_TYPE), type));
        json.put(WspView.CONTENT_TYPE, type);
        List<Json> others = new ArrayList<>();
        for (WspHeader header : part.headers()) {
            parts.add(Tree.leaf(header.name(), layer.findHeader(header.name()), header.value()));
            others.add(WspView.json(header));
        }
        if (!others.isEmpty()) {
            json.put(WspView.HEADERS, Json.of(others));
        }
        View body =
                of(
                        dissection.inside("entry " + index),
                        part.contentType(),
                        entry.isKnown()
                                ? entry.last(part.body().length())
                                : new Span(0, part.body()),
                        depth + 1);
        parts.add(body.tree());
        json.put(BODY, body.json());
        return new View(new Tree("part " + (index + 1), entry, "", parts), json.build());
    }

    private static View plain(ContentType type, Span span) {
        Octets body = span.octets();
        boolean readable =
                type.mediaType().startsWith("text/") || type.mediaType().equals("application/smil");
        Json.Builder json = Json.object();
        String size = Tree.count(body.length(), "octet");
        if (!readable) {
            return new View(Tree.leaf(BODY, span, size), json.put(DATA, body).build());
        }
        String text = body.toString(charset(type));
        String utf8 = body.toString(StandardCharsets.UTF_8);
        if (Octets.of(utf8, StandardCharsets.UTF_8).equals(body)) {
            json.put(TEXT, utf8);
        } else {
            json.put(DATA, body);
        }
        String shown = body.length() <= MAX_TEXT_OCTETS ? text : size;
        return new View(Tree.leaf(BODY, span, shown), json.build());
    }

    private static Charset charset(ContentType type) {
        return type.parameter("charset")
                .map(name -> WspCharset.charset(WspCharset.mibEnum(name).orElse(-1)))
                .flatMap(charset -> charset)
                .orElse(StandardCharsets.UTF_8);
    }
}
