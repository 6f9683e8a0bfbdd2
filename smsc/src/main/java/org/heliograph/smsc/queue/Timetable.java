// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Instant;
import java.util.Comparator;
import java.util.TreeSet;

/** When each lane that waits for its time may move. Guarded by the lock of {@link Lanes}. */
final class Timetable {
    /** A lane's place; {@code number} tells apart what is due together. */
    record Wake(Instant at, long number, Lane lane) {}

    private final TreeSet<Wake> wakes =
            new TreeSet<>(Comparator.comparing(Wake::at).thenComparingLong(Wake::number));
    private long numbers;

    /** {@return whether {@code lane} is now the first to be due} */
    boolean set(Lane lane, Instant at) {
        cancel(lane);
        Wake wake = new Wake(at, numbers++, lane);
        lane.wake = wake;
        wakes.add(wake);
        return wakes.first().equals(wake);
    }

    void cancel(Lane lane) {
        if (lane.wake != null) {
            wakes.remove(lane.wake);
            lane.wake = null;
        }
    }

    boolean isEmpty() {
        return wakes.isEmpty();
    }

    /** {@return when the first lane is due; there is one} */
    Instant firstAt() {
        return wakes.first().at();
    }

    /** Takes the first lane out; there is one. */
    Lane takeFirst() {
        Lane lane = wakes.removeFirst().lane();
        lane.wake = null;
        return lane;
    }
}
