// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.Set;

/**
 * SMS-DELIVER, SC to MS (3GPP TS 23.040 §9.2.2.1). Bits that follow from other fields, such as
 * TP-UDHI, are not components.
 *
 * @param moreMessages more wait in the SC; the TP-MMS bit says the opposite
 * @param originatingAddress TP-OA
 * @param protocolIdentifier TP-PID, 0 to 255
 * @param dataCodingScheme TP-DCS
 * @param timestamp TP-SCTS
 * @param userData TP-UD
 */
public record SmsDeliver(
        boolean moreMessages,
        Set<DeliverFlag> flags,
        TpAddress originatingAddress,
        int protocolIdentifier,
        DataCodingScheme dataCodingScheme,
        Scts timestamp,
        UserData userData)
        implements Tpdu {

    public SmsDeliver {
        flags = Set.copyOf(flags);
        Bounds.octet("TP-PID", protocolIdentifier);
        userData.requireFits(dataCodingScheme, UserData.MAX_OCTETS);
    }

    /** What the first octet of an SMS-DELIVER may carry beside type, TP-MMS and TP-UDHI. */
    public enum DeliverFlag {
        /** TP-LP, §9.2.3.28. */
        LOOP_PREVENTION,
        /** TP-SRI, §9.2.3.4. */
        STATUS_REPORT_INDICATION,
        /** TP-RP, §9.2.3.17. */
        REPLY_PATH
    }
}
