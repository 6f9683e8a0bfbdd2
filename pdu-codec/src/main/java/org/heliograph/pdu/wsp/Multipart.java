// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;

/** A WSP multipart body (WAP-230-WSP §8.5). The parts share the storage of the body. */
public record Multipart(List<Part> parts) {
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
            throw new UnsupportedOperationException();
        }
    }

    public static Multipart decode(Octets body) throws DecodeException {
        throw new UnsupportedOperationException();
    }

    public Octets encode() {
        throw new UnsupportedOperationException();
    }
}
