// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The latest events of a peer, to be waited for. */
public final class EventLog<E> {
    /** Older events are forgotten: a handset may run for days. */
    private static final int MAX_EVENTS = 10_000;

    private final List<E> events = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final Consumer<E> screen;

    /**
     * @param screen is shown each event, one at a time
     */
    public EventLog(Consumer<E> screen) {
        this.screen = screen;
    }

    public void add(E event) {
        lock.lock();
        try {
            if (events.size() == MAX_EVENTS) {
                events.removeFirst();
            }
            events.add(event);
            added.signalAll();
            screen.accept(event);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for an event of {@code type} that {@code wanted} holds of; one that has happened
     * already counts.
     *
     * @return the first such event, or none by the end of {@code patience}
     */
    public <T extends E> Optional<T> await(Class<T> type, Predicate<T> wanted, Duration patience)
            throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (true) {
                Optional<T> found =
                        events.stream()
                                .filter(type::isInstance)
                                .map(type::cast)
                                .filter(wanted)
                                .findFirst();
                if (found.isPresent() || left <= 0) {
                    return found;
                }
                left = added.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return all events so far} */
    public List<E> soFar() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }
}
