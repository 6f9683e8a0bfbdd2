// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.smsc.message.FinalState;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;

/**
 * What waits, on disk. Whoever returns from a method that writes may rely on it after a loss of
 * power. Safe for use by many threads; writers at the same time share a commit.
 */
public interface MessageStore extends FinalStates, ForwardedStore, IdBlocks, AutoCloseable {
    /**
     * Keeps messages, all or none.
     *
     * @throws UncertainStoreException if all may be there, or none
     */
    void insert(List<Routed> messages) throws StoreException;

    /**
     * Messages have reached their final states and leave; what is to be known of them and the
     * reports that this causes are kept in the same transaction. Once more with the same ids does
     * no harm.
     *
     * @param finished that wait; unknown ones are ignored
     * @param states what {@link #finalState} is to answer
     */
    default void settle(List<MessageId> finished, List<FinalState> states, List<Routed> reports)
            throws StoreException {
        settle(finished, states, reports, List.of(), Map.of());
    }

    /**
     * The same, where other centres have some of the messages now, or somebody pays for them.
     *
     * @param forwarded what {@link #forwarded} is to find
     * @param records what is charged, by the message whose end it tells; of one among {@code
     *     finished} that has left before, nothing is kept
     */
    void settle(
            List<MessageId> finished,
            List<FinalState> states,
            List<Routed> reports,
            List<Forwarded> forwarded,
            Map<MessageId, ChargingRecord> records)
            throws StoreException;

    /**
     * Puts messages in the place of those with the same ids, in one transaction.
     *
     * @param replaced that wait; unknown ones are ignored
     * @param removed leave without a trace, but for what {@code records} tells
     */
    void replace(
            List<Routed> replaced, List<MessageId> removed, Map<MessageId, ChargingRecord> records)
            throws StoreException;

    /**
     * {@return what still waits of all that was submitted as {@code submission}, in the order of
     * ids}
     */
    List<Routed> find(MessageId submission) throws StoreException;

    /**
     * What waits for one destination.
     *
     * @param first the message with the smallest id
     */
    record Backlog(MessageId first, long messages) {}

    /** {@return when the first of all messages that wait was accepted} */
    Optional<Instant> oldest() throws StoreException;

    /**
     * {@return every destination that something waits for; where several nodes share it, none:
     * {@link #claims} tell of them}
     */
    Map<Route.Destination, Backlog> waiting() throws StoreException;

    /**
     * {@return what waits for {@code destination}, in the order of ids, from {@code first} on, at
     * most {@code limit}}
     */
    List<Routed> load(Route.Destination destination, MessageId first, int limit)
            throws StoreException;

    /** {@return what does not wait yet; usable as long as this is} */
    ScheduledMessages scheduled();

    /** {@return what is held back; usable as long as this is} */
    QuarantineStore quarantine();

    /** {@return which destinations this node carries} */
    Claims claims();

    /** Finishes what was asked for before; afterwards every other method fails. */
    @Override
    void close();
}
