// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.heliograph.subscribers.Msisdn;

/**
 * Keeps messages and the state of their recipients. Every change is durable, power cuts included,
 * when the method returns; every method throws {@link StoreException} when the store cannot do its
 * work.
 */
public interface MessageStore {
    /** Keeps a new message with all its recipients, or nothing. */
    void insert(MultimediaMessage message, List<Recipient> recipients);

    Optional<Delivery> byToken(Token token);

    Optional<Delivery> byTransaction(Msisdn address, String transactionId);

    /**
     * Moves a recipient to {@code next} where {@link RecipientState#mayBecome} allows it.
     *
     * @param report whether a delivery report is to be pushed about it
     */
    Moved move(Token recipient, RecipientState next, Instant now, boolean report);

    /**
     * {@return up to {@code limit} recipients whose push is due at {@code now}, longest due first}
     */
    List<Delivery> duePushes(PushKind kind, Instant now, int limit);

    /** Counts a failed push; the next attempt is due at {@code nextAttemptAt}. */
    void postponePush(Token recipient, Instant nextAttemptAt);

    /** No push waits any longer: the report was taken, or is given up. */
    void endPush(Token recipient);

    /** What a {@link #move} did. */
    sealed interface Moved {
        /**
         * @param last every recipient of the message is done: its content is no longer needed
         */
        record Done(boolean last) implements Moved {}

        /** Nothing: this state does not follow {@code current}. */
        record NotAllowed(RecipientState current) implements Moved {}

        /** No such recipient, or no longer. */
        record Gone() implements Moved {}
    }
}
