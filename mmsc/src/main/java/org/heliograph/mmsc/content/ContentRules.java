// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.heliograph.config.ContentClass;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.wsp.ContentType;
import org.heliograph.pdu.wsp.Multipart;
import org.heliograph.subscribers.Msisdn;

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

    /** Of one part; real ones have a tenth. */
    private static final int LONGEST_HEADERS = 16 * 1024;

    /** The most octets of a length. */
    private static final int UINTVAR = 5;

    private final List<ContentClass> classes;
    private final ContentClass standard;
    private final Function<Msisdn, Set<String>> services;

    /**
     * @param standard name of the class of subscribers that have none
     * @param services of a subscriber, as the directory names them
     * @throws IllegalArgumentException if there is no such class
     */
    public ContentRules(
            List<ContentClass> classes, String standard, Function<Msisdn, Set<String>> services) {
        this.classes = List.copyOf(classes);
        this.services = services;
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

    /** {@return the first class that is among the services; where none is, that of everybody} */
    private ContentClass of(Msisdn sender) {
        Set<String> has = services.apply(sender);
        return classes.stream()
                .filter(service -> has.contains(service.name()))
                .findFirst()
                .orElse(standard);
    }

    /**
     * Reads a message through, keeping no more of it than the start of one part.
     *
     * @param type of the body, which may be a multipart
     * @param length of the body
     * @param in the body
     */
    public Verdict check(Msisdn sender, ContentType type, long length, InputStream in)
            throws IOException {
        ContentClass service = of(sender);
        return length > service.maxOctets()
                ? refused(
                        "content-size",
                        length + " octets, at most " + service.maxOctets() + limitOf(service))
                : new Check(service).check(type, length, in, 0);
    }

    /** One message on its way through. */
    private static final class Check {
        private final ContentClass service;
        private int parts;

        Check(ContentClass service) {
            this.service = service;
        }

        Verdict check(ContentType type, long length, InputStream in, int depth) throws IOException {
            if (Multipart.is(type)) {
                return depth == Multipart.MAX_DEPTH
                        ? refused("content-nesting", "multiparts inside multiparts")
                        : checkAll(length, in, depth);
            }
            parts++;
            if (parts > service.maxParts()) {
                return refused(
                        "content-parts",
                        "more than " + service.maxParts() + " parts" + limitOf(service));
            }
            int looked = (int) Math.min(length, MediaKind.LOOKED_AT);
            Octets start = Octets.ofOwned(in.readNBytes(looked));
            in.skipNBytes(length - looked);
            return checkPart(service, type, start, length);
        }

        /**
         * All there are, whatever number is announced, for a kind reading finds them too. What
         * follows the last that can be read is read by nobody.
         */
        private Verdict checkAll(long length, InputStream in, int depth) throws IOException {
            Region region = new Region(in, length);
            region.uintvar(); // nEntries
            long headers = region.uintvar();
            long data = region.uintvar();
            while (headers > 0 && data >= 0 && headers <= region.left()) {
                if (headers > LONGEST_HEADERS) {
                    return refused("content-headers", headers + " octets of headers of a part");
                }
                ContentType type = type(region.octets((int) headers));
                long there = Math.min(data, region.left());
                Verdict verdict = check(type, there, in, depth + 1);
                if (verdict instanceof Verdict.Refused) {
                    return verdict;
                }
                region.passed(there);
                headers = region.uintvar();
                data = region.uintvar();
            }
            in.skipNBytes(region.left());
            return new Verdict.Accepted();
        }

        private static ContentType type(Octets headers) {
            try {
                return ContentType.field("Content-Type", new OctetReader(headers, Reading.kind()));
            } catch (DecodeException e) {
                return ContentType.UNKNOWN;
            }
        }
    }

    /** A stretch of a stream. */
    private static final class Region {
        private final InputStream in;
        private long left;

        Region(InputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        long left() {
            return left;
        }

        void passed(long octets) {
            left -= octets;
        }

        Octets octets(int count) throws IOException {
            passed(count);
            return Octets.ofOwned(in.readNBytes(count));
        }

        /** {@return a length (WAP-230-WSP §8.1.2), or less than zero if there is none} */
        long uintvar() throws IOException {
            long value = 0;
            for (int i = 0; i < UINTVAR && left > 0; i++) {
                int octet = in.read();
                left--;
                value = value << 7 | (octet & 0x7f);
                if (octet < 0x80) {
                    return octet < 0 ? -1 : value;
                }
            }
            return -1;
        }
    }

    private static Verdict checkPart(
            ContentClass service, ContentType type, Octets start, long length) {
        String named = type.mediaType();
        if (MediaKind.PROTECTED.isNamed(named)) {
            return judged(service, allows(service, MediaKind.PROTECTED), named);
        }
        Optional<MediaKind> seen = MediaKind.of(start, length);
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
