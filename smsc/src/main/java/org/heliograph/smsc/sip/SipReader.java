// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.heliograph.pdu.Octets;
import org.jspecify.annotations.Nullable;

/**
 * Octets to SIP messages. JAIN-SIP's parser reads the headers; the body never passes through it, so
 * that it stays exact octet for octet, and what the parser may not see is settled before: folded
 * lines are unfolded, control characters refused, sizes bounded.
 */
final class SipReader {
    /** What one run of octets is. */
    sealed interface Read {
        record Request(SIPRequest message, Octets body) implements Read {}

        record Response(SIPResponse message) implements Read {}

        /** A request that is wrong but says whom to tell: 400 (RFC 3261 §21.4.1). */
        record BadRequest(SIPRequest message, String reason) implements Read {}

        /** Nothing that could be answered. */
        record Noise(String reason) implements Read {}
    }

    private static final int MAX_HEADER_LINES = 200; // far above what IMS cores send, about 40

    /**
     * What a request is answered or served by, long and short. Others that cannot be read are as if
     * they were not there (RFC 3261 §8.2.2).
     */
    private static final Set<String> NEEDED =
            Set.of(
                    "via",
                    "v",
                    "from",
                    "f",
                    "to",
                    "t",
                    "call-id",
                    "i",
                    "cseq",
                    "content-type",
                    "c",
                    "content-encoding",
                    "e",
                    "require",
                    "contact",
                    "m",
                    "expires",
                    "event",
                    "o",
                    "p-asserted-identity",
                    "authorization");

    private SipReader() {}

    static Read read(byte[] datagram) {
        byte[] octets = afterEmptyLines(datagram);
        int end = endOfHeaders(octets, 0, octets.length);
        if (end < 0) {
            return new Read.Noise("no end of headers");
        }
        byte[] head = Arrays.copyOf(octets, end);
        String flaw = prepare(head);
        if (!flaw.isEmpty()) {
            return new Read.Noise(flaw);
        }
        StringBuilder wrong = new StringBuilder();
        SIPMessage message;
        try {
            message =
                    new StringMsgParser()
                            .parseSIPMessage(
                                    head,
                                    false,
                                    false,
                                    (failure, sip, header, text, all) -> {
                                        if (wrong.isEmpty() && isNeededLine(text)) {
                                            wrong.append("cannot read ").append(printable(text));
                                        }
                                    });
        } catch (ParseException | RuntimeException | StackOverflowError | LinkageError e) {
            // LinkageError: some of the parser's classes log by log4j, which is not here
            return new Read.Noise("cannot parse: " + printable(String.valueOf(e.getMessage())));
        }
        return switch (message) {
            case SIPRequest request -> request(request, wrong.toString(), octets, end);
            case SIPResponse response ->
                    identifies(response)
                            ? new Read.Response(response)
                            : new Read.Noise("response without Via or CSeq");
            case null, default -> new Read.Noise("neither request nor response");
        };
    }

    private static boolean isNeededLine(String line) {
        int colon = line.indexOf(':');
        return colon < 0 || isNeeded(line.substring(0, colon).strip().toLowerCase(Locale.ROOT));
    }

    /**
     * {@return whether a request is answered or served by that header}
     *
     * @param name in small letters
     */
    static boolean isNeeded(String name) {
        return NEEDED.contains(name);
    }

    /** {@return whether there is nothing to it but that the way is kept open (RFC 5626 §4.4)} */
    static boolean isKeepAlive(byte[] octets) {
        for (byte octet : octets) {
            if (octet != '\r' && octet != '\n' && octet != 0) {
                return false;
            }
        }
        return true;
    }

    /** RFC 3261 §7.5: they may come before a request. */
    private static byte[] afterEmptyLines(byte[] octets) {
        int start = 0;
        while (start < octets.length && (octets[start] == '\r' || octets[start] == '\n')) {
            start++;
        }
        return start == 0 ? octets : Arrays.copyOfRange(octets, start, octets.length);
    }

    private static Read request(SIPRequest request, String wrong, byte[] octets, int end) {
        if (!identifies(request)
                || request.getFrom() == null
                || request.getTo() == null
                || request.getCallId() == null
                || request.getCSeq().getMethod() == null) {
            return new Read.Noise(
                    wrong.isEmpty() ? "Via, From, To, Call-ID or CSeq missing" : wrong);
        }
        if (!wrong.isEmpty()) {
            return new Read.BadRequest(request, wrong);
        }
        // JAIN-SIP gives null for a request line it cannot read, and for each part of it
        if (request.getRequestLine() == null || request.getRequestURI() == null) {
            return new Read.BadRequest(request, "cannot read the request line");
        }
        if (!request.getCSeq().getMethod().equals(request.getMethod())) {
            return new Read.BadRequest(request, "CSeq names another method");
        }
        long length = contentLength(octets, end);
        if (length == ABSENT) {
            length = (long) octets.length - end; // a datagram ends where it ends (RFC 3261 §18.3)
        }
        if (length < 0 || length > octets.length - end) {
            return new Read.BadRequest(request, "Content-Length does not fit");
        }
        return new Read.Request(request, Octets.of(octets, end, (int) length));
    }

    private static boolean identifies(SIPMessage message) {
        @Nullable Via via = message.getTopmostVia();
        return via != null && via.getHost() != null && message.getCSeq() != null;
    }

    /** {@return the index after the empty line that ends the headers, or -1} */
    static int endOfHeaders(byte[] octets, int from, int length) {
        for (int i = from; i + 3 < length; i++) {
            if (octets[i] == '\r'
                    && octets[i + 1] == '\n'
                    && octets[i + 2] == '\r'
                    && octets[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    /** Unfolds header lines in place (RFC 3261 §7.3.1) and says what else is wrong with them. */
    private static String prepare(byte[] head) {
        int lines = 0;
        for (int i = 0; i < head.length; i++) {
            int octet = head[i] & 0xFF;
            if (octet == '\r' && i + 1 < head.length && head[i + 1] == '\n') {
                if (i + 2 < head.length && (head[i + 2] == ' ' || head[i + 2] == '\t')) {
                    head[i] = ' ';
                    head[i + 1] = ' ';
                }
                i++;
                lines++;
            } else if ((octet < ' ' && octet != '\t') || octet == 0x7F) {
                return "control character in the headers";
            }
        }
        return lines > MAX_HEADER_LINES ? lines + " header lines" : "";
    }

    static final long ABSENT = -1;
    private static final long UNUSABLE = -2;

    /**
     * Finds Content-Length without a parse: TCP needs it before the message is whole.
     *
     * @return its value, {@link #ABSENT}, or another negative number if it is no number or given
     *     twice with different values
     */
    static long contentLength(byte[] octets, int end) {
        long found = ABSENT;
        int lineStart = 0;
        for (int i = 0; i < end; i++) {
            if (octets[i] != '\n' || isFolded(octets, i + 1, end)) {
                continue;
            }
            long value = lengthOfLine(octets, lineStart, i);
            if (value != ABSENT) {
                if (value == UNUSABLE || (found != ABSENT && found != value)) {
                    return UNUSABLE;
                }
                found = value;
            }
            lineStart = i + 1;
        }
        return found;
    }

    private static boolean isFolded(byte[] octets, int lineStart, int end) {
        return lineStart < end && (octets[lineStart] == ' ' || octets[lineStart] == '\t');
    }

    private static long lengthOfLine(byte[] octets, int start, int end) {
        int first = start < end ? octets[start] | 0x20 : 0;
        if (first != 'l' && first != 'c') {
            return ABSENT;
        }
        String line = new String(octets, start, end - start, StandardCharsets.ISO_8859_1);
        int colon = line.indexOf(':');
        if (colon < 0) {
            return ABSENT;
        }
        String name = line.substring(0, colon).strip();
        if (!name.equalsIgnoreCase("l") && !name.equalsIgnoreCase("Content-Length")) {
            return ABSENT;
        }
        String digits = line.substring(colon + 1).strip();
        boolean number =
                !digits.isEmpty()
                        && digits.length() <= 9
                        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Long.parseLong(digits) : UNUSABLE;
    }

    /** {@return the beginning of {@code text}, safe in a log line and in a reason phrase} */
    static String printable(String text) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < Math.min(60, text.length()); i++) {
            char c = text.charAt(i);
            safe.append(c >= ' ' && c < 0x7F && c != '"' ? c : '?');
        }
        return safe.toString();
    }
}
