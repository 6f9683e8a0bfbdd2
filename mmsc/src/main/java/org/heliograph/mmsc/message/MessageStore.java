// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.subscribers.Msisdn;

/**
 * Keeps messages and the state of their recipients. Every change is durable, power cuts included,
 * when the method returns; every method throws {@link StoreException} when the store cannot do its
 * work.
 */
public interface MessageStore {
    /**
     * Keeps a new message with all its recipients, or nothing.
     *
     * @param repeats by what it is known if its sender sends it again
     * @param filing what is stored in an MMBox with a message that is new, if there is room
     * @throws UncertainStoreException if all of it may be there, or nothing
     */
    Inserted insert(
            MultimediaMessage message,
            List<NewRecipient> recipients,
            Repeats repeats,
            Filing filing);

    /** Does as {@link #insert} for a message with the content of another that is still kept. */
    Inserted forward(
            MultimediaMessage message,
            List<NewRecipient> recipients,
            Repeats repeats,
            Filing filing);

    /** {@return what {@link #insert} would say that the message repeats} */
    Optional<MessageId> repeated(Msisdn sender, Repeats repeats);

    Optional<Delivery> byToken(Token token);

    Optional<Delivery> byTransaction(Msisdn address, String transactionId);

    /** {@return what {@code address} received, or was to receive, of this message} */
    Optional<Delivery> byMessage(MessageId id, Msisdn address);

    /**
     * Moves a recipient to {@code next} where {@link RecipientState#mayBecome} allows it.
     *
     * @param push takes the place of the one that waits, if one does
     * @param record kept with it, where it is done
     */
    Moved move(
            Token recipient,
            RecipientState next,
            Instant now,
            NextPush push,
            Optional<ChargingRecord> record);

    /** Likewise, where nothing is charged. */
    default Moved move(Token recipient, RecipientState next, Instant now, NextPush push) {
        return move(recipient, next, now, push, Optional.empty());
    }

    /**
     * Keeps what the first M-Read-Rec.ind of a recipient said; its report is pushed when the one
     * that waits is gone.
     *
     * @return whether it was the first
     */
    boolean read(Token recipient, ReadReport.Received report, Instant now);

    /** What an {@link #insert} did. */
    sealed interface Inserted {
        record New() implements Inserted {}

        /**
         * Nothing, for it is here already.
         *
         * @param id of the message that was accepted then
         */
        record Repeat(MessageId id) implements Inserted {}

        /** Nothing, for the content is no longer kept. */
        record ContentGone() implements Inserted {}
    }

    /** What a {@link #move} did. */
    sealed interface Moved {
        /**
         * @param last the content is no longer needed: every recipient of this message is done, and
         *     of all others with the same content, and it is in no MMBox
         */
        record Done(boolean last) implements Moved {}

        /** Nothing: this state does not follow {@code current}. */
        record NotAllowed(RecipientState current) implements Moved {}

        /** No such recipient, or no longer. */
        record Gone() implements Moved {}
    }
}
