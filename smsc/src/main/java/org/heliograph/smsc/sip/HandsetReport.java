// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.pdu.Octets;
import org.heliograph.subscribers.Msisdn;

/**
 * A MESSAGE that carries RP-ACK or RP-ERROR, read without {@link SipReader} where all of it that
 * counts is plain ({@link PlainText}): there is one for each message that a handset gets. Whatever
 * is read so, the parser reads alike.
 */
final class HandsetReport {
    /** Where one header's line begins, and its value, and where both end. */
    private record Line(int from, int value, int end) {}

    private static final String METHOD = "MESSAGE ";
    private static final String VERSION = " SIP/2.0";
    private static final String COOKIE = "z9hG4bK"; // RFC 3261 §8.1.1.7
    private static final int MOST_LINES = 60;
    private static final int MOST_SEQUENCE_DIGITS = 9;
    private static final String TRANSPORT = "SIP/2.0/";

    private final String head;
    private final PlainText plain;
    private final List<Line> vias = new ArrayList<>(3);
    private final List<Line> from = new ArrayList<>(1);
    private final List<Line> to = new ArrayList<>(1);
    private final List<Line> callId = new ArrayList<>(1);
    private final List<Line> sequence = new ArrayList<>(1);
    private final List<Line> type = new ArrayList<>(1);
    private final List<Line> asserted = new ArrayList<>(2);
    private final List<Line> inReplyTo = new ArrayList<>(1);
    private String requestUri = "";
    private String branch = "";
    private int sentBy;
    private int sentByEnd;
    private int rport = PlainText.NONE;
    private boolean hasTag;
    private Octets body = Octets.EMPTY;

    private HandsetReport(byte[] octets, int end) {
        this.head = new String(octets, 0, end, ISO_8859_1);
        this.plain = new PlainText(head);
    }

    /**
     * {@return the report in {@code octets}; nothing where they are something else, or not plain}
     */
    static Optional<HandsetReport> read(byte[] octets) {
        if (octets.length < METHOD.length() || octets[0] != 'M' || octets[1] != 'E') {
            return Optional.empty();
        }
        int end = SipReader.endOfHeaders(octets, 0, octets.length);
        if (end < 0) {
            return Optional.empty();
        }
        HandsetReport report = new HandsetReport(octets, end);
        return report.isRead(octets, end) ? Optional.of(report) : Optional.empty();
    }

    private boolean isRead(byte[] octets, int end) {
        return readBody(octets, end)
                && readLines()
                && !vias.isEmpty()
                && from.size() == 1
                && to.size() == 1
                && callId.size() == 1
                && sequence.size() == 1
                && type.size() == 1
                && readVias()
                && readAddresses()
                && isSequence(sequence.getFirst())
                && head.regionMatches(
                        true,
                        type.getFirst().value(),
                        OutgoingMessages.CONTENT_TYPE,
                        0,
                        length(type.getFirst()));
    }

    private boolean readBody(byte[] octets, int end) {
        long said = SipReader.contentLength(octets, end);
        long length = said == SipReader.ABSENT ? octets.length - end : said;
        if (length < RelayLayer.SHORTEST || length > octets.length - end) {
            return false;
        }
        body = Octets.of(octets, end, (int) length);
        return RelayLayer.isReport(body);
    }

    private boolean readLines() {
        int end = head.indexOf("\r\n");
        int uriEnd = end - VERSION.length();
        if (!head.startsWith(METHOD)
                || !head.startsWith(VERSION, uriEnd)
                || !plain.isUri(METHOD.length(), uriEnd)) {
            return false;
        }
        requestUri = head.substring(METHOD.length(), uriEnd);
        int lines = 0;
        for (int at = end + 2; !head.startsWith("\r\n", at); at = end + 2) {
            end = head.indexOf("\r\n", at);
            int colon = head.indexOf(':', at);
            if (++lines > MOST_LINES
                    || colon < 0
                    || colon > end
                    || !plain.isToken(at, colon)
                    || !plain.isPrintable(colon, end)
                    || !take(at, colon, end)) {
                return false;
            }
        }
        return true;
    }

    /** {@return not where a header is there that decides, and is not one of ours} */
    private boolean take(int at, int colon, int end) {
        int value = colon + 1;
        while (value < end && head.charAt(value) == ' ') {
            value++;
        }
        Line line = new Line(at, value, end);
        int length = colon - at;
        if (isNamed(at, length, "Via")) {
            return vias.add(line);
        } else if (isNamed(at, length, "From")) {
            return from.add(line);
        } else if (isNamed(at, length, "To")) {
            return to.add(line);
        } else if (isNamed(at, length, "Call-ID")) {
            return plain.isCallId(value, end) && callId.add(line);
        } else if (isNamed(at, length, "CSeq")) {
            return sequence.add(line);
        } else if (isNamed(at, length, "Content-Type")) {
            return type.add(line);
        } else if (isNamed(at, length, "P-Asserted-Identity")) {
            return asserted.add(line);
        } else if (isNamed(at, length, "In-Reply-To")) {
            return plain.isCallId(value, end)
                    && inReplyTo.size() < MessageRequests.MOST_IN_REPLY_TO
                    && inReplyTo.add(line);
        }
        return !SipReader.isNeeded(head.substring(at, colon).toLowerCase(Locale.ROOT));
    }

    private boolean isNamed(int at, int length, String name) {
        return length == name.length() && head.regionMatches(true, at, name, 0, length);
    }

    private boolean readVias() {
        for (int i = 0; i < vias.size(); i++) {
            if (!readVia(vias.get(i), i == 0)) {
                return false;
            }
        }
        return branch.startsWith(COOKIE);
    }

    private boolean readVia(Line via, boolean first) {
        int at = head.indexOf(' ', via.value()) + 1;
        boolean known =
                head.startsWith(TRANSPORT, via.value())
                        && at > 0
                        && at < via.end()
                        && plain.isToken(via.value() + TRANSPORT.length(), at - 1);
        int host = known ? plain.endOfHostPort(at, via.end()) : PlainText.NONE;
        if (host == PlainText.NONE || !plain.isParameters(host, via.end())) {
            return false;
        }
        sentBy = first ? at : sentBy;
        sentByEnd = first ? host : sentByEnd;
        for (int from = host; from < via.end(); ) {
            int end = plain.endOfParameter(from, via.end());
            boolean bare =
                    end == from + ";branch".length() && plain.isParameter(from, end, "branch");
            if (bare || (first && !readViaParameter(from, end))) {
                return false;
            }
            from = end;
        }
        return true;
    }

    /** {@return not where it is there twice, or says already what we are to add} */
    private boolean readViaParameter(int from, int end) {
        if (plain.isParameter(from, end, "branch")) {
            boolean once = branch.isEmpty();
            branch = head.substring(from + ";branch=".length(), end);
            return once;
        }
        if (plain.isParameter(from, end, "rport")) {
            boolean once = rport == PlainText.NONE;
            rport = end;
            return once && end - from == ";rport".length();
        }
        return !plain.isParameter(from, end, "received");
    }

    private boolean readAddresses() {
        Line addressee = to.getFirst();
        int end = plain.endOfAddress(addressee.value(), addressee.end());
        hasTag = end != PlainText.NONE && plain.hasParameter(end + 1, addressee.end(), "tag");
        if (end == PlainText.NONE
                || !plain.isParameters(end + 1, addressee.end())
                || !isAddress(from.getFirst())) {
            return false;
        }
        for (Line line : asserted) {
            if (plain.endOfAddress(line.value(), line.end()) != line.end() - 1) {
                return false;
            }
        }
        return true;
    }

    private boolean isAddress(Line line) {
        int end = plain.endOfAddress(line.value(), line.end());
        return end != PlainText.NONE && plain.isParameters(end + 1, line.end());
    }

    private boolean isSequence(Line line) {
        int space = head.indexOf(' ', line.value());
        if (space <= line.value()
                || space - line.value() > MOST_SEQUENCE_DIGITS
                || !head.substring(space + 1, line.end()).equals("MESSAGE")) {
            return false;
        }
        for (int i = line.value(); i < space; i++) {
            if (head.charAt(i) < '0' || head.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static int length(Line line) {
        return line.end() - line.value();
    }

    String requestUri() {
        return requestUri;
    }

    /** {@return the report itself, at least {@link RelayLayer#SHORTEST} octets} */
    Octets body() {
        return body;
    }

    /** {@return what tells its transaction from others, as of any other request} */
    String transactionKey() {
        int host = plain.endOfHost(sentBy, sentByEnd);
        return ServerTransactions.key(branch, head.substring(sentBy, host), port(), "MESSAGE");
    }

    private int port() {
        int host = plain.endOfHost(sentBy, sentByEnd);
        return host == sentByEnd ? PlainText.NONE : Integer.parseInt(head, host + 1, sentByEnd, 10);
    }

    /** {@return the way back to where it came from} */
    WayBack wayBack(Hop source) {
        return new WayBack(source, rport != PlainText.NONE, port());
    }

    /** {@return the Call-IDs that it says it answers} */
    List<String> inReplyTo() {
        return inReplyTo.stream().map(line -> head.substring(line.value(), line.end())).toList();
    }

    /** {@return whether somebody asserts whose it is; that may not be one to believe} */
    boolean isAsserted() {
        return !asserted.isEmpty();
    }

    /** {@return the number of the first P-Asserted-Identity, where that is one} */
    Optional<Msisdn> assertedNumber() {
        return asserted.isEmpty() ? Optional.empty() : number(asserted.getFirst());
    }

    /** {@return the number in From, where that has one} */
    Optional<Msisdn> fromNumber() {
        return number(from.getFirst());
    }

    private Optional<Msisdn> number(Line line) {
        return plain.number(line.value() + 1, head.indexOf('>', line.value()));
    }

    /** {@return the response as {@link Reply#to} writes it, the headers as they came} */
    byte[] answered(Reply reply, Hop source, String tag) {
        StringBuilder out = new StringBuilder(head.length() + 100).append(reply.startLine());
        Line first = vias.getFirst();
        if (rport == PlainText.NONE) {
            out.append(head, first.from(), first.end());
        } else {
            out.append(head, first.from(), rport).append('=').append(source.address().getPort());
            out.append(head, rport, first.end());
        }
        out.append(";received=").append(source.host().getHostAddress()).append("\r\n");
        for (int i = 1; i < vias.size(); i++) {
            line(out, vias.get(i));
        }
        line(out, from.getFirst());
        Line addressee = to.getFirst();
        out.append(head, addressee.from(), addressee.end());
        if (!hasTag) {
            out.append(";tag=").append(tag);
        }
        line(out.append("\r\n"), callId.getFirst());
        line(out, sequence.getFirst());
        reply.appendRest(out);
        return out.toString().getBytes(ISO_8859_1);
    }

    private void line(StringBuilder out, Line line) {
        out.append(head, line.from(), line.end() + 2);
    }
}
