// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.Optional;

/**
 * Languages with tables of their own for GSM 7-bit text, in the order of their National Language
 * Identifiers (3GPP TS 23.038 §6.2.1.2.4). Spanish has a single-shift table only.
 */
public enum NationalLanguage {
    TURKISH(1),
    SPANISH(2),
    PORTUGUESE(3),
    /** And Assamese. */
    BENGALI(4),
    GUJARATI(5),
    HINDI(6),
    KANNADA(7),
    MALAYALAM(8),
    ORIYA(9),
    PUNJABI(10),
    TAMIL(11),
    TELUGU(12),
    URDU(13);

    private static final NationalLanguage[] ALL = values();

    private final int identifier;

    NationalLanguage(int identifier) {
        this.identifier = identifier;
    }

    /** {@return the language of an identifier; none for 0 and from 14 on, which are reserved} */
    public static Optional<NationalLanguage> of(int identifier) {
        return identifier >= 1 && identifier <= ALL.length
                ? Optional.of(ALL[identifier - 1])
                : Optional.empty();
    }

    /** {@return the National Language Identifier, 1 to 13} */
    public int identifier() {
        return identifier;
    }

    /** {@return whether there is a locking-shift table: there is none for Spanish} */
    public boolean locks() {
        return this != SPANISH;
    }
}
