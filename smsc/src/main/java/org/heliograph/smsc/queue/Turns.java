// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.Predicate;

/**
 * When lanes get a thread: now, at their time, or once there is room. Guarded by the lock of {@link
 * Lanes}, which alone uses it.
 */
final class Turns {
    /** Of that lock: a thread may have to be given, or the first time is another. */
    private final Condition changed;

    private final InstantSource clock;
    private final Timetable timetable = new Timetable();

    /**
     * Lanes with all their messages in the store, waiting for room in memory, by their openers, who
     * take turns.
     */
    private final Map<Object, SequencedSet<Lane>> hungry = new LinkedHashMap<>();

    private final List<Lane> toStart = new ArrayList<>();
    private boolean stopped;

    Turns(Condition changed, InstantSource clock) {
        this.changed = changed;
        this.clock = clock;
    }

    boolean stopped() {
        return stopped;
    }

    void stop() {
        stopped = true;
        changed.signalAll();
    }

    /** {@return lanes that need a thread now} */
    List<Lane> take() {
        if (stopped) {
            toStart.clear();
        }
        List<Lane> starts = List.copyOf(toStart);
        toStart.clear();
        return starts;
    }

    /** Waits until a lane is due or {@link #stop} is called. */
    void awaitDue() throws InterruptedException {
        while (!stopped && toStart.isEmpty()) {
            Instant now = clock.instant();
            if (timetable.isEmpty()) {
                changed.await();
            } else if (timetable.firstAt().isAfter(now)) {
                Duration wait = Duration.between(now, timetable.firstAt());
                long millis = Math.min(wait.toMillis() + 1, 60_000); // the clock may be set
                changed.await(millis, TimeUnit.MILLISECONDS);
            } else {
                ready(timetable.takeFirst());
            }
        }
    }

    /** Lets a lane run, unless it has nothing to do or waits for its time, or for room. */
    void ready(Lane lane) {
        boolean idle = lane.loaded.isEmpty() && lane.unloadedFrom == Lane.NOTHING;
        if (lane.running || idle || isHungry(lane)) {
            return;
        }
        Instant due = lane.due();
        if (clock.instant().isBefore(due)) {
            if (lane.wake == null || due.isBefore(lane.wake.at())) {
                at(lane, due);
            }
            return;
        }
        start(lane);
    }

    private void start(Lane lane) {
        forget(lane);
        lane.running = true;
        toStart.add(lane);
    }

    /** Lets a lane run at a time. */
    void at(Lane lane, Instant at) {
        if (timetable.set(lane, at)) {
            changed.signal();
        }
    }

    /** Lets a lane run when {@link #feed} has come to it. */
    void hungry(Lane lane) {
        hungry.computeIfAbsent(opener(lane), _ -> new LinkedHashSet<>()).add(lane);
    }

    private boolean isHungry(Lane lane) {
        SequencedSet<Lane> siblings = hungry.get(opener(lane));
        return siblings != null && siblings.contains(lane);
    }

    private Object opener(Lane lane) {
        return lane.opener == null ? this : lane.opener;
    }

    /**
     * Lets the lane run that has waited longest for room, of an opener whose turn it is.
     *
     * @param hasRoom the same for all of an opener
     */
    void feed(Predicate<Lane> hasRoom) {
        if (stopped) {
            return;
        }
        for (SequencedSet<Lane> siblings : hungry.values()) {
            if (hasRoom.test(siblings.getFirst())) {
                fed(siblings.getFirst(), siblings);
                return;
            }
        }
    }

    /** The next time others come first. */
    private void fed(Lane lane, SequencedSet<Lane> siblings) {
        hungry.remove(opener(lane));
        siblings.remove(lane);
        if (!siblings.isEmpty()) {
            hungry.put(opener(lane), siblings);
        }
        start(lane);
    }

    /** A lane waits for nothing any more. */
    void forget(Lane lane) {
        timetable.cancel(lane);
        SequencedSet<Lane> siblings = hungry.get(opener(lane));
        if (siblings != null && siblings.remove(lane) && siblings.isEmpty()) {
            hungry.remove(opener(lane));
        }
    }
}
