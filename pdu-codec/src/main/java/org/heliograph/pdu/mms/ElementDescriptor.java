// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.mms;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.WspReader;
import org.heliograph.pdu.wsp.WspWriter;

/**
 * X-Mms-Element-Descriptor: a part of the message that a notification announces (OMA-TS-MMS_ENC 1.3
 * §7.3.18): Value-length Content-Reference-value *(Parameter-name Parameter-value).
 *
 * @param contentReference Content-ID or Content-Location of the part
 * @param parameters {@code type}, a media type (number 2 of table 27), and others; a number without
 *     a name reads {@code 0x05}, and a short integer as value {@code 0x85}
 */
public record ElementDescriptor(String contentReference, List<Parameter> parameters) {
    /** One parameter. Its number is of table 27, and not one of those that WSP assigns. */
    public record Parameter(String name, String value) {
        /**
         * @throws IllegalArgumentException if the name is no token, or the value has a character
         *     that cannot be written
         */
        public Parameter {
            name = WspWriter.requireToken(name.toLowerCase(Locale.ROOT));
            WspWriter.requireText(value);
        }
    }

    /** The standard names one. */
    static final int MAX_PARAMETERS = 64;

    static final MmsValue<ElementDescriptor> VALUE =
            MmsValue.sized(
                    ElementDescriptor.class,
                    ElementDescriptor::decode,
                    (out, value) -> value.encodeTo(out),
                    ElementDescriptor::toString);

    private static final int TYPE = 0x02;
    private static final String TYPE_NAME = "type";

    /**
     * @throws IllegalArgumentException if the type is no media type, or a text has a zero character
     */
    public ElementDescriptor {
        WspWriter.requireText(contentReference);
        parameters = List.copyOf(parameters);
        if (parameters.size() > MAX_PARAMETERS) {
            throw new IllegalArgumentException("more than " + MAX_PARAMETERS + " parameters");
        }
        for (Parameter parameter : parameters) {
            encode(new OctetWriter(), parameter);
        }
    }

    private static ElementDescriptor decode(OctetReader in) throws DecodeException {
        String contentReference = WspReader.text(in);
        List<Parameter> parameters = new ArrayList<>();
        while (!in.atEnd()) {
            if (parameters.size() == MAX_PARAMETERS) {
                throw new DecodeException(
                        in.offset(), "more than " + MAX_PARAMETERS + " parameters");
            }
            parameters.add(in.field("parameter", ElementDescriptor::parameter));
        }
        return new ElementDescriptor(contentReference, parameters);
    }

    private static Parameter parameter(OctetReader in) throws DecodeException {
        if (in.peek() < 0x80) {
            return new Parameter(WspReader.text(in), value(in));
        }
        int number = WspReader.shortInteger(in);
        return number == TYPE
                ? new Parameter(TYPE_NAME, media(in))
                : new Parameter("0x%02x".formatted(number), value(in));
    }

    /** Constrained-encoding: a short integer, or text. */
    private static String value(OctetReader in) throws DecodeException {
        return in.peek() >= 0x80 ? "0x%02x".formatted(in.octet()) : WspReader.text(in);
    }

    private static String media(OctetReader in) throws DecodeException {
        ContentType type = ContentType.decode(in);
        if (!type.parameters().isEmpty()) {
            throw new DecodeException(in.offset(), "media type with parameters");
        }
        return type.mediaType();
    }

    private void encodeTo(OctetWriter out) {
        WspWriter.text(out, contentReference);
        for (Parameter parameter : parameters) {
            encode(out, parameter);
        }
    }

    private static void encode(OctetWriter out, Parameter parameter) {
        if (parameter.name().equals(TYPE_NAME)) {
            WspWriter.shortInteger(out, TYPE);
            new ContentType(parameter.value(), List.of()).encodeTo(out);
            return;
        }
        if (parameter.name().matches("0x[0-7][0-9a-f]")) {
            WspWriter.shortInteger(out, Integer.decode(parameter.name()));
        } else {
            WspWriter.text(out, parameter.name());
        }
        if (parameter.value().matches("0x[89a-f][0-9a-f]")) {
            out.octet(Integer.decode(parameter.value()));
        } else {
            WspWriter.text(out, parameter.value());
        }
    }

    /** {@return the parts as the parameters of a header are usually written} */
    @Override
    public String toString() {
        return contentReference
                + parameters.stream()
                        .map(parameter -> "; " + parameter.name() + "=" + parameter.value())
                        .collect(Collectors.joining());
    }
}
