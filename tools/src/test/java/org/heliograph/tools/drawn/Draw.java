// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.drawn;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.heliograph.pdu.Octets;

/**
 * Draws values, both ends of a range more often than chance would. The same seed draws the same
 * values.
 */
public final class Draw {
    /** One in so many values is at an end of its range. */
    private static final int EDGE = 6;

    private final SplittableRandom random;

    public Draw(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /**
     * {@return the seed of a test: {@code usual}, unless the system property heliograph.seed says
     * another} Printed, so that what failed can be drawn again.
     */
    public static long seed(String test, long usual) {
        long seed = Long.getLong("heliograph.seed", usual);
        System.out.println(test + ": seed " + seed + " (-Dheliograph.seed)");
        return seed;
    }

    public int within(int least, int most) {
        return (int) within((long) least, most);
    }

    public long within(long least, long most) {
        int edge = random.nextInt(2 * EDGE);
        if (edge < 2) {
            return edge == 0 ? least : most;
        }
        return most == Long.MAX_VALUE
                ? random.nextLong(least, most)
                : random.nextLong(least, most + 1);
    }

    public boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    public boolean either() {
        return random.nextBoolean();
    }

    public <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    public <E extends Enum<E>> E of(Class<E> type) {
        return of(List.of(type.getEnumConstants()));
    }

    public <E extends Enum<E>> Set<E> some(Class<E> type) {
        Set<E> some = EnumSet.allOf(type);
        some.removeIf(_ -> either());
        return some;
    }

    public <T> List<T> list(int least, int most, Supplier<T> one) {
        List<T> list = new ArrayList<>();
        for (int count = within(least, most); count > 0; count--) {
            list.add(one.get());
        }
        return list;
    }

    /** {@return octets of values from 0 to {@code highest}} */
    public Octets octets(int least, int most, int highest) {
        byte[] octets = new byte[within(least, most)];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) within(0, highest);
        }
        return Octets.ofOwned(octets);
    }

    public Octets octets(int least, int most) {
        return octets(least, most, 0xFF);
    }

    /** {@return a text of so many characters of {@code alphabet}} */
    public String text(String alphabet, int least, int most) {
        int[] characters = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int count = within(least, most); count > 0; count--) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }

    public Instant instant(long firstSecond, long lastSecond) {
        return Instant.ofEpochSecond(within(firstSecond, lastSecond));
    }
}
