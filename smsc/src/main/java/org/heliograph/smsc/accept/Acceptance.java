// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.accept;

import java.util.List;
import org.heliograph.smsc.message.MessageId;

/**
 * Takes responsibility for messages: whoever gets {@link Answer.Accepted} may forget what was
 * submitted.
 */
public final class Acceptance {
    /** What an adapter tells the submitter. */
    public sealed interface Answer {
        /** It is on disk. */
        record Accepted(MessageId id) implements Answer {}

        record Refused(Refusal refusal, String reason) implements Answer {}
    }

    /** Why a submission is refused; adapters translate it into their protocol's words. */
    public enum Refusal {
        NO_ROUTE,
        QUEUE_FULL,
        STORE_FAILED
    }

    /**
     * Blocks until all that is accepted is durable. The order of a batch is the order of delivery
     * to each destination.
     *
     * @return one answer for each submission, in order
     */
    public List<Answer> accept(List<Submission> submissions) {
        throw new UnsupportedOperationException();
    }
}
