// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.message;

import java.time.Instant;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.subscribers.Msisdn;

/**
 * What we were asked to bring: never changes. What became of it is the state of each {@link
 * Recipient}.
 *
 * @param sender who the network says sent it; the From of the PDU is not believed
 * @param headers of the M-Send.req, as received
 * @param content its body in the {@link ContentStore}
 * @param contentOctets length of the body
 * @param acceptedAt in whole milliseconds, like {@code expiresAt}
 */
public record MultimediaMessage(
        MessageId id,
        Msisdn sender,
        MmsHeaders headers,
        Token content,
        long contentOctets,
        Instant acceptedAt,
        Instant expiresAt) {
    /** X-Mms-MMS-Version of what we write: 1.3. */
    public static final int VERSION = 0x13;

    /** {@return whether recipients may know who sent it (X-Mms-Sender-Visibility)} */
    public boolean senderShown() {
        return headers.first(MmsField.SENDER_VISIBILITY_SHOW).orElse(true);
    }

    /** {@return whether the sender asked to be told who reads it (X-Mms-Read-Report)} */
    public boolean readReportAsked() {
        return headers.first(MmsField.READ_REPORT).orElse(false);
    }

    /** {@return whether the sender asked for delivery reports (X-Mms-Delivery-Report)} */
    public boolean deliveryReportAsked() {
        return headers.first(MmsField.DELIVERY_REPORT).orElse(false);
    }
}
