// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");

    private static Tokens at(Instant now) {
        return new Tokens(() -> now, "mms.example");
    }

    @Test
    void sortsLaterOnesAfterEarlierOnes() {
        Instant before = Instant.EPOCH;
        for (int i = 0; i < 42; i++) { // each bit of the time by itself
            Instant after = Instant.ofEpochMilli(1L << i);
            String early = at(before).token().value();
            String late = at(after).token().value();
            assertTrue(early.compareTo(late) < 0, early + " before " + late);
            String message = at(before).messageId().value();
            assertTrue(message.compareTo(at(after).messageId().value()) < 0, message);
            before = after;
        }
    }

    @Test
    void leavesNinetyBitsOfATokenToChance() {
        Tokens tokens = at(NOW);
        Set<String> starts = new HashSet<>();
        List<Set<Character>> seen = new ArrayList<>();
        for (int at = 0; at < Token.LENGTH; at++) {
            seen.add(new HashSet<>());
        }
        for (int i = 0; i < 2_000; i++) {
            String token = tokens.token().value();
            starts.add(token.substring(0, 7));
            for (int at = 0; at < token.length(); at++) {
                seen.get(at).add(token.charAt(at));
            }
        }
        assertEquals(1, starts.size());
        for (int at = 7; at < Token.LENGTH; at++) {
            assertEquals(64, seen.get(at).size(), "place " + at);
        }
    }

    @Test
    void drawsEachOnce() {
        Tokens tokens = at(NOW);
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertTrue(all.add(tokens.token().value()));
            assertTrue(all.add(tokens.messageId().value()));
            assertTrue(all.add(tokens.transactionId()));
        }
    }

    @Test
    void tellsTokensOfOneTimeApartInTheLog() {
        Tokens tokens = at(NOW);
        Set<String> masked = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            masked.add(tokens.token().masked());
        }
        assertTrue(masked.size() > 1, masked.toString());
    }
}
