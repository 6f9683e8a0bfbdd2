// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.retrieve;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.mmsc.adapt.Adaptation;
import org.heliograph.mmsc.adapt.Adapted;
import org.heliograph.mmsc.adapt.Device;
import org.heliograph.mmsc.message.ContentStore;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.MmState;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.ShownHeaders;
import org.heliograph.mmsc.message.StoreException;
import org.heliograph.mmsc.message.StoredMessage;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.metrics.MmscMetrics;
import org.heliograph.mmsc.mmbox.Mmbox;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu.MRetrieveConf;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands messages out, to their recipients only. */
public final class Retrieval {
    private static final Logger LOG = LoggerFactory.getLogger(Retrieval.class);

    private final MessageStore store;
    private final ContentStore contents;
    private final Adaptation adaptation;
    private final ShownHeaders shown;
    private final Mmbox mmbox;
    private final InstantSource clock;
    private final MmscMetrics metrics;

    /** What a caller gets. */
    public sealed interface Fetched {
        /**
         * @param headers M-Retrieve.conf with an empty body
         * @param contentOctets length of the body
         * @param content the body, to be closed by the caller
         */
        record Found(MRetrieveConf headers, long contentOctets, InputStream content)
                implements Fetched {}

        /**
         * Nothing here for this caller; the reason, which is not the caller's business, is logged.
         */
        record NotFound() implements Fetched {}

        /** The store cannot tell now. */
        record Failed() implements Fetched {}
    }

    public Retrieval(
            MessageStore store,
            ContentStore contents,
            Adaptation adaptation,
            ShownHeaders shown,
            Mmbox mmbox,
            InstantSource clock,
            MmscMetrics metrics) {
        this.store = store;
        this.contents = contents;
        this.adaptation = adaptation;
        this.shown = shown;
        this.mmbox = mmbox;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * @param token last part of the content location, as the caller wrote it
     * @param device what the request says of it
     */
    public Fetched fetch(Msisdn caller, String token, Device device) throws InterruptedException {
        if (!Token.isToken(token)) {
            return notFound(caller, "unknown-token", "not of the form of a content location");
        }
        try {
            Optional<Delivery> delivery = store.byToken(new Token(token));
            if (delivery.isPresent()) {
                return fetch(caller, delivery.get(), device);
            }
            Optional<StoredMessage> stored = mmbox.find(caller, new Token(token));
            return stored.isPresent()
                    ? fetch(caller, stored.get(), device)
                    : notFound(caller, "unknown-token", "no such message, or no longer");
        } catch (IOException | StoreException e) {
            LOG.error("cannot read a message", e);
            return new Fetched.Failed();
        }
    }

    private Fetched fetch(Msisdn caller, Delivery delivery, Device device)
            throws IOException, InterruptedException {
        MultimediaMessage message = delivery.message();
        Recipient recipient = delivery.recipient();
        if (!recipient.isOf(caller)) {
            return notFound(
                    caller, "wrong-recipient", "message=" + message.id() + " is for another");
        }
        Instant now = clock.instant();
        if (recipient.state().isFinal() || !now.isBefore(message.expiresAt())) {
            String code =
                    recipient.state().isFinal()
                            ? recipient.state().name().toLowerCase(Locale.ROOT)
                            : "expired";
            return notFound(caller, code, "message=" + message.id() + " is over");
        }
        return handOut(caller, message, headers(message, recipient), device);
    }

    /** What is in the MMBox of the caller stays there. */
    private Fetched fetch(Msisdn caller, StoredMessage stored, Device device)
            throws IOException, InterruptedException {
        StoredMessage shownOne = stored.state() == MmState.NEW ? mmbox.retrieved(stored) : stored;
        MmsHeaders headers =
                mmbox.headers(shownOne)
                        .add(MmsField.MMS_VERSION, MultimediaMessage.VERSION)
                        .build();
        return handOut(caller, stored.message(), headers, device);
    }

    private Fetched handOut(
            Msisdn caller, MultimediaMessage message, MmsHeaders headers, Device device)
            throws IOException, InterruptedException {
        Optional<InputStream> content = contents.open(message.content());
        if (content.isEmpty()) {
            return notFound(
                    caller, "content-missing", "message=" + message.id() + " lost its content");
        }
        metrics.fetched();
        LOG.info("fetched message={} by={}", message.id(), caller.masked());
        Optional<Adapted> adapted =
                adaptation.adapted(message, caller, device, () -> body(message));
        if (adapted.isPresent()) {
            content.get().close();
            return found(
                    headers.toBuilder()
                            .set(MmsField.CONTENT_TYPE, adapted.get().contentType())
                            .build(),
                    adapted.get().body().length(),
                    adapted.get().body().asInputStream());
        }
        return found(headers, message.contentOctets(), content.get());
    }

    private static Fetched found(MmsHeaders headers, long contentOctets, InputStream content) {
        return new Fetched.Found(new MRetrieveConf(headers, Octets.EMPTY), contentOctets, content);
    }

    private Octets body(MultimediaMessage message) throws IOException {
        try (InputStream content =
                contents.open(message.content())
                        .orElseThrow(() -> new FileNotFoundException("the content is gone"))) {
            return Octets.ofOwned(content.readAllBytes());
        }
    }

    private static Fetched notFound(Msisdn caller, String code, String reason) {
        LOG.info("refused code={} reason=\"{}\" caller={}", code, reason, caller.masked());
        return new Fetched.NotFound();
    }

    private MmsHeaders headers(MultimediaMessage message, Recipient recipient) {
        return shown.of(message)
                .add(MmsField.TRANSACTION_ID, recipient.transactionId())
                .add(MmsField.MMS_VERSION, MultimediaMessage.VERSION)
                .build();
    }
}
