// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;

/**
 * Sections {@code smsc.policy} and {@code mmsc.policy}: scripts that decide about messages.
 *
 * @param directory of the scripts; empty: there are none
 * @param onFailure what becomes of a message about which a script comes to no answer
 */
public record PolicySettings(
        @Allowed(matches = ".*", says = "the name of a directory, or nothing") String directory,
        @Allowed(min = "1ms", max = "10s") Duration timeLimit,
        @Allowed(matches = "accept|refuse", says = "accept or refuse") String onFailure,
        @Allowed(min = "100ms", max = "1d") Duration reloadInterval,
        @Allowed(matches = ".+", says = "a zone such as Europe/London, or UTC") String timeZone) {

    /** No scripts. */
    public static final PolicySettings NONE =
            new PolicySettings("", Duration.ofMillis(50), "accept", Duration.ofSeconds(2), "UTC");

    public PolicySettings {
        Limits.check(
                PolicySettings.class, directory, timeLimit, onFailure, reloadInterval, timeZone);
        try {
            ZoneId.of(timeZone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("timeZone: no zone " + timeZone, e);
        }
    }

    /** {@return whether a message passes about which a script comes to no answer} */
    public boolean acceptsOnFailure() {
        return onFailure.equals("accept");
    }

    /** {@return where scripts read the clock} */
    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }
}
