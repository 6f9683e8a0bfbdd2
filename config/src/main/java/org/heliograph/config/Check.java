// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One thing that must be so for a process to live, or to serve. Whoever looks is never kept
 * waiting: {@code problem} tells what is known, and asks nobody.
 *
 * @param name what is looked at, such as {@code smsc-store}
 * @param problem what is wrong now, in a few words for an operator; nothing: all is well
 */
public record Check(String name, Kind kind, Supplier<Optional<String>> problem) {
    public enum Kind {
        /** Only a restart mends it. */
        ALIVE,
        /** It may mend itself; until then others should be asked. */
        READY
    }

    /** {@return that a thread of ours runs, which must as long as the process does} */
    public static Check alive(Thread thread) {
        return of(thread.getName(), Kind.ALIVE, thread::isAlive, "the thread has ended");
    }

    /** {@return that we can be reached} */
    public static Check open(String name, BooleanSupplier open) {
        return of(name, Kind.READY, open, "does not listen");
    }

    private static Check of(String name, Kind kind, BooleanSupplier fine, String otherwise) {
        return new Check(
                name, kind, () -> fine.getAsBoolean() ? Optional.empty() : Optional.of(otherwise));
    }
}
