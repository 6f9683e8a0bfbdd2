// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

/** Section {@code console}: HTTP for operators and their tools. */
public record ConsoleSettings(
        boolean enabled,
        Listen listen,
        @Allowed(matches = ".+", says = "the name of a file") String tokenFile,
        @Allowed(min = "1", max = "100000") int maxConnections) {

    public ConsoleSettings {
        Limits.check(ConsoleSettings.class, enabled, listen, tokenFile, maxConnections);
    }
}
