// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class AnsweredReportsTest {
    private static final Duration TIMER_J = Duration.ofSeconds(32);

    @Test
    void knowsWhatComesAgain() {
        AnsweredReports reports = new AnsweredReports(TIMER_J, 64);
        assertTrue(reports.isFirst(reports.mark("z9hG4bKa 192.0.2.1:5060 MESSAGE")));
        assertTrue(reports.isFirst(reports.mark("z9hG4bKb 192.0.2.1:5060 MESSAGE")));
        assertFalse(reports.isFirst(reports.mark("z9hG4bKa 192.0.2.1:5060 MESSAGE")));
        assertFalse(reports.isFirst(reports.mark("z9hG4bKb 192.0.2.1:5060 MESSAGE")));
    }

    @Test
    void forgetsAfterTimerJ() {
        AnsweredReports reports = new AnsweredReports(Duration.ofNanos(-1), 64);
        assertTrue(reports.isFirst(1));
        assertTrue(reports.isFirst(1));
        assertEquals(1, reports.kept());
    }

    /** Marks that want the same places, and that go around the end, come and go a million times. */
    @Test
    void keepsTheLastOnesAsASetWould() {
        int most = 64;
        SplittableRandom random = new SplittableRandom(7);
        AnsweredReports reports = new AnsweredReports(TIMER_J, most);
        Set<Long> known = new HashSet<>();
        Queue<Long> byAge = new ArrayDeque<>();
        for (int i = 0; i < 1_000_000; i++) {
            long mark = 1 + random.nextLong(20) + (random.nextLong(20) << 7) + (i % 3 << 20);
            mark = random.nextInt(4) == 0 ? mark | 0x7F : mark;
            if (byAge.size() == most) {
                known.remove(byAge.remove()); // before it is looked at: there is to be room
            }
            boolean first = known.add(mark);
            assertEquals(first, reports.isFirst(mark), "mark " + mark + ", the " + i + "th");
            if (first) {
                byAge.add(mark);
            }
            assertEquals(known.size(), i % 1_000 == 0 ? reports.kept() : known.size());
        }
    }

    @Test
    void marksDifferAsTheirKeysDo() {
        AnsweredReports reports = new AnsweredReports(TIMER_J, 64);
        Set<Long> marks = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            marks.add(reports.mark("z9hG4bK" + i + " 192.0.2.1:5060 MESSAGE"));
        }
        assertEquals(100_000, marks.size());
    }
}
