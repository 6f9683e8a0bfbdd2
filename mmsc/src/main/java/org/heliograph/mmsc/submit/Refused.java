// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.submit;

import org.heliograph.mmsc.metrics.MmscMetrics;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;

/**
 * Why a message goes to nobody.
 *
 * @param code stable, for the log
 * @param reason for the log
 * @param text for the sender, addresses spelled out
 */
record Refused(ResponseStatus status, String code, String reason, String text)
        implements Intake.Planned, Intake.Taken {
    /** What is no secret to the log is all that the sender reads. */
    Refused(ResponseStatus status, String code, String reason) {
        this(status, code, reason, reason);
    }

    /** Counts it, with its line in the log. */
    void note(MmscMetrics metrics, Logger log, Msisdn from) {
        metrics.refused(code);
        log.info("refused code={} reason=\"{}\" from={}", code, reason, from.masked());
    }
}
