// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config.script;

import java.util.List;

/** What the scripts of these tests decide about. */
public final class Parcel {
    private final String from;
    private final String to;
    private final String text;

    Parcel(String from, String to, String text) {
        this.from = from;
        this.to = to;
        this.text = text;
    }

    public String getFrom() {
        return from;
    }

    public String getTo() {
        return to;
    }

    public String getText() {
        return text;
    }

    public List<String> getStops() {
        return List.of("north", "south");
    }

    public java.time.ZonedDateTime getTime() {
        return java.time.ZonedDateTime.parse("2026-11-22T22:15:00Z");
    }
}
