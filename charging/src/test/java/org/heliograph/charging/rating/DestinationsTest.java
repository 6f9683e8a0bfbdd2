// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DestinationsTest {
    @Test
    void findsThePrefixesOfANumberAmongAHundredThousandLongestFirst() {
        var random = new SplittableRandom(100_000);
        var prefixes = new TreeMap<String, List<String>>();
        while (prefixes.size() < 100_000) {
            String prefix = Long.toString(random.nextLong(1, 10_000_000));
            prefixes.put(prefix, List.of("D" + prefix));
        }
        var destinations = new Destinations(prefixes);
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            numbers.add(Long.toString(random.nextLong(1_000_000_000L, 100_000_000_000L)));
        }
        for (String number : numbers) {
            List<String> expected = new ArrayList<>();
            for (int length = number.length(); length > 0; length--) {
                if (prefixes.containsKey(number.substring(0, length))) {
                    expected.add(number.substring(0, length));
                }
            }
            List<String> found = new ArrayList<>();
            for (int at = destinations.longest(number); at >= 0; at = destinations.shorter(at)) {
                found.add(destinations.prefix(at));
            }
            assertEquals(expected, found, number);
        }
        assertTrue(nanosEach(destinations, numbers) < 50_000, "a look-up takes microseconds");
    }

    /** {@return how long a look-up takes at best of five rounds} */
    private static long nanosEach(Destinations destinations, List<String> numbers) {
        long best = Long.MAX_VALUE;
        long found = 0;
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            for (String number : numbers) {
                found += destinations.longest(number);
            }
            best = Math.min(best, (System.nanoTime() - start) / numbers.size());
        }
        System.getLogger("bench").log(System.Logger.Level.INFO, "longest prefix: {0} ns", best);
        return found > 0 ? best : Long.MAX_VALUE;
    }
}
