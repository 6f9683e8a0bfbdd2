// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mmbox;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.heliograph.mmsc.content.ContentRules;
import org.heliograph.mmsc.message.Body;
import org.heliograph.mmsc.message.ContentStore;
import org.heliograph.mmsc.message.Fingerprint;
import org.heliograph.mmsc.message.MmState;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.ShownHeaders;
import org.heliograph.mmsc.message.StoreException;
import org.heliograph.mmsc.message.StoredMessage;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.message.Tokens;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmboxPdu.MMboxUploadConf;
import org.heliograph.pdu.mms.MmboxPdu.MMboxUploadReq;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * M-Mbox-Upload.req: a user agent puts a message into its MMBox, a draft unless it says otherwise.
 * The content is judged and stored as that of a message sent.
 */
public final class Uploads {
    /**
     * Of the message that is uploaded, with what describes it; what a way through the network needs
     * is not kept.
     */
    private static final List<MmsField<?>> ADDRESSES =
            List.of(MmsField.TO, MmsField.CC, MmsField.BCC);

    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

    private final Mmbox mmbox;
    private final ContentRules rules;
    private final ContentStore contents;
    private final Tokens tokens;
    private final InstantSource clock;

    public Uploads(
            Mmbox mmbox,
            ContentRules rules,
            ContentStore contents,
            Tokens tokens,
            InstantSource clock) {
        this.mmbox = mmbox;
        this.rules = rules;
        this.contents = contents;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * @param described headers of the message
     * @param body of the message
     */
    public MMboxUploadConf upload(
            Msisdn caller, MMboxUploadReq request, MmsHeaders described, Body body) {
        MmsHeaders.Builder headers =
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, request.transactionId())
                        .add(MmsField.MMS_VERSION, MultimediaMessage.VERSION);
        mmbox.refusal(caller, request.headers())
                .orElseGet(() -> take(caller, request, described, body))
                .addTo(headers);
        return new MMboxUploadConf(headers.build());
    }

    private StoreOutcome take(
            Msisdn caller, MMboxUploadReq request, MmsHeaders described, Body body) {
        Optional<ContentType> type = described.first(MmsField.CONTENT_TYPE);
        if (type.isEmpty()) {
            return mmbox.refused(
                    caller, StoreOutcome.Cause.CORRUPT, "a message without Content-Type");
        }
        try {
            ContentRules.Verdict verdict;
            try (InputStream in = body.open()) {
                verdict = rules.check(caller, type.get(), body.length(), in);
            }
            return switch (verdict) {
                case ContentRules.Verdict.Refused(_, String reason) ->
                        mmbox.refused(caller, StoreOutcome.Cause.NOT_ALLOWED, reason);
                case ContentRules.Verdict.Accepted() ->
                        keep(caller, headers(request, described, type.get()), request, body);
            };
        } catch (IOException | StoreException e) {
            LOG.error("cannot store a message", e);
            return mmbox.refused(caller, StoreOutcome.Cause.STORE_FAILED, "please try again later");
        }
    }

    private StoreOutcome keep(Msisdn caller, MmsHeaders headers, MMboxUploadReq request, Body body)
            throws IOException {
        String origin = StoredMessage.uploaded(Fingerprint.of(headers, body));
        Optional<StoredMessage> before = mmbox.store().byOrigin(caller, origin);
        if (before.isPresent()) {
            return mmbox.stored(before.get());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Marks marks = new Marks(request.headers());
        StoredMessage message =
                mmbox.stored(
                        caller,
                        origin,
                        new MultimediaMessage(
                                tokens.messageId(),
                                caller,
                                headers,
                                tokens.token(),
                                body.length(),
                                headers.first(MmsField.DATE).orElse(now),
                                now),
                        marks.state(MmState.DRAFT),
                        marks);
        Token content = message.message().content();
        contents.put(content, body);
        MmboxStore.Kept kept = mmbox.store().add(message, mmbox.quota());
        if (!(kept instanceof MmboxStore.Kept.New)) {
            contents.remove(content);
        }
        return switch (kept) {
            case MmboxStore.Kept.New() -> mmbox.stored(message);
            case MmboxStore.Kept.Repeat(StoredMessage other) -> mmbox.stored(other);
            case MmboxStore.Kept.Full(), MmboxStore.Kept.ContentGone() -> mmbox.full(caller);
        };
    }

    /** As of an M-Send.req. */
    private static MmsHeaders headers(
            MMboxUploadReq request, MmsHeaders described, ContentType type) {
        MmsHeaders.Builder headers =
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, request.transactionId())
                        .add(MmsField.MMS_VERSION, MultimediaMessage.VERSION)
                        .add(
                                MmsField.FROM,
                                described.first(MmsField.FROM).orElse(new From.InsertAddress()))
                        .add(MmsField.CONTENT_TYPE, type);
        described.first(MmsField.DATE).ifPresent(date -> headers.add(MmsField.DATE, date));
        ADDRESSES.forEach(field -> headers.copy(field, described));
        ShownHeaders.DESCRIBING.forEach(field -> headers.copy(field, described));
        return headers.build();
    }
}
