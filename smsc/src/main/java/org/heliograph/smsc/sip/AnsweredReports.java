// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The handsets' reports of the last timer J, for one that comes again is answered again and taken
 * in no second time (RFC 3261 §17.2.2). All are answered alike, so that a mark of 64 bits is all
 * that is kept of one: there is one to each message, and objects of them would be moved by each
 * collection.
 */
final class AnsweredReports {
    private static final long NONE = 0;
    private static final long ODD = 0x9E3779B97F4A7C15L;

    private final long seed = new SplittableRandom().nextLong();
    private final long timerJ;

    /** Each mark at the first free place from the one that its low bits name on. */
    private final long[] places;

    /** The same marks by age, and when each may go. */
    private final long[] byAge;

    private final long[] goesNanos;
    private int oldest;
    private int size;

    /**
     * @param most most reports kept, a power of two; beyond it the oldest is forgotten early
     */
    AnsweredReports(Duration timerJ, int most) {
        if (Integer.bitCount(most) != 1) {
            throw new IllegalArgumentException("not a power of two: " + most);
        }
        this.timerJ = timerJ.toNanos();
        places = new long[2 * most];
        byAge = new long[most];
        goesNanos = new long[most];
    }

    /**
     * {@return the same of the same request, and of another hardly ever}
     *
     * @param key of {@link ServerTransactions#key}
     */
    long mark(String key) {
        long mark = seed;
        for (int i = 0; i < key.length(); i++) {
            mark = Long.rotateLeft(mark ^ key.charAt(i), 23) * ODD;
        }
        mark ^= mark >>> 32;
        return mark == NONE ? ODD : mark;
    }

    /** {@return whether it is the first of its mark; from now on it is not} */
    synchronized boolean isFirst(long mark) {
        long now = System.nanoTime();
        while (size > 0 && (size == byAge.length || goesNanos[oldest] - now < 0)) {
            remove(byAge[oldest]);
            oldest = oldest + 1 & byAge.length - 1;
            size--;
        }
        int place = placeOf(mark);
        if (places[place] == mark) {
            return false;
        }
        places[place] = mark;
        int newest = oldest + size & byAge.length - 1;
        byAge[newest] = mark;
        goesNanos[newest] = now + timerJ;
        size++;
        return true;
    }

    /** {@return where it is, or where it belongs} Half of the places are free. */
    private int placeOf(long mark) {
        int place = home(mark);
        while (places[place] != NONE && places[place] != mark) {
            place = next(place);
        }
        return place;
    }

    /** Whatever could not be where it belongs, for this one was there, moves up. */
    private void remove(long mark) {
        int free = placeOf(mark);
        for (int at = next(free); places[at] != NONE; at = next(at)) {
            int away = at - home(places[at]) & places.length - 1;
            if (away >= (at - free & places.length - 1)) {
                places[free] = places[at];
                free = at;
            }
        }
        places[free] = NONE;
    }

    private int home(long mark) {
        return (int) mark & places.length - 1;
    }

    private int next(int place) {
        return place + 1 & places.length - 1;
    }

    /** {@return how many marks are in their places; for tests} */
    synchronized int kept() {
        return (int) Arrays.stream(places).filter(mark -> mark != NONE).count();
    }
}
