// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for a place in the windows of one upstream's binds: origins take turns, so that a
 * flood of one delays a single message of another by one place. Holds the rate, and pauses where
 * the upstream throttles.
 */
final class FairQueue {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** What has not been used of the rate is kept for so long. */
    private static final long BURST_NANOS = 50_000_000;

    private static final long SECOND = 1_000_000_000;

    private final long nanosPerMessage;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Object, LinkedHashSet<Handover>> waiting = new HashMap<>();
    private final ArrayDeque<Object> turns = new ArrayDeque<>();
    private int size;

    /** Binds that send; while there is none, nothing waits here. */
    private int senders;

    private long nextAt = System.nanoTime();
    private long pausedUntil = nextAt;
    private Duration pause = Duration.ZERO;

    /**
     * @param throughput messages a second; 0: no limit
     */
    FairQueue(int throughput) {
        this.nanosPerMessage = throughput == 0 ? 0 : SECOND / throughput;
    }

    /** {@return whether it waits; not so where nobody sends} */
    boolean add(Handover handover) {
        lock.lock();
        try {
            if (senders == 0) {
                return false;
            }
            place(handover, false);
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** It has been taken and was not carried: is the first of its origin again. */
    boolean putBack(Handover handover) {
        lock.lock();
        try {
            if (senders == 0) {
                return false;
            }
            place(handover, true);
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void place(Handover handover, boolean first) {
        LinkedHashSet<Handover> ofOrigin = waiting.get(handover.origin);
        if (ofOrigin == null) {
            ofOrigin = new LinkedHashSet<>();
            waiting.put(handover.origin, ofOrigin);
            turns.addLast(handover.origin);
        }
        if (first) {
            ofOrigin.addFirst(handover);
        } else {
            ofOrigin.addLast(handover);
        }
        size++;
    }

    /** {@return whether it still waited, and does no longer} */
    boolean remove(Handover handover) {
        lock.lock();
        try {
            LinkedHashSet<Handover> ofOrigin = waiting.get(handover.origin);
            if (ofOrigin == null || !ofOrigin.remove(handover)) {
                return false;
            }
            size--;
            if (ofOrigin.isEmpty()) {
                waiting.remove(handover.origin);
                turns.remove(handover.origin);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** One more bind sends. {@return whether it is the first} */
    boolean join() {
        lock.lock();
        try {
            return ++senders == 1;
        } finally {
            lock.unlock();
        }
    }

    boolean hasSender() {
        lock.lock();
        try {
            return senders > 0;
        } finally {
            lock.unlock();
        }
    }

    /** {@return what nobody carries any longer, where this was the last bind that sends} */
    List<Handover> leave() {
        lock.lock();
        try {
            List<Handover> left = new ArrayList<>();
            if (--senders == 0) {
                waiting.values().forEach(left::addAll);
                waiting.clear();
                turns.clear();
                size = 0;
            }
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for messages, and {@return at least one, of all origins in turns} */
    List<Handover> take(int most) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                long now = System.nanoTime();
                long wait = Math.max(pausedUntil - now, nextAt - now);
                if (size == 0) {
                    changed.await();
                } else if (wait > 0) {
                    changed.await(wait, TimeUnit.NANOSECONDS);
                } else {
                    return take(Math.min(most, share()), now);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Leaves other binds theirs. */
    private int share() {
        return Math.max(1, (size + senders - 1) / Math.max(1, senders));
    }

    private List<Handover> take(int most, long now) {
        int count = most;
        if (nanosPerMessage > 0) {
            nextAt = Math.max(nextAt, now - BURST_NANOS);
            count = (int) Math.min(most, Math.max(1, (now - nextAt) / nanosPerMessage));
        }
        List<Handover> taken = new ArrayList<>(Math.min(count, size));
        while (taken.size() < count && size > 0) {
            Object origin = turns.removeFirst();
            LinkedHashSet<Handover> ofOrigin = waiting.get(origin);
            if (ofOrigin == null) {
                throw new IllegalStateException("a turn of nobody");
            }
            taken.add(ofOrigin.removeFirst());
            size--;
            if (ofOrigin.isEmpty()) {
                waiting.remove(origin);
            } else {
                turns.addLast(origin);
            }
        }
        nextAt += nanosPerMessage * taken.size();
        if (size > 0) {
            changed.signal(); // for another bind
        }
        return taken;
    }

    /** The upstream cannot take more now: nobody sends for a while, longer each time. */
    Duration throttled() {
        lock.lock();
        try {
            long now = System.nanoTime();
            if (pausedUntil - now <= 0) { // else it was sent before the pause
                Duration longer = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
                pausedUntil = now + pause.toNanos();
            }
            return pause;
        } finally {
            lock.unlock();
        }
    }

    /** The upstream has taken one. */
    void taken() {
        lock.lock();
        try {
            if (!pause.isZero() && pausedUntil - System.nanoTime() <= 0) {
                pause = Duration.ZERO;
            }
        } finally {
            lock.unlock();
        }
    }
}
