// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageLockingShift;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageSingleShift;

/**
 * A 7-bit alphabet: 128 characters, of which one escapes to a second table (3GPP TS 23.038 §6.2.1).
 * A national language replaces the second table (single shift), the first (locking shift), or both
 * (§6.2.1.2). All look-ups are in arrays.
 */
final class GsmAlphabet {
    /** The septet after which the second table applies. */
    static final int ESCAPE = 0x1B;

    /** The default alphabet (§6.2.1) with its extension (§6.2.1.1). */
    static final GsmAlphabet DEFAULT =
            new GsmAlphabet(DefaultTables.ALPHABET, DefaultTables.EXTENSION);

    private final GsmTable main;
    private final GsmTable shift;

    GsmAlphabet(GsmTable main, GsmTable shift) {
        this.main = main;
        this.shift = shift;
    }

    /**
     * {@return the alphabet that the elements of a TP-UDH choose (TS 23.040 §9.2.3.24.15 and .16)}
     * Of several elements of a kind the last counts; reserved identifiers are ignored, so the
     * default tables stay (§9.2.3.24).
     */
    static GsmAlphabet of(List<InformationElement> header) {
        int locking = 0;
        int single = 0;
        for (int i = 0; i < header.size(); i++) {
            InformationElement element = header.get(i);
            if (element instanceof NationalLanguageSingleShift(NationalLanguage language)) {
                single = language.identifier();
            } else if (element instanceof NationalLanguageLockingShift(NationalLanguage language)) {
                locking = language.identifier();
            }
        }
        return locking == 0 && single == 0 ? DEFAULT : NationalTables.alphabet(locking, single);
    }

    /** {@return how many septets spell {@code text}, or nothing if a character is missing} */
    OptionalInt septets(String text) {
        int septets = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (main.code(character) != GsmTable.NONE) {
                septets++;
            } else if (shift.code(character) != GsmTable.NONE) {
                septets += 2;
            } else {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.of(septets);
    }

    boolean spells(String text) {
        return septets(text).isPresent();
    }

    /**
     * {@return the septets of {@code text}, one to an octet} What both tables have takes one.
     *
     * @throws IllegalArgumentException if the alphabet lacks a character of it
     */
    Octets spell(String text) {
        char[] characters = text.toCharArray(); // charAt in this loop takes three times as long
        byte[] septets = new byte[characters.length];
        for (int i = 0; i < septets.length; i++) {
            int code = main.code(characters[i]);
            if (code == GsmTable.NONE) {
                return spellAny(text);
            }
            septets[i] = (byte) code;
        }
        return Octets.ofOwned(septets);
    }

    /** What {@link #spell} does, where not every character is in the first table. */
    private Octets spellAny(String text) {
        byte[] septets = new byte[text.length()]; // enough where nothing is escaped
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            int code = main.code(text.charAt(i));
            if (code == GsmTable.NONE) {
                code = shift.code(text.charAt(i));
                if (code == GsmTable.NONE) {
                    throw new IllegalArgumentException(
                            String.format(
                                    "U+%04X is not in the GSM 7-bit %s",
                                    text.codePointAt(i),
                                    this == DEFAULT ? "default alphabet" : "tables of the header"));
                }
                if (septets.length == text.length()) {
                    septets = Arrays.copyOf(septets, 2 * septets.length);
                }
                septets[length++] = ESCAPE;
            }
            septets[length++] = (byte) code;
        }
        return length == septets.length
                ? Octets.ofOwned(septets)
                : Octets.ofOwned(Arrays.copyOf(septets, length));
    }

    /**
     * {@return the text of {@code septets}} After an escape, a septet that the second table lacks
     * is read in the first, national or not; an escape that escapes nothing, or another escape, is
     * a space (§6.2.1, §6.2.1.1 and §A.2, the notes). So is a septet that a locking-shift table
     * leaves empty, of which the standard says nothing.
     *
     * @param septets one to an octet; the high bit is not looked at
     */
    String read(Octets septets) {
        byte[] text = new byte[septets.length()];
        for (int i = 0; i < text.length; i++) {
            byte character = main.latin(septets.at(i) & 0x7F);
            if (character == GsmTable.NOT_LATIN) {
                return readAny(septets);
            }
            text[i] = character;
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** What {@link #read} does, where not every septet is a Latin character by itself. */
    private String readAny(Octets septets) {
        char[] text = new char[septets.length()];
        int length = 0;
        for (int i = 0; i < septets.length(); i++) {
            int septet = septets.at(i) & 0x7F;
            if (septet != ESCAPE) {
                text[length++] = main.character(septet);
            } else if (i + 1 == septets.length()) {
                text[length++] = ' ';
            } else {
                i++;
                text[length++] = escaped(septets.at(i) & 0x7F);
            }
        }
        return new String(text, 0, length);
    }

    private char escaped(int septet) {
        if (septet == ESCAPE) {
            return ' ';
        }
        char character = shift.character(septet);
        return character == GsmTable.EMPTY ? main.character(septet) : character;
    }
}
