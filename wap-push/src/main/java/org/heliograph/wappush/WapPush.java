// SPDX-License-Identifier: Apache-2.0
package org.heliograph.wappush;

import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.UserData;

/** Pushes over SMS: 8-bit user data to the WAP push port (WAP-259-WDP §6.5). */
public final class WapPush {
    /** WAP push, connectionless, IANA wap-push. */
    public static final int PORT = 2948;

    private WapPush() {}

    /**
     * @param pdu M-Notification.ind or M-Delivery.ind
     * @param transactionId TID of the push, low eight bits used
     * @param reference concatenation reference if one SMS is not enough, low eight bits used
     * @return the TP-UD of each segment, for TP-DCS 8-bit; one wherever the PDU allows it
     */
    public static List<UserData> segments(MmsPdu pdu, int transactionId, int reference) {
        throw new UnsupportedOperationException();
    }

    /** {@return the ports of a user data header, if it addresses {@link #PORT}} */
    public static Optional<InformationElement.Ports> ports(UserData userData) {
        throw new UnsupportedOperationException();
    }
}
