// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

/** The GSM 7-bit default alphabet and its extension (3GPP TS 23.038 §6.2.1 and §6.2.1.1). */
final class DefaultTables {
    private static final String CHARACTERS =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ"
                    + " !\"#¤%&'()*+,-./0123456789:;<=>?"
                    + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
                    + "¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /** Code 0D is reserved (§6.2.1.1); like all that is empty, it reads in the main table. */
    private static final String SHIFTED = "0A\f 14^ 28{ 29} 2F\\ 3C[ 3D~ 3E] 40| 65€";

    static final GsmTable ALPHABET = alphabetBut("");
    static final GsmTable EXTENSION = extensionAnd("");

    private DefaultTables() {}

    /**
     * {@return the default alphabet with other characters in some places}
     *
     * @param changes the code in two hexadecimal digits and the character, a space between them
     */
    static GsmTable alphabetBut(String changes) {
        return GsmTable.main(changed(CHARACTERS.toCharArray(), changes));
    }

    /** {@return the default extension with more characters} Said as above. */
    static GsmTable extensionAnd(String additions) {
        return GsmTable.shift(changed(changed(new char[128], SHIFTED), additions));
    }

    private static char[] changed(char[] table, String changes) {
        for (int i = 0; i < changes.length(); i += 4) {
            table[Integer.parseInt(changes, i, i + 2, 16)] = changes.charAt(i + 2);
        }
        return table;
    }
}
