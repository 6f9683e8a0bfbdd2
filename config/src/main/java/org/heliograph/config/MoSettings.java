// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.time.Duration;
import java.util.List;

/**
 * Section {@code smsc.sip.mo}: what handsets send.
 *
 * @param serviceIdentities sip and tel URIs (RFC 3261 §19.1, RFC 3966)
 * @param ignoredOptionTags as in Require (RFC 3261 §20.32)
 */
public record MoSettings(
        @Allowed(
                        matches = "(?i)(sips?:[^\\s<>\"]{1,250}|tel:[^\\s<>\"]{1,60})",
                        says = "a list of sip: and tel: URIs")
                List<String> serviceIdentities,
        List<Cidr> identityFrom,
        @Allowed(matches = "[A-Za-z0-9.!%*_+`'~-]{1,60}", says = "a list of option tags")
                List<String> ignoredOptionTags,
        @Allowed(min = "0ms", max = "1h") Duration repeatWindow,
        @Allowed(min = "1", max = "10000") int maxPerSubscriber,
        @Allowed(matches = "off|auto|always", says = "off, auto or always") String plainText) {

    public MoSettings {
        serviceIdentities = List.copyOf(serviceIdentities);
        identityFrom = List.copyOf(identityFrom);
        ignoredOptionTags = List.copyOf(ignoredOptionTags);
        Limits.check(
                MoSettings.class,
                serviceIdentities,
                identityFrom,
                ignoredOptionTags,
                repeatWindow,
                maxPerSubscriber,
                plainText);
    }

    /** {@return whether text/plain is taken from softphones} */
    public boolean takesText() {
        return !plainText.equals("off");
    }

    /** {@return the usual ones, where who is in {@code networks} may say who sends} */
    public static MoSettings believing(List<Cidr> networks) {
        return new MoSettings(
                List.of(), networks, List.of("sec-agree"), Duration.ofMinutes(2), 32, "off");
    }
}
