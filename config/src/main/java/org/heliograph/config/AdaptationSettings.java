// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Section {@code mmsc.adaptation}: messages made to fit the handset that fetches them.
 *
 * @param devicesFile more profiles, in the data directory or with an absolute path; empty: none
 * @param maxPixels most of a picture that is decoded
 */
public record AdaptationSettings(
        boolean enabled,
        @Allowed(matches = ".*", says = "the name of a file, or nothing") String devicesFile,
        @Allowed(min = "1", max = "64") int workers,
        @Allowed(min = "1", max = "10000") int queue,
        @Allowed(min = "1ms", max = "5m") Duration timeout,
        @Allowed(min = "10000", max = "200000000") int maxPixels,
        @Allowed(min = "0", max = "1GiB") int cacheOctets,
        @Allowed(matches = "\\P{Cntrl}{1,200}", says = "one line of at most 200 characters")
                String removedText) {

    public AdaptationSettings {
        Limits.check(
                AdaptationSettings.class,
                enabled,
                devicesFile,
                workers,
                queue,
                timeout,
                maxPixels,
                cacheOctets,
                removedText);
    }

    /**
     * {@return the device table}
     *
     * @throws ConfigException if the operator's file cannot be used
     */
    public DeviceTable devices(Path dataDirectory) throws ConfigException {
        return devicesFile.isEmpty()
                ? DeviceTable.shipped()
                : DeviceTable.with(dataDirectory.resolve(devicesFile));
    }
}
