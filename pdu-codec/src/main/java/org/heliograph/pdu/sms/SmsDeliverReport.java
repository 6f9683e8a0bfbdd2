// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

/** SMS-DELIVER-REPORT, MS to SC, inside RP-ACK or RP-ERROR (3GPP TS 23.040 §9.2.2.1a). */
public sealed interface SmsDeliverReport extends Tpdu {
    /** (ii): inside RP-ACK. */
    record InRpAck(ReportParameters parameters) implements SmsDeliverReport {}

    /**
     * (i): inside RP-ERROR.
     *
     * @param failureCause TP-FCS, 0x80 to 0xFF (§9.2.3.22)
     */
    record InRpError(int failureCause, ReportParameters parameters) implements SmsDeliverReport {}
}
