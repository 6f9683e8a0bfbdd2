// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.content;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.heliograph.config.ContentClass;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;

/**
 * Says whether a message may be sent: its size, how many parts it has, and what they are. A part is
 * what its octets are; a name that says something else is refused, for a handset or a page that
 * believes the name would be surprised.
 */
public final class ContentRules {
    /** What senders write who do not know: the octets decide alone. */
    private static final List<String> SAYS_NOTHING =
            List.of("application/octet-stream", "application/x-octet-stream");

    /** Media types are what senders write: of one that is not known, so much is told. */
    private static final int SHOWN = 60;

    private final List<ContentClass> classes;
    private final ContentClass standard;

    /**
     * @param standard name of the class of subscribers that have none
     * @throws IllegalArgumentException if there is no such class
     */
    public ContentRules(List<ContentClass> classes, String standard) {
        this.classes = List.copyOf(classes);
        this.standard =
                classes.stream()
                        .filter(service -> service.name().equals(standard))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no class " + standard));
    }

    /** What may be done with a message. */
    public sealed interface Verdict {
        record Accepted() implements Verdict {}

        /**
         * @param code stable, for the log
         * @param reason for the log and for the sender
         */
        record Refused(String code, String reason) implements Verdict {}
    }

    /**
     * {@return the first class that is among {@code services}; where none is, that of everybody}
     */
    public ContentClass among(Set<String> services) {
        return classes.stream()
                .filter(service -> services.contains(service.name()))
                .findFirst()
                .orElse(standard);
    }

    /**
     * @param service the sender's
     * @param type of {@code body}, which may be a multipart
     */
    public Verdict check(ContentClass service, ContentType type, Octets body) {
        if (body.length() > service.maxOctets()) {
            return refused(
                    "content-size",
                    body.length() + " octets, at most " + service.maxOctets() + limitOf(service));
        }
        if (!Multipart.is(type)) {
            return checkPart(service, type, body);
        }
        List<Multipart.Part> parts;
        try {
            parts = Multipart.decode(new OctetReader(body, Reading.kind())).leaves();
        } catch (DecodeException e) {
            return refused("content-nesting", String.valueOf(e.getMessage()));
        }
        if (parts.size() > service.maxParts()) {
            return refused(
                    "content-parts",
                    parts.size() + " parts, at most " + service.maxParts() + limitOf(service));
        }
        for (Multipart.Part part : parts) {
            if (checkPart(service, part.contentType(), part.body()) instanceof Verdict.Refused no) {
                return no;
            }
        }
        return new Verdict.Accepted();
    }

    private static Verdict checkPart(ContentClass service, ContentType type, Octets body) {
        String named = type.mediaType();
        if (MediaKind.PROTECTED.isNamed(named)) {
            return judged(service, allows(service, MediaKind.PROTECTED), named);
        }
        Optional<MediaKind> seen = MediaKind.of(body);
        if (SAYS_NOTHING.contains(named)) {
            String is = seen.map(MediaKind::mediaType).orElse(named);
            return judged(service, seen.filter(kind -> allows(service, kind)).isPresent(), is);
        }
        if (!MediaKind.anyIsNamed(named)) {
            return seen.filter(kind -> !kind.isText()).isPresent()
                    ? mismatch(named, seen)
                    : judged(service, service.types().contains(named), named);
        }
        Optional<MediaKind> kind = agreed(type, seen);
        return kind.isPresent()
                ? judged(service, allows(service, kind.get()), kind.get().mediaType())
                : mismatch(named, seen);
    }

    private static boolean allows(ContentClass service, MediaKind kind) {
        return service.types().stream().anyMatch(kind::isNamed);
    }

    /** {@return what name and octets say alike; every kind of text is also plain text} */
    private static Optional<MediaKind> agreed(ContentType type, Optional<MediaKind> seen) {
        String named = type.mediaType();
        if (MediaKind.TEXT.isNamed(named)) {
            boolean text = seen.isPresent() ? seen.get().isText() : isWide(type);
            return text ? Optional.of(MediaKind.TEXT) : Optional.empty();
        }
        return seen.filter(kind -> kind.isNamed(named));
    }

    /** Two octets a character: any octet may be half of one. */
    private static boolean isWide(ContentType type) {
        return type.parameter("charset")
                .map(charset -> charset.toLowerCase(Locale.ROOT))
                .filter(charset -> charset.startsWith("utf-16") || charset.endsWith("ucs-2"))
                .isPresent();
    }

    private static Verdict judged(ContentClass service, boolean allowed, String type) {
        return allowed
                ? new Verdict.Accepted()
                : refused("content-type", shown(type) + " is not allowed" + limitOf(service));
    }

    private static Verdict mismatch(String named, Optional<MediaKind> seen) {
        String is = seen.map(MediaKind::mediaType).orElse("something else");
        return refused("content-mismatch", "called " + shown(named) + ", but is " + is);
    }

    private static String limitOf(ContentClass service) {
        return " in class " + service.name();
    }

    private static String shown(String type) {
        return type.length() <= SHOWN ? type : type.substring(0, SHOWN) + "...";
    }

    private static Verdict refused(String code, String reason) {
        return new Verdict.Refused(code, reason);
    }
}
