// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush.content;

/** Which characters XML 1.0 allows (§2.2), and how they are written. */
final class XmlText {
    /** More than any document that is read has (see {@link Element#MAX_OCTETS}). */
    private static final int MAX_CHARACTERS = 65_536;

    private XmlText() {}

    /** White space (§2.3). */
    static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** Char (§2.2). */
    static boolean isAllowed(int c) {
        return (c >= 0x20 && c < 0xd800)
                || isSpace(c)
                || (c >= 0xe000 && c <= 0xfffd)
                || (c >= 0x10000 && c <= 0x10ffff);
    }

    /**
     * @throws IllegalArgumentException if {@code text} has a character that no XML can hold, or is
     *     longer than any document
     */
    static void require(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException("text of " + text.length() + " characters");
        }
        text.codePoints()
                .filter(c -> !isAllowed(c))
                .findFirst()
                .ifPresent(
                        c -> {
                            throw new IllegalArgumentException("character 0x%x".formatted(c));
                        });
    }
}
