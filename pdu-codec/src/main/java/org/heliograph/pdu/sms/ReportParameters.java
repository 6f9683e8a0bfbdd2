// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.OptionalInt;

/**
 * The optional end of a report: which of TP-PID, TP-DCS and TP-UD it carries gives TP-PI (3GPP TS
 * 23.040 §9.2.3.27).
 */
public final class ReportParameters {
    /** TP-PI of zero. */
    public static final ReportParameters NONE = new ReportParameters();

    private ReportParameters() {}

    public OptionalInt protocolIdentifier() {
        return OptionalInt.empty();
    }
}
