// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Instant;
import java.util.Optional;
import org.heliograph.smsc.message.FinalState;
import org.heliograph.smsc.message.MessageId;

/** What became of messages, kept for a while. */
public interface FinalStates {
    /** {@return what became of the message that its originator knows as {@code id}, if known} */
    Optional<FinalState> finalState(MessageId id) throws StoreException;

    /**
     * Forgets those reached before {@code until}, and the oldest of more than {@code most}; not all
     * at once if there are very many.
     *
     * @return how many it has forgotten; zero: there is nothing left to forget
     */
    int forget(Instant until, long most) throws StoreException;
}
