// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.heliograph.tools.load.smpp.EsmeFailure;

/**
 * A run that Ctrl-C ends: the process goes on until this is closed, for what it came to is told.
 */
final class InterruptibleRun implements AutoCloseable {
    /** A run that is interrupted ends in a second or two; longer nobody wants to wait. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final CountDownLatch told = new CountDownLatch(1);
    private final LoadRun run;
    private final Thread hook;

    InterruptibleRun(LoadRun run) {
        this.run = run;
        hook = new Thread(this::interrupt, "interruption");
    }

    LoadResult run() throws EsmeFailure {
        Runtime.getRuntime().addShutdownHook(hook);
        return run.run();
    }

    private void interrupt() {
        run.interrupt();
        try {
            told.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        told.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // it is at work
        }
    }
}
