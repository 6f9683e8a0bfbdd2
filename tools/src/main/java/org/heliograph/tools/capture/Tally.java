// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts what was read of a capture, and what was passed over and why. */
public final class Tally {
    /** Hostile packets must not make up ever new reasons. */
    private static final int MAX_REASONS = 40;

    private final Map<String, Long> skipped = new TreeMap<>();
    private long packets;
    private long connections;
    private long pdus;

    void packet() {
        packets++;
    }

    void connection() {
        connections++;
    }

    void pdu() {
        pdus++;
    }

    /** Counts one that was passed over. */
    void skip(String what) {
        String known =
                skipped.size() < MAX_REASONS || skipped.containsKey(what) ? what : "of other kinds";
        skipped.merge(known, 1L, Long::sum);
    }

    public long packets() {
        return packets;
    }

    /** {@return TCP connections} */
    public long connections() {
        return connections;
    }

    public long pdus() {
        return pdus;
    }

    /** {@return what was passed over, with how many of each; empty if nothing} */
    public String skipped() {
        return skipped.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
