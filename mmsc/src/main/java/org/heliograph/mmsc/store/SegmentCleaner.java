// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.store;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.heliograph.config.Check;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives segments' room back: those that nobody wants anything of at once, and those of which three
 * quarters are not wanted by moving the rest, so that no more than four times of what is wanted is
 * on the disk for long, and a body is moved no more often than it takes to shrink to it.
 */
final class SegmentCleaner implements AutoCloseable {
    /** Most segments become empty soon after they become sparse: moving waits for that. */
    static final Pace USUAL = new Pace(Duration.ofMinutes(1), Duration.ofSeconds(10));

    /**
     * @param settling how long a segment is left alone after it was filled
     * @param interval between looks for sparse ones
     */
    record Pace(Duration settling, Duration interval) {}

    private static final Logger LOG = LoggerFactory.getLogger(SegmentCleaner.class);

    /** How what is still wanted of a segment gets into another. */
    interface Mover {
        /**
         * @return whether all was moved that could be read
         */
        boolean move(Segment segment) throws IOException;
    }

    private final Pace pace;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Segment> empty = new ArrayDeque<>();

    /** Those that may become sparse, and since when they are written. */
    private final Map<Segment, Long> sealed = new HashMap<>();

    private boolean closing;

    SegmentCleaner(Pace pace, Mover mover) {
        this.pace = pace;
        thread =
                Thread.ofPlatform()
                        .name("mmsc-content-cleaner")
                        .daemon()
                        .unstarted(() -> run(mover));
    }

    void start() {
        thread.start();
    }

    Check check() {
        return Check.alive(thread);
    }

    /** Nothing of it is wanted, and nothing is appended. */
    void empty(Segment segment) {
        lock.lock();
        try {
            sealed.remove(segment);
            empty.add(segment);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is appended. */
    void sealed(Segment segment) {
        lock.lock();
        try {
            if (!segment.isEmpty()) {
                sealed.put(segment, System.nanoTime());
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return segments that are sealed and wanted: for the gauge} */
    int segments() {
        lock.lock();
        try {
            return sealed.size();
        } finally {
            lock.unlock();
        }
    }

    private void run(Mover mover) {
        try {
            boolean open = true;
            while (open) {
                open = awaitWork();
                deleteEmpty();
                if (open) {
                    sparse().forEach(segment -> move(mover, segment));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does
        }
    }

    private boolean awaitWork() throws InterruptedException {
        lock.lock();
        try {
            long left = pace.interval().toNanos();
            while (!closing && empty.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    private void deleteEmpty() {
        Segment next = nextEmpty();
        while (next != null) {
            try {
                next.delete();
            } catch (IOException e) { // a later start finds it empty
                LOG.warn("cannot remove an empty segment: {}", e.getMessage());
            }
            next = nextEmpty();
        }
    }

    private @Nullable Segment nextEmpty() {
        lock.lock();
        try {
            return empty.poll();
        } finally {
            lock.unlock();
        }
    }

    private List<Segment> sparse() {
        lock.lock();
        try {
            List<Segment> sparse = new ArrayList<>();
            long now = System.nanoTime();
            sealed.forEach(
                    (segment, since) -> {
                        if (now - since > pace.settling().toNanos() && segment.isSparse()) {
                            sparse.add(segment);
                        }
                    });
            return sparse;
        } finally {
            lock.unlock();
        }
    }

    private void move(Mover mover, Segment segment) {
        boolean moved = false;
        try {
            moved = mover.move(segment);
        } catch (IOException e) {
            LOG.warn("cannot move what is left of a segment: {}", e.getMessage());
        }
        if (!moved) { // once is enough for the log; the next start tries again
            lock.lock();
            try {
                sealed.remove(segment);
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
