// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType.Parameter;

/**
 * The types of header and parameter values, each between octets and text. Octets that no text
 * stands for are kept in hexadecimal, see {@link HexText}.
 */
final class ValueForm {
    static final ValueForm TEXT = new ValueForm(WspReader::text, WspWriter::text);

    /** Text-value, where a quotation mark opens what is not a token. */
    static final ValueForm TEXT_VALUE = new ValueForm(WspReader::textValue, ValueForm::textValue);

    /** Quoted-string; some leave the quotation mark out. */
    static final ValueForm QUOTED = new ValueForm(ValueForm::quoted, WspWriter::quoted);

    /** Integer-value. */
    static final ValueForm INTEGER =
            new ValueForm(
                    in -> Long.toString(WspReader.integer(in)),
                    (out, text) -> WspWriter.integer(out, Long.parseLong(text)));

    /** Date-value, as ISO 8601. */
    static final ValueForm DATE =
            new ValueForm(
                    in -> WspReader.date(in).toString(),
                    (out, text) -> WspWriter.date(out, Instant.parse(text)));

    /** Version-value (§8.4.2.3): 4 bits of minor, 15 meaning none, below 3 bits of major. */
    static final ValueForm VERSION = new ValueForm(ValueForm::version, ValueForm::version);

    /** Well-known-charset: MIBEnum. Some write its name. */
    static final ValueForm CHARSET = new ValueForm(ValueForm::charset, ValueForm::charset);

    /** Constrained-encoding of a media type (§8.4.2.7): a number of seven bits, or its name. */
    static final ValueForm MEDIA = new ValueForm(ValueForm::media, ValueForm::media);

    /** Content-type-value (§8.4.2.24). */
    static final ValueForm CONTENT_TYPE =
            new ValueForm(
                    in -> ContentType.decode(in).toString(),
                    (out, text) -> ContentType.of(text).encodeTo(out));

    /** Content-disposition-value (§8.4.2.21). */
    static final ValueForm DISPOSITION = new ValueForm(Disposition::decode, Disposition::encode);

    /** Application-id-value (§8.4.2.54): a URI or its number. */
    static final ValueForm APPLICATION_ID =
            new ValueForm(PushApplication::decode, PushApplication::encode);

    /** What a parameter without a number has: an integer, or a token or quoted string. */
    static final ValueForm UNTYPED =
            new ValueForm(
                    in ->
                            WspReader.startsText(in.peek())
                                    ? WspReader.textValue(in)
                                    : integerOrHex(WspReader.value(in)),
                    ValueForm::untyped);

    /** Octets of which nothing is known. */
    static final ValueForm HEX =
            new ValueForm(
                    in -> HexText.of(WspReader.value(in)),
                    (_, _) -> {
                        throw new IllegalArgumentException("no octets");
                    });

    /** Text where it is text, hexadecimal where not. */
    static final ValueForm RAW =
            new ValueForm(
                    in ->
                            WspReader.startsText(in.peek())
                                    ? WspReader.text(in)
                                    : HexText.of(WspReader.value(in)),
                    WspWriter::text);

    interface TextDecoder {
        String decode(OctetReader in) throws DecodeException;
    }

    interface TextEncoder {
        /** May throw IllegalArgumentException, ArithmeticException or DateTimeException. */
        void encode(OctetWriter out, String text);
    }

    private final TextDecoder decoder;
    private final TextEncoder encoder;

    ValueForm(TextDecoder decoder, TextEncoder encoder) {
        this.decoder = decoder;
        this.encoder = encoder;
    }

    /** {@return the text of the next value; one that would read as octets reads as its octets} */
    String decode(OctetReader in) throws DecodeException {
        int start = in.offset();
        String text = WspWriter.requireText(decoder.decode(in));
        if (!text.startsWith(HexText.PREFIX)) {
            return text;
        }
        String octets = HexText.of(in.since(start));
        return text.equals(octets) || HexText.value(text).isEmpty() ? text : octets;
    }

    /** {@return what a whole value says in this form, unless it is not of this form} */
    Optional<String> text(Octets value) {
        OctetReader in = new OctetReader(value);
        try {
            String text = decode(in);
            return in.atEnd() ? Optional.of(text) : Optional.empty();
        } catch (DecodeException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /**
     * {@return the one text for a value: what octets in hexadecimal say in this form, or else in
     * {@code other}; everything else is that text already}
     */
    String canonical(String text, ValueForm other) {
        return HexText.value(text)
                .flatMap(octets -> text(octets).or(() -> other.text(octets)))
                .orElse(text);
    }

    /** {@return the octets that read as this text, unless it is not of this form} */
    Optional<Octets> encode(String text) {
        return HexText.value(text)
                .or(() -> written(text))
                .filter(octets -> text(octets).equals(Optional.of(text)));
    }

    private Optional<Octets> written(String text) {
        OctetWriter out = new OctetWriter(text.length() + 8);
        try {
            encoder.encode(out, text);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException _) {
            return Optional.empty();
        }
        return Optional.of(out.toOctets());
    }

    private static String integerOrHex(Octets value) {
        return INTEGER.text(value).orElseGet(() -> HexText.of(value));
    }

    private static void untyped(OctetWriter out, String text) {
        Optional<Octets> integer = INTEGER.encode(text);
        if (integer.isPresent()) {
            out.octets(integer.get());
        } else {
            textValue(out, text);
        }
    }

    private static void textValue(OctetWriter out, String text) {
        if (text.isEmpty() || HeaderText.isToken(text)) {
            WspWriter.text(out, text);
        } else {
            WspWriter.quoted(out, text);
        }
    }

    private static String media(OctetReader in) throws DecodeException {
        return WspReader.startsText(in.peek())
                ? WspReader.text(in)
                : WellKnownMedia.type(WspReader.shortInteger(in));
    }

    private static void media(OctetWriter out, String text) {
        OptionalLong number = WellKnownMedia.number(text);
        if (number.isPresent() && number.getAsLong() <= 0x7f) {
            WspWriter.shortInteger(out, (int) number.getAsLong());
        } else {
            WspWriter.text(out, text);
        }
    }

    private static String version(OctetReader in) throws DecodeException {
        if (WspReader.startsText(in.peek())) {
            return WspReader.text(in);
        }
        int version = WspReader.shortInteger(in);
        int minor = version & 0x0f;
        return minor == 0x0f ? "" + (version >> 4) : (version >> 4) + "." + minor;
    }

    private static void version(OctetWriter out, String text) {
        int point = text.indexOf('.');
        int major = Integer.parseInt(point < 0 ? text : text.substring(0, point));
        int minor = point < 0 ? 0x0f : Integer.parseInt(text.substring(point + 1));
        if (major > 7 || minor > 0x0f || (point >= 0 && minor == 0x0f)) {
            WspWriter.text(out, text);
        } else {
            WspWriter.shortInteger(out, major << 4 | minor);
        }
    }

    private static String quoted(OctetReader in) throws DecodeException {
        int start = in.offset();
        String text = WspReader.text(in);
        if (!text.startsWith("\"")) {
            in.deviation(start, "quoted string without its quotation mark");
            return text;
        }
        return text.substring(1);
    }

    private static String charset(OctetReader in) throws DecodeException {
        if (WspReader.startsText(in.peek())) {
            in.deviation(in.offset(), "the name of a character set, not its number");
            return WspReader.text(in);
        }
        long number = WspReader.integer(in);
        return WspCharset.name(number).orElseGet(() -> Long.toString(number));
    }

    private static void charset(OctetWriter out, String text) {
        OptionalInt number = WspCharset.mibEnum(text);
        WspWriter.integer(out, number.isPresent() ? number.getAsInt() : Long.parseLong(text));
    }

    /** The three dispositions that have an octet, and any other token, with parameters. */
    private static final class Disposition {
        private static final int FORM_DATA = 128;
        private static final int ATTACHMENT = 129;
        private static final int INLINE = 130;

        static String decode(OctetReader in) throws DecodeException {
            OctetReader region = WspReader.sized(in);
            int start = region.offset();
            String value =
                    WspReader.startsText(region.peek())
                            ? WspReader.text(region)
                            : switch (region.octet()) {
                                case FORM_DATA -> "form-data";
                                case ATTACHMENT -> "attachment";
                                case INLINE -> "inline";
                                default -> throw new DecodeException(start, "no disposition");
                            };
            return new HeaderText(value, ParameterCodec.decodeAll(region)).print();
        }

        static void encode(OctetWriter out, String text) {
            HeaderText parsed = HeaderText.parse(text);
            OctetWriter sized = new OctetWriter(text.length() + 8);
            switch (parsed.value()) {
                case "form-data" -> sized.octet(FORM_DATA);
                case "attachment" -> sized.octet(ATTACHMENT);
                case "inline" -> sized.octet(INLINE);
                default -> WspWriter.text(sized, parsed.value());
            }
            for (Parameter parameter : parsed.parameters()) {
                ParameterCodec.encode(sized, parameter);
            }
            WspWriter.sized(out, sized.toOctets());
        }
    }
}
