// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.page;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.heliograph.mmsc.content.MediaKind;
import org.heliograph.mmsc.message.ContentStore;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.MultimediaMessage;
import org.heliograph.mmsc.message.RecipientState;
import org.heliograph.mmsc.message.StoreException;
import org.heliograph.mmsc.message.Token;
import org.heliograph.mmsc.report.Outcomes;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.pdu.wsp.Multipart.Part;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages as pages, to whoever has their token, as long as the message is kept. */
public final class Pages {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private final PageStore pages;
    private final ContentStore contents;
    private final Outcomes outcomes;
    private final PageText words;
    private final InstantSource clock;

    /** What a request for a page gets. */
    public sealed interface Answer {
        /**
         * @param octets HTML in UTF-8
         */
        record Page(Octets octets) implements Answer {}

        /**
         * One part of the message.
         *
         * @param mediaType as its octets say
         * @param shown whether a browser may show it rather than store it
         * @param name of the file to store it in
         */
        record File(String mediaType, boolean shown, String name, Octets octets)
                implements Answer {}

        /** Nothing is here, or no longer; the reason is logged. */
        record NotFound(Octets octets) implements Answer {}

        /** The store cannot tell now. */
        record Failed() implements Answer {}
    }

    public Pages(
            PageStore pages,
            ContentStore contents,
            Outcomes outcomes,
            PageText words,
            InstantSource clock) {
        this.pages = pages;
        this.contents = contents;
        this.outcomes = outcomes;
        this.words = words;
        this.clock = clock;
    }

    /**
     * The page itself; who gets it has retrieved the message.
     *
     * @param token as the request wrote it
     * @param seen whether it goes to somebody: not for a HEAD
     */
    public Answer page(String token, boolean seen) {
        return answer(
                token,
                delivery -> {
                    Octets page = words.page(token, delivery.message(), parts(delivery.message()));
                    if (seen && delivery.recipient().state().mayBecome(RecipientState.VIEWED)) {
                        outcomes.reached(delivery, RecipientState.VIEWED, true);
                    }
                    return new Answer.Page(page);
                });
    }

    /**
     * @param number of the part, from 0, as the request wrote it
     */
    public Answer file(String token, String number) {
        return answer(
                token,
                delivery -> {
                    List<Part> parts = parts(delivery.message());
                    if (!number.matches("\\d{1,3}") || Integer.parseInt(number) >= parts.size()) {
                        return notFound("page-part", "no such part");
                    }
                    int index = Integer.parseInt(number);
                    return file(parts.get(index).body(), index);
                });
    }

    /** What nobody told by its octets is stored as a file of unknown type, and never shown. */
    private static Answer file(Octets body, int index) {
        Optional<MediaKind> kind = MediaKind.of(body);
        String name = PageText.fileName(kind, index);
        return new Answer.File(
                PageText.mediaType(kind), kind.filter(MediaKind::isImage).isPresent(), name, body);
    }

    private interface Found {
        Answer answer(Delivery delivery) throws IOException, DecodeException;
    }

    private Answer answer(String token, Found found) {
        if (!Token.isToken(token)) {
            return notFound("unknown-page", "not of the form of a link");
        }
        try {
            Optional<Delivery> delivery = pages.find(new Token(token), clock.instant());
            return delivery.isEmpty()
                    ? notFound("unknown-page", "no such page, or no longer")
                    : found.answer(delivery.get());
        } catch (DecodeException e) {
            return notFound("page-content", String.valueOf(e.getMessage()));
        } catch (IOException | StoreException e) {
            LOG.error("cannot show a page", e);
            return new Answer.Failed();
        }
    }

    private Answer notFound(String code, String reason) {
        LOG.info("refused code={} reason=\"{}\"", code, reason);
        return new Answer.NotFound(words.gone());
    }

    /** {@return what is to be shown or offered: no presentation, and nothing that is protected} */
    private List<Part> parts(MultimediaMessage message) throws IOException, DecodeException {
        Optional<ContentType> type = message.headers().first(MmsField.CONTENT_TYPE);
        Octets body = body(message);
        if (type.isEmpty() || !Multipart.is(type.get())) {
            return List.of(new Part(type.orElse(ContentType.UNKNOWN), List.of(), body));
        }
        return Multipart.decode(new OctetReader(body, Reading.kind())).leaves().stream()
                .filter(part -> !MediaKind.SMIL.isNamed(part.contentType().mediaType()))
                .filter(part -> !MediaKind.PROTECTED.isNamed(part.contentType().mediaType()))
                .toList();
    }

    private Octets body(MultimediaMessage message) throws IOException, DecodeException {
        Optional<InputStream> content = contents.open(message.content());
        if (content.isEmpty()) {
            throw new DecodeException(0, "the content is gone");
        }
        try (InputStream in = content.get()) {
            return Octets.ofOwned(in.readAllBytes());
        }
    }
}
