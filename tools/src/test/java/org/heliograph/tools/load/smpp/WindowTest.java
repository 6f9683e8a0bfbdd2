// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class WindowTest {
    @Test
    void findsNothingForAnAnswerThatIsRepeatedOrLate() {
        Window window = new Window(1);
        int first = window.take(10, 1, 0);
        window.giveBack(window.slotOf(first), 0);
        assertEquals(-1, window.slotOf(first));
        int second = window.take(20, 2, 0);
        assertNotEquals(first, second);
        assertEquals(-1, window.slotOf(first));
        assertEquals(20, window.startedAt(window.slotOf(second)));
        assertEquals(-1, window.slotOf(0));
        assertEquals(-1, window.slotOf(-1));
    }

    @Test
    void isNeverWiderThanItsSize() {
        Window window = new Window(3);
        for (int i = 0; i < 3; i++) {
            assertEquals(i, window.waiting());
            window.take(0, 0, 0);
        }
        assertEquals(0, window.available());
    }

    @Test
    void takesAnswersInAnyOrder() {
        SplittableRandom random = new SplittableRandom(34);
        Window window = new Window(100);
        List<Long> waiting = new ArrayList<>();
        List<Long> tags = new ArrayList<>();
        for (long tag = 0; tag < 100_000; tag++) {
            if (window.available() == 0 || (!waiting.isEmpty() && random.nextBoolean())) {
                int which = random.nextInt(waiting.size());
                int slot = window.slotOf(Math.toIntExact(waiting.remove(which)));
                assertEquals(tags.remove(which), window.tag(slot));
                window.giveBack(slot, 0);
            }
            waiting.add(Long.valueOf(window.take(tag, tag, 0)));
            tags.add(tag);
            assertEquals(waiting.size(), window.waiting());
        }
    }

    /** sequence_number is 0x00000001 to 0x7FFFFFFF (SMPP 3.4 §5.1.4). */
    @Test
    void keepsToTheSequenceNumbersThatThereAre() {
        Window window = new Window(Window.LARGEST);
        Set<Integer> waiting = new HashSet<>();
        for (int round = 0; round < 40_000; round++) { // more than 2^15 uses of one slot
            int number = window.take(0, 0, 0);
            assertTrue(number > 0);
            waiting.add(number);
            window.giveBack(window.slotOf(number), 0);
        }
        assertEquals(40_000, waiting.size());
    }
}
