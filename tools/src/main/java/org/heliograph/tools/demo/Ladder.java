// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.demo;

import java.io.PrintWriter;
import org.heliograph.tools.wire.Hop;
import org.heliograph.tools.wire.Tap;

/** Prints hops as they happen: when, who, to whom, by which protocol, what. */
final class Ladder implements Tap {
    private final PrintWriter out;
    private final long start = System.nanoTime();

    Ladder(PrintWriter out) {
        this.out = out;
    }

    /** Who is nearer to the SMSC stands right, so that the arrows of one peer are in one place. */
    @Override
    public synchronized void saw(Hop hop) {
        boolean outwards = rank(hop.from()) > rank(hop.to());
        String left = outwards ? hop.to() : hop.from();
        String right = outwards ? hop.from() : hop.to();
        out.printf(
                "%8.3f  %-9s %s %-4s  %-4s  %s%n",
                seconds(), left, outwards ? "<--" : "-->", right, hop.protocol(), hop.pdu());
        out.flush();
    }

    synchronized void title(String text) {
        out.println();
        out.println(text);
        out.flush();
    }

    synchronized void result(String text) {
        out.printf("%8s  %s%n", "ok", text);
        out.flush();
    }

    synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    private static int rank(String name) {
        return switch (name) {
            case "SMSC" -> 2;
            case "MMSC" -> 1;
            default -> 0;
        };
    }
}
