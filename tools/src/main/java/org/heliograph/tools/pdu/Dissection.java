// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.FieldDecoder;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.Reading.Deviation;

/** How octets are taken apart, layer by layer, and what was forgiven on the way. */
final class Dissection {
    private final Manner manner;
    private final String path;
    private final List<Deviation> deviations;
    private final List<Segment> segments;

    private Dissection(
            Manner manner, String path, List<Deviation> deviations, List<Segment> segments) {
        this.manner = manner;
        this.path = path;
        this.deviations = deviations;
        this.segments = segments;
    }

    static Dissection in(Manner manner) {
        return new Dissection(manner, "", new ArrayList<>(), new ArrayList<>());
    }

    /** What looks at the PDUs inside {@code outer}. */
    Dissection inside(String outer) {
        return new Dissection(manner, within(outer), deviations, segments);
    }

    /** Remembers a short message, for it may be part of a longer one. */
    void met(Segment segment) {
        segments.add(segment);
    }

    List<Segment> segments() {
        return segments;
    }

    /** Takes one layer apart; offsets count from the start of the outermost. */
    <T> Layer<T> read(Span span, FieldDecoder<T> decoder) throws DecodeException {
        Reading reading =
                switch (manner) {
                    case STRICT -> Reading.strict();
                    case KIND -> Reading.kind();
                };
        int offset = Math.max(0, span.offset());
        try {
            T value = decoder.decode(OctetReader.at(offset, span.octets(), reading));
            return new Layer<>(value, new Span(offset, span.octets()), reading.fields());
        } catch (DecodeException e) {
            throw path.isEmpty() ? e : e.within(path);
        } finally {
            for (Deviation each : reading.deviations()) {
                deviations.add(new Deviation(within(each.field()), each.offset(), each.reason()));
            }
        }
    }

    /** Looks at an inner part. */
    @FunctionalInterface
    interface Viewer {
        View view() throws DecodeException;
    }

    /** {@return the view; if it fails and the manner is kind, {@code otherwise}} */
    View tolerant(Viewer viewer, Viewer otherwise) throws DecodeException {
        int before = deviations.size();
        try {
            return viewer.view();
        } catch (DecodeException e) {
            if (manner == Manner.STRICT) {
                throw e;
            }
            deviations.subList(before, deviations.size()).clear();
            deviations.add(new Deviation(e.field(), e.offset(), e.reason()));
            return otherwise.view();
        }
    }

    /** {@return what was forgiven, by offset} */
    List<Deviation> deviations() {
        return deviations.stream().sorted(Comparator.comparingInt(Deviation::offset)).toList();
    }

    private String within(String inner) {
        return path.isEmpty() || inner.isEmpty() ? path + inner : path + "." + inner;
    }
}
