// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.wsp.ContentType.Parameter;

/**
 * A header value with parameters in its text form, {@code value; name="value"} (RFC 9110 §5.6.6).
 */
record HeaderText(String value, List<Parameter> parameters) {
    private static final String SPECIALS = "()<>@,;:\\\"/[]?={} ";
    private static final boolean[] IN_TOKENS = inTokens();

    private static boolean[] inTokens() {
        boolean[] inTokens = new boolean[0x80];
        for (int c = 0; c < inTokens.length; c++) {
            inTokens[c] = c > 0x20 && c < 0x7f && SPECIALS.indexOf(c) < 0;
        }
        return inTokens;
    }

    static boolean isToken(String text) {
        return isToken(text, 0, text.length());
    }

    /** {@return whether the characters from {@code start} to {@code end} are a token} */
    static boolean isToken(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!isTokenCharacter(text.charAt(i))) {
                return false;
            }
        }
        return start < end;
    }

    static boolean isTokenCharacter(int c) {
        return c < IN_TOKENS.length && IN_TOKENS[c];
    }

    /**
     * @throws IllegalArgumentException if a parameter has no name, a quotation does not end, or
     *     there are too many parameters
     */
    static HeaderText parse(String text) {
        int end = text.indexOf(';');
        if (end < 0) {
            return new HeaderText(text.strip(), List.of());
        }
        List<Parameter> parameters = new ArrayList<>();
        int at = end;
        while (at < text.length()) {
            if (parameters.size() == ParameterCodec.MAX_PARAMETERS) {
                throw new IllegalArgumentException(
                        "more than " + ParameterCodec.MAX_PARAMETERS + " parameters");
            }
            int next = text.indexOf(';', at + 1);
            int equals = text.indexOf('=', at, next < 0 ? text.length() : next);
            if (equals < 0) {
                String bare = text.substring(at + 1, next < 0 ? text.length() : next).strip();
                if (!bare.isEmpty()) {
                    parameters.add(new Parameter(bare, ""));
                }
                at = next < 0 ? text.length() : next;
            } else {
                StringBuilder value = new StringBuilder();
                String name = text.substring(at + 1, equals).strip();
                at = parameterValue(text, equals + 1, value);
                parameters.add(new Parameter(name, value.toString()));
            }
        }
        return new HeaderText(text.substring(0, end).strip(), parameters);
    }

    /** {@return where the next semicolon stands, or the end} */
    private static int parameterValue(String text, int from, StringBuilder value) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at == text.length() || text.charAt(at) != '"') {
            int semicolon = text.indexOf(';', at);
            int end = semicolon < 0 ? text.length() : semicolon;
            value.append(text.substring(at, end).strip());
            return end;
        }
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                int semicolon = text.indexOf(';', at);
                return semicolon < 0 ? text.length() : semicolon;
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
        }
        throw new IllegalArgumentException("quotation without end");
    }

    String print() {
        StringBuilder text = new StringBuilder(value);
        for (Parameter parameter : parameters) {
            text.append("; ").append(parameter.name()).append('=');
            if (isToken(parameter.value())) {
                text.append(parameter.value());
            } else {
                quote(text, parameter.value());
            }
        }
        return text.toString();
    }

    private static void quote(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        text.append('"');
    }
}
