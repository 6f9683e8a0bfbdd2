// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.heliograph.smsc.route.Route;

/**
 * The destinations that this node holds, as its memory knows it, and who is storing messages for
 * which. Whoever stores messages relies on what is held when it begins; so nothing is let go before
 * it has ended.
 */
final class Held {
    /** When it was last used, for those that are held; {@link System#nanoTime}. */
    private final Map<Route.Destination, Long> held = new HashMap<>();

    private final Map<Route.Destination, Integer> users = new HashMap<>();

    /** Being let go: whoever wants to store for them waits. */
    private final Set<Route.Destination> leaving = new HashSet<>();

    synchronized boolean contains(Route.Destination destination) {
        return held.containsKey(destination);
    }

    /**
     * Somebody begins to store messages, and has to {@link #exit}.
     *
     * @return those that are not held
     */
    synchronized List<Route.Destination> enter(Collection<Route.Destination> destinations) {
        boolean interrupted = false;
        while (destinations.stream().anyMatch(leaving::contains)) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true; // what lets go ends soon
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        long now = System.nanoTime();
        List<Route.Destination> others = new ArrayList<>();
        for (Route.Destination destination : destinations) {
            users.merge(destination, 1, Integer::sum);
            if (held.replace(destination, now) == null) {
                others.add(destination);
            }
        }
        return others;
    }

    synchronized void exit(Collection<Route.Destination> destinations) {
        for (Route.Destination destination : destinations) {
            users.computeIfPresent(destination, (_, count) -> count == 1 ? null : count - 1);
        }
        notifyAll();
    }

    synchronized void hold(Route.Destination destination) {
        held.put(destination, System.nanoTime());
    }

    /**
     * Destinations are no longer held, and nobody stores anything for them until {@link #left}.
     *
     * @return those for which nobody does any more; the others are held again
     */
    synchronized List<Route.Destination> letGo(
            Collection<Route.Destination> destinations, Duration patience)
            throws InterruptedException {
        destinations.forEach(held::remove);
        leaving.addAll(destinations);
        long end = System.nanoTime() + patience.toNanos();
        while (destinations.stream().anyMatch(users::containsKey)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                break;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return destinations.stream().filter(one -> !users.containsKey(one)).toList();
    }

    synchronized void left(Collection<Route.Destination> destinations) {
        leaving.removeAll(Set.copyOf(destinations));
        notifyAll();
    }

    /** {@return what was held; nothing is any more} */
    synchronized List<Route.Destination> clear() {
        List<Route.Destination> all = List.copyOf(held.keySet());
        held.clear();
        return all;
    }

    /** {@return those that were not used for so long} */
    synchronized List<Route.Destination> unused(Duration time, int most) {
        long before = System.nanoTime() - time.toNanos();
        List<Route.Destination> unused = new ArrayList<>();
        for (Map.Entry<Route.Destination, Long> one : held.entrySet()) {
            if (one.getValue() - before < 0 && unused.size() < most) {
                unused.add(one.getKey());
            }
        }
        return unused;
    }
}
