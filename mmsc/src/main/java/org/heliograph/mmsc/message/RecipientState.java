// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.util.EnumSet;
import java.util.Set;

/**
 * What became of a message for one of its recipients. Which state may follow which is said here and
 * nowhere else.
 */
public enum RecipientState {
    /** The notification is yet to be handed to the SMSC. */
    DUE,
    /** The SMSC has taken the whole notification. */
    NOTIFIED,
    /** The user agent will fetch it later. */
    DEFERRED,
    /** The user agent has sent it on without fetching it, which it may still do. */
    FORWARDED,
    /** Somebody has seen its page, and may look again: as good as retrieved to the sender. */
    VIEWED,
    /** The user agent has it, and said so. */
    RETRIEVED,
    /** The user agent does not want it. */
    REJECTED,
    /** Nobody fetched it in time. */
    EXPIRED,
    /** It could not be brought from the start; {@link Refusal} says why. */
    REFUSED;

    /** {@return whether nothing can follow: the recipient is done} */
    public boolean isFinal() {
        return next().isEmpty();
    }

    /**
     * {@return whether {@code next} may follow} A state never follows itself: a repeat changes
     * nothing.
     */
    public boolean mayBecome(RecipientState next) {
        return next().contains(next);
    }

    /**
     * A user agent may answer before we hear that the SMSC took the notification, so all of its
     * answers may follow DUE.
     */
    private Set<RecipientState> next() {
        return switch (this) {
            case DUE ->
                    EnumSet.of(NOTIFIED, DEFERRED, FORWARDED, VIEWED, RETRIEVED, REJECTED, EXPIRED);
            case NOTIFIED -> EnumSet.of(DEFERRED, FORWARDED, VIEWED, RETRIEVED, REJECTED, EXPIRED);
            case DEFERRED -> EnumSet.of(FORWARDED, VIEWED, RETRIEVED, REJECTED, EXPIRED);
            case FORWARDED -> EnumSet.of(VIEWED, RETRIEVED, REJECTED, EXPIRED);
            case VIEWED -> EnumSet.of(RETRIEVED, REJECTED, EXPIRED);
            case RETRIEVED, REJECTED, EXPIRED, REFUSED -> EnumSet.noneOf(RecipientState.class);
        };
    }
}
