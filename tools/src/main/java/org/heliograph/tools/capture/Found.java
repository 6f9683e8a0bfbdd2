// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.capture;

import java.time.Instant;
import org.heliograph.pdu.Octets;

/**
 * A PDU found in a capture.
 *
 * @param frame number of the packet that completed it, as Wireshark counts
 * @param time when that packet was captured
 * @param carrier what it came in: {@code SIP MESSAGE}, {@code SMPP}, {@code MM1 POST} or {@code
 *     MM1} and the status code
 * @param uri of the SIP or HTTP request; empty elsewhere
 * @param mediaType of the body with its parameters; empty for SMPP
 * @param octets the PDU, or what there is of it
 * @param trouble why it is not whole; empty if it is
 */
public record Found(
        long frame,
        Instant time,
        Endpoint source,
        Endpoint destination,
        String carrier,
        String uri,
        Form form,
        String mediaType,
        Octets octets,
        String trouble) {
    /** What the octets are. */
    public enum Form {
        /** An RP message (3GPP TS 24.011), as application/vnd.3gpp.sms is. */
        RP,
        /** The text of a SIP MESSAGE. */
        TEXT,
        /** An SMPP PDU. */
        SMPP,
        /** An MMS PDU, as application/vnd.wap.mms-message is. */
        MMS,
        /** The body of a SIP MESSAGE of another type. */
        OTHER
    }
}
