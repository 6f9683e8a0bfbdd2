// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.capture.Found.Form;

/**
 * SIP (RFC 3261 §7.4.2, §18.3) and HTTP/1 (RFC 9112 §6): head and body, by Content-Length, in
 * chunks or until the end. Bodies that nobody asks for are passed over, however long.
 */
final class TextFraming implements Framing {
    private static final int MAX_HEAD = 64 << 10;

    /** Of a chunk's size with its extensions, or a trailer. */
    private static final int MAX_LINE = 8 << 10;

    /** Above what any network lets a multimedia message weigh. */
    static final int MAX_BODY = 16 << 20;

    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final byte[] END_OF_LINE = {'\r', '\n'};

    private final Outlet outlet;
    private final Exchanges exchanges;
    private final boolean datagram;
    private State state = State.HEAD;
    private TextHead head = TextHead.NONE;
    private Optional<Form> wanted = Optional.empty();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private long bodyOctets;
    private long left;
    private int lookedAt;

    private enum State {
        HEAD,
        BODY,
        UNTIL_END,
        CHUNK_SIZE,
        CHUNK,
        TRAILER
    }

    /**
     * @param datagram whether a SIP body without Content-Length goes on until the end
     */
    TextFraming(Outlet outlet, Exchanges exchanges, boolean datagram) {
        this.outlet = outlet;
        this.exchanges = exchanges;
        this.datagram = datagram;
    }

    @Override
    public boolean read(OctetBuffer in, Frame frame) {
        while (in.length() > 0) {
            Step step =
                    switch (state) {
                        case HEAD -> head(in, frame);
                        case BODY, CHUNK, UNTIL_END -> body(in, frame);
                        case CHUNK_SIZE, TRAILER -> line(in, frame);
                    };
            if (step != Step.ON) {
                return step == Step.WAIT;
            }
        }
        return true;
    }

    private enum Step {
        ON,
        WAIT,
        /** What is there is no such message. */
        LOST
    }

    private Step head(OctetBuffer in, Frame frame) {
        while (in.length() > 0 && (in.at(0) == '\r' || in.at(0) == '\n')) {
            in.skip(1); // between messages: keep-alives, or what a careless sender adds
        }
        int end = in.indexOf(END_OF_HEAD, Math.min(lookedAt, in.length()));
        if (end < 0) {
            lookedAt = Math.max(0, in.length() - END_OF_HEAD.length);
            return in.length() <= MAX_HEAD ? Step.WAIT : Step.LOST;
        }
        lookedAt = 0;
        head = TextHead.parse(in.take(end + END_OF_HEAD.length));
        if (!head.isSip() && !head.startLine().contains("HTTP/1.")) {
            return Step.LOST;
        }
        wanted = wanted();
        String method = !head.isSip() && head.isResponse() ? exchanges.answered() : "";
        if (!head.isSip() && !head.isResponse()) {
            exchanges.asked(head.what());
        }
        left = bodyLength(method);
        if (left == 0) {
            finish(frame, "");
        }
        return Step.ON;
    }

    /** What of all the bodies is a PDU. */
    private Optional<Form> wanted() {
        String type = head.mediaType();
        if (!head.isSip()) {
            return type.equals("application/vnd.wap.mms-message")
                    ? Optional.of(Form.MMS)
                    : Optional.empty();
        }
        if (!head.what().equals("MESSAGE")) {
            return Optional.empty();
        }
        return Optional.of(
                switch (type) {
                    case "application/vnd.3gpp.sms" -> Form.RP;
                    case "text/plain" -> Form.TEXT;
                    default -> Form.OTHER;
                });
    }

    /**
     * Sets the state that reads the body.
     *
     * @param asked the method that a response of HTTP answers
     * @return octets of body, as many as there come if nobody says
     */
    private long bodyLength(String asked) {
        state = State.BODY;
        long announced = head.contentLength();
        if (head.isSip()) {
            return announced >= 0 ? announced : untilEnd(datagram);
        }
        boolean bodiless =
                head.isResponse()
                        && (asked.equals("HEAD")
                                || head.what().startsWith("1")
                                || head.what().equals("204")
                                || head.what().equals("304"));
        if (bodiless) {
            return 0;
        }
        if (head.isResponse() && asked.equals("CONNECT") && head.what().startsWith("2")) {
            return untilEnd(true); // a tunnel
        }
        if (head.header("transfer-encoding").toLowerCase(Locale.ROOT).contains("chunked")) {
            state = State.CHUNK_SIZE;
            return Long.MAX_VALUE;
        }
        return announced >= 0 ? announced : untilEnd(head.isResponse());
    }

    private long untilEnd(boolean goesOn) {
        state = State.UNTIL_END;
        return goesOn ? Long.MAX_VALUE : 0;
    }

    private Step body(OctetBuffer in, Frame frame) {
        Octets part = in.take((int) Math.min(left, in.length()));
        left -= part.length();
        bodyOctets += part.length();
        if (wanted.isPresent() && body.size() + part.length() <= MAX_BODY) {
            body.writeBytes(part.toArray());
        }
        if (left == 0) {
            if (state == State.CHUNK) {
                state = State.CHUNK_SIZE;
            } else {
                finish(frame, "");
            }
        }
        return Step.ON;
    }

    /** The size of a chunk, the end of the line after a chunk, or a trailer. */
    private Step line(OctetBuffer in, Frame frame) {
        int end = in.indexOf(END_OF_LINE, 0);
        if (end < 0) {
            return in.length() <= MAX_LINE ? Step.WAIT : Step.LOST;
        }
        String line =
                in.take(end + END_OF_LINE.length).toString(StandardCharsets.ISO_8859_1).strip();
        if (state == State.TRAILER) {
            if (line.isEmpty()) {
                finish(frame, "");
            }
            return Step.ON;
        }
        if (line.isEmpty()) {
            return Step.ON;
        }
        String digits = line.split("[; \t]", 2)[0];
        if (!digits.matches("[0-9a-fA-F]{1,15}")) {
            finish(frame, "a chunk has no size");
            return Step.LOST;
        }
        left = Long.parseLong(digits, 16);
        state = left == 0 ? State.TRAILER : State.CHUNK;
        return Step.ON;
    }

    @Override
    public void stop(OctetBuffer in, String reason, Frame frame) {
        if (state != State.HEAD) {
            finish(frame, reason);
        } else if (in.length() > 0) {
            outlet.tally().skip("messages cut short before their body");
        }
        lookedAt = 0;
    }

    @Override
    public void end(OctetBuffer in, Frame frame) {
        if (state == State.UNTIL_END) {
            finish(frame, "");
        } else {
            stop(in, "the rest is not in the capture", frame);
        }
    }

    @Override
    public int held() {
        return body.size();
    }

    private void finish(Frame frame, String trouble) {
        if (wanted.isPresent() && (bodyOctets > 0 || wanted.get() != Form.MMS)) {
            emit(wanted.get(), frame, trouble);
        }
        body.reset();
        bodyOctets = 0;
        state = State.HEAD;
    }

    private void emit(Form form, Frame frame, String trouble) {
        Octets octets = Octets.ofOwned(body.toByteArray());
        String reason = trouble;
        if (bodyOctets > octets.length()) {
            reason = "of " + bodyOctets + " octets only the first " + octets.length() + " are kept";
        } else if (reason.isEmpty()) {
            Inflation inflation = Inflation.of(head.header("content-encoding"), octets, MAX_BODY);
            octets = inflation.octets();
            reason = inflation.trouble();
        }
        String carrier = (head.isSip() ? "SIP " : "MM1 ") + head.what();
        outlet.found(frame, carrier, head.uri(), form, head.header("content-type"), octets, reason);
    }
}
