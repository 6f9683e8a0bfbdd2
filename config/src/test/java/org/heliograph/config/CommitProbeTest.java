// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class CommitProbeTest {
    private static final Duration OFTEN = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final Semaphore commits = new Semaphore(0);
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean broken;

    private void commit() throws Exception {
        commits.release();
        gate.await();
        if (broken) {
            throw new SQLException("no space");
        }
    }

    private CommitProbe probe() {
        return new CommitProbe("a-store", this::commit, OFTEN, PATIENCE).start();
    }

    @Test
    void seesAStoreThatHangs() throws Exception {
        gate = new CountDownLatch(1);
        try (CommitProbe probe = probe()) {
            assertTrue(commits.tryAcquire(10, TimeUnit.SECONDS));
            Check check = probe.check();
            assertEquals(Check.Kind.READY, check.kind());
            assertEquals("a-store", check.name());
            awaitProblem("the last commit was 0 s ago", check);
            gate.countDown();
            awaitNone(check);
        }
    }

    @Test
    void seesAStoreThatFailsAndThatItWorksAgain() {
        broken = true;
        try (CommitProbe probe = probe()) {
            awaitProblem("the last commit failed", probe.check());
            broken = false;
            awaitNone(probe.check());
        }
    }

    @Test
    void looksNoMoreOnceClosed() throws Exception {
        probe().close();
        assertTrue(commits.tryAcquire(10, TimeUnit.SECONDS), "the first, which was under way");
        assertTrue(!commits.tryAcquire(5, 100, TimeUnit.MILLISECONDS), "many more");
    }

    /** On a busy machine the last commit may be long ago before the first one has failed. */
    private static void awaitProblem(String wanted, Check check) {
        Optional<String> problem = check.problem().get();
        for (long end = end(); !problem.equals(Optional.of(wanted)) && System.nanoTime() < end; ) {
            LockSupport.parkNanos(OFTEN.toNanos());
            problem = check.problem().get();
        }
        assertEquals(Optional.of(wanted), problem);
    }

    private static void awaitNone(Check check) {
        Optional<String> problem = check.problem().get();
        for (long end = end(); problem.isPresent() && System.nanoTime() < end; ) {
            LockSupport.parkNanos(OFTEN.toNanos());
            problem = check.problem().get();
        }
        assertEquals(Optional.empty(), problem);
    }

    private static long end() {
        return System.nanoTime() + Duration.ofSeconds(20).toNanos();
    }
}
