// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * Makes tokens, transaction ids and Message-IDs. Tokens and Message-IDs begin with the time, so
 * that those of one time are neighbours in the indexes of the tables, and a page of an index is
 * written once for many of them.
 */
public final class Tokens {
    /** Those of base64url, in the order of their codes, so that later times sort after earlier. */
    private static final char[] ALPHABET =
            "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz".toCharArray();

    private static final int BITS = 6;

    /** 42 bits of milliseconds last until the year 2109. */
    private static final int TIME_LENGTH = 7;

    /** 90 bits of chance: what an URL needs that must not be guessed. */
    private static final int TOKEN_CHANCE = Token.LENGTH - TIME_LENGTH;

    /**
     * Short, because every octet of a push counts; so many that none is drawn twice for a
     * subscriber, for then the tables would take nothing any more.
     */
    private static final int TRANSACTION_CHANCE = 12;

    /** Unique for good, no secret. */
    private static final int MESSAGE_CHANCE = 9;

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;
    private final String domain;

    /**
     * @param domain host part of Message-IDs
     */
    public Tokens(InstantSource clock, String domain) {
        this.clock = clock;
        this.domain = domain;
    }

    public Token token() {
        return new Token(timed(TOKEN_CHANCE));
    }

    public String transactionId() {
        char[] drawn = new char[TRANSACTION_CHANCE];
        draw(drawn, 0);
        return new String(drawn);
    }

    public MessageId messageId() {
        return new MessageId(timed(MESSAGE_CHANCE) + "@" + domain);
    }

    private String timed(int chance) {
        char[] characters = new char[TIME_LENGTH + chance];
        long left = clock.millis();
        for (int i = TIME_LENGTH - 1; i >= 0; i--) {
            characters[i] = character(left);
            left >>>= BITS;
        }
        draw(characters, TIME_LENGTH);
        return new String(characters);
    }

    private void draw(char[] characters, int from) {
        byte[] drawn = new byte[characters.length - from];
        random.nextBytes(drawn);
        for (int i = 0; i < drawn.length; i++) {
            characters[from + i] = character(drawn[i]);
        }
    }

    private static char character(long bits) {
        return ALPHABET[(int) (bits & ALPHABET.length - 1)];
    }
}
