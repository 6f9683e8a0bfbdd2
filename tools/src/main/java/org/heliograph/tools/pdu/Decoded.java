// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading.Deviation;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.json.JsonException;

/** A PDU that has been read: what {@code pdu decode} shows of it. */
public final class Decoded {
    private final PduKind kind;
    private final boolean guessed;
    private final Octets octets;
    private final View view;
    private final Dissection dissection;

    private Decoded(
            PduKind kind, boolean guessed, Octets octets, View view, Dissection dissection) {
        this.kind = kind;
        this.guessed = guessed;
        this.octets = octets;
        this.view = view;
        this.dissection = dissection;
    }

    /**
     * Reads a PDU of a known kind.
     *
     * @param offset where its first octet stands, for who took it out of something larger; fields,
     *     deviations and errors count from there
     */
    public static Decoded of(PduKind kind, Octets octets, int offset, Manner manner)
            throws DecodeException {
        return of(kind, false, octets, offset, manner);
    }

    /** Reads a PDU that nobody has said the kind of. */
    public static Decoded guessed(Octets octets, Manner manner) throws DecodeException {
        return of(PduGuess.of(octets), true, octets, 0, manner);
    }

    static Decoded of(PduKind kind, boolean guessed, Octets octets, int offset, Manner manner)
            throws DecodeException {
        Dissection dissection = Dissection.in(manner);
        View view = kind.view(dissection, new Span(offset, octets));
        return new Decoded(kind, guessed, octets, view, dissection);
    }

    public PduKind kind() {
        return kind;
    }

    public Octets octets() {
        return octets;
    }

    /** {@return for people: its name, and its fields with where they lie and what they mean} */
    public Tree tree() {
        return view.tree();
    }

    /** {@return what a kind reading forgave, by offset} */
    public List<Deviation> deviations() {
        return dissection.deviations();
    }

    /** {@return the short message in it; at most one} */
    List<Segment> segments() {
        return dissection.segments();
    }

    public boolean isGuessed() {
        return guessed;
    }

    /**
     * {@return for programs: {@code kind}, {@code guessed}, the PDU by its name, {@code fields} and
     * {@code deviations}} The PDU gives back the octets it was read from.
     */
    public Json json() {
        List<Json> fields = new ArrayList<>();
        FieldPaths.of(tree()).forEach(field -> fields.add(field.json()));
        List<Json> forgiven = new ArrayList<>();
        for (Deviation deviation : deviations()) {
            forgiven.add(
                    Json.object()
                            .put("field", deviation.field())
                            .put("offset", deviation.offset())
                            .put("reason", deviation.reason())
                            .build());
        }
        return Json.object()
                .put("kind", kind.text())
                .put("guessed", guessed)
                .put(view.name(), lossless())
                .put("fields", Json.of(fields))
                .put("deviations", Json.of(forgiven))
                .build();
    }

    /** {@return whether the codec gives back the same octets} */
    boolean isCanonical() {
        return view.isCanonical();
    }

    /** The members; with the octets beside them where they would give back others. */
    private Json lossless() {
        Json.Structure pdu = Json.object().put(view.name(), view.json()).build();
        try {
            if (PduMembers.read(pdu).equals(octets)) {
                return view.json();
            }
        } catch (JsonException e) {
            // such as headers of a form that only their octets give back
        }
        Json.Builder json = Json.object();
        if (view.json() instanceof Json.Structure(var members)) {
            members.forEach(json::put);
        }
        return json.put(View.OCTETS, octets).build();
    }
}
