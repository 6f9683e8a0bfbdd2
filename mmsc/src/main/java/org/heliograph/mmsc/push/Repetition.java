// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.push;

import java.time.Duration;
import org.heliograph.mmsc.message.Recipient;
import org.heliograph.mmsc.message.RecipientState;

/**
 * When a recipient who has not fetched a message is notified of it again.
 *
 * @param backoff while the user agent says nothing
 * @param afterDeferred once it has said that it will fetch the message later
 */
public record Repetition(Backoff backoff, Duration afterDeferred) {
    /** {@return how long to wait after a notification of {@code recipient} that goes out now} */
    public Duration after(Recipient recipient) {
        return recipient.state() == RecipientState.DEFERRED
                ? afterDeferred
                : backoff.after(
                        recipient.state() == RecipientState.DUE ? 1 : recipient.attempts() + 2);
    }

    /** {@return whether someone in this state is notified, again and again} */
    public static boolean isNotified(RecipientState state) {
        return switch (state) {
            case DUE, NOTIFIED, DEFERRED -> true;
            case FORWARDED, VIEWED, RETRIEVED, REJECTED, EXPIRED, REFUSED -> false;
        };
    }
}
