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

    private static final int Q = 0x00;

    /** The number under which each name is written, and those under which it is only read. */
    private static final Map<Integer, Known> TABLE =
            Map.ofEntries(
                    Map.entry(Q, new Known("q", ValueForm.RAW)),
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
        List<Parameter> parameters = new ArrayList<>();
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
     * A parameter of a number that has a value of another type keeps its octets. Where even the end
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

    private static String name(int number) {
        Known known = TABLE.get(number);
        return known == null ? HexText.PREFIX + Integer.toHexString(number) : known.name;
    }

    private static Parameter decode(OctetReader in) throws DecodeException {
        int first = in.peek();
        if (first < 0x80 && first > WspReader.SHORT_LENGTH_MAX) {
            return untyped(in);
        }
        long number = WspReader.integer(in);
        if (number == Q) {
            return new Parameter("q", quality(in));
        }
        Known known = number <= 0x7f ? TABLE.get((int) number) : null;
        if (known == null) {
            return new Parameter(
                    HexText.PREFIX + Long.toHexString(number), HexText.of(WspReader.value(in)));
        }
        return new Parameter(known.name, known.form.decode(in));
    }

    /** Token-text and Untyped-value: an integer, or a token or quoted string. */
    private static Parameter untyped(OctetReader in) throws DecodeException {
        String name = WspReader.text(in);
        return new Parameter(
                name,
                WspReader.startsText(in.peek())
                        ? WspReader.textValue(in)
                        : Long.toString(WspReader.integer(in)));
    }

    static void encode(OctetWriter out, Parameter parameter) {
        Integer assigned = NUMBERS.get(parameter.name());
        OptionalLong number =
                assigned == null
                        ? HexText.numberOfName(parameter.name())
                        : OptionalLong.of(assigned);
        Optional<Octets> value =
                number.isPresent() && number.getAsLong() != Q
                        ? HexText.value(parameter.value())
                        : Optional.empty();
        if (value.isEmpty() && assigned != null) {
            value = known(assigned, parameter);
        }
        if (number.isPresent() && value.isPresent()) {
            WspWriter.integer(out, number.getAsLong());
            out.octets(value.get());
        } else {
            WspWriter.text(out, parameter.name());
            untyped(out, parameter.value());
        }
    }

    private static Optional<Octets> known(int number, Parameter parameter) {
        Known known = TABLE.get(number);
        if (known == null) {
            return Optional.empty();
        }
        return number == Q ? quality(parameter.value()) : known.form.encode(parameter.value());
    }

    private static void untyped(OctetWriter out, String value) {
        Optional<Octets> integer = ValueForm.INTEGER.encode(value);
        if (integer.isPresent()) {
            out.octets(integer.get());
        } else if (value.isEmpty() || HeaderText.isToken(value)) {
            WspWriter.text(out, value);
        } else {
            WspWriter.quoted(out, value);
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

    private static Optional<Octets> quality(String text) {
        try {
            int thousandths = new BigDecimal(text).movePointRight(3).intValueExact();
            if (thousandths < 0 || thousandths > 999 || text.length() > 5) {
                return Optional.empty();
            }
            OctetWriter out = new OctetWriter();
            WspWriter.uintvar(
                    out, thousandths % 10 == 0 ? thousandths / 10 + 1 : thousandths + 100);
            return Optional.of(out.toOctets());
        } catch (ArithmeticException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        TABLE.forEach((number, known) -> numbers.merge(known.name, number, Math::min));
        numbers.put("type", 0x09); // 0x03 is an integer that no media type fits
        return Map.copyOf(numbers);
    }
}
