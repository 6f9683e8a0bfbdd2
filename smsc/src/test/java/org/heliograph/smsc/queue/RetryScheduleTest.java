// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.heliograph.config.SmscSettings;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome.Deferred;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The waits of each kind of cause. */
final class RetryScheduleTest {
    private static SmscSettings.Retry settings(int jitterPercent) {
        return new SmscSettings.Retry(
                new SmscSettings.Waits(Duration.ofSeconds(5), Duration.ofSeconds(40), 3),
                new SmscSettings.Waits(Duration.ofSeconds(10), Duration.ofSeconds(60), 2),
                new SmscSettings.Waits(Duration.ofSeconds(30), Duration.ofSeconds(90), 1),
                jitterPercent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CONGESTION               | 5, 15, 40, 40
                    TEMPORARY_FAILURE        | 10, 20, 40, 60
                    NO_ANSWER                | 10, 20, 40, 60
                    ABSENT_SUBSCRIBER        | 30, 30, 30, 30
                    MEMORY_CAPACITY_EXCEEDED | 30, 30, 30, 30
                    ESME_NOT_BOUND           | 30, 30, 30, 30
                    """)
    void growsByTheFactorOfItsKindUpToTheLongest(Cause cause, String seconds) {
        var schedule = new RetrySchedule(settings(0), new SplittableRandom(1));
        String waits =
                String.join(
                        ", ",
                        IntStream.rangeClosed(1, 4)
                                .mapToObj(i -> "" + schedule.waitAfter(cause, i).toSeconds())
                                .toList());
        assertEquals(seconds, waits);
        assertEquals(
                seconds.substring(seconds.lastIndexOf(' ') + 1),
                "" + schedule.waitAfter(cause, Integer.MAX_VALUE).toSeconds());
    }

    @Test
    void isShorterByARandomPartAtMostAsLongAsSet() {
        var schedule = new RetrySchedule(settings(50), new SplittableRandom(1));
        var waits =
                IntStream.range(0, 1_000)
                        .mapToObj(_ -> schedule.waitAfter(Cause.NO_ANSWER, 1))
                        .sorted()
                        .toList();
        assertTrue(waits.getFirst().compareTo(Duration.ofSeconds(5)) >= 0);
        assertTrue(waits.getFirst().compareTo(Duration.ofMillis(5_200)) < 0);
        assertTrue(waits.getLast().compareTo(Duration.ofSeconds(10)) <= 0);
        assertTrue(waits.getLast().compareTo(Duration.ofMillis(9_800)) > 0);
    }

    @ParameterizedTest
    @CsvSource({"CONGESTION, 0, 5", "CONGESTION, 3, 5", "CONGESTION, 7, 7", "NO_ANSWER, 60, 60"})
    void leavesADestinationAloneAsLongAsItAsked(Cause cause, int asked, int seconds) {
        var schedule = new RetrySchedule(settings(0), new SplittableRandom(1));
        var failure = new Deferred(cause, "", Duration.ofSeconds(asked));
        assertEquals(Duration.ofSeconds(seconds), schedule.waitAfter(failure, 1));
    }
}
