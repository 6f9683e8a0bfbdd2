// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.accept;

import java.time.Instant;
import java.util.List;
import org.heliograph.smsc.accept.Acceptance.Refusal;

/**
 * A step between a submission, whose numbers are international by then, and its route: it may let
 * it pass as it is or otherwise, refuse it, or have it held for an operator.
 */
@FunctionalInterface
public interface Screening {
    /** What becomes of one submission. */
    sealed interface Verdict {
        /** It goes on. */
        record Pass(Submission submission) implements Verdict {}

        /**
         * @param code stable, for the log
         */
        record Stop(Refusal refusal, String code, String reason) implements Verdict {}

        /**
         * It is answered as accepted, and goes nowhere before somebody says so.
         *
         * @param otherwise where it cannot be held: there is no room, or nothing of it is kept
         */
        record Hold(Submission submission, Stop otherwise) implements Verdict {}
    }

    /** {@return one verdict for each, in order} */
    List<Verdict> screen(List<Submission> submissions, Instant now);

    /** {@return whether it looks at what an operator has released, too} */
    default boolean looksAtReleased() {
        return true;
    }

    /** {@return whether it looks at what comes in the place of something that waits, too} */
    default boolean looksAtReplacements() {
        return false;
    }
}
