// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What a client transaction needs of a response (RFC 3261 §17.1.3), read without the rest.
 *
 * @param status 100 to 699
 * @param branch of the topmost Via
 * @param method of CSeq
 * @param retryAfter Retry-After (§20.33); zero: none
 */
record SipResponse(int status, String phrase, String branch, String method, Duration retryAfter) {
    private static final String VERSION = "SIP/2.0 ";
    private static final int LONGEST_HEADERS = 32_768;

    /** Nobody else decides for longer. */
    private static final long MOST_RETRY_AFTER_SECONDS = 3_600;

    /** {@return the response in {@code octets}, nothing where they are none or miss what counts} */
    static Optional<SipResponse> read(byte[] octets) {
        int length = Math.min(octets.length, LONGEST_HEADERS);
        String text = new String(octets, 0, length, StandardCharsets.ISO_8859_1);
        int line = text.indexOf("\r\n");
        if (line < VERSION.length() + 3
                || !text.regionMatches(true, 0, VERSION, 0, VERSION.length())) {
            return Optional.empty();
        }
        int status = number(text, VERSION.length(), VERSION.length() + 3);
        if (status < 100 || status > 699) {
            return Optional.empty();
        }
        String phrase = text.substring(VERSION.length() + 3, line).strip();
        String branch = "";
        String method = "";
        Duration retryAfter = Duration.ZERO;
        int at = line + 2;
        while (at < text.length() && !text.startsWith("\r\n", at)) {
            int end = endOfHeader(text, at);
            int colon = text.indexOf(':', at);
            if (end < 0 || colon < 0 || colon > end) {
                return Optional.empty();
            }
            String name = text.substring(at, colon).strip();
            if (name.equalsIgnoreCase("Via") || name.equalsIgnoreCase("v")) {
                if (!branch.isEmpty()) {
                    return Optional.empty(); // gone astray: it is another's (§8.1.3.3)
                }
                branch = branch(text.substring(colon + 1, end));
            } else if (name.equalsIgnoreCase("CSeq")) {
                method = lastWord(text.substring(colon + 1, end).strip());
            } else if (name.equalsIgnoreCase("Retry-After")) {
                retryAfter = seconds(text.substring(colon + 1, end).strip());
            }
            at = end + 2;
        }
        return branch.isEmpty() || method.isEmpty()
                ? Optional.empty()
                : Optional.of(new SipResponse(status, phrase, branch, method, retryAfter));
    }

    /** {@return where the line ends that the header ends with, which may be folded (§7.3.1)} */
    private static int endOfHeader(String text, int from) {
        int end = text.indexOf("\r\n", from);
        while (end >= 0
                && end + 2 < text.length()
                && (text.charAt(end + 2) == ' ' || text.charAt(end + 2) == '\t')) {
            end = text.indexOf("\r\n", end + 2);
        }
        return end;
    }

    /** {@return the parameter of one Via value; empty: it has none, or there are more values} */
    private static String branch(String via) {
        if (via.indexOf(',') >= 0) {
            return "";
        }
        for (int at = via.indexOf(';'); at >= 0; at = via.indexOf(';', at + 1)) {
            int equals = via.indexOf('=', at);
            if (equals >= 0
                    && via.substring(at + 1, equals)
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .equals("branch")) {
                int end = via.indexOf(';', equals);
                return via.substring(equals + 1, end < 0 ? via.length() : end).strip();
            }
        }
        return "";
    }

    private static String lastWord(String value) {
        int from = value.length();
        while (from > 0 && !Character.isWhitespace(value.charAt(from - 1))) {
            from--;
        }
        return value.substring(from);
    }

    /** {@return the number that a value begins with; a comment or parameters may follow it} */
    private static Duration seconds(String value) {
        int end = 0;
        while (end < value.length() && end < 9 && Character.digit(value.charAt(end), 10) >= 0) {
            end++;
        }
        int seconds = end == 0 ? 0 : number(value, 0, end);
        return Duration.ofSeconds(Math.min(MOST_RETRY_AFTER_SECONDS, Math.max(0, seconds)));
    }

    private static int number(String text, int from, int to) {
        try {
            return Integer.parseInt(text, from, to, 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
