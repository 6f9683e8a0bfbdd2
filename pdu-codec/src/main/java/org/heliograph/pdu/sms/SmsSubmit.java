// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.Set;

/**
 * SMS-SUBMIT, MS to SC (3GPP TS 23.040 §9.2.2.2).
 *
 * @param messageReference TP-MR, 0 to 255
 * @param destinationAddress TP-DA
 * @param protocolIdentifier TP-PID, 0 to 255
 * @param dataCodingScheme TP-DCS
 * @param validityPeriod TP-VP; its kind gives TP-VPF
 * @param userData TP-UD
 */
public record SmsSubmit(
        Set<SubmitFlag> flags,
        int messageReference,
        TpAddress destinationAddress,
        int protocolIdentifier,
        DataCodingScheme dataCodingScheme,
        ValidityPeriod validityPeriod,
        UserData userData)
        implements Tpdu {

    public SmsSubmit {
        flags = Set.copyOf(flags);
        Bounds.octet("TP-MR", messageReference);
        Bounds.octet("TP-PID", protocolIdentifier);
        userData.requireFits(dataCodingScheme, UserData.MAX_OCTETS);
    }

    /** What the first octet of an SMS-SUBMIT may carry beside type, TP-VPF and TP-UDHI. */
    public enum SubmitFlag {
        /** TP-RD, §9.2.3.25. */
        REJECT_DUPLICATES,
        /** TP-SRR, §9.2.3.5. */
        STATUS_REPORT_REQUEST,
        /** TP-RP, §9.2.3.17. */
        REPLY_PATH
    }
}
