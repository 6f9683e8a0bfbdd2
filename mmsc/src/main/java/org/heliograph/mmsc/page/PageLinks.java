// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.page;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.heliograph.config.PageSettings;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.message.Tokens;
import org.heliograph.mmsc.push.Push;
import org.heliograph.subscribers.Msisdn;

/** Who gets an SMS with a link to a page in the place of a notification, when, and its words. */
public final class PageLinks {
    private static final String SENDER = "{sender}";
    private static final String LINK = "{link}";

    private final PageSettings settings;
    private final URI base;
    private final PageStore pages;
    private final Tokens tokens;
    private final Predicate<Msisdn> withoutMms;

    /**
     * @param base what links start with, without a slash at the end
     * @param withoutMms whose handset knows no MMS
     */
    public PageLinks(
            PageSettings settings,
            URI base,
            PageStore pages,
            Tokens tokens,
            Predicate<Msisdn> withoutMms) {
        this.settings = settings;
        this.base = base;
        this.pages = pages;
        this.tokens = tokens;
        this.withoutMms = withoutMms;
    }

    /**
     * {@return from when on a link goes out instead of a notification, if the message was not
     * fetched before}
     */
    public Optional<Instant> from(Delivery delivery) {
        if (!settings.enabled()) {
            return Optional.empty();
        }
        Instant accepted = delivery.message().acceptedAt();
        if (withoutMms.test(delivery.recipient().msisdn())) {
            return Optional.of(accepted);
        }
        return settings.after().equals(Duration.ZERO)
                ? Optional.empty()
                : Optional.of(accepted.plus(settings.after()));
    }

    /**
     * {@return the SMS; its link works from now on}
     *
     * @param reference low eight bits used
     */
    public Push text(Delivery delivery, int reference) {
        Token page = pages.open(delivery.recipient().token(), tokens.token());
        String sender =
                delivery.message().senderShown()
                        ? delivery.message().sender().toString()
                        : settings.hiddenSender();
        String text =
                settings.smsText().replace(SENDER, sender).replace(LINK, base + "/" + page.value());
        return Push.ofText(text, reference);
    }
}
