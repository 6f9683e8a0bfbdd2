// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.heliograph.pdu.Octets;

/** How TP-UD spells (3GPP TS 23.038 §4). */
public enum Alphabet {
    GSM_7BIT,
    EIGHT_BIT,
    UCS2;

    /** {@return whether {@code text} can be spelt: 8-bit data as Latin-1} */
    public boolean spells(String text) {
        return switch (this) {
            case GSM_7BIT -> GsmAlphabet.DEFAULT.spells(text);
            case EIGHT_BIT -> text.chars().allMatch(c -> c <= 0xFF);
            case UCS2 -> true;
        };
    }

    /** {@return the payload that spells {@code text}} */
    Octets spell(String text) {
        return switch (this) {
            case GSM_7BIT -> GsmAlphabet.DEFAULT.spell(text);
            case EIGHT_BIT -> {
                if (!spells(text)) {
                    throw new IllegalArgumentException("a character outside Latin-1");
                }
                yield Octets.of(text, StandardCharsets.ISO_8859_1);
            }
            case UCS2 -> Utf16.spell(text);
        };
    }

    /**
     * {@return why {@code payload} is not of this alphabet, if it is not} A septet has 7 bits;
     * UCS-2 has two octets to the character, so an odd number of them is no text.
     */
    Optional<String> misspelling(Octets payload) {
        return switch (this) {
            case GSM_7BIT -> noSeptet(payload);
            case EIGHT_BIT -> Optional.empty();
            case UCS2 ->
                    payload.length() % 2 == 0
                            ? Optional.empty()
                            : Optional.of(payload.length() + " octets of UCS-2, an odd number");
        };
    }

    private static Optional<String> noSeptet(Octets payload) {
        int at = payload.high();
        return at == payload.length()
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                "%02x at %d is no septet of GSM 7-bit text", payload.at(at), at));
    }
}
