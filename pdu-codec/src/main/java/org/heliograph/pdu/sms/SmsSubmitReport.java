// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

/** SMS-SUBMIT-REPORT, SC to MS, inside RP-ACK or RP-ERROR (3GPP TS 23.040 §9.2.2.2a). */
public sealed interface SmsSubmitReport extends Tpdu {
    /** (ii): inside RP-ACK. */
    record InRpAck(Scts timestamp, ReportParameters parameters) implements SmsSubmitReport {}

    /**
     * (i): inside RP-ERROR.
     *
     * @param failureCause TP-FCS, 0x80 to 0xFF (§9.2.3.22)
     */
    record InRpError(int failureCause, Scts timestamp, ReportParameters parameters)
            implements SmsSubmitReport {}
}
