// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.heliograph.pdu.Octets;

/**
 * Start line and headers of a SIP or HTTP message.
 *
 * @param headers by their names in lower case; of several with one name, the first
 */
record TextHead(String startLine, Map<String, String> headers) {
    static final TextHead NONE = new TextHead("", Map.of());

    /** Compact forms (RFC 3261 §7.3.3) of what is asked for here. */
    private static final Map<String, String> COMPACT =
            Map.of("c", "content-type", "e", "content-encoding", "l", "content-length");

    static TextHead parse(Octets octets) {
        List<String> lines = new ArrayList<>();
        for (String line : octets.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1)) {
            boolean continues = line.startsWith(" ") || line.startsWith("\t");
            if (continues && lines.size() > 1) {
                lines.add(lines.removeLast() + " " + line.strip());
            } else {
                lines.add(line);
            }
        }
        boolean sip = lines.getFirst().contains("SIP/2.0");
        Map<String, String> headers = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                headers.putIfAbsent(
                        sip ? COMPACT.getOrDefault(name, name) : name,
                        line.substring(colon + 1).strip());
            }
        }
        return new TextHead(lines.getFirst(), Map.copyOf(headers));
    }

    boolean isSip() {
        return startLine.startsWith("SIP/2.0") || startLine.endsWith("SIP/2.0");
    }

    boolean isResponse() {
        return startLine.startsWith("SIP/2.0") || startLine.startsWith("HTTP/1.");
    }

    /** {@return the method of a request, the status code of a response} */
    String what() {
        String[] words = startLine.split(" ", 3);
        return words.length < 2 ? "" : words[isResponse() ? 1 : 0];
    }

    /** {@return the URI of a request; empty for a response} */
    String uri() {
        String[] words = startLine.split(" ", 3);
        return isResponse() || words.length < 2 ? "" : words[1];
    }

    /** {@return the value, empty if there is none} */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** {@return the type of the body without parameters, in lower case} */
    String mediaType() {
        return header("content-type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** {@return the length of the body; -1 if none is given, or it is no number} */
    long contentLength() {
        String digits = header("content-length");
        return !digits.isEmpty()
                        && digits.length() <= 18
                        && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Long.parseLong(digits)
                : -1;
    }
}
