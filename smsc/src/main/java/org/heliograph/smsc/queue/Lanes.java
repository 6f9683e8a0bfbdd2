// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.Origin;
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
    private final int activeMessages;
    private final Room room;
    private final Claims claims;
    private final InstantSource clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition loadEnded = lock.newCondition();
    private final Map<Route.Destination, Lane> lanes = new HashMap<>();
    private final Turns turns;
    private final Openers openers = new Openers();

    private int active;
    private long waiting;

    /**
     * @param claims of which destinations to keep anything
     */
    Lanes(int activeMessages, Claims claims, InstantSource clock) {
        this.activeMessages = activeMessages;
        this.room = new Room(activeMessages);
        this.claims = claims;
        this.clock = clock;
        this.turns = new Turns(lock.newCondition(), clock);
    }

    Depth depth() {
        return answer(() -> new Depth(waiting, active, lanes.size()));
    }

    /** {@return how many of the destinations {@code origin} was the first to send to} */
    int openedBy(Origin origin) {
        return openers.lanesOf(origin);
    }

    boolean has(Route.Destination destination) {
        return answer(() -> lanes.containsKey(destination));
    }

    /** Takes up what is in the store and not in memory: of an earlier run, or of another node. */
    void recover(Map<Route.Destination, MessageStore.Backlog> backlogs) {
        locked(
                () -> {
                    backlogs.forEach(
                            (destination, backlog) -> {
                                if (!claims.carries(destination)) {
                                    return;
                                }
                                Lane lane = lanes.computeIfAbsent(destination, Lane::new);
                                lane.unloadedFrom =
                                        Math.min(lane.unloadedFrom, backlog.first().value());
                                lane.leaving = false;
                                count(lane, backlog.messages());
                                turns.ready(lane);
                            });
                });
    }

    /** Messages are about to be stored: finds them room, without which they are store only. */
    void expect(List<Routed> messages) {
        locked(
                () -> {
                    Instant now = clock.instant();
                    for (Routed routed : messages) {
                        Lane lane = lane(routed);
                        boolean waits = now.isBefore(lane.nextAttemptAt);
                        boolean urgent = Loaded.isUrgent(routed.message());
                        if ((urgent || !lane.overflows())
                                && left(lane) > 0
                                && (!waits || active < room.toWaitIn())
                                && lane.inMemory() < room.ofLane(active) * (urgent ? 2 : 1)) {
                            lane.arriving.add(routed.message().id());
                            hold(lane, 1);
                        }
                    }
                });
    }

    /** What was expected is durable. Others find in the store what is not ours to carry. */
    void release(List<Routed> messages) {
        locked(
                () -> {
                    for (Routed routed : messages) {
                        ShortMessage message = routed.message();
                        Lane lane = lane(routed);
                        boolean expected = lane.arriving.remove(message.id());
                        if (!claims.carries(routed.destination())) {
                            hold(lane, expected ? -1 : 0);
                            removeIfEmpty(lane);
                            continue;
                        }
                        count(lane, 1);
                        if (expected && (Loaded.isUrgent(message) || !lane.overflows())) {
                            lane.add(message);
                        } else { // no room, or earlier ones have left memory meanwhile
                            hold(lane, expected ? -1 : 0);
                            lane.unloadedFrom = Math.min(lane.unloadedFrom, message.id().value());
                        }
                        turns.ready(lane);
                    }
                    feed();
                });
    }

    /** What was expected could not be stored. */
    void forget(List<Routed> messages) {
        locked(
                () -> {
                    for (Routed routed : messages) {
                        Lane lane = lanes.get(routed.destination());
                        if (lane != null) {
                            hold(lane, lane.arriving.remove(routed.message().id()) ? -1 : 0);
                            removeIfEmpty(lane);
                        }
                    }
                    feed();
                });
    }

    /** {@return lanes that need a thread now; each is to be run until {@link #next} ends it} */
    List<Lane> takeStarts() {
        return answer(turns::take);
    }

    /** Waits until a lane is due or {@link #stop} is called. */
    void awaitDue() throws InterruptedException {
        lock.lock();
        try {
            turns.awaitDue();
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        locked(
                () -> {
                    turns.stop();
                    loadEnded.signalAll();
                });
    }

    /** Room may have come: lets the lane that has waited longest for it run. */
    private void feed() {
        turns.feed(lane -> left(lane) > 0);
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
                if (turns.stopped() || lane.leaving || !claims.valid()) {
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
                int left = Math.min(room.ofLane(active), left(lane));
                boolean all = lane.loaded.size() == lane.underWay.size();
                boolean follows = all && lane.overflows() && !waits;
                if (follows && left > 0 && lane.held.isEmpty()) {
                    load(lane, left, loader);
                    continue;
                }
                if (!lane.underWay.isEmpty()) {
                    return new Next.Await();
                }
                if (waits) {
                    turns.at(lane, lane.due());
                } else if (follows && left <= 0) {
                    turns.hungry(lane);
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
                if (lane == null || turns.stopped() || !claims.carries(destination)) {
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
        locked(
                () -> {
                    Lane lane =
                            lanes.computeIfAbsent(
                                    destination, Lane::new); // there, as long as it holds
                    hold(lane, -lane.unhold(ids, changed));
                    count(lane, -changed.gone().size());
                    turns.ready(lane);
                    lane.loadWanted &= lane.running;
                    loadEnded.signalAll();
                    removeIfEmpty(lane);
                    feed();
                });
    }

    /** Loads what follows. Called with the lock held, which is given up while the store reads. */
    private void load(Lane lane, int most, Loader loader) throws StoreException {
        long from = lane.unloadedFrom;
        Set<MessageId> known = lane.loaded.ids(); // the store has them still
        lane.unloadedFrom = Lane.NOTHING; // what arrives from here on sets it again
        lane.loading = true;
        hold(lane, most);
        List<Routed> found = List.of();
        long before = Lane.NOTHING;
        boolean failed = true;
        lock.unlock();
        try {
            found = loader.load(lane.destination, from, most);
            failed = false;
        } finally {
            lock.lock();
            lane.loading = false;
            loadEnded.signalAll();
            hold(lane, -most);
            before = lane.unloadedFrom; // came meanwhile: what is behind it is read again with it
            if (failed) {
                lane.unloadedFrom = Math.min(lane.unloadedFrom, from);
            } else if (found.size() == most) {
                long following = found.getLast().message().id().value() + 1;
                lane.unloadedFrom = Math.min(lane.unloadedFrom, following);
            }
        }
        known.addAll(lane.loaded.ids()); // what is urgent may have come meanwhile
        hold(lane, lane.left ? 0 : lane.takeIn(found, before, known));
        lane.counted(lane.unloadedFrom == Lane.NOTHING).ifPresent(more -> count(lane, more));
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
        locked(
                () -> {
                    messages.forEach(lane.loaded::remove);
                    messages.forEach(message -> lane.underWay.remove(message.id()));
                    if (!lane.left) {
                        hold(lane, -messages.size());
                        count(lane, -messages.size());
                    }
                    if (attempted) {
                        lane.failures = 0;
                        lane.nextAttemptAt = Instant.MIN;
                    }
                    feed();
                });
    }

    /**
     * An attempt failed for now.
     *
     * @return when the next is made
     */
    Instant deferred(Lane lane, DeliveryOutcome.Deferred how, RetrySchedule schedule) {
        lock.lock();
        try {
            lane.failures++;
            lane.nothingUnderWay(); // what of the job had ended is known already
            Instant now = clock.instant();
            Duration wait = schedule.waitAfter(how, lane.failures);
            lane.nextAttemptAt = lane.alerted ? now : now.plus(wait);
            if (!lane.alerted && !lane.left && active > room.toWaitIn()) {
                hold(lane, -lane.unload()); // others need the room more
            }
            return lane.nextAttemptAt;
        } finally {
            lock.unlock();
        }
    }

    /** A destination showed itself: what waits for it moves now. */
    void alert(Route.Destination destination) {
        locked(
                () -> {
                    Lane lane = lanes.get(destination);
                    if (lane != null) {
                        lane.alerted = true;
                        lane.failures = 0;
                        lane.nextAttemptAt = Instant.MIN;
                        turns.ready(lane);
                    }
                });
    }

    /**
     * Another node is to carry what waits for a destination: nothing more is begun.
     *
     * @return whether nothing is under way, and nothing in memory any more
     */
    boolean leave(Route.Destination destination) {
        return answer(
                () -> {
                    Lane lane = lanes.get(destination);
                    if (lane != null) {
                        lane.leaving = true;
                        if (lane.running || !lane.underWay.isEmpty() || !lane.held.isEmpty()) {
                            return false;
                        }
                        drop(lane);
                        feed();
                    }
                    return true;
                });
    }

    /** Other nodes are to carry everything. What is under way ends as it ends. */
    void leaveAll() {
        locked(() -> List.copyOf(lanes.values()).forEach(this::drop));
    }

    /** Forgets a lane; whoever still runs it finds that out. */
    private void drop(Lane lane) {
        remove(lane);
        hold(lane, -lane.loaded.size() - lane.arriving.size());
        count(lane, -lane.waiting);
        lane.arriving.clear();
        lane.leaving = true;
        lane.left = true;
        loadEnded.signalAll();
    }

    private Lane lane(Routed routed) {
        return lanes.computeIfAbsent(
                routed.destination(), to -> openers.open(to, routed.message().origin()));
    }

    /** {@return how many messages more may come to memory for a lane} */
    private int left(Lane lane) {
        return openers.left(lane, activeMessages - active);
    }

    private void hold(Lane lane, int more) {
        active += more;
        openers.hold(lane, more);
    }

    private void count(Lane lane, long more) {
        lane.waiting += more;
        waiting += more;
    }

    private void removeIfEmpty(Lane lane) {
        if (!lane.running && lane.isEmpty()) {
            remove(lane);
        }
    }

    private void remove(Lane lane) {
        turns.forget(lane);
        if (lanes.remove(lane.destination, lane)) {
            openers.closed(lane);
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T answer(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }
}
