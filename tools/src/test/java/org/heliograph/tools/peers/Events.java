// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import java.time.Duration;
import java.util.function.Predicate;
import org.heliograph.tools.wire.EventLog;

/** Waits for what is to happen on a handset or an ESME. */
final class Events {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Events() {}

    /** {@return the first event of {@code type} that {@code wanted} holds of} */
    static <E, T extends E> T await(EventLog<E> log, Class<T> type, Predicate<T> wanted)
            throws InterruptedException {
        return log.await(type, wanted, PATIENCE)
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        "no %s within %s; what came: %s"
                                                .formatted(
                                                        type.getSimpleName(),
                                                        PATIENCE,
                                                        log.soFar())));
    }
}
