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
 * @param refusal why it is {@link RecipientState#REFUSED}
 * @param changedAt when it reached {@code state}, in whole milliseconds
 * @param attempts pushes since {@code changedAt}, taken by the SMSC or not
 */
public record Recipient(
        Token token,
        Address address,
        String transactionId,
        RecipientState state,
        Refusal refusal,
        Instant changedAt,
        int attempts,
        ReadReport readReport) {
    private static final ReadReport UNREAD = new ReadReport.Missing();

    public Recipient {
        if ((state == RecipientState.REFUSED) == (refusal == Refusal.NONE)) {
            throw new IllegalArgumentException("who is refused is refused for a reason");
        }
    }

    /**
     * {@return one that is still to be notified, or who is refused if there is a {@code refusal}}
     */
    public static Recipient of(
            Token token, Address address, Refusal refusal, String transactionId, Instant now) {
        return new Recipient(
                token,
                address,
                transactionId,
                refusal == Refusal.NONE ? RecipientState.DUE : RecipientState.REFUSED,
                refusal,
                now,
                0,
                UNREAD);
    }

    /** {@return the same one in another state} */
    public Recipient reached(RecipientState next, Instant now) {
        return new Recipient(token, address, transactionId, next, refusal, now, 0, readReport);
    }

    /** {@return the same one, whose user agent has said this} */
    public Recipient read(ReadReport.Received report) {
        return new Recipient(token, address, transactionId, state, refusal, changedAt, 0, report);
    }

    /** {@return whether it is {@code caller}'s} */
    public boolean isOf(Msisdn caller) {
        return address instanceof Address.Phone(Msisdn msisdn) && msisdn.equals(caller);
    }

    /**
     * {@return the number that is notified}
     *
     * @throws IllegalStateException if it is no phone's, and therefore refused
     */
    public Msisdn msisdn() {
        if (address instanceof Address.Phone(Msisdn msisdn)) {
            return msisdn;
        }
        throw new IllegalStateException("no phone: " + address.masked());
    }
}
