// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType.Parameter;

/** Parameters of header values (WAP-230-WSP §8.4.2.4; numbers of table 38). */
final class ParameterCodec {
    /** Four are the most seen in real messages. */
    static final int MAX_PARAMETERS = 64;

    /** Characters of a quality factor: 0.999. */
    private static final int MAX_QUALITY = 5;

    static final ValueForm QUALITY =
            new ValueForm(ParameterCodec::quality, ParameterCodec::quality);

    /** The number under which each name is written, and those under which it is only read. */
    private static final Map<Integer, Known> TABLE =
            Map.ofEntries(
                    Map.entry(0x00, new Known("q", QUALITY)),
                    Map.entry(0x01, new Known("charset", ValueForm.CHARSET)),
                    Map.entry(0x02, new Known("level", ValueForm.VERSION)),
                    Map.entry(0x03, new Known("type", ValueForm.INTEGER)),
                    Map.entry(0x05, new Known("name", ValueForm.TEXT)),
                    Map.entry(0x06, new Known("filename", ValueForm.TEXT)),
                    Map.entry(0x07, new Known("differences", ValueForm.RAW)),
                    Map.entry(0x08, new Known("padding", ValueForm.INTEGER)),
                    Map.entry(0x09, new Known("type", ValueForm.MEDIA)),
                    Map.entry(0x0a, new Known("start", ValueForm.TEXT)),
                    Map.entry(0x0b, new Known("start-info", ValueForm.TEXT)),
                    Map.entry(0x0c, new Known("comment", ValueForm.TEXT)),
                    Map.entry(0x0d, new Known("domain", ValueForm.TEXT)),
                    Map.entry(0x0e, new Known("max-age", ValueForm.INTEGER)),
                    Map.entry(0x0f, new Known("path", ValueForm.TEXT)),
                    Map.entry(0x10, new Known("secure", ValueForm.TEXT)), // No-value, an empty text
                    Map.entry(0x11, new Known("sec", ValueForm.INTEGER)),
                    Map.entry(0x12, new Known("mac", ValueForm.TEXT_VALUE)),
                    Map.entry(0x13, new Known("creation-date", ValueForm.DATE)),
                    Map.entry(0x14, new Known("modification-date", ValueForm.DATE)),
                    Map.entry(0x15, new Known("read-date", ValueForm.DATE)),
                    Map.entry(0x16, new Known("size", ValueForm.INTEGER)),
                    Map.entry(0x17, new Known("name", ValueForm.TEXT_VALUE)),
                    Map.entry(0x18, new Known("filename", ValueForm.TEXT_VALUE)),
                    Map.entry(0x19, new Known("start", ValueForm.TEXT_VALUE)),
                    Map.entry(0x1a, new Known("start-info", ValueForm.TEXT_VALUE)),
                    Map.entry(0x1b, new Known("comment", ValueForm.TEXT_VALUE)),
                    Map.entry(0x1c, new Known("domain", ValueForm.TEXT_VALUE)),
                    Map.entry(0x1d, new Known("path", ValueForm.TEXT_VALUE)));

    private static final Map<String, Integer> NUMBERS = numbers();

    private ParameterCodec() {}

    private record Known(String name, ValueForm form) {}

    /** Reads parameters until the end of {@code in}. */
    static List<Parameter> decodeAll(OctetReader in) throws DecodeException {
        return decodeAll(List.of(), in);
    }

    /** Likewise, after {@code first} ones. */
    static List<Parameter> decodeAll(List<Parameter> first, OctetReader in) throws DecodeException {
        List<Parameter> parameters = new ArrayList<>(first);
        while (!in.atEnd()) {
            if (parameters.size() == MAX_PARAMETERS) {
                throw new DecodeException(
                        in.offset(), "more than " + MAX_PARAMETERS + " parameters");
            }
            in.field("parameter", i -> Optional.of(decode(i)), ParameterCodec::unread)
                    .ifPresent(parameters::add);
        }
        return parameters;
    }

    /**
     * A parameter of a number that has a value of another type keeps its value. Where even the end
     * of the value is unknown, so are the parameters after it.
     */
    private static Optional<Parameter> unread(OctetReader in) throws DecodeException {
        OctetReader ahead = in.fork();
        try {
            if (ahead.peek() >= 0x80) {
                String name = name(WspReader.shortInteger(ahead));
                Parameter kept = new Parameter(name, HexText.of(WspReader.value(ahead)));
                in.octets(ahead.offset() - in.offset());
                return Optional.of(kept);
            }
        } catch (DecodeException _) {
            // and so to the end
        }
        in.rest();
        return Optional.empty();
    }

    private static Parameter decode(OctetReader in) throws DecodeException {
        int first = in.peek();
        if (first < 0x80 && first > WspReader.SHORT_LENGTH_MAX) {
            return new Parameter(WspReader.text(in), ValueForm.UNTYPED.decode(in));
        }
        long number = WspReader.integer(in);
        Known known = number <= 0x7f ? TABLE.get((int) number) : null;
        ValueForm form = known == null ? ValueForm.HEX : known.form;
        return new Parameter(name(number), form.decode(in));
    }

    /** {@return the one name for a parameter, which of a known number is that of the table} */
    static String canonicalName(String name) {
        OptionalLong number = HexText.numberOfName(name);
        return number.isPresent() ? name(number.getAsLong()) : name;
    }

    /** {@return the one value for a parameter, see {@link ValueForm#canonical}} */
    static String canonicalValue(String name, String value) {
        return form(name).canonical(value, ValueForm.UNTYPED);
    }

    private static String name(long number) {
        Known known = number <= 0x7f ? TABLE.get((int) number) : null;
        return known == null ? HexText.PREFIX + Long.toHexString(number) : known.name;
    }

    private static ValueForm form(String name) {
        Known known = TABLE.get(NUMBERS.getOrDefault(name, -1));
        if (known != null) {
            return known.form;
        }
        return HexText.numberOfName(name).isPresent() ? ValueForm.HEX : ValueForm.UNTYPED;
    }

    /** By its number where the value is of that number's form, by name where not. */
    static void encode(OctetWriter out, Parameter parameter) {
        Integer assigned = NUMBERS.get(parameter.name());
        OptionalLong number =
                assigned == null
                        ? HexText.numberOfName(parameter.name())
                        : OptionalLong.of(assigned);
        Optional<Octets> value =
                number.isPresent()
                        ? form(parameter.name()).encode(parameter.value())
                        : Optional.empty();
        if (value.isPresent()) {
            WspWriter.integer(out, number.getAsLong());
            out.octets(value.get());
        } else {
            WspWriter.text(out, parameter.name());
            out.octets(ValueForm.UNTYPED.encode(parameter.value()).orElseThrow());
        }
    }

    /** Q-value (§8.4.2.3): hundredths counted from 1, or thousandths from 100. */
    private static String quality(OctetReader in) throws DecodeException {
        int start = in.offset();
        long value = WspReader.uintvar(in);
        if (value < 1 || value > 1099) {
            throw new DecodeException(start, value + " is no quality factor");
        }
        return BigDecimal.valueOf(value <= 100 ? (value - 1) * 10 : value - 100, 3)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static void quality(OctetWriter out, String text) {
        if (text.length() > MAX_QUALITY) {
            throw new IllegalArgumentException("no quality factor");
        }
        int thousandths = new BigDecimal(text).movePointRight(3).intValueExact();
        WspWriter.uintvar(out, thousandths % 10 == 0 ? thousandths / 10 + 1 : thousandths + 100);
    }

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        TABLE.forEach((number, known) -> numbers.merge(known.name, number, Math::min));
        numbers.put("type", 0x09); // 0x03 is an integer that no media type fits
        return Map.copyOf(numbers);
    }
}
