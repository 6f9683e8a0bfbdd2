// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.util.List;

/**
 * An entry of {@code smsc.routing.numbering}: how sources write numbers.
 *
 * @param sources whom it is about
 * @param countryCode of national numbers; empty: they stay as they are
 * @param internationalPrefixes what stands before the country code, such as 00
 * @param trunkPrefix what stands before national numbers, such as 0; empty: nothing does
 * @param nationalDigits a number of so many digits is national without a trunk prefix; 0: none is
 */
public record NumberingSettings(
        @Absent("[*]") @Allowed(matches = Limits.SOURCE, says = Limits.SOURCE_SAYS)
                List<String> sources,
        @Absent("") @Allowed(matches = "[1-9]?[0-9]{0,2}", says = "1 to 3 digits, or nothing")
                String countryCode,
        @Absent("[00]") @Allowed(matches = "[0-9]{1,6}", says = "a list of digits")
                List<String> internationalPrefixes,
        @Absent("0") @Allowed(matches = "[0-9]{0,3}", says = "digits, or nothing")
                String trunkPrefix,
        @Absent("0") @Allowed(min = "0", max = "14") int nationalDigits) {

    public NumberingSettings {
        sources = List.copyOf(sources);
        internationalPrefixes = List.copyOf(internationalPrefixes);
        Limits.check(
                NumberingSettings.class,
                sources,
                countryCode,
                internationalPrefixes,
                trunkPrefix,
                nationalDigits);
    }
}
