// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The prefixes of {@code Destinations.csv}: sorted, each with the index of the longest other prefix
 * that it starts with. The prefixes of a number are then on one chain, whose first link a binary
 * search finds. A leading {@code +} is not looked at.
 */
final class Destinations {
    private static final int NONE = -1;

    private final String[] prefixes;
    private final int[] shorter;
    private final List<List<String>> ids;

    /**
     * @param byPrefix ids of each prefix
     */
    Destinations(SortedMap<String, List<String>> byPrefix) {
        prefixes = byPrefix.keySet().toArray(String[]::new);
        ids = new ArrayList<>();
        byPrefix.values().forEach(list -> ids.add(List.copyOf(list)));
        shorter = new int[prefixes.length];
        for (int i = 0; i < prefixes.length; i++) {
            shorter[i] = startOf(prefixes[i], i - 1);
        }
    }

    static Destinations none() {
        return new Destinations(new TreeMap<>());
    }

    static String bare(String number) {
        return number.startsWith("+") ? number.substring(1) : number;
    }

    /** {@return the first of {@code from} and its chain that {@code number} starts with} */
    private int startOf(String number, int from) {
        int at = from;
        while (at >= 0 && !number.startsWith(prefixes[at])) {
            at = shorter[at];
        }
        return at;
    }

    /** {@return which is the longest prefix of {@code destination}; negative: none is} */
    int longest(String destination) {
        String number = bare(destination);
        int found = Arrays.binarySearch(prefixes, number);
        return found >= 0 ? found : startOf(number, -found - 2);
    }

    /** {@return which is the next shorter one; negative: none is} */
    int shorter(int at) {
        return at < 0 ? NONE : shorter[at];
    }

    String prefix(int at) {
        return prefixes[at];
    }

    List<String> ids(int at) {
        return ids.get(at);
    }
}
