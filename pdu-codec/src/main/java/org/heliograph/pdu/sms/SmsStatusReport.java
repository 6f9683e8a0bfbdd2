// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.Set;

/**
 * SMS-STATUS-REPORT, SC to MS (3GPP TS 23.040 §9.2.2.3).
 *
 * @param messageReference TP-MR, 0 to 255, of the SMS-SUBMIT or SMS-COMMAND that asked
 * @param recipientAddress TP-RA
 * @param timestamp TP-SCTS of the message reported on
 * @param dischargeTime TP-DT
 * @param status TP-ST, 0 to 255 (§9.2.3.15)
 * @param parameters TP-UD of at most 143 octets
 */
public record SmsStatusReport(
        boolean moreMessages,
        Set<StatusReportFlag> flags,
        int messageReference,
        TpAddress recipientAddress,
        Scts timestamp,
        Scts dischargeTime,
        int status,
        ReportParameters parameters)
        implements Tpdu {
    /** With the shortest TP-RA and neither TP-PID nor TP-DCS (§9.2.2.3, note). */
    static final int MAX_OCTETS = 143;

    public SmsStatusReport {
        flags = Set.copyOf(flags);
        Bounds.octet("TP-MR", messageReference);
        Bounds.octet("TP-ST", status);
        parameters.requireUserDataAtMost(MAX_OCTETS);
    }

    /** What the first octet of an SMS-STATUS-REPORT may carry beside type, TP-MMS and TP-UDHI. */
    public enum StatusReportFlag {
        /** TP-LP, §9.2.3.28. */
        LOOP_PREVENTION,
        /** TP-SRQ: the result of an SMS-COMMAND, §9.2.3.26. */
        RESULT_OF_COMMAND
    }
}
