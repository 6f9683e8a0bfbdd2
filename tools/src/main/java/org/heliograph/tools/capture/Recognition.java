// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells by its octets, whatever the port, where a message of SIP, HTTP or SMPP begins. */
final class Recognition {
    /** A start line of SIP (RFC 3261 §7) or HTTP (RFC 9112 §2.1). */
    private static final Pattern START_LINE =
            Pattern.compile(
                    "(?:ACK|BYE|CANCEL|CONNECT|DELETE|GET|HEAD|INFO|INVITE|MESSAGE|NOTIFY|OPTIONS|PATCH"
                            + "|POST|PRACK|PUBLISH|PUT|REFER|REGISTER|SUBSCRIBE|TRACE|UPDATE)"
                            + " [^\\s]{1,4096}+ (?:SIP/2\\.0|HTTP/1\\.[01])\\r\\n"
                            + "|SIP/2\\.0 [1-6]\\d\\d [^\\r\\n]{0,4096}+\\r\\n"
                            + "|HTTP/1\\.[01] [1-5]\\d\\d(?: [^\\r\\n]{0,4096}+)?\\r\\n");

    /** More than the longest start line: what may become one. */
    private static final int LONGEST_START = 4200;

    private Recognition() {}

    /** What a stretch of octets shows. */
    sealed interface Verdict {
        /** A message begins at {@code offset}. */
        record Start(int offset, boolean smpp) implements Verdict {}

        /** Too early to say; the first {@code hopeless} octets tell nothing. */
        record Wait(int hopeless) implements Verdict {}

        /** None of these protocols. */
        record Foreign() implements Verdict {}
    }

    /** {@return whether a datagram is a SIP message} */
    static boolean isSip(String datagram) {
        Matcher line = START_LINE.matcher(datagram);
        return line.lookingAt() && line.group().contains("SIP/2.0");
    }

    /** {@return what a stream is that begins so} */
    static Verdict atStart(OctetBuffer in) {
        int first = 0;
        while (first < in.length() && (in.at(first) == '\r' || in.at(first) == '\n')) {
            first++; // keep-alives of SIP (RFC 5626 §3.5.1)
        }
        if (first == in.length()) {
            return new Verdict.Wait(first);
        }
        if (in.at(first) == 0) {
            return smpp(in, first);
        }
        Matcher line = START_LINE.matcher(in.latin1()).region(first, in.length());
        if (line.lookingAt()) {
            return new Verdict.Start(first, false);
        }
        boolean mayBecomeOne = Character.isUpperCase(in.at(first)) && in.length() < LONGEST_START;
        return mayBecomeOne ? waitForLine(in, first) : new Verdict.Foreign();
    }

    private static Verdict waitForLine(OctetBuffer in, int first) {
        for (int i = first; i < in.length(); i++) {
            if (in.at(i) == '\n') {
                return new Verdict.Foreign();
            }
        }
        return new Verdict.Wait(first);
    }

    /**
     * {@return the first place in a stream, entered somewhere, where a message begins}
     *
     * @param text whether to look for SIP and HTTP
     * @param smpp whether to look for SMPP
     */
    static Verdict anywhere(OctetBuffer in, boolean text, boolean smpp) {
        int end = in.length();
        Matcher line = START_LINE.matcher(in.latin1());
        int textAt = text && line.find() ? line.start() : end;
        int keep = text ? Math.max(0, end - LONGEST_START) : end;
        for (int i = 0; smpp && i < textAt; i++) {
            switch (smpp(in, i)) {
                case Verdict.Start start -> {
                    return start;
                }
                case Verdict.Wait _ -> {
                    return textAt < end
                            ? new Verdict.Start(textAt, false)
                            : new Verdict.Wait(Math.min(i, keep));
                }
                case Verdict.Foreign _ -> {}
            }
        }
        return textAt < end ? new Verdict.Start(textAt, false) : new Verdict.Wait(keep);
    }

    /** A bind, or a header with another one or the end of what was sent right after its PDU. */
    private static Verdict smpp(OctetBuffer in, int at) {
        int there = in.length() - at;
        if (there < SmppFraming.HEADER_OCTETS) {
            return SmppFraming.mayBeLength(in, at) ? new Verdict.Wait(at) : new Verdict.Foreign();
        }
        if (!SmppFraming.plausible(in, at)) {
            return new Verdict.Foreign();
        }
        int length = in.int32(at);
        if (SmppFraming.isBind(in.int32(at + 4)) || there == length) {
            return new Verdict.Start(at, true);
        }
        if (there < length + SmppFraming.HEADER_OCTETS) {
            return new Verdict.Wait(at);
        }
        return SmppFraming.plausible(in, at + length)
                ? new Verdict.Start(at, true)
                : new Verdict.Foreign();
    }
}
