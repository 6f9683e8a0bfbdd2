// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.net.URI;
import java.time.Duration;

/**
 * Section {@code mmsc.identity.lookup}: an HTTP server that tells who has an address.
 *
 * @param url with {@code {address}}; empty: none
 * @param items JSON pointer (RFC 6901) to an array of entries; empty: the answer is one
 * @param pointer JSON pointer to the identity
 */
public record IdentityLookupSettings(
        @Allowed(matches = "(https?://[!-~]{1,500})?", says = "an http or https URL, or \"\"")
                String url,
        @Allowed(matches = Limits.POINTER, says = "a JSON pointer, or nothing") String items,
        @Allowed(matches = Limits.POINTER, says = "a JSON pointer, or nothing") String pointer,
        @Allowed(matches = ".*", says = "the name of a file, or nothing") String tokenFile,
        @Allowed(min = "1ms", max = "1m") Duration timeout,
        @Allowed(min = "0ms", max = "1d") Duration keep,
        @Allowed(min = "0ms", max = "1h") Duration keepUnknown,
        @Allowed(min = "1", max = "1000000") int maxEntries,
        @Allowed(min = "1", max = "10000") int maxConcurrent,
        @Allowed(min = "64B", max = "64MiB") int maxAnswerOctets) {

    /** What stands in the URL for the handset's address. */
    public static final String ADDRESS = "{address}";

    /** Nobody is asked. */
    static final IdentityLookupSettings OFF =
            new IdentityLookupSettings(
                    "",
                    "",
                    "",
                    "",
                    Duration.ofSeconds(1),
                    Duration.ZERO,
                    Duration.ZERO,
                    1,
                    1,
                    1024);

    public IdentityLookupSettings {
        Limits.check(
                IdentityLookupSettings.class,
                url,
                items,
                pointer,
                tokenFile,
                timeout,
                keep,
                keepUnknown,
                maxEntries,
                maxConcurrent,
                maxAnswerOctets);
        if (!url.isEmpty()) {
            try {
                URI.create(url.replace(ADDRESS, "192.0.2.1"));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("url: no URL: " + e.getMessage(), e);
            }
            if (!url.contains(ADDRESS) && items.isEmpty()) {
                throw new IllegalArgumentException(
                        "url has no " + ADDRESS + ", and items does not say where to look for it");
            }
        }
    }
}
