// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** Section {@code smsc.routing}: where messages go. */
public record RoutingSettings(
        @Allowed(matches = "|.+\\.(csv|yaml|yml)", says = "nothing, or a file .csv, .yaml or .yml")
                String file,
        @Allowed(min = "100ms", max = "1d") Duration reloadInterval,
        @Allowed(matches = ".+", says = "a zone such as Europe/London, or UTC") String timeZone,
        List<NumberingSettings> numbering) {

    /** No file, and numbers as they are. */
    public static final RoutingSettings NONE =
            new RoutingSettings("", Duration.ofSeconds(5), "UTC", List.of());

    public RoutingSettings {
        numbering = List.copyOf(numbering);
        Limits.check(RoutingSettings.class, file, reloadInterval, timeZone, numbering);
        try {
            ZoneId.of(timeZone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("timeZone: no zone " + timeZone, e);
        }
    }

    /** {@return where the hours of routes are read} */
    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }
}
