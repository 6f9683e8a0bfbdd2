// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.util.function.Consumer;
import org.heliograph.pdu.Octets;
import org.heliograph.tools.capture.Recognition.Verdict;

/**
 * One direction of a TCP connection, its octets in order: finds out what it speaks, and reads that.
 */
final class Stream {
    /** Entered midway and nothing known until here: it is something else. */
    private static final int MAX_SEARCHED = 256 << 10;

    private final Outlet outlet;
    private final Exchanges exchanges;
    private final SmppFraming smpp;
    private final TextFraming text;
    private final OctetBuffer buffer = new OctetBuffer();
    private Framing framing;
    private Mode mode = Mode.UNKNOWN;
    private boolean known;
    private long searched;

    private enum Mode {
        /** It has just begun. */
        UNKNOWN,
        /** Somewhere in it the next message begins. */
        SEARCHING,
        READING,
        /** Something else. */
        FOREIGN
    }

    Stream(
            Endpoint source,
            Endpoint destination,
            Exchanges exchanges,
            Consumer<Found> out,
            Tally tally) {
        outlet = new Outlet(source, destination, out, tally);
        this.exchanges = exchanges;
        smpp = new SmppFraming(outlet);
        text = new TextFraming(outlet, exchanges, false);
        framing = text;
    }

    /** A connection is made. */
    void begin() {
        buffer.skip(buffer.length());
        mode = Mode.UNKNOWN;
        known = false;
    }

    /** What came before is not in the capture. */
    void beginMidway() {
        begin();
        mode = Mode.SEARCHING;
        searched = 0;
    }

    void data(Octets octets, Frame frame) {
        if (mode == Mode.FOREIGN) {
            return;
        }
        buffer.append(octets);
        while (mode == Mode.READING || recognises()) {
            int before = buffer.length();
            if (framing.read(buffer, frame)) {
                return;
            }
            if (buffer.length() == before && before > 0) {
                buffer.skip(1); // the search must not find the same again
            }
            mode = Mode.SEARCHING;
        }
    }

    /** Octets that the capture lacks stand between those before and those that follow. */
    void lost(long octets, Frame frame) {
        exchanges.forget();
        if (mode == Mode.READING) {
            outlet.tally().skip("gaps in TCP");
            framing.stop(buffer, octets + " octets are not in the capture here", frame);
        }
        buffer.skip(buffer.length());
        if (mode != Mode.FOREIGN) {
            mode = Mode.SEARCHING;
        }
    }

    void end(Frame frame) {
        if (mode == Mode.READING) {
            framing.end(buffer, frame);
        }
        buffer.skip(buffer.length());
        mode = Mode.FOREIGN;
    }

    int held() {
        return buffer.held() + text.held();
    }

    /** {@return whether the buffer now begins with a message} */
    private boolean recognises() {
        Verdict verdict =
                mode == Mode.UNKNOWN
                        ? Recognition.atStart(buffer)
                        : Recognition.anywhere(
                                buffer, !known || framing == text, !known || framing == smpp);
        switch (verdict) {
            case Verdict.Start(int offset, boolean isSmpp) -> {
                buffer.skip(offset);
                framing = isSmpp ? smpp : text;
                mode = Mode.READING;
                known = true;
                return true;
            }
            case Verdict.Wait(int hopeless) -> {
                buffer.skip(hopeless);
                searched += hopeless;
                if (!known && searched > MAX_SEARCHED) {
                    foreign();
                }
            }
            case Verdict.Foreign _ -> foreign();
        }
        return false;
    }

    private void foreign() {
        boolean tls = buffer.length() > 1 && buffer.at(0) == 0x16 && buffer.at(1) == 0x03;
        outlet.tally().skip(tls ? "TCP streams of TLS" : "TCP streams of something else");
        buffer.skip(buffer.length());
        mode = Mode.FOREIGN;
    }
}
