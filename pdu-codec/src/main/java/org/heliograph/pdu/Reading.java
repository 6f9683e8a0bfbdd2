// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * How one PDU is read, and what was seen of it on the way: which field lies where, and which rules
 * of the standard the octets break. For whoever looks at octets; an {@link OctetReader} made
 * without one reads strictly and records nothing, at no cost.
 *
 * <p>One of these belongs to one PDU and one thread.
 */
public final class Reading {
    /** Strict, and nothing is recorded: it has no state, so that every reader may share it. */
    static final Reading UNRECORDED = new Reading(false, false);

    private final boolean recording;
    private final boolean kind;
    private final List<Field> fields = new ArrayList<>();
    private final List<Deviation> deviations = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();

    private Reading(boolean recording, boolean kind) {
        this.recording = recording;
        this.kind = kind;
    }

    /**
     * Where a field lies.
     *
     * @param name the standard's
     * @param start in octets from the start of the outermost PDU
     * @param end the first octet after it
     * @param fields those it is made of, in the order they were read
     */
    public record Field(String name, int start, int end, List<Field> fields) {
        public Field {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A rule that the octets break, and that was forgiven.
     *
     * @param field the path of the field, as in {@link DecodeException#field}
     * @param offset where, in octets from the start of the outermost PDU
     * @param reason what is wrong, and where it is not plain what was read instead
     */
    public record Deviation(String field, int offset, String reason) {
        @Override
        public String toString() {
            return (field.isEmpty() ? "" : field + " ") + "at octet " + offset + ": " + reason;
        }
    }

    private record Open(String name, int start, List<Field> fields) {}

    /** {@return a reading that refuses what breaks the standard, and records the fields} */
    public static Reading strict() {
        return new Reading(true, false);
    }

    /**
     * {@return a reading that recovers what it can of octets that break the standard, and records
     * the fields and the deviations}
     */
    public static Reading kind() {
        return new Reading(true, true);
    }

    /** {@return the outermost fields, in the order they were read} */
    public List<Field> fields() {
        return List.copyOf(fields);
    }

    /** {@return what was forgiven, in the order it was met; empty after a strict reading} */
    public List<Deviation> deviations() {
        return List.copyOf(deviations);
    }

    boolean isRecording() {
        return recording;
    }

    boolean isKind() {
        return kind;
    }

    /** A field begins; {@link #close} ends it. */
    void open(String name, int start) {
        if (recording) {
            open.push(new Open(name, start, new ArrayList<>()));
        }
    }

    void close(int end) {
        if (recording) {
            Open closed = open.pop();
            List<Field> siblings = open.isEmpty() ? fields : open.peek().fields;
            siblings.add(new Field(closed.name, closed.start, end, closed.fields));
        }
    }

    /** Forgets the parts of the field that is open: they are about to be read again. */
    void again() {
        if (!open.isEmpty()) {
            open.peek().fields.clear();
        }
    }

    /** Notes a failure inside the field that is open; only a kind reading does. */
    void forgive(DecodeException failure) {
        if (kind) {
            deviations.add(
                    new Deviation(path(failure.field()), failure.offset(), failure.reason()));
        }
    }

    private String path(String inner) {
        StringBuilder path = new StringBuilder();
        open.descendingIterator()
                .forEachRemaining(
                        field -> path.append(path.isEmpty() ? "" : ".").append(field.name()));
        if (!inner.isEmpty()) {
            path.append(path.isEmpty() ? "" : ".").append(inner);
        }
        return path.toString();
    }
}
