// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.net.URI;
import java.time.Duration;

/**
 * Section {@code mmsc.page}: messages as web pages, for those whose handset knows no MMS.
 *
 * @param after when a link goes to others, who have not fetched; zero: never
 */
public record PageSettings(
        boolean enabled,
        Listen listen,
        @Allowed(
                        matches = "(https?://[^\\s/?#]+(/[^\\s?#]*[^\\s/?#])?)?",
                        says = "an http or https URL without a slash at its end, or \"\"")
                String publicUrl,
        @Allowed(min = "1", max = "100000") int maxConnections,
        @Allowed(min = "0s", max = "365d") Duration after,
        @Allowed(
                        matches = "\\P{Cntrl}{0,300}\\{link\\}\\P{Cntrl}{0,300}",
                        says = "one line with {link} in it")
                String smsText,
        @Allowed(matches = WORDS, says = "one line") String hiddenSender,
        @Allowed(matches = WORDS, says = "one line") String title,
        @Allowed(matches = WORDS, says = "one line") String until,
        @Allowed(matches = WORDS, says = "one line") String gone,
        @Allowed(matches = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", says = "a language tag")
                String language) {
    /** Of what a page says. */
    static final String WORDS = "\\P{Cntrl}{1,200}";

    public PageSettings {
        Limits.check(
                PageSettings.class,
                enabled,
                listen,
                publicUrl,
                maxConnections,
                after,
                smsText,
                hiddenSender,
                title,
                until,
                gone,
                language);
        if (enabled && publicUrl.isEmpty() && listen.anyAddress()) {
            throw new IllegalArgumentException(
                    "publicUrl is needed when listen is every address: links have to name one");
        }
    }

    /** {@return what links start with, the server listening at {@code bound}} */
    public URI base(Listen bound) {
        return URI.create(publicUrl.isEmpty() ? "http://" + bound : publicUrl);
    }
}
