// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.mms.MmsPdu;

/** Trees for those who have a PDU already. */
public final class Trees {
    private Trees() {}

    /** {@return the PDU, or where its body stopped being readable} */
    public static Tree ofMms(MmsPdu pdu) {
        try {
            return MmsTree.of(pdu);
        } catch (DecodeException e) {
            return new Tree.Leaf(pdu.name(), "body unreadable: " + e.getMessage());
        }
    }
}
