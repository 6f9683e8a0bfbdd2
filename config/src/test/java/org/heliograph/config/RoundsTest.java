// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoundsTest {
    @Test
    void goOnAfterOneThatFailsAndEndWhenClosed() throws InterruptedException {
        BlockingQueue<Integer> rounds = new LinkedBlockingQueue<>();
        try (Rounds each = new Rounds()) {
            each.start(
                    "test",
                    Duration.ofMillis(1),
                    () -> {
                        rounds.add(rounds.size());
                        throw new IllegalStateException("as the test wants it");
                    });
            for (int i = 0; i < 3; i++) {
                @Nullable Integer round = rounds.poll(10, TimeUnit.SECONDS);
                assertTrue(round != null, "round " + i);
            }
        }
        rounds.poll(50, TimeUnit.MILLISECONDS); // one may have been under way
        rounds.clear();
        assertEquals(null, rounds.poll(100, TimeUnit.MILLISECONDS));
    }
}
