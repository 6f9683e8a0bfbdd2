// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Which kinds of messages follow each other, in the shares that were asked for. */
record Mix(List<Kind> cycle) {
    /** Shares are small numbers; their sum is the length of the cycle. */
    private static final int LARGEST_SUM = 1000;

    /** So that two runs send the same. */
    private static final long SEED = 23_040;

    /** What a message is made of. */
    enum Kind {
        /** One short message in the GSM 7-bit alphabet. */
        TEXT,

        /** Two short messages of one concatenated text. */
        CONCAT,

        /** One short message in UCS-2. */
        UCS2
    }

    Mix {
        cycle = List.copyOf(cycle);
        if (cycle.isEmpty() || cycle.size() > LARGEST_SUM) {
            throw new IllegalArgumentException("the shares add up to 1 to " + LARGEST_SUM);
        }
    }

    /**
     * @param text such as {@code text=70,concat=20,ucs2=10}
     * @throws IllegalArgumentException if it is not of that form
     */
    static Mix of(String text) {
        Map<Kind, Integer> shares = new EnumMap<>(Kind.class);
        for (String part : text.split(",", -1)) {
            String[] pair = part.split("=", -1);
            if (pair.length != 2 || !pair[1].matches("\\d{1,4}")) {
                throw wrong(part);
            }
            shares.put(kind(pair[0]), Integer.parseInt(pair[1]));
        }
        if (shares.values().stream().mapToInt(Integer::intValue).sum() > LARGEST_SUM) {
            throw new IllegalArgumentException("the shares add up to 1 to " + LARGEST_SUM);
        }
        List<Kind> cycle = new ArrayList<>();
        shares.forEach((kind, share) -> cycle.addAll(Collections.nCopies(share, kind)));
        Collections.shuffle(cycle, new Random(SEED));
        return new Mix(cycle);
    }

    private static Kind kind(String name) {
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return kind;
            }
        }
        throw wrong(name);
    }

    private static IllegalArgumentException wrong(String part) {
        return new IllegalArgumentException(
                "'" + part + "' is no share; a mix looks like text=70,concat=20,ucs2=10");
    }

    /** {@return the kind of the n-th message} */
    Kind of(long n) {
        return cycle.get((int) (n % cycle.size()));
    }

    /** {@return the most short messages that one message takes} */
    int mostParts() {
        return cycle.contains(Kind.CONCAT) ? 2 : 1;
    }
}
