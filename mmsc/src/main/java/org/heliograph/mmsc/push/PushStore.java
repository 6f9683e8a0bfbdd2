// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.push;

import java.time.Instant;
import java.util.List;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.PushKind;
import org.heliograph.mmsc.message.Token;
import org.heliograph.subscribers.Msisdn;

/**
 * What waits to be pushed, kept with the recipients. Changes are durable on return; every method
 * throws {@link org.heliograph.mmsc.message.StoreException} when the store cannot do its work.
 */
public interface PushStore {
    /**
     * {@return up to {@code limit} recipients whose push is due at {@code now}, longest due first}
     */
    List<Delivery> due(PushKind kind, Instant now, int limit);

    /**
     * Counts a push of {@code kind}, if that is what waits; the next is due at {@code
     * nextAttemptAt}, unless another time that is later has been written down meanwhile.
     */
    void postpone(Token recipient, PushKind kind, Instant nextAttemptAt);

    /** The push of {@code kind} is over, taken or given up: what waited for that follows. */
    void end(Token recipient, PushKind kind, Instant now);

    /**
     * Has everything that {@code subscriber} was notified of, and has neither answered nor fetched,
     * notified again at {@code at} instead of later.
     *
     * @return of how many messages
     */
    int hasten(Msisdn subscriber, Instant at);
}
