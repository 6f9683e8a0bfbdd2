// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.wsp;

import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.heliograph.pdu.Octets;

/**
 * How what has no text form stands in text: octets as {@code 0x} and hexadecimal digits. This keeps
 * unknown headers and parameters through reading and writing.
 */
final class HexText {
    static final String PREFIX = "0x";

    private HexText() {}

    static String of(Octets octets) {
        return PREFIX + octets.toHex();
    }

    /** {@return the octets that {@code text} spells, if they are one whole WSP header value} */
    static Optional<Octets> value(String text) {
        if (!text.startsWith(PREFIX) || text.length() == PREFIX.length()) {
            return Optional.empty();
        }
        try {
            Octets octets =
                    Octets.ofOwned(HexFormat.of().parseHex(text, PREFIX.length(), text.length()));
            return WspReader.isValue(octets) ? Optional.of(octets) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** {@return the number that hexadecimal digits spell, if it is one of at most 63 bits} */
    static OptionalLong number(String digits) {
        if (digits.isEmpty() || digits.startsWith("-") || digits.startsWith("+")) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(digits, 16));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    /** {@return the number of a name such as {@code 0x5f}} */
    static OptionalLong numberOfName(String name) {
        return name.startsWith(PREFIX)
                ? number(name.substring(PREFIX.length()))
                : OptionalLong.empty();
    }
}
