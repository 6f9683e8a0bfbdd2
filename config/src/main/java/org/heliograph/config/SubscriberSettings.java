// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.time.Duration;
import java.util.List;

/**
 * Section {@code subscribers}: who is who.
 *
 * @param file the directory, CSV; empty: none
 * @param rereadInterval how often it is looked at
 * @param most entries
 * @param onlyListed whether nobody else is served
 * @param services that a subscriber has whose entry names none
 */
public record SubscriberSettings(
        @Allowed(matches = ".*", says = "the name of a file, or nothing") String file,
        @Allowed(min = "1ms", max = "1d") Duration rereadInterval,
        @Allowed(min = "1", max = "20000000") int most,
        boolean onlyListed,
        @Allowed(matches = "[a-z0-9-]{1,20}", says = "a list of names of a to z, 0 to 9 and -")
                List<String> services) {

    public SubscriberSettings {
        services = List.copyOf(services);
        Limits.check(SubscriberSettings.class, file, rereadInterval, most, onlyListed, services);
    }
}
