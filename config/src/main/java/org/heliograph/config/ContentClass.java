// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.util.List;

/**
 * An entry of {@code mmsc.content.classes}, a class of service: what its subscribers may send.
 *
 * @param name what the services of a subscriber's entry in the directory may hold
 * @param maxOctets longest body of a message
 * @param maxParts most parts, those of nested multiparts counted
 * @param types media types that are allowed; one of several names of a format stands for all
 */
public record ContentClass(
        @Allowed(matches = NAME, says = "1 to 20 of a to z, 0 to 9 and -") String name,
        @Allowed(min = "64B", max = "1GiB") int maxOctets,
        @Allowed(min = "1", max = "256") int maxParts,
        @Allowed(matches = DeviceProfile.MEDIA_TYPE, says = "a list of media types, lower case")
                List<String> types) {
    /** Of classes, and of the services of subscribers. */
    static final String NAME = "[a-z0-9-]{1,20}";

    public ContentClass {
        types = List.copyOf(types);
        Limits.check(ContentClass.class, name, maxOctets, maxParts, types);
    }
}
