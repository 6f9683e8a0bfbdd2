// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes tokens, transaction ids and Message-IDs. */
public final class Tokens {
    /** 128 bits: what an URL needs that must not be guessed. */
    private static final int TOKEN_OCTETS = 16;

    /**
     * Short, because every octet of a push counts; so many that none is drawn twice for a
     * subscriber, for then the tables would take nothing any more.
     */
    private static final int TRANSACTION_OCTETS = 9;

    /** Unique for good, no secret. */
    private static final int MESSAGE_OCTETS = 12;

    private final SecureRandom random = new SecureRandom();
    private final Base64.Encoder base64url = Base64.getUrlEncoder().withoutPadding();
    private final String domain;

    /**
     * @param domain host part of Message-IDs
     */
    public Tokens(String domain) {
        this.domain = domain;
    }

    public Token token() {
        return new Token(draw(TOKEN_OCTETS));
    }

    public String transactionId() {
        return draw(TRANSACTION_OCTETS);
    }

    public MessageId messageId() {
        return new MessageId(draw(MESSAGE_OCTETS) + "@" + domain);
    }

    private String draw(int octets) {
        byte[] drawn = new byte[octets];
        random.nextBytes(drawn);
        return base64url.encodeToString(drawn);
    }
}
