// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.time.Duration;

/**
 * Section {@code mmsc.mmbox}: what subscribers may keep at the MMSC (TS 23.140 §7.1.4).
 *
 * @param expiry how long each message is kept
 */
public record MmboxSettings(
        boolean enabled,
        @Allowed(min = "1", max = "100000") int maxMessages,
        @Allowed(min = "1KiB", max = "1GiB") int maxOctets,
        @Allowed(min = "1s", max = "3650d") Duration expiry) {
    public MmboxSettings {
        Limits.check(MmboxSettings.class, enabled, maxMessages, maxOctets, expiry);
    }
}
