// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.cgrates;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class BreakerTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final Breaker breaker = new Breaker(3, Duration.ofSeconds(10), now::get);

    @Test
    void closesAfterFailuresInARowAndLetsOneTry() {
        assertFalse(breaker.failed());
        assertFalse(breaker.failed());
        assertFalse(breaker.answered(), "one answer makes up for failures");
        assertFalse(breaker.failed());
        assertFalse(breaker.failed());
        assertTrue(breaker.mayAsk());
        assertTrue(breaker.failed());
        assertFalse(breaker.failed(), "it is closed already, and all know");
        assertFalse(breaker.mayAsk());

        now.set(now.get().plusSeconds(10));
        assertTrue(breaker.mayAsk(), "one tries");
        assertFalse(breaker.mayAsk(), "the others wait for how it goes");
        assertFalse(breaker.failed());
        assertFalse(breaker.mayAsk());

        now.set(now.get().plusSeconds(10));
        assertTrue(breaker.mayAsk());
        assertTrue(breaker.answered());
        assertTrue(breaker.mayAsk());
        assertTrue(breaker.mayAsk());
    }
}
