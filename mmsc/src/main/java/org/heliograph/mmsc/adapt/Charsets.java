// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.adapt;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.wsp.ContentType;

/** Text in a charset that the handset knows. */
final class Charsets {
    private static final String PARAMETER = "charset";

    private Charsets() {}

    /**
     * Text and the charset it is written in.
     *
     * @param charset registered name
     */
    record Written(String charset, Octets octets) {
        ContentType typed(ContentType type) {
            List<ContentType.Parameter> parameters = new java.util.ArrayList<>(type.parameters());
            parameters.removeIf(parameter -> parameter.name().equals(PARAMETER));
            parameters.addFirst(new ContentType.Parameter(PARAMETER, charset));
            return new ContentType(type.mediaType(), parameters);
        }
    }

    /**
     * {@return the text in the first of {@code known} that can spell it; nothing if it may stay, or
     * its own charset is not known here}
     *
     * @param known registered names; empty: all
     */
    static Optional<Written> converted(ContentType type, Octets text, List<String> known) {
        Optional<String> named = type.parameter(PARAMETER);
        // without a name it is US-ASCII (RFC 2046 §4.1.2); what is not, mostly UTF-8
        String from = named.orElse(text.high() == text.length() ? "us-ascii" : "utf-8");
        if (known.isEmpty() || known.stream().anyMatch(from::equalsIgnoreCase)) {
            return Optional.empty();
        }
        return charset(from).map(charset -> written(text.toString(charset), known));
    }

    /** {@return the text in the first of {@code known} that can spell it; empty: all} */
    static Written written(String text, List<String> known) {
        for (String name : known) {
            Optional<Charset> charset = charset(name);
            if (charset.isPresent() && charset.get().newEncoder().canEncode(text)) {
                return new Written(name, Octets.of(text, charset.get()));
            }
        }
        Optional<String> first =
                known.stream().filter(name -> charset(name).isPresent()).findFirst();
        String name = first.orElse("utf-8"); // with question marks for what it cannot spell
        return new Written(name, Octets.of(text, charset(name).orElse(StandardCharsets.UTF_8)));
    }

    private static Optional<Charset> charset(String name) {
        try {
            String java = name.equalsIgnoreCase("iso-10646-ucs-2") ? "utf-16be" : name;
            return Optional.of(Charset.forName(java)).filter(Charset::canEncode);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
