// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.route.Routed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has scheduled messages wait in their lanes once their time has come. Until then they are in the
 * store only: of a million nothing is in memory but when the first is due.
 */
final class Schedule {
    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);

    /** Most messages moved in one transaction. */
    private static final int BATCH = 500;

    /** How long to wait for a store that has failed, or for destinations to go away. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How long to leave alone what cannot be read. */
    private static final Duration PARKED = Duration.ofMinutes(1);

    private final ScheduledMessages store;
    private final Lanes lanes;
    private final int mostDestinations;
    private final InstantSource clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Nothing is due before. */
    private Instant nextDue;

    private long count;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Held while messages are moved, cancelled or replaced. */
    private final ReentrantLock changing = new ReentrantLock();

    /**
     * @param mostDestinations while so many have something that waits, what is due stays where it
     *     is: lanes are in memory
     */
    Schedule(ScheduledMessages store, Lanes lanes, int mostDestinations, InstantSource clock)
            throws StoreException {
        this.store = store;
        this.lanes = lanes;
        this.mostDestinations = mostDestinations;
        this.clock = clock;
        this.count = store.count();
        this.nextDue = Instant.MIN;
    }

    /** {@return how many messages are scheduled} */
    long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps messages until their time. All or none. */
    void keep(List<ScheduledMessages.Scheduled> messages) throws StoreException {
        keep(messages, () -> store.schedule(messages));
    }

    /** The same, where {@code write} has them scheduled. */
    void keep(List<ScheduledMessages.Scheduled> messages, Keeping.Write write)
            throws StoreException {
        counted(messages.size()); // first: who sees none must not miss them
        boolean kept = false;
        try {
            write.run();
            kept = true;
        } finally {
            if (!kept) {
                counted(-messages.size());
            }
        }
        messages.forEach(message -> due(message.dueAt()));
    }

    private void due(Instant at) {
        lock.lock();
        try {
            if (at.isBefore(nextDue)) {
                nextDue = at;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void counted(int more) {
        lock.lock();
        try {
            count += more;
        } finally {
            lock.unlock();
        }
    }

    /** Moves what is due until {@link #stop}. */
    void run(Runnable startLanes) throws InterruptedException {
        while (awaitDue()) {
            try {
                if (lanes.depth().destinations() >= mostDestinations) {
                    pause();
                } else {
                    moveDue();
                    startLanes.run();
                }
            } catch (StoreException | RuntimeException | Error e) {
                LOG.error("store-failed reason=\"{}\"", e.getMessage());
                pause();
            }
        }
    }

    /** {@return whether anything is due; not so: stopped} */
    private boolean awaitDue() throws InterruptedException {
        lock.lock();
        try {
            while (stopped.getCount() > 0) {
                Instant now = clock.instant();
                if (!nextDue.isAfter(now)) {
                    return true;
                }
                long millis = 60_000; // the clock may be set
                if (nextDue.isBefore(now.plusMillis(millis))) {
                    millis = Duration.between(now, nextDue).toMillis() + 1;
                }
                changed.await(millis, TimeUnit.MILLISECONDS);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void pause() throws InterruptedException {
        stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void moveDue() throws StoreException {
        changing.lock();
        try {
            forgetNextDue();
            boolean known = false;
            try {
                Instant now = clock.instant();
                List<Routed> due = store.due(now, BATCH);
                move(due);
                // what can be read by nobody stays due for ever
                Instant next = store.nextDue().orElse(Instant.MAX);
                Instant latest = now.plus(PARKED); // another node may have scheduled some
                boolean unreadable = due.isEmpty() && !next.isAfter(now);
                due(unreadable || next.isAfter(latest) ? latest : next);
                known = true;
            } finally {
                if (!known) {
                    due(Instant.MIN);
                }
            }
        } finally {
            changing.unlock();
        }
    }

    /** What is kept from here on sets it again. */
    private void forgetNextDue() {
        lock.lock();
        try {
            nextDue = Instant.MAX;
        } finally {
            lock.unlock();
        }
    }

    private void move(List<Routed> due) throws StoreException {
        lanes.expect(due);
        List<Routed> moved = List.of();
        try {
            moved = store.move(due);
        } finally {
            lanes.release(moved);
            var others = new ArrayList<>(due);
            others.removeAll(moved);
            lanes.forget(others);
        }
        counted(-moved.size());
    }

    /** {@return whether nothing is: what was, is among what waits by now} */
    boolean isEmpty() {
        return count() == 0;
    }

    /** What is done while nothing scheduled begins to wait. */
    interface Doing<T> {
        T with(ScheduledMessages scheduled) throws StoreException;
    }

    <T> T undisturbed(Doing<T> doing) throws StoreException {
        changing.lock();
        try {
            return doing.with(store);
        } finally {
            changing.unlock();
        }
    }

    /**
     * Takes messages out. They are among what waits in the store afterwards, but no lane knows
     * them: the caller ends them. Only within {@link #undisturbed}.
     */
    void takeOut(List<Routed> messages) throws StoreException {
        counted(-store.move(messages).size());
    }

    /** Puts others in the place of scheduled ones. Only within {@link #undisturbed}. */
    void replace(
            List<ScheduledMessages.Scheduled> replaced,
            List<MessageId> removed,
            Map<MessageId, ChargingRecord> records)
            throws StoreException {
        store.replace(replaced, removed, records);
        replaced.forEach(message -> due(message.dueAt()));
        counted(-removed.size());
    }

    void stop() {
        lock.lock();
        try {
            stopped.countDown();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
