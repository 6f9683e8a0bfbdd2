// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.List;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsPdu;

/** Trees for those who have a PDU already. */
public final class Trees {
    private Trees() {}

    /** {@return the PDU, or where its body stopped being readable} */
    public static Tree ofMms(MmsPdu pdu) {
        try {
            return Decoded.of(PduKind.MMS, MmsCodec.encode(pdu), 0, Manner.STRICT).tree();
        } catch (DecodeException e) {
            return new Tree(pdu.name(), Span.NONE, "body unreadable: " + e.getMessage(), List.of());
        }
    }
}
