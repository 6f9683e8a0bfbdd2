// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.util.ArrayList;
import java.util.Comparator;
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
     * There are so many headers at most. Each recipient is one, and address lists of handsets end
     * long before a thousand.
     */
    public static final int MAX_HEADERS = 1_000;

    private final List<Line> lines;

    private MmsHeaders(List<Line> lines) {
        if (lines.size() > MAX_HEADERS) {
            throw new IllegalArgumentException("more than " + MAX_HEADERS + " headers");
        }
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
    sealed interface Line {
        Octets octets();

        /** {@return the number of its field; 0, which is none's, where it has a name instead} */
        int number();

        /** Of a field that is not in the standard, or a value that is not of its field's type. */
        record Numbered(int number, Octets octets) implements Line {}

        /** {@code written} is the name as it stands in the PDU, with its terminator. */
        record Named(String name, Octets written, Octets octets) implements Line {
            @Override
            public int number() {
                return 0;
            }
        }

        record Typed<T>(MmsField<T> field, T value, Octets octets) implements Line {
            @Override
            public int number() {
                return field.number();
            }

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

    /**
     * {@return whether there is a header of this field whose value a kind reading could not read,
     * so that {@link #all} lacks it}
     */
    public boolean lacks(MmsField<?> field) {
        return lines.stream()
                .anyMatch(
                        line ->
                                line instanceof Line.Numbered(int number, var _)
                                        && number == field.number());
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
        return lines.stream().anyMatch(line -> line.number() == field.number())
                ? field + " cannot be read"
                : field + " is missing";
    }

    /**
     * {@return these headers with a mandatory one that is missing}
     *
     * @param value what a kind reading takes for it
     * @param start of the headers
     * @throws DecodeException if it is missing and the reading is strict
     */
    <T> MmsHeaders assuming(MmsField<T> field, T value, int start, OctetReader in)
            throws DecodeException {
        if (first(field).isPresent()) {
            return this;
        }
        in.deviation(start, absence(field));
        List<Line> assumed = new ArrayList<>(lines);
        assumed.removeIf(line -> line.number() == field.number());
        int at = 0;
        while (at < assumed.size() && comesFirst(assumed.get(at))) {
            at++;
        }
        assumed.add(at, Builder.line(field, value));
        return new MmsHeaders(assumed);
    }

    /** One that lacks its end stays the last. */
    private static boolean comesFirst(Line line) {
        return line instanceof Line.Typed<?> typed
                && (typed.field == MmsField.MMS_VERSION
                        || (typed.field == MmsField.TRANSACTION_ID
                                && typed.octets.at(typed.octets.length() - 1) == 0));
    }

    /** {@return a builder that starts with these headers} */
    public Builder toBuilder() {
        return new Builder(new ArrayList<>(lines));
    }

    static MmsHeaders of(List<Line> lines) {
        return new MmsHeaders(lines);
    }

    void encodeTo(OctetWriter out) {
        for (Line line : lines) {
            switch (line) {
                case Line.Typed<?> typed -> out.octet(typed.field.number() | 0x80);
                case Line.Numbered(int number, var _) -> out.octet(number | 0x80);
                case Line.Named(var _, Octets written, var _) -> out.octets(written);
            }
            out.octets(line.octets());
        }
    }

    private static Entry entry(Line line) {
        return switch (line) {
            case Line.Typed<?> typed -> typed.entry();
            case Line.Numbered(int number, Octets octets) ->
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

    static String nameOf(int number) {
        if (number == MmsField.MESSAGE_TYPE) {
            return MmsField.MESSAGE_TYPE_NAME;
        }
        return MmsField.numbered(number)
                .map(MmsField::fieldName)
                .orElseGet(() -> "0x%02x".formatted(number));
    }

    static void requireName(String name) {
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

    /**
     * Collects headers in order; but X-Mms-Transaction-ID and X-Mms-MMS-Version go to the start and
     * Content-Type to the end, where the standard wants them (§7).
     */
    public static final class Builder {
        private static final List<MmsField<?>> ONCE =
                List.of(MmsField.TRANSACTION_ID, MmsField.MMS_VERSION, MmsField.CONTENT_TYPE);

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

        /**
         * Adds the values of {@code field} that {@code from} has, if it has any that can be read.
         */
        public <T> Builder copy(MmsField<T> field, MmsHeaders from) {
            from.all(field).forEach(value -> add(field, value));
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
         * @throws IllegalArgumentException if there are two of what stands at a place of its own
         *     (transaction id, version, content type), or more headers than {@link #MAX_HEADERS}
         */
        public MmsHeaders build() {
            List<Line> ordered = new ArrayList<>(lines);
            ordered.sort(Comparator.comparingInt(Builder::rank));
            for (MmsField<?> field : ONCE) {
                if (isRepeated(field)) {
                    throw new IllegalArgumentException("more than one " + field);
                }
            }
            return new MmsHeaders(ordered);
        }

        private boolean isRepeated(MmsField<?> field) {
            int count = 0;
            for (Line line : lines) {
                count += isOf(field, line) ? 1 : 0;
            }
            return count > 1;
        }

        private static int rank(Line line) {
            if (isOf(MmsField.TRANSACTION_ID, line)) {
                return 0;
            }
            if (isOf(MmsField.MMS_VERSION, line)) {
                return 1;
            }
            return isOf(MmsField.CONTENT_TYPE, line) ? 3 : 2;
        }

        private static <T> Line line(MmsField<T> field, T value) {
            OctetWriter octets = new OctetWriter(48);
            field.value().encoder().accept(octets, value);
            return new Line.Typed<>(field, value, octets.toOctets());
        }

        private static boolean isOf(MmsField<?> field, Line line) {
            return line instanceof Line.Typed<?> typed
                    ? typed.field == field
                    : line.number() == field.number();
        }
    }
}
