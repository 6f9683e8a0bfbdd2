// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.mmbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.heliograph.mmsc.message.MmState;
import org.heliograph.mmsc.message.MmboxQuota;
import org.heliograph.mmsc.message.StoredMessage;
import org.heliograph.mmsc.message.Token;
import org.heliograph.subscribers.Msisdn;

/**
 * Keeps what is in MMBoxes. Every change is durable on return; every method throws {@link
 * org.heliograph.mmsc.message.StoreException} when the store cannot do its work.
 */
public interface MmboxStore {
    /** Keeps a message whose content is new. */
    Kept add(StoredMessage message, MmboxQuota quota);

    /** Does as {@link #add} with the content of a message that is still kept. */
    Kept share(StoredMessage message, MmboxQuota quota);

    Optional<StoredMessage> find(Msisdn owner, Token token);

    Optional<StoredMessage> byOrigin(Msisdn owner, String origin);

    /**
     * Changes state and flags; nobody changes them in between.
     *
     * @return what it is now; nothing if it is not there
     */
    Optional<StoredMessage> change(Msisdn owner, Token token, UnaryOperator<StoredMessage> change);

    /** {@return the selected ones from {@code start} on, the last stored first} */
    List<StoredMessage> select(Msisdn owner, Selection selection, long start, int limit);

    /** {@return what the box holds} */
    MmboxQuota totals(Msisdn owner);

    /** {@return what became of the content; nothing if it was not there} */
    Optional<Removed> remove(Msisdn owner, Token token);

    /** Removes up to {@code limit} messages that are kept no longer. */
    List<Removed> expire(Instant now, int limit);

    /**
     * Any of the states and any of the flags; where there are none of a kind, all are meant.
     *
     * @param flags keywords
     */
    record Selection(List<MmState> states, List<String> flags) {
        public Selection {
            states = List.copyOf(states);
            flags = List.copyOf(flags);
        }
    }

    /**
     * @param last nothing holds the content any more
     */
    record Removed(Token content, boolean last) {}

    /** What became of a message that was to be kept. */
    sealed interface Kept {
        record New() implements Kept {}

        /** Nothing, for it is here already. */
        record Repeat(StoredMessage before) implements Kept {}

        /** Nothing, for there is no room. */
        record Full() implements Kept {}

        /** Nothing, for the content is no longer kept. */
        record ContentGone() implements Kept {}
    }
}
