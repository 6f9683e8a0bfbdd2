// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.handset;

import java.util.Optional;
import org.heliograph.pdu.Octets;

/** Where MESSAGEs from the server go. */
interface SipInbox {
    /**
     * A MESSAGE as it came.
     *
     * @param sender URI of P-Asserted-Identity, or of From
     */
    record Incoming(
            String sender,
            String callId,
            Optional<String> inReplyTo,
            String contentType,
            Octets body) {}

    /** {@return the SIP status to answer with; must not block} */
    int take(Incoming message);
}
