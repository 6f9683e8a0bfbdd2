// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.route.Routed;

/**
 * What is held back for an operator to look at, on disk, beside what waits. Whoever returns from a
 * method that writes may rely on it after a loss of power.
 */
public interface QuarantineStore {
    /**
     * All that was made of one submission.
     *
     * @param code what the log calls the rule that found it
     * @param at since when
     * @param dueAt when it is to begin to wait, if it is released before; {@link Instant#EPOCH}: at
     *     once
     * @param messages at least one, in the order of ids; the last one's is the id of the whole
     */
    record Held(String code, String reason, Instant at, Instant dueAt, List<Routed> messages) {
        public Held {
            messages = List.copyOf(messages);
        }

        public MessageId id() {
            return messages.getLast().message().submittedAs();
        }
    }

    /**
     * The same, as a list shows it.
     *
     * @param last of its messages
     * @param messages how many there are
     */
    record Entry(String code, String reason, Instant at, ShortMessage last, long messages) {}

    /** Keeps submissions, all or none. */
    void hold(List<Held> held) throws StoreException;

    /** {@return how many messages are held} */
    long count() throws StoreException;

    /** {@return what has a smaller id than {@code before}, the greatest first} */
    List<Entry> list(MessageId before, int limit) throws StoreException;

    Optional<Held> find(MessageId id) throws StoreException;

    /** {@return what has been held since before {@code until}, the first ones first} */
    List<MessageId> heldSince(Instant until, int limit) throws StoreException;

    /**
     * A submission leaves, and its messages are scheduled, in one transaction.
     *
     * @throws StoreException also if it is not there any more: somebody else was faster
     */
    void release(MessageId id, List<ScheduledMessages.Scheduled> messages) throws StoreException;

    /** {@return how many messages have left without a trace} */
    int remove(MessageId id) throws StoreException;
}
