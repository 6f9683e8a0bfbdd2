// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.adapt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.config.DeviceProfile;
import org.heliograph.mmsc.content.MediaKind;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.pdu.wsp.Multipart.Part;

/**
 * Makes one message fit one profile: pictures scaled and converted, text in a charset that is
 * known, what is not taken replaced by a short text in its place, the presentation kept in step,
 * and all of it below the longest message. Protected parts and nested multiparts stay as they are.
 */
final class Fitting {
    /** Of the longest message, for the headers of M-Retrieve.conf. */
    private static final int HEADERS = 1024;

    private static final ContentType PLAIN = ContentType.of(MediaKind.TEXT.mediaType());
    private static final String UTF_8 = "utf-8";

    private final Pictures pictures;
    private final DeviceProfile profile;
    private final String removed;
    private final List<String> changes = new ArrayList<>();

    /**
     * @param removed the text in place of what was removed
     */
    Fitting(Pictures pictures, DeviceProfile profile, String removed) {
        this.pictures = pictures;
        this.profile = profile;
        this.removed = removed;
    }

    /**
     * {@return the message as the handset takes it, or nothing if it takes it as it is}
     *
     * @throws DecodeException if the body cannot be read
     */
    Optional<Adapted> fit(ContentType type, Octets body) throws DecodeException {
        boolean single = !Multipart.is(type);
        Parts parts =
                new Parts(
                        single
                                ? List.of(new Part(type, List.of(), body))
                                : Multipart.decode(new OctetReader(body, Reading.kind())).parts());
        for (int i = 0; i < parts.count(); i++) {
            fitPart(parts, i);
        }
        shorten(parts);
        keepInStep(parts);
        if (!parts.isChanged()) {
            return Optional.empty();
        }
        Part first = parts.part(0);
        return Optional.of(
                single
                        ? new Adapted(first.contentType(), first.body(), changes)
                        : new Adapted(type, parts.encoded(), changes));
    }

    private void fitPart(Parts parts, int index) {
        Part part = parts.part(index);
        String named = part.contentType().mediaType();
        if (isSealed(part)) {
            return;
        }
        Optional<MediaKind> kind = MediaKind.of(part.body());
        if (kind.filter(MediaKind::isImage).isPresent()) {
            fitPicture(parts, index, Integer.MAX_VALUE);
        } else if (MediaKind.TEXT.isNamed(named)) {
            Charsets.converted(part.contentType(), part.body(), profile.charsets())
                    .ifPresent(
                            text -> {
                                parts.rewrite(index, text.typed(part.contentType()), text.octets());
                                changes.add("text in " + text.charset());
                            });
        } else if (!takes(kind, named)) {
            remove(parts, index, "of a type that is not taken");
        }
    }

    private static boolean isSealed(Part part) {
        return Multipart.is(part.contentType())
                || MediaKind.PROTECTED.isNamed(part.contentType().mediaType());
    }

    private boolean takes(Optional<MediaKind> kind, String named) {
        return profile.types().isEmpty()
                || MediaKind.SMIL.isNamed(named)
                || profile.types().contains(named)
                || kind.filter(k -> profile.types().stream().anyMatch(k::isNamed)).isPresent();
    }

    /** Starts from the original, even if it was made to fit before: every writing loses some. */
    private void fitPicture(Parts parts, int index, int maxOctets) {
        Octets body = parts.original(index).body();
        MediaKind kind = MediaKind.of(body).orElseThrow();
        switch (pictures.fit(body, kind, Fit.of(profile, maxOctets))) {
            case Picture.Kept() -> {}
            case Picture.Made(MediaKind now, Octets octets, int width, int height) -> {
                parts.become(now, index, ContentType.of(now.mediaType()), octets);
                changes.add(
                        "%s of %d octets is %s of %d, %d x %d"
                                .formatted(
                                        kind, body.length(), now, octets.length(), width, height));
            }
            case Picture.Refused(String reason) -> remove(parts, index, reason);
        }
    }

    private void remove(Parts parts, int index, String reason) {
        Octets old = parts.original(index).body();
        String kind = MediaKind.of(old).map(MediaKind::toString).orElse("part");
        changes.add("%s of %d octets removed: %s".formatted(kind, old.length(), reason));
        Charsets.Written note = Charsets.written(removed, profile.charsets());
        parts.become(MediaKind.TEXT, index, note.typed(PLAIN), note.octets());
    }

    /** Pictures share what the rest leaves; where that is not enough, the longest parts go. */
    private void shorten(Parts parts) {
        int most = profile.maxMessageOctets();
        if (most == 0 || excess(parts) <= 0) {
            return;
        }
        long pictured = 0;
        for (int i = 0; i < parts.count(); i++) {
            pictured += isPicture(parts.part(i)) ? parts.part(i).body().length() : 0;
        }
        long room = Math.max(0, pictured - excess(parts));
        for (int i = 0; i < parts.count(); i++) {
            if (isPicture(parts.part(i))) {
                fitPicture(parts, i, (int) (room * parts.part(i).body().length() / pictured));
            }
        }
        int longest = longest(parts);
        while (excess(parts) > 0 && longest >= 0) {
            remove(parts, longest, "the message is longer than " + most + " octets");
            longest = longest(parts);
        }
    }

    private int excess(Parts parts) {
        return parts.encoded().length() + HEADERS - profile.maxMessageOctets();
    }

    private static boolean isPicture(Part part) {
        return !isSealed(part) && MediaKind.of(part.body()).filter(MediaKind::isImage).isPresent();
    }

    /** {@return the longest part that is neither text nor sealed; negative if there is none} */
    private static int longest(Parts parts) {
        int longest = -1;
        for (int i = 0; i < parts.count(); i++) {
            Part part = parts.part(i);
            boolean text = MediaKind.of(part.body()).filter(MediaKind::isText).isPresent();
            boolean longer =
                    longest < 0 || part.body().length() > parts.part(longest).body().length();
            if (!text && !isSealed(part) && longer) {
                longest = i;
            }
        }
        return longest;
    }

    private void keepInStep(Parts parts) {
        Smil.Names names = parts.rename();
        for (int i = 0; i < parts.count(); i++) {
            int index = i;
            Part part = parts.part(i);
            if (MediaKind.SMIL.isNamed(part.contentType().mediaType())) {
                new Smil(names, profile.maxImageWidth(), profile.maxImageHeight())
                        .edited(part.body())
                        .ifPresent(
                                smil ->
                                        parts.rewrite(
                                                index,
                                                new Charsets.Written(UTF_8, smil)
                                                        .typed(part.contentType()),
                                                smil));
            }
        }
    }
}
