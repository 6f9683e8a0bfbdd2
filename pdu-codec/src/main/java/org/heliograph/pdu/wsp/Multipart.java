// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;

/**
 * A WSP multipart body (WAP-230-WSP §8.5). The parts share the storage of the body. A part that is
 * a multipart itself stays octets: who wants to look inside decodes it in turn, as deep as it
 * likes.
 */
public record Multipart(List<Part> parts) {
    /**
     * At most so many parts are read. The largest class of message allows some twenty slides of
     * three parts; ten times that hurts nobody.
     */
    public static final int MAX_PARTS = 256;

    public Multipart {
        parts = List.copyOf(parts);
    }

    /** One entry: its content type, its other headers, its octets. */
    public record Part(ContentType contentType, List<WspHeader> headers, Octets body) {
        public Part {
            headers = List.copyOf(headers);
        }

        /** {@return the value of the first header of this name, whatever its case} */
        public Optional<String> header(String name) {
            return headers.stream()
                    .filter(header -> header.name().equalsIgnoreCase(name))
                    .map(WspHeader::value)
                    .findFirst();
        }
    }

    public static Multipart decode(Octets body) throws DecodeException {
        return decode(new OctetReader(body));
    }

    /** Likewise, of what remains of {@code in}. */
    public static Multipart decode(OctetReader in) throws DecodeException {
        int count = in.field("nEntries", WspReader::count);
        if (count > MAX_PARTS) {
            throw new DecodeException(0, count + " parts, at most " + MAX_PARTS).within("nEntries");
        }
        List<Part> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parts.add(in.field("entry " + i, Multipart::part));
        }
        in.end();
        return new Multipart(parts);
    }

    private static Part part(OctetReader in) throws DecodeException {
        int headersLength = in.field("HeadersLen", WspReader::count);
        int dataLength = in.field("DataLen", WspReader::count);
        OctetReader headers = in.region(headersLength);
        ContentType contentType = headers.field("Content-Type", ContentType::decode);
        List<WspHeader> others = WspHeaders.decode(headers);
        return new Part(contentType, others, in.field("Data", i -> i.octets(dataLength)));
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
