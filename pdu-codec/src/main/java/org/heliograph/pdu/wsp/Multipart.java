// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.FieldDecoder;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;

/**
 * A WSP multipart body (WAP-230-WSP §8.5), of whichever subtype: mixed, related, alternative and
 * form-data are written alike. The parts share the storage of the body. A part that is a multipart
 * itself stays octets until {@link #nested} or {@link #leaves} looks inside.
 */
public record Multipart(List<Part> parts) {
    /**
     * At most so many parts are read. The largest class of message allows some twenty slides of
     * three parts; ten times that hurts nobody.
     */
    public static final int MAX_PARTS = 256;

    /** Multiparts inside multiparts are looked into so deep. Two levels are seen in messages. */
    public static final int MAX_DEPTH = 8;

    /** What the media types of all WSP multiparts start with. */
    private static final String MEDIA_TYPES = "application/vnd.wap.multipart.";

    public Multipart {
        parts = List.copyOf(parts);
        if (parts.size() > MAX_PARTS) {
            throw new IllegalArgumentException("more than " + MAX_PARTS + " parts");
        }
    }

    /** One entry: its content type, its other headers, its octets. */
    public record Part(ContentType contentType, List<WspHeader> headers, Octets body) {
        public Part {
            headers = WspHeaders.listed(headers);
        }

        /** {@return the value of the first header of this name, whatever its case} */
        public Optional<String> header(String name) {
            return headers.stream()
                    .filter(header -> header.name().equalsIgnoreCase(name))
                    .map(WspHeader::value)
                    .findFirst();
        }
    }

    /**
     * One entry as it lies in the body: nothing of it is decoded.
     *
     * @param headers Content-Type and the others
     * @param headersOffset where they start, in octets from the start of what was read
     * @param data what is not copied: it shares the storage of the body
     */
    public record Entry(Octets headers, int headersOffset, Octets data) {
        /** Reads the headers. */
        public Part part() throws DecodeException {
            OctetReader in = OctetReader.at(headersOffset, headers);
            ContentType contentType = in.field("Content-Type", ContentType::decode);
            return new Part(contentType, WspHeaders.decode(in), data);
        }

        /** Reads the content type and nothing else. */
        public ContentType contentType() throws DecodeException {
            return ContentType.decode(OctetReader.at(headersOffset, headers));
        }
    }

    /** {@return whether a body of this type is a WSP multipart} */
    public static boolean is(ContentType type) {
        return type.mediaType().startsWith(MEDIA_TYPES);
    }

    public static Multipart decode(Octets body) throws DecodeException {
        return decode(new OctetReader(body));
    }

    /** Likewise, of what remains of {@code in}. */
    public static Multipart decode(OctetReader in) throws DecodeException {
        return new Multipart(entries(in, Multipart::part));
    }

    /**
     * {@return where each entry lies: two lengths of each are read, and no other octet}
     *
     * @throws DecodeException if there are more than {@link #MAX_PARTS}, or the lengths do not add
     *     up
     */
    public static List<Entry> entries(Octets body) throws DecodeException {
        return entries(new OctetReader(body));
    }

    /** Likewise, of what remains of {@code in}. */
    public static List<Entry> entries(OctetReader in) throws DecodeException {
        return entries(in, Multipart::entry);
    }

    private static <T> List<T> entries(OctetReader in, FieldDecoder<T> decoder)
            throws DecodeException {
        int start = in.offset();
        int count = in.field("nEntries", Multipart::count);
        List<T> entries = new ArrayList<>(Math.min(count, in.remaining()));
        while (entries.size() < count && !in.atEnd()) {
            entries.add(in.field("entry " + entries.size(), decoder));
        }
        if (entries.size() < count) {
            in.deviation(start, count + " parts announced, " + entries.size() + " there");
        }
        if (!in.atEnd()) {
            in.deviation(in.offset(), in.remaining() + " octets after the parts announced");
            while (entries.size() < MAX_PARTS && holdsEntry(in.fork())) {
                entries.add(in.field("entry " + entries.size(), decoder));
            }
            in.rest();
        }
        return entries;
    }

    private static int count(OctetReader in) throws DecodeException {
        int start = in.offset();
        long count = WspReader.uintvar(in);
        if (count > MAX_PARTS) {
            in.deviation(start, count + " parts, at most " + MAX_PARTS);
        }
        return (int) Math.min(count, MAX_PARTS);
    }

    private static boolean holdsEntry(OctetReader ahead) {
        try {
            return !entry(ahead).headers.isEmpty();
        } catch (DecodeException _) {
            return false;
        }
    }

    private static Entry entry(OctetReader in) throws DecodeException {
        int headersLength = WspReader.count(in);
        int dataLength = WspReader.count(in);
        int headersOffset = in.offset();
        return new Entry(in.octets(headersLength), headersOffset, in.octets(dataLength));
    }

    private static Part part(OctetReader in) throws DecodeException {
        int headersLength = in.field("HeadersLen", WspReader::count);
        int dataLength = in.field("DataLen", WspReader::count);
        OctetReader headers = in.region(Math.min(headersLength, in.remaining()));
        ContentType contentType = ContentType.field("Content-Type", headers);
        List<WspHeader> others = WspHeaders.decode(headers);
        return new Part(contentType, others, in.field("Data", i -> data(i, dataLength)));
    }

    private static Octets data(OctetReader in, int length) throws DecodeException {
        if (length > in.remaining()) {
            in.deviation(in.offset(), "need " + length + " octets, have " + in.remaining());
            return in.rest();
        }
        return in.octets(length);
    }

    /**
     * {@return the part to start with: of a related body the one that the start parameter names by
     * its Content-ID or Content-Location, else the first, if there is any (RFC 2387 §3.2)}
     *
     * @param type of the body that this was read from
     */
    public Optional<Part> root(ContentType type) {
        Optional<Part> named =
                type.parameter("start")
                        .map(Multipart::withoutBrackets)
                        .flatMap(
                                start ->
                                        parts.stream().filter(p -> isCalled(start, p)).findFirst());
        return named.or(() -> parts.stream().findFirst());
    }

    private static boolean isCalled(String name, Part part) {
        return part.header("Content-ID")
                        .map(Multipart::withoutBrackets)
                        .filter(name::equals)
                        .isPresent()
                || part.header("Content-Location").filter(name::equals).isPresent();
    }

    private static String withoutBrackets(String contentId) {
        return contentId.startsWith("<") && contentId.endsWith(">")
                ? contentId.substring(1, contentId.length() - 1)
                : contentId;
    }

    /**
     * {@return the multipart in a part; nothing if it is a part of another type}
     *
     * @throws DecodeException if it is malformed
     */
    public static Optional<Multipart> nested(Part part) throws DecodeException {
        return is(part.contentType) ? Optional.of(decode(part.body)) : Optional.empty();
    }

    /**
     * {@return the parts that are no multiparts, those of nested ones in their place; a multipart
     * deeper than {@link #MAX_DEPTH} stays a part}
     *
     * @throws DecodeException if a nested one is malformed, or there are more than {@link
     *     #MAX_PARTS} altogether
     */
    public List<Part> leaves() throws DecodeException {
        List<Part> leaves = new ArrayList<>();
        addLeaves(leaves, 1);
        return leaves;
    }

    private void addLeaves(List<Part> leaves, int depth) throws DecodeException {
        for (Part part : parts) {
            Optional<Multipart> nested = depth < MAX_DEPTH ? nested(part) : Optional.empty();
            if (nested.isPresent()) {
                nested.get().addLeaves(leaves, depth + 1);
            } else if (leaves.size() < MAX_PARTS) {
                leaves.add(part);
            } else {
                throw new DecodeException(0, "more than " + MAX_PARTS + " parts altogether");
            }
        }
    }

    public Octets encode() {
        int expected = parts.stream().mapToInt(part -> part.body.length() + 128).sum();
        OctetWriter out = new OctetWriter(expected);
        WspWriter.uintvar(out, parts.size());
        for (Part part : parts) {
            OctetWriter headers = new OctetWriter(128);
            part.contentType.encodeTo(headers);
            WspHeaders.encode(headers, part.headers);
            WspWriter.uintvar(out, headers.length());
            WspWriter.uintvar(out, part.body.length());
            out.octets(headers.toOctets()).octets(part.body);
        }
        return out.toOctets();
    }
}
