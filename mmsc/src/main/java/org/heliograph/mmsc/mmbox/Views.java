// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mmbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.heliograph.mmsc.message.ContentStore;
import org.heliograph.mmsc.message.MmState;
import org.heliograph.mmsc.message.MmboxQuota;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.StoredMessage;
import org.heliograph.mmsc.message.Token;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.MboxAmount;
import org.heliograph.pdu.mms.MmboxPdu.MMboxDescr;
import org.heliograph.pdu.mms.MmboxPdu.MMboxViewConf;
import org.heliograph.pdu.mms.MmboxPdu.MMboxViewReq;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * M-Mbox-View.req: what the MMBox of the caller holds, the last stored first.
 *
 * <p>An answer is bounded: what does not fit is asked for again from a later X-Mms-Start, and a
 * content that would not fit by itself is left out, to be fetched by its location.
 */
public final class Views {
    /** Messages of one answer. */
    static final int MOST = 50;

    /** Octets of the messages of one answer: it is in memory, as are those to others. */
    static final int ROOM = 256 * 1024;

    private static final ContentType MIXED = ContentType.of("application/vnd.wap.multipart.mixed");

    private static final Set<Integer> USUAL =
            numbers(
                    List.of(
                            MmsField.MESSAGE_ID,
                            MmsField.DATE,
                            MmsField.FROM,
                            MmsField.SUBJECT,
                            MmsField.MESSAGE_SIZE,
                            MmsField.MM_STATE,
                            MmsField.MM_FLAGS));

    private static final Logger LOG = LoggerFactory.getLogger(Views.class);

    private final Mmbox mmbox;
    private final ContentStore contents;

    /**
     * @param found among those of the request
     * @param complete nothing that the request names is missing
     */
    private record Found(List<StoredMessage> found, boolean complete) {}

    public Views(Mmbox mmbox, ContentStore contents) {
        this.mmbox = mmbox;
        this.contents = contents;
    }

    public MMboxViewConf view(Msisdn caller, MMboxViewReq request) {
        MmsHeaders.Builder headers =
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, request.transactionId())
                        .add(MmsField.MMS_VERSION, MultimediaMessage.VERSION);
        Optional<StoreOutcome.NotStored> closed = mmbox.closed(caller, request.headers());
        if (closed.isPresent()) {
            StoreOutcome.NotStored why = closed.get();
            mmbox.refused(caller, why.cause(), why.reason());
            headers.add(MmsField.RESPONSE_STATUS, why.cause().response())
                    .add(MmsField.RESPONSE_TEXT, EncodedString.of(why.reason()));
            return answer(headers, List.of());
        }
        Found found = found(caller, request.headers());
        if (found.complete()) {
            headers.add(MmsField.RESPONSE_STATUS, ResponseStatus.OK);
        } else {
            headers.add(
                            MmsField.RESPONSE_STATUS,
                            found.found().isEmpty()
                                    ? ResponseStatus.ERROR_PERMANENT_MESSAGE_NOT_FOUND
                                    : ResponseStatus.ERROR_TRANSIENT_PARTIAL_SUCCESS)
                    .add(
                            MmsField.RESPONSE_TEXT,
                            EncodedString.of("no such message of yours, or not all of them"));
        }
        if (request.headers().first(MmsField.TOTALS).orElse(false)) {
            add(MmsField.MBOX_TOTALS, mmbox.store().totals(caller), headers);
        }
        if (request.headers().first(MmsField.QUOTAS).orElse(false)) {
            add(MmsField.MBOX_QUOTAS, mmbox.quota(), headers);
        }
        return answer(headers, described(found.found(), asked(request.headers())));
    }

    private static void add(
            MmsField<MboxAmount> field, MmboxQuota quota, MmsHeaders.Builder headers) {
        headers.add(field, new MboxAmount(MboxAmount.Unit.MESSAGES, quota.messages()))
                .add(field, new MboxAmount(MboxAmount.Unit.OCTETS, quota.octets()));
    }

    private static MMboxViewConf answer(MmsHeaders.Builder headers, List<Multipart.Part> parts) {
        return new MMboxViewConf(
                headers.add(MmsField.MESSAGE_COUNT, (long) parts.size())
                        .add(MmsField.CONTENT_TYPE, MIXED)
                        .build(),
                new Multipart(parts).encode());
    }

    /** Those that the request names, or else those of its states and flags. */
    private Found found(Msisdn caller, MmsHeaders request) {
        int limit =
                (int)
                        Math.min(
                                MOST,
                                Math.max(0, request.first(MmsField.LIMIT).orElse((long) MOST)));
        List<String> locations = request.all(MmsField.CONTENT_LOCATION);
        if (locations.isEmpty()) {
            return new Found(select(caller, request, limit), true);
        }
        List<StoredMessage> found =
                locations.stream()
                        .limit(limit)
                        .map(Token::inLocation)
                        .flatMap(Optional::stream)
                        .map(token -> mmbox.store().find(caller, token))
                        .flatMap(Optional::stream)
                        .toList();
        return new Found(found, found.size() == Math.min(limit, locations.size()));
    }

    /** A state that the standard does not have, and nothing else, selects nothing. */
    private List<StoredMessage> select(Msisdn caller, MmsHeaders request, int limit) {
        List<Integer> named = request.all(MmsField.MM_STATE);
        List<MmState> states =
                named.stream().map(MmState::of).flatMap(Optional::stream).distinct().toList();
        if (limit == 0 || (states.isEmpty() && !named.isEmpty())) {
            return List.of();
        }
        List<String> flags =
                request.all(MmsField.MM_FLAGS).stream()
                        .limit(Marks.MOST_FLAGS)
                        .map(flag -> flag.keyword().text())
                        .toList();
        long start = Math.max(0, request.first(MmsField.START).orElse(0L));
        return mmbox.store().select(caller, new MmboxStore.Selection(states, flags), start, limit);
    }

    /** {@return the numbers of the fields that each message is described with} */
    private static Set<Integer> asked(MmsHeaders request) {
        Set<Integer> asked =
                request.all(MmsField.ATTRIBUTES).stream()
                        .map(number -> number & 0x7f)
                        .collect(Collectors.toSet());
        return asked.isEmpty() ? USUAL : asked;
    }

    private static Set<Integer> numbers(List<MmsField<?>> fields) {
        return fields.stream().map(MmsField::number).collect(Collectors.toSet());
    }

    private List<Multipart.Part> described(List<StoredMessage> found, Set<Integer> asked) {
        List<Multipart.Part> parts = new ArrayList<>();
        int room = ROOM;
        for (StoredMessage message : found) {
            Octets octets = MmsCodec.encode(description(message, asked));
            room -= octets.length();
            if (room < 0 && !parts.isEmpty()) {
                break;
            }
            parts.add(new Multipart.Part(ContentType.of(MmsCodec.MEDIA_TYPE), List.of(), octets));
        }
        return parts;
    }

    private MMboxDescr description(StoredMessage message, Set<Integer> asked) {
        MmsHeaders all =
                mmbox.headers(message)
                        .add(MmsField.MESSAGE_SIZE, message.message().contentOctets())
                        .build();
        Octets body = asked.contains(MmsField.CONTENT.number()) ? content(message) : Octets.EMPTY;
        MmsHeaders.Builder headers =
                MmsHeaders.builder().add(MmsField.CONTENT_LOCATION, mmbox.location(message));
        for (MmsField<?> field : MmsField.all()) {
            if (asked.contains(field.number())
                    || (field == MmsField.CONTENT_TYPE && !body.isEmpty())) {
                headers.copy(field, all);
            }
        }
        return new MMboxDescr(headers.build(), body);
    }

    /** {@return nothing where it does not fit, or cannot be read} */
    private Octets content(StoredMessage message) {
        if (message.message().contentOctets() > ROOM) {
            return Octets.EMPTY;
        }
        try {
            Optional<InputStream> content = contents.open(message.message().content());
            if (content.isEmpty()) {
                return Octets.EMPTY;
            }
            try (InputStream in = content.get()) {
                return Octets.ofOwned(in.readNBytes(ROOM));
            }
        } catch (IOException e) {
            LOG.error("cannot read a message", e);
            return Octets.EMPTY;
        }
    }
}
