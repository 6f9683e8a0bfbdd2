// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.time.Instant;
import org.heliograph.subscribers.Msisdn;

/**
 * One recipient's copy of a message.
 *
 * @param token its content location; also its key, for it never changes
 * @param transactionId of its M-Notification.ind, which M-NotifyResp.ind and M-Acknowledge.ind
 *     repeat; unique among the messages of one {@code address}
 * @param changedAt when it reached {@code state}, in whole milliseconds
 * @param attempts pushes that failed since {@code changedAt}
 */
public record Recipient(
        Token token,
        Msisdn address,
        String transactionId,
        RecipientState state,
        Instant changedAt,
        int attempts) {

    /** {@return one that is still to be notified} */
    public static Recipient due(Token token, Msisdn address, String transactionId, Instant now) {
        return new Recipient(token, address, transactionId, RecipientState.DUE, now, 0);
    }
}
