// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether a store takes commits: makes one itself every few seconds, whatever else goes on.
 * One that hangs is seen as well as one that fails.
 */
public final class CommitProbe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommitProbe.class);

    /** Often enough to be believed, and nothing beside the work of a store that is used. */
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    /** A store that has not taken a commit for so long keeps every submitter waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Makes one small commit; returns when it is on disk. */
    @FunctionalInterface
    public interface Commit {
        void make() throws Exception;
    }

    private final String name;
    private final Commit commit;
    private final Duration interval;
    private final Duration patience;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long succeededAt = System.nanoTime(); // the store has just been opened
    private volatile Optional<String> failure = Optional.empty();

    CommitProbe(String name, Commit commit, Duration interval, Duration patience) {
        this.name = name;
        this.commit = commit;
        this.interval = interval;
        this.patience = patience;
    }

    /** Begins to look after a store. */
    public static CommitProbe start(String name, Commit commit) {
        return new CommitProbe(name, commit, INTERVAL, PATIENCE).start();
    }

    CommitProbe start() {
        Thread.ofVirtual().name(name + "-probe").start(this::run);
        return this;
    }

    /** {@return that the store takes commits} */
    public Check check() {
        return new Check(name, Check.Kind.READY, this::problem);
    }

    private Optional<String> problem() {
        if (failure.isPresent()) {
            return failure;
        }
        Duration age = Duration.ofNanos(System.nanoTime() - succeededAt);
        return age.compareTo(patience) > 0
                ? Optional.of("the last commit was " + age.toSeconds() + " s ago")
                : Optional.empty();
    }

    private void run() {
        try {
            do {
                probe();
            } while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void probe() {
        try {
            commit.make();
            succeededAt = System.nanoTime();
            failure = Optional.empty();
        } catch (Exception e) { // whatever it was, the store did not take it
            if (failure.isEmpty() && closed.getCount() > 0) {
                LOG.error("store-failed store={} reason=\"{}\"", name, e.getMessage());
            }
            failure = Optional.of("the last commit failed");
        }
    }

    /** Looks no more; a commit under way may still end. */
    @Override
    public void close() {
        closed.countDown();
    }
}
