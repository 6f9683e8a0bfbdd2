// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;

/**
 * What is in memory of what waits: a lane for each destination, first in first out but for what is
 * urgent, and when each may move again. At most {@code activeMessages} messages are in memory; the
 * rest of a lane is in the store and follows. Does no I/O but {@link Loader}'s, and that outside
 * its lock.
 */
final class Lanes {
    /**
     * A lane may have this part of the memory: a few long ones leave room for all others. Urgent
     * messages may have as much beside, so that a backlog does not keep them out.
     */
    private static final int SHARE = 20;

    /**
     * Lanes that wait for their time may have this many quarters of the memory together, so that
     * the others always find some.
     */
    private static final int QUARTERS_TO_WAIT_IN = 3;

    private final int activeMessages;
    private final int laneMessages;
    private final InstantSource clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition timetableChanged = lock.newCondition();
    private final Condition loadEnded = lock.newCondition();
    private final Map<Route.Destination, Lane> lanes = new HashMap<>();
    private final Timetable timetable = new Timetable();

    /** Lanes with all their messages in the store, waiting for room in memory. */
    private final LinkedHashSet<Lane> hungry = new LinkedHashSet<>();

    private final List<Lane> toStart = new ArrayList<>();
    private int active;
    private long waiting;
    private boolean stopped;

    Lanes(int activeMessages, InstantSource clock) {
        this.activeMessages = activeMessages;
        this.laneMessages = Math.max(1, activeMessages / SHARE);
        this.clock = clock;
    }

    Depth depth() {
        return locked(() -> new Depth(waiting, active, lanes.size()));
    }

    boolean has(Route.Destination destination) {
        return locked(() -> lanes.containsKey(destination));
    }

    /** Takes up what was left in the store by an earlier run. */
    void recover(Map<Route.Destination, MessageStore.Backlog> backlogs) {
        lock.lock();
        try {
            backlogs.forEach(
                    (destination, backlog) -> {
                        Lane lane = lanes.computeIfAbsent(destination, Lane::new);
                        lane.unloadedFrom = Math.min(lane.unloadedFrom, backlog.first().value());
                        waiting += backlog.messages();
                        ready(lane);
                    });
        } finally {
            lock.unlock();
        }
    }

    /** Messages are about to be stored: finds them room, without which they are store only. */
    void expect(List<Routed> messages) {
        lock.lock();
        try {
            Instant now = clock.instant();
            for (Routed routed : messages) {
                Lane lane = lanes.computeIfAbsent(routed.destination(), Lane::new);
                boolean waits = now.isBefore(lane.nextAttemptAt);
                boolean urgent = Loaded.isUrgent(routed.message());
                if ((urgent || !lane.overflows())
                        && active < (waits ? roomToWaitIn() : activeMessages)
                        && lane.inMemory() < (urgent ? 2 * laneMessages : laneMessages)) {
                    lane.arriving.add(routed.message().id());
                    active++;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** What was expected is durable. */
    void release(List<Routed> messages) {
        lock.lock();
        try {
            for (Routed routed : messages) {
                ShortMessage message = routed.message();
                Lane lane = lanes.computeIfAbsent(routed.destination(), Lane::new);
                waiting++;
                boolean expected = lane.arriving.remove(message.id());
                if (expected && (Loaded.isUrgent(message) || !lane.overflows())) {
                    lane.add(message);
                } else { // no room, or earlier ones have left memory meanwhile
                    active -= expected ? 1 : 0;
                    lane.unloadedFrom = Math.min(lane.unloadedFrom, message.id().value());
                }
                ready(lane);
            }
            feed();
        } finally {
            lock.unlock();
        }
    }

    /** What was expected could not be stored. */
    void forget(List<Routed> messages) {
        lock.lock();
        try {
            for (Routed routed : messages) {
                Lane lane = lanes.get(routed.destination());
                if (lane != null) {
                    active -= lane.arriving.remove(routed.message().id()) ? 1 : 0;
                    removeIfEmpty(lane);
                }
            }
            feed();
        } finally {
            lock.unlock();
        }
    }

    /** {@return lanes that need a thread now; each is to be run until {@link #next} ends it} */
    List<Lane> takeStarts() {
        lock.lock();
        try {
            if (stopped) {
                toStart.clear();
            }
            List<Lane> starts = List.copyOf(toStart);
            toStart.clear();
            return starts;
        } finally {
            lock.unlock();
        }
    }

    /**
     * {@return the next thing to do for a lane that runs}
     *
     * @param window how many messages may be under way together
     */
    Next next(Lane lane, int window, Loader loader) throws StoreException {
        lock.lock();
        try {
            lane.loadWanted = false;
            loadEnded.signalAll();
            while (true) {
                Instant now = clock.instant();
                ShortMessage expired = lane.expired(now);
                if (stopped) {
                    return end(lane);
                }
                if (expired != null) {
                    return new Next.Carry(lane.job(List.of(expired), true));
                }
                List<ShortMessage> first = lane.first(window);
                boolean waits = now.isBefore(lane.nextAttemptAt);
                if (!first.isEmpty() && !waits) {
                    lane.alerted = false;
                    return new Next.Carry(lane.job(first, false));
                }
                waits &= now.isBefore(lane.due());
                int room = Math.min(laneMessages, activeMessages - active);
                boolean all = lane.loaded.size() == lane.underWay.size();
                boolean follows = all && lane.overflows() && !waits;
                if (follows && room > 0 && lane.held.isEmpty()) {
                    load(lane, room, loader);
                    continue;
                }
                if (!lane.underWay.isEmpty()) {
                    return new Next.Await();
                }
                if (waits) {
                    wakeAt(lane, lane.due());
                } else if (follows && room <= 0) {
                    hungry.add(lane);
                } else {
                    lane.loadWanted = follows; // what it read could be of before the change
                }
                return end(lane);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Has messages stay where they are until {@link #unhold}, in memory or not.
     *
     * @return not if one of them is under way, or held already; it may have left, though
     */
    boolean hold(Route.Destination destination, Set<MessageId> ids) {
        lock.lock();
        try {
            while (true) {
                Lane lane = lanes.get(destination);
                if (lane == null || stopped) {
                    return false;
                }
                if (!lane.loading && !lane.loadWanted) {
                    return lane.hold(ids);
                }
                loadEnded.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of what was held, and takes in what was done to it. */
    void unhold(Route.Destination destination, Set<MessageId> ids, Changed changed) {
        lock.lock();
        try {
            Lane lane = lanes.computeIfAbsent(destination, Lane::new); // there, as long as it holds
            active -= lane.unhold(ids, changed);
            waiting -= changed.gone().size();
            ready(lane);
            lane.loadWanted &= lane.running;
            loadEnded.signalAll();
            removeIfEmpty(lane);
            feed();
        } finally {
            lock.unlock();
        }
    }

    /** Loads what follows. Called with the lock held, which is given up while the store reads. */
    private void load(Lane lane, int room, Loader loader) throws StoreException {
        long from = lane.unloadedFrom;
        Set<MessageId> known = lane.loaded.ids(); // the store has them still
        lane.unloadedFrom = Lane.NOTHING; // what arrives from here on sets it again
        lane.loading = true;
        active += room;
        List<Routed> found = List.of();
        boolean failed = true;
        lock.unlock();
        try {
            found = loader.load(lane.destination, from, room);
            failed = false;
        } finally {
            lock.lock();
            lane.loading = false;
            loadEnded.signalAll();
            active -= room;
            if (failed) {
                lane.unloadedFrom = Math.min(lane.unloadedFrom, from);
            } else if (found.size() == room) {
                long following = found.getLast().message().id().value() + 1;
                lane.unloadedFrom = Math.min(lane.unloadedFrom, following);
            }
        }
        known.addAll(lane.loaded.ids()); // what is urgent may have come meanwhile
        active += lane.takeIn(found, known);
        feed(); // most of what was set aside may not have been needed
    }

    private Next end(Lane lane) {
        lane.running = false;
        removeIfEmpty(lane);
        feed();
        return new Next.End();
    }

    /**
     * Messages have reached their final states and left the store.
     *
     * @param attempted whether that says something about the destination
     */
    void finished(Lane lane, List<ShortMessage> messages, boolean attempted) {
        lock.lock();
        try {
            messages.forEach(lane.loaded::remove);
            messages.forEach(message -> lane.underWay.remove(message.id()));
            active -= messages.size();
            waiting -= messages.size();
            if (attempted) {
                lane.failures = 0;
                lane.nextAttemptAt = Instant.MIN;
            }
            feed();
        } finally {
            lock.unlock();
        }
    }

    /**
     * An attempt failed for now.
     *
     * @return when the next is made
     */
    Instant deferred(Lane lane, Cause cause, RetrySchedule schedule) {
        lock.lock();
        try {
            lane.failures++;
            lane.nothingUnderWay(); // what of the job had ended is known already
            Instant now = clock.instant();
            Duration wait = schedule.waitAfter(cause, lane.failures);
            lane.nextAttemptAt = lane.alerted ? now : now.plus(wait);
            if (!lane.alerted && active > roomToWaitIn()) {
                active -= lane.unload(); // others need the room more
            }
            return lane.nextAttemptAt;
        } finally {
            lock.unlock();
        }
    }

    /** A destination showed itself: what waits for it moves now. */
    void alert(Route.Destination destination) {
        lock.lock();
        try {
            Lane lane = lanes.get(destination);
            if (lane != null) {
                lane.alerted = true;
                lane.failures = 0;
                lane.nextAttemptAt = Instant.MIN;
                ready(lane);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a lane is due or {@link #stop} is called. */
    void awaitDue() throws InterruptedException {
        lock.lock();
        try {
            while (!stopped && toStart.isEmpty()) {
                Instant now = clock.instant();
                if (timetable.isEmpty()) {
                    timetableChanged.await();
                } else if (timetable.firstAt().isAfter(now)) {
                    Duration wait = Duration.between(now, timetable.firstAt());
                    long millis = Math.min(wait.toMillis() + 1, 60_000); // the clock may be set
                    timetableChanged.await(millis, TimeUnit.MILLISECONDS);
                } else {
                    ready(timetable.takeFirst());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            timetableChanged.signalAll();
            loadEnded.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets a lane run, unless it has nothing to do or waits for its time. */
    private void ready(Lane lane) {
        boolean idle = lane.loaded.isEmpty() && lane.unloadedFrom == Lane.NOTHING;
        if (lane.running || idle || hungry.contains(lane)) {
            return;
        }
        Instant due = lane.due();
        if (clock.instant().isBefore(due)) {
            if (lane.wake == null || due.isBefore(lane.wake.at())) {
                wakeAt(lane, due);
            }
            return;
        }
        start(lane);
    }

    private void start(Lane lane) {
        timetable.cancel(lane);
        hungry.remove(lane);
        lane.running = true;
        toStart.add(lane);
    }

    private void wakeAt(Lane lane, Instant at) {
        if (timetable.set(lane, at)) {
            timetableChanged.signal();
        }
    }

    /** Room may have come: lets the lane that has waited longest for it run. */
    private void feed() {
        if (active < activeMessages && !stopped) {
            Iterator<Lane> first = hungry.iterator();
            if (first.hasNext()) {
                start(first.next());
            }
        }
    }

    private int roomToWaitIn() {
        return activeMessages / 4 * QUARTERS_TO_WAIT_IN;
    }

    private void removeIfEmpty(Lane lane) {
        if (!lane.running && lane.isEmpty()) {
            timetable.cancel(lane);
            lanes.remove(lane.destination);
        }
    }

    private <T> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }
}
