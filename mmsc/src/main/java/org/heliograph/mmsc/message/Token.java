// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.util.Optional;

/**
 * Something nobody can guess: 22 characters of base64url, of which seven tell the time and fifteen
 * are 90 random bits. Names one recipient's copy of a message in its content location, or a content
 * in the store.
 */
public record Token(String value) {
    public static final int LENGTH = 22;

    public Token {
        if (!isToken(value)) {
            throw new IllegalArgumentException("a token has 22 characters of base64url");
        }
    }

    /** {@return whether {@code text} has the form of a token} */
    public static boolean isToken(String text) {
        return text.length() == LENGTH && text.chars().allMatch(Token::isBase64Url);
    }

    private static boolean isBase64Url(int c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_';
    }

    /** {@return the token that a content location ends with, if it has the form of one of ours} */
    public static Optional<Token> inLocation(String location) {
        String last = location.substring(location.lastIndexOf('/') + 1);
        return isToken(last) ? Optional.of(new Token(last)) : Optional.empty();
    }

    /** {@return the time and two characters: enough to find it in a log, too little to use it} */
    public String masked() {
        return value.substring(0, 9) + "…";
    }

    @Override
    public String toString() {
        return masked();
    }
}
