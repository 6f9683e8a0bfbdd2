// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.util.List;

/**
 * An entry of the device table: what a kind of handset takes. 0 and an empty list are no limit.
 *
 * @param name what a subscriber's entry in the directory may call it
 * @param profileUrls UAProf URLs (x-wap-profile) of such handsets; * stands for anything
 * @param userAgents their User-Agent headers, likewise
 * @param mms whether they know MMS at all
 * @param maxMessageOctets longest message
 * @param maxImageWidth in pixels
 * @param maxImageHeight in pixels
 * @param types media types they take besides text and SMIL
 * @param charsets of text, the preferred one first
 */
public record DeviceProfile(
        @Allowed(matches = NAME, says = "1 to 40 of letters, digits, . _ and -") String name,
        @Absent("[]") List<String> profileUrls,
        @Absent("[]") List<String> userAgents,
        @Absent("true") boolean mms,
        @Absent("0") @Allowed(min = "0", max = "1GiB") int maxMessageOctets,
        @Absent("0") @Allowed(min = "0", max = "100000") int maxImageWidth,
        @Absent("0") @Allowed(min = "0", max = "100000") int maxImageHeight,
        @Absent("[]") @Allowed(matches = MEDIA_TYPE, says = "a list of media types, lower case")
                List<String> types,
        @Absent("[]") @Allowed(matches = "[A-Za-z0-9._-]+", says = "a list of charsets")
                List<String> charsets) {
    /** Of profiles. */
    static final String NAME = "[A-Za-z0-9._-]{1,40}";

    /** Without parameters (RFC 6838 §4.2). */
    static final String MEDIA_TYPE = "[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*";

    public DeviceProfile {
        profileUrls = List.copyOf(profileUrls);
        userAgents = List.copyOf(userAgents);
        types = List.copyOf(types);
        charsets = List.copyOf(charsets);
        Limits.check(
                DeviceProfile.class,
                name,
                profileUrls,
                userAgents,
                mms,
                maxMessageOctets,
                maxImageWidth,
                maxImageHeight,
                types,
                charsets);
    }

    /** {@return whether it takes every message as it is} */
    public boolean takesEverything() {
        return maxMessageOctets == 0
                && maxImageWidth == 0
                && maxImageHeight == 0
                && types.isEmpty()
                && charsets.isEmpty();
    }
}
