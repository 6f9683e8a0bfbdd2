// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.heliograph.smsc.message.FinalState;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.MessageState;
import org.junit.jupiter.api.Test;

/** How long, and how many, final states are remembered. */
final class FinalStateSweepTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private static List<Long> left(int hours, int most) throws StoreException {
        var store = new MemoryMessageStore();
        List<FinalState> states =
                LongStream.rangeClosed(1, 6)
                        .mapToObj(
                                id ->
                                        new FinalState(
                                                new MessageId(id),
                                                "demo",
                                                "1000",
                                                MessageState.DELIVERED,
                                                0,
                                                NOW.minus(Duration.ofHours(7 - id))))
                        .toList();
        store.settle(List.of(), states, List.of());
        new FinalStateSweep(store, Duration.ofHours(hours), most, () -> NOW).sweep();
        return LongStream.rangeClosed(1, 6)
                .filter(
                        id -> {
                            try {
                                return store.finalState(new MessageId(id)).isPresent();
                            } catch (StoreException e) {
                                throw new AssertionError(e);
                            }
                        })
                .boxed()
                .toList();
    }

    @Test
    void forgetsWhatIsOlderThanTheRetention() throws Exception {
        assertEquals(List.of(5L, 6L), left(2, 10));
    }

    @Test
    void forgetsTheOldestOfTooMany() throws Exception {
        assertEquals(List.of(6L), left(24, 1));
    }
}
