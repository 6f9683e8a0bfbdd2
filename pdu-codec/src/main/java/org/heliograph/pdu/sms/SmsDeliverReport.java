// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

/** SMS-DELIVER-REPORT, MS to SC, inside RP-ACK or RP-ERROR (3GPP TS 23.040 §9.2.2.1a). */
public sealed interface SmsDeliverReport extends Tpdu {
    ReportParameters parameters();

    /**
     * (ii): inside RP-ACK.
     *
     * @param parameters TP-UD of at most 159 octets
     */
    record InRpAck(ReportParameters parameters) implements SmsDeliverReport {
        static final int MAX_OCTETS = 159;

        public InRpAck {
            parameters = parameters.mandatory();
            parameters.requireUserDataAtMost(MAX_OCTETS);
        }
    }

    /**
     * (i): inside RP-ERROR.
     *
     * @param failureCause TP-FCS, 0 to 255; below 0x80 is reserved (§9.2.3.22)
     * @param parameters TP-UD of at most 158 octets
     */
    record InRpError(int failureCause, ReportParameters parameters) implements SmsDeliverReport {
        static final int MAX_OCTETS = 158;

        public InRpError {
            Bounds.octet("TP-FCS", failureCause);
            parameters = parameters.mandatory();
            parameters.requireUserDataAtMost(MAX_OCTETS);
        }
    }
}
