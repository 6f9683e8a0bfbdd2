// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mmbox;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.heliograph.config.MmboxSettings;
import org.heliograph.mmsc.message.ContentStore;
import org.heliograph.mmsc.message.Filing;
import org.heliograph.mmsc.message.MessageId;
import org.heliograph.mmsc.message.MmState;
import org.heliograph.mmsc.message.MmboxQuota;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.ShownHeaders;
import org.heliograph.mmsc.message.StoredMessage;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.message.Tokens;
import org.heliograph.mmsc.metrics.MmscMetrics;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MmFlags;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MMBoxes of all subscribers (TS 23.140 §7.1.4): what each may hold and for how long, and what
 * its owner sees of it. Nobody else sees anything.
 */
public final class Mmbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mmbox.class);

    private static final StoreOutcome.NotStored DISABLED =
            new StoreOutcome.NotStored(StoreOutcome.Cause.DISABLED, "messages are not stored here");

    private static final StoreOutcome.NotStored BARRED =
            new StoreOutcome.NotStored(
                    StoreOutcome.Cause.BARRED, "you may not use multimedia messages");

    private static final StoreOutcome.NotStored FLAGS =
            new StoreOutcome.NotStored(
                    StoreOutcome.Cause.FLAGS,
                    "a message has up to "
                            + Marks.MOST_FLAGS
                            + " flags of up to "
                            + Marks.LONGEST_FLAG
                            + " characters");

    private final MmboxStore store;
    private final ContentStore contents;
    private final MmboxSettings settings;
    private final MmboxQuota quota;
    private final URI contentBase;
    private final ShownHeaders shown;
    private final Predicate<Msisdn> barred;
    private final Tokens tokens;
    private final InstantSource clock;
    private final MmscMetrics metrics;

    /**
     * @param contentBase what content locations start with
     * @param barred who may do nothing here
     */
    public Mmbox(
            MmboxStore store,
            ContentStore contents,
            MmboxSettings settings,
            URI contentBase,
            ShownHeaders shown,
            Predicate<Msisdn> barred,
            Tokens tokens,
            InstantSource clock,
            MmscMetrics metrics) {
        this.store = store;
        this.contents = contents;
        this.settings = settings;
        this.quota = new MmboxQuota(settings.maxMessages(), settings.maxOctets());
        this.contentBase = contentBase;
        this.shown = shown;
        this.barred = barred;
        this.tokens = tokens;
        this.clock = clock;
        this.metrics = metrics;
    }

    MmboxStore store() {
        return store;
    }

    MmboxQuota quota() {
        return quota;
    }

    /**
     * {@return what a message that is sent or forwarded has stored with it (X-Mms-Store)}
     *
     * @param usual its state where the sender does not say
     */
    public Filing filing(MultimediaMessage message, MmState usual) {
        Marks marks = new Marks(message.headers());
        return asked(message.headers()) && settings.enabled() && marks.areUsable()
                ? new Filing.Of(
                        stored(
                                message.sender(),
                                StoredMessage.sent(message.id()),
                                message,
                                marks.state(usual),
                                marks),
                        quota)
                : new Filing.None();
    }

    private static boolean asked(MmsHeaders request) {
        return request.first(MmsField.STORE).orElse(false);
    }

    /** {@return what came of that, of a message that was taken in just now or before} */
    public StoreOutcome outcome(Msisdn owner, MmsHeaders request, MessageId id) {
        if (!asked(request)) {
            return new StoreOutcome.NotAsked();
        }
        return refusal(owner, request)
                .orElseGet(
                        () ->
                                store.byOrigin(owner, StoredMessage.sent(id))
                                        .map(this::stored)
                                        .orElseGet(() -> full(owner)));
    }

    /** {@return why nothing that this request asks for is stored, if it is so} */
    Optional<StoreOutcome> refusal(Msisdn owner, MmsHeaders request) {
        return closed(owner, request)
                .or(() -> new Marks(request).areUsable() ? Optional.empty() : Optional.of(FLAGS))
                .map(refused -> refused(owner, refused.cause(), refused.reason()));
    }

    /**
     * {@return why this caller gets nothing here, whatever he asks for, if it is so} PDUs of
     * another major version may mean something else (OMA-TS-MMS_ENC 1.3 §7.3.34).
     */
    Optional<StoreOutcome.NotStored> closed(Msisdn owner, MmsHeaders request) {
        if (request.first(MmsField.MMS_VERSION).filter(version -> version >> 4 != 1).isPresent()) {
            return Optional.of(
                    new StoreOutcome.NotStored(
                            StoreOutcome.Cause.VERSION, "only MMS version 1 is served"));
        }
        if (!settings.enabled()) {
            return Optional.of(DISABLED);
        }
        return barred.test(owner) ? Optional.of(BARRED) : Optional.empty();
    }

    StoreOutcome full(Msisdn owner) {
        return refused(
                owner,
                StoreOutcome.Cause.FULL,
                "there is room for "
                        + quota.messages()
                        + " messages of "
                        + quota.octets()
                        + " octets together");
    }

    StoreOutcome refused(Msisdn owner, StoreOutcome.Cause cause, String reason) {
        metrics.notStored(cause.code());
        LOG.info("refused code={} reason=\"{}\" from={}", cause.code(), reason, owner.masked());
        return new StoreOutcome.NotStored(cause, reason);
    }

    StoreOutcome stored(StoredMessage message) {
        metrics.stored();
        LOG.info(
                "stored message={} of={} state={}",
                message.message().id(),
                message.owner().masked(),
                message.state());
        return new StoreOutcome.Stored(location(message));
    }

    /** {@return one that is to be kept from now on} */
    StoredMessage stored(
            Msisdn owner, String origin, MultimediaMessage message, MmState state, Marks marks) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new StoredMessage(
                tokens.token(),
                owner,
                origin,
                new MultimediaMessage(
                        message.id(),
                        message.sender(),
                        message.headers(),
                        message.content(),
                        message.contentOctets(),
                        message.acceptedAt(),
                        now.plus(settings.expiry())),
                state,
                marks.flags(List.of()),
                now);
    }

    String location(StoredMessage message) {
        return contentBase + "/" + message.token().value();
    }

    /** {@return a message of this owner, who is the only one to get it} */
    public Optional<StoredMessage> find(Msisdn owner, Token token) {
        return settings.enabled() && !barred.test(owner)
                ? store.find(owner, token)
                : Optional.empty();
    }

    /** Its owner fetches it: it is new no longer. */
    public StoredMessage retrieved(StoredMessage message) {
        return store.change(
                        message.owner(),
                        message.token(),
                        now -> now.marked(MmState.RETRIEVED, now.flags()))
                .orElse(message);
    }

    /** {@return the headers that show it to its owner, state and flags among them} */
    public MmsHeaders.Builder headers(StoredMessage stored) {
        MultimediaMessage message = stored.message();
        MmsHeaders.Builder headers = shown.of(message);
        if (stored.isOwn()) {
            headers.set(MmsField.FROM, shown.writer(message, stored.isUploaded()));
            shown.copyAddresses(MmsField.BCC, message.headers(), headers);
        }
        headers.add(MmsField.MM_STATE, stored.state().octet());
        for (String flag : stored.flags()) {
            headers.add(MmsField.MM_FLAGS, new MmFlags(MmFlags.Action.ADD, EncodedString.of(flag)));
        }
        return headers;
    }

    /** {@return how many went, up to {@code limit}, that were kept for their time} */
    public int expire(Instant now, int limit) {
        List<MmboxStore.Removed> removed = store.expire(now, limit);
        removed.forEach(this::free);
        return removed.size();
    }

    void free(MmboxStore.Removed removed) {
        if (!removed.last()) {
            return;
        }
        try {
            contents.remove(removed.content());
        } catch (IOException e) {
            // The sweep at the next start finds it.
            LOG.warn("cannot free the content {}", removed.content(), e);
        }
    }
}
