// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

/** SMS-SUBMIT-REPORT, SC to MS, inside RP-ACK or RP-ERROR (3GPP TS 23.040 §9.2.2.2a). */
public sealed interface SmsSubmitReport extends Tpdu {
    /** TP-SCTS. */
    Scts timestamp();

    ReportParameters parameters();

    /**
     * (ii): inside RP-ACK.
     *
     * @param parameters TP-UD of at most 152 octets
     */
    record InRpAck(Scts timestamp, ReportParameters parameters) implements SmsSubmitReport {
        static final int MAX_OCTETS = 152;

        public InRpAck {
            parameters = parameters.mandatory();
            parameters.requireUserDataAtMost(MAX_OCTETS);
        }
    }

    /**
     * (i): inside RP-ERROR.
     *
     * @param failureCause TP-FCS, 0 to 255; below 0x80 is reserved (§9.2.3.22)
     * @param parameters TP-UD of at most 151 octets
     */
    record InRpError(int failureCause, Scts timestamp, ReportParameters parameters)
            implements SmsSubmitReport {
        static final int MAX_OCTETS = 151;

        public InRpError {
            Bounds.octet("TP-FCS", failureCause);
            parameters = parameters.mandatory();
            parameters.requireUserDataAtMost(MAX_OCTETS);
        }
    }
}
