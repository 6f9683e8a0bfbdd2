// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.register;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.heliograph.smsc.queue.StoreException;

/** Keeps registrations over restarts, and shares them among the nodes of one database. */
public interface RegistrationStore extends AutoCloseable {
    /**
     * Keeps registrations in the place of those of the same subscriber and device, all or none. One
     * that has ended is kept as one whose time is over, so that other nodes hear of it. Who returns
     * may rely on it after a loss of power.
     */
    void keep(List<Registration> registrations) throws StoreException;

    /** Gives all that end after {@code now}, in no order. */
    void load(Instant now, Consumer<Registration> to) throws StoreException;

    /**
     * {@return what other nodes have kept since the last call, or since {@link #load}; those that
     * are over among them, and some perhaps once more}
     */
    List<Registration> changedElsewhere() throws StoreException;

    /** Drops those that ended before {@code until}; a part of them where they are many. */
    void forget(Instant until) throws StoreException;

    @Override
    void close();
}
