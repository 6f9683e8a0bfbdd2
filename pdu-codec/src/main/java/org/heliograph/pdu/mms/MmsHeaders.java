// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.WspReader;
import org.heliograph.pdu.wsp.WspWriter;

/**
 * The headers of an MMS PDU after X-Mms-Message-Type, in order, repeated ones and unknown ones
 * included. Each keeps the octets it came with, so that what is passed on is passed on unchanged.
 * Immutable.
 */
public final class MmsHeaders {
    /**
     * So many headers are read at most. Each recipient is one, and address lists of handsets end
     * long before a thousand.
     */
    public static final int MAX_HEADERS = 1_000;

    private final List<Line> lines;

    private MmsHeaders(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /**
     * One header for people to read.
     *
     * @param name the standard's; a number that the standard does not assign reads {@code 0x7e}
     * @param value what it means; {@code 0x} and hexadecimal digits where that is not known
     * @param octets the value as it stands in the PDU
     */
    public record Entry(String name, String value, Octets octets) {}

    /** One header as it is held. {@code octets} are the value's. */
    private sealed interface Line {
        Octets octets();

        /** {@code flaw} tells why the value of a field of the standard is not of its type. */
        record Numbered(int number, Octets octets, Optional<String> flaw) implements Line {}

        /** {@code written} is the name as it stands in the PDU, with its terminator. */
        record Named(String name, Octets written, Octets octets) implements Line {}

        record Typed<T>(MmsField<T> field, T value, Octets octets) implements Line {
            Entry entry() {
                return new Entry(field.fieldName(), field.value().printer().apply(value), octets);
            }
        }
    }

    public static Builder builder() {
        return new Builder(new ArrayList<>());
    }

    /** {@return the value of the first header of this field} */
    public <T> Optional<T> first(MmsField<T> field) {
        for (Line line : lines) {
            if (line instanceof Line.Typed<?> typed && typed.field == field) {
                return Optional.of(field.value().type().cast(typed.value));
            }
        }
        return Optional.empty();
    }

    /** {@return all values of this field, in order: To, Cc and Bcc are lists} */
    public <T> List<T> all(MmsField<T> field) {
        List<T> values = new ArrayList<>();
        for (Line line : lines) {
            if (line instanceof Line.Typed<?> typed && typed.field == field) {
                values.add(field.value().type().cast(typed.value));
            }
        }
        return values;
    }

    /** {@return every header in order, in the standard's words} */
    public List<Entry> entries() {
        return lines.stream().map(MmsHeaders::entry).toList();
    }

    /** {@return the value of a header whose presence the PDU's record has checked} */
    <T> T mandatory(MmsField<T> field) {
        return first(field).orElseThrow(() -> new IllegalArgumentException(absence(field)));
    }

    /**
     * @throws IllegalArgumentException if one of {@code fields} is missing, or is there with a
     *     value that cannot be read
     */
    void require(MmsField<?>... fields) {
        for (MmsField<?> field : fields) {
            mandatory(field);
        }
    }

    private String absence(MmsField<?> field) {
        for (Line line : lines) {
            if (line instanceof Line.Numbered(int number, var _, Optional<String> flaw)
                    && number == field.number()
                    && flaw.isPresent()) {
                return field + " " + flaw.get();
            }
        }
        return field + " is missing";
    }

    /** {@return a builder that starts with these headers} */
    public Builder toBuilder() {
        return new Builder(new ArrayList<>(lines));
    }

    /**
     * Reads headers of a PDU of this type until Content-Type, which is the last, or the end.
     *
     * <p>A value that is not of its field's type is kept as it is: message centres and handsets
     * disagree about many a header that nobody needs. The PDU's record refuses what it needs.
     */
    static MmsHeaders decode(int messageType, OctetReader in) throws DecodeException {
        List<Line> lines = new ArrayList<>();
        while (!in.atEnd()) {
            if (lines.size() == MAX_HEADERS) {
                throw new DecodeException(in.offset(), "more than " + MAX_HEADERS + " headers");
            }
            Line line = line(messageType, in);
            lines.add(line);
            if (line instanceof Line.Typed<?> typed && typed.field == MmsField.CONTENT_TYPE) {
                break;
            }
        }
        return new MmsHeaders(lines);
    }

    private static Line line(int messageType, OctetReader in) throws DecodeException {
        if (in.peek() < 0x80) {
            return in.field("header", MmsHeaders::named);
        }
        int number = in.octet() & 0x7f;
        boolean counted =
                MessageType.countsDeletions(messageType)
                        && !in.atEnd()
                        && in.peek() <= Deletion.LAST_LENGTH;
        Optional<MmsField<?>> field =
                (counted ? Deletion.numbered(number) : Optional.<MmsField<?>>empty())
                        .or(() -> MmsField.numbered(number));
        if (field.isEmpty()) {
            Octets octets = in.field(nameOf(number), WspReader::value);
            return new Line.Numbered(number, octets, Optional.empty());
        }
        return in.field(nameOf(number), i -> typed(field.get(), i));
    }

    private static Line named(OctetReader in) throws DecodeException {
        Octets written = WspReader.value(in);
        String name = WspReader.text(new OctetReader(written));
        requireName(name);
        return new Line.Named(name, written, WspReader.value(in));
    }

    private static <T> Line typed(MmsField<T> field, OctetReader in) throws DecodeException {
        int offset = in.offset();
        Octets octets = WspReader.value(in);
        OctetReader value = OctetReader.at(offset, octets);
        try {
            T read = value.field("value", field.value().decoder());
            value.end();
            return new Line.Typed<>(field, read, octets);
        } catch (DecodeException e) {
            if (field == MmsField.CONTENT_TYPE) {
                throw e; // what follows could not be told apart
            }
            return new Line.Numbered(field.number(), octets, Optional.of(e.reason()));
        }
    }

    void encodeTo(OctetWriter out) {
        for (Line line : lines) {
            switch (line) {
                case Line.Typed<?> typed -> out.octet(typed.field.number() | 0x80);
                case Line.Numbered(int number, var _, var _) -> out.octet(number | 0x80);
                case Line.Named(var _, Octets written, var _) -> out.octets(written);
            }
            out.octets(line.octets());
        }
    }

    private static Entry entry(Line line) {
        return switch (line) {
            case Line.Typed<?> typed -> typed.entry();
            case Line.Numbered(int number, Octets octets, var _) ->
                    new Entry(nameOf(number), "0x" + octets.toHex(), octets);
            case Line.Named(String name, var _, Octets octets) ->
                    new Entry(name, textOrHex(octets), octets);
        };
    }

    private static String textOrHex(Octets octets) {
        OctetReader in = new OctetReader(octets);
        try {
            if (in.peek() == 0 || in.peek() > 31) {
                return WspReader.text(in);
            }
        } catch (DecodeException _) {
            // not text
        }
        return "0x" + octets.toHex();
    }

    private static String nameOf(int number) {
        if (number == MmsField.MESSAGE_TYPE) {
            return MmsField.MESSAGE_TYPE_NAME;
        }
        return MmsField.numbered(number)
                .map(MmsField::fieldName)
                .orElseGet(() -> "0x%02x".formatted(number));
    }

    private static void requireName(String name) {
        if (name.isEmpty() || name.charAt(0) < ' ' || name.charAt(0) >= 0x7f) {
            throw new IllegalArgumentException("not a header name");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MmsHeaders that && lines.equals(that.lines);
    }

    @Override
    public int hashCode() {
        return lines.hashCode();
    }

    @Override
    public String toString() {
        return entries().toString();
    }

    /** Collects headers in order. Content-Type goes to the end, where the standard wants it. */
    public static final class Builder {
        private final List<Line> lines;

        private Builder(List<Line> lines) {
            this.lines = lines;
        }

        /**
         * @throws IllegalArgumentException if the value cannot be written, such as a text with a
         *     zero character
         */
        public <T> Builder add(MmsField<T> field, T value) {
            lines.add(line(field, value));
            return this;
        }

        /**
         * Puts the value where the field first stands, or at the end, and takes further values of
         * it away.
         *
         * @throws IllegalArgumentException if the value cannot be written
         */
        public <T> Builder set(MmsField<T> field, T value) {
            Line line = line(field, value);
            int at = 0;
            while (at < lines.size() && !isOf(field, lines.get(at))) {
                at++;
            }
            remove(field);
            lines.add(at, line);
            return this;
        }

        public Builder remove(MmsField<?> field) {
            lines.removeIf(line -> isOf(field, line));
            return this;
        }

        /** Adds a header that the standard does not know, {@code X-Something}, with its text. */
        public Builder addOther(String name, String text) {
            requireName(name);
            WspWriter.requireText(name);
            OctetWriter octets = new OctetWriter(text.length() + 2);
            WspWriter.text(octets, text);
            OctetWriter written = new OctetWriter(name.length() + 2);
            WspWriter.text(written, name);
            lines.add(new Line.Named(name, written.toOctets(), octets.toOctets()));
            return this;
        }

        /**
         * @throws IllegalArgumentException if there are two content types
         */
        public MmsHeaders build() {
            List<Line> ordered = new ArrayList<>(lines.size());
            List<Line> last = new ArrayList<>(1);
            for (Line line : lines) {
                (isOf(MmsField.CONTENT_TYPE, line) ? last : ordered).add(line);
            }
            if (last.size() > 1) {
                throw new IllegalArgumentException("more than one Content-Type");
            }
            ordered.addAll(last);
            return new MmsHeaders(ordered);
        }

        private static <T> Line line(MmsField<T> field, T value) {
            OctetWriter octets = new OctetWriter(48);
            field.value().encoder().accept(octets, value);
            return new Line.Typed<>(field, value, octets.toOctets());
        }

        private static boolean isOf(MmsField<?> field, Line line) {
            return switch (line) {
                case Line.Typed<?> typed -> typed.field == field;
                case Line.Numbered(int number, var _, var _) -> number == field.number();
                case Line.Named _ -> false;
            };
        }
    }
}
