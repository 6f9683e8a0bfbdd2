// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import java.util.List;
import java.util.Optional;

/**
 * A content type with its parameters in order (WAP-230-WSP §8.4.2.24).
 *
 * @param mediaType lower case, {@code type/subtype}
 */
public record ContentType(String mediaType, List<Parameter> parameters) {
    public ContentType {
        parameters = List.copyOf(parameters);
    }

    /**
     * @param name lower case, as registered: {@code charset}, {@code name}, {@code start}, {@code
     *     type}
     */
    public record Parameter(String name, String value) {}

    /** Reads the text form, {@code image/jpeg; name="a.jpg"}. */
    public static ContentType of(String text) {
        throw new UnsupportedOperationException();
    }

    public Optional<String> parameter(String name) {
        throw new UnsupportedOperationException();
    }

    /** {@return the text form, as HTTP and MIME write it} */
    @Override
    public String toString() {
        throw new UnsupportedOperationException();
    }
}
