// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.retrieve;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heliograph.mmsc.adapt.Adaptation;
import org.heliograph.mmsc.adapt.Adapted;
import org.heliograph.mmsc.adapt.Device;
import org.heliograph.mmsc.message.Address;
import org.heliograph.mmsc.message.ContentStore;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MessageStore;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.Numbering;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.StoreException;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.metrics.MmscMetrics;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu.MRetrieveConf;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands messages out, to their recipients only. */
public final class Retrieval {
    /** What an M-Retrieve.conf has from the M-Send.req (OMA-TS-MMS_ENC 1.3 §6.3, table 5). */
    private static final List<MmsField<?>> PASSED_ON =
            List.of(
                    MmsField.SUBJECT,
                    MmsField.MESSAGE_CLASS,
                    MmsField.PRIORITY,
                    MmsField.DELIVERY_REPORT,
                    MmsField.READ_REPORT,
                    MmsField.DISTRIBUTION_INDICATOR,
                    MmsField.PREVIOUSLY_SENT_BY,
                    MmsField.PREVIOUSLY_SENT_DATE,
                    MmsField.APPLIC_ID,
                    MmsField.REPLY_APPLIC_ID,
                    MmsField.AUX_APPLIC_INFO,
                    MmsField.CONTENT_CLASS,
                    MmsField.DRM_CONTENT,
                    MmsField.CONTENT_TYPE);

    private static final Logger LOG = LoggerFactory.getLogger(Retrieval.class);

    private final MessageStore store;
    private final ContentStore contents;
    private final Adaptation adaptation;
    private final Numbering numbering;
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
            Numbering numbering,
            InstantSource clock,
            MmscMetrics metrics) {
        this.store = store;
        this.contents = contents;
        this.adaptation = adaptation;
        this.numbering = numbering;
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
            return delivery.isEmpty()
                    ? notFound(caller, "unknown-token", "no such message, or no longer")
                    : fetch(caller, delivery.get(), device);
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
        Optional<InputStream> content = contents.open(message.content());
        if (content.isEmpty()) {
            return notFound(
                    caller, "content-missing", "message=" + message.id() + " lost its content");
        }
        metrics.fetched();
        LOG.info("fetched message={} by={}", message.id(), caller.masked());
        MmsHeaders headers = headers(message, recipient);
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

    /**
     * Bcc stays with us; the From of the M-Send.req is replaced by who the network says sent it;
     * what the sender said about its way to us is not passed on. All else is, as it came.
     */
    private MmsHeaders headers(MultimediaMessage message, Recipient recipient) {
        MmsHeaders sent = message.headers();
        MmsHeaders.Builder headers =
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, recipient.transactionId())
                        .add(MmsField.MMS_VERSION, MultimediaMessage.VERSION)
                        .add(MmsField.MESSAGE_ID, message.id().value())
                        .add(MmsField.DATE, message.acceptedAt());
        if (message.senderShown()) {
            headers.add(MmsField.FROM, new From.Address(Address.of(message.sender()).written()));
        }
        copyAddresses(MmsField.TO, sent, headers);
        copyAddresses(MmsField.CC, sent, headers);
        PASSED_ON.forEach(field -> copy(field, sent, headers));
        return headers.build();
    }

    /** Addresses in the standard's form, however the sender's handset wrote them. */
    private void copyAddresses(
            MmsField<EncodedString> field, MmsHeaders from, MmsHeaders.Builder to) {
        for (EncodedString written : from.all(field)) {
            to.add(
                    field,
                    switch (numbering.read(written.text())) {
                        case Address.Phone phone -> phone.written();
                        case Address.ShortCode code -> code.written();
                        case Address.Email _, Address.Unresolved _ -> written;
                    });
        }
    }

    private static <T> void copy(MmsField<T> field, MmsHeaders from, MmsHeaders.Builder to) {
        from.all(field).forEach(value -> to.add(field, value));
    }
}
