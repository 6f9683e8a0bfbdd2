// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;

/**
 * A content type with its parameters in order (WAP-230-WSP §8.4.2.24). Written with numbers
 * wherever there are any, in the encodings that handsets of every age read: WSP 1.2 parameters, not
 * 1.4.
 *
 * @param mediaType lower case, {@code type/subtype}; a number that no type is assigned to reads
 *     {@code unknown/0x1234}
 */
public record ContentType(String mediaType, List<Parameter> parameters) {
    /** What a kind reading takes for a type that is none. */
    public static final ContentType UNKNOWN =
            new ContentType("application/octet-stream", List.of());

    public ContentType {
        mediaType = WellKnownMedia.canonical(mediaType.toLowerCase(Locale.ROOT));
        int slash = mediaType.indexOf('/');
        if (!HeaderText.isToken(mediaType, 0, slash)
                || !HeaderText.isToken(mediaType, slash + 1, mediaType.length())) {
            throw new IllegalArgumentException("not a media type");
        }
        parameters = List.copyOf(parameters);
        if (parameters.size() > ParameterCodec.MAX_PARAMETERS) {
            throw new IllegalArgumentException(
                    "more than " + ParameterCodec.MAX_PARAMETERS + " parameters");
        }
    }

    /**
     * @param name lower case, as registered: {@code charset}, {@code name}, {@code start}, {@code
     *     type}; a number without a name reads {@code 0x1f}
     * @param value text; octets that have no text form read {@code 0x} and hexadecimal digits.
     *     Octets given so that do have one become their text
     */
    public record Parameter(String name, String value) {
        public Parameter {
            name = WspWriter.requireToken(name.toLowerCase(Locale.ROOT));
            name = ParameterCodec.canonicalName(name);
            value = ParameterCodec.canonicalValue(name, WspWriter.requireText(value));
        }
    }

    /**
     * Reads the text form, {@code image/jpeg; name="a.jpg"}.
     *
     * @throws IllegalArgumentException if it is not one
     */
    public static ContentType of(String text) {
        HeaderText parsed = HeaderText.parse(text);
        return new ContentType(parsed.value(), parsed.parameters());
    }

    /** Content-type-value: constrained media, or general form (§8.4.2.24). */
    public static ContentType decode(OctetReader in) throws DecodeException {
        int first = in.peek();
        if (first > WspReader.LENGTH_QUOTE) {
            return media(in);
        }
        OctetReader region = WspReader.sized(in);
        ContentType media = media(region);
        return new ContentType(media.mediaType, ParameterCodec.decodeAll(media.parameters, region));
    }

    /**
     * The field {@code name}: likewise, but a kind reading takes what is no content type for an
     * unknown one, and what follows it as it is.
     */
    public static ContentType field(String name, OctetReader in) throws DecodeException {
        return in.field(name, ContentType::decode, ContentType::passedOver);
    }

    /** Where nothing tells where it ends, it is all there is. */
    private static ContentType passedOver(OctetReader in) {
        try {
            WspReader.value(in);
        } catch (DecodeException _) {
            in.rest();
        }
        return UNKNOWN;
    }

    /** As text, the type may have its parameters with it: no standard says so, some handsets do. */
    private static ContentType media(OctetReader in) throws DecodeException {
        return in.field(
                "media type",
                i -> WspReader.startsText(i.peek()) ? ofText(i) : ofNumber(i),
                i -> {
                    WspReader.value(i);
                    return UNKNOWN;
                });
    }

    private static ContentType ofText(OctetReader in) throws DecodeException {
        int start = in.offset();
        ContentType type = of(WspReader.text(in));
        if (!type.parameters.isEmpty()) {
            in.deviation(start, "parameters in the text of the media type");
        }
        return type;
    }

    private static ContentType ofNumber(OctetReader in) throws DecodeException {
        return new ContentType(WellKnownMedia.type(WspReader.integer(in)), List.of());
    }

    public void encodeTo(OctetWriter out) {
        OptionalLong number = WellKnownMedia.number(mediaType);
        if (parameters.isEmpty() && (number.isEmpty() || number.getAsLong() <= 0x7f)) {
            media(out, number);
            return;
        }
        OctetWriter general = new OctetWriter(64);
        media(general, number);
        for (Parameter parameter : parameters) {
            ParameterCodec.encode(general, parameter);
        }
        WspWriter.sized(out, general.toOctets());
    }

    private void media(OctetWriter out, OptionalLong number) {
        if (number.isPresent()) {
            WspWriter.integer(out, number.getAsLong());
        } else {
            WspWriter.text(out, mediaType);
        }
    }

    public Octets encode() {
        OctetWriter out = new OctetWriter(64);
        encodeTo(out);
        return out.toOctets();
    }

    /** {@return the value of the first parameter of this name, whatever its case} */
    public Optional<String> parameter(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equalsIgnoreCase(name))
                .map(Parameter::value)
                .findFirst();
    }

    /** {@return the text form, as HTTP and MIME write it} */
    @Override
    public String toString() {
        return new HeaderText(mediaType, parameters).print();
    }
}
