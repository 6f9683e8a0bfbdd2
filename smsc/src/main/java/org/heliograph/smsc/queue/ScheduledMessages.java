// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;

/**
 * What is not to be delivered before its time, on disk, beside what waits. Whoever returns from a
 * method that writes may rely on it after a loss of power.
 */
public interface ScheduledMessages {
    /** A message, and when it begins to wait. */
    record Scheduled(Routed routed, Instant dueAt) {}

    /**
     * Keeps messages, all or none; in the same transaction they leave what waits, if they are
     * there.
     */
    void schedule(List<Scheduled> messages) throws StoreException;

    long count() throws StoreException;

    /** {@return when the first is due, if there is one} */
    Optional<Instant> nextDue() throws StoreException;

    /** {@return those due at {@code now}, the first ones first, at most {@code limit}} */
    List<Routed> due(Instant now, int limit) throws StoreException;

    /**
     * Has messages wait, in one transaction.
     *
     * @return those that were still scheduled
     */
    List<Routed> move(List<Routed> messages) throws StoreException;

    /** {@return what is scheduled of all that was submitted as {@code submission}, by ids} */
    List<Scheduled> find(MessageId submission) throws StoreException;

    /** {@return what is scheduled for {@code destination}, by ids, at most {@code limit}} */
    List<Scheduled> find(Route.Destination destination, int limit) throws StoreException;

    /**
     * Puts messages in the place of those with the same ids, in one transaction.
     *
     * @param replaced that are scheduled; unknown ones are ignored
     * @param removed leave without a trace, but for what {@code records} tells
     */
    void replace(
            List<Scheduled> replaced,
            List<MessageId> removed,
            Map<MessageId, ChargingRecord> records)
            throws StoreException;
}
