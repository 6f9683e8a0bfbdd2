// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpCause;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.rp.RpMessage.RpAck;
import org.heliograph.pdu.rp.RpMessage.RpError;
import org.heliograph.pdu.sms.ReportParameters;
import org.heliograph.pdu.sms.Scts;
import org.heliograph.pdu.sms.SmsSubmitReport;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.smsc.accept.Acceptance;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What we tell a handset about its SMS-SUBMIT or SMS-COMMAND: SMS-SUBMIT-REPORT. */
final class SubmitReports {
    private static final Logger LOG = LoggerFactory.getLogger(SubmitReports.class);

    /** Why something is refused, in RP-Cause and TP-FCS (TS 23.040 §9.2.3.22). */
    enum Refusal {
        MALFORMED(RpCause.PROTOCOL_ERROR, 0xFF, "tpdu-malformed"),
        UNEXPECTED(RpCause.SEMANTICALLY_INCORRECT_MESSAGE, 0xB0, "tpdu-unexpected"),
        COMMAND_UNSUPPORTED(RpCause.FACILITY_REJECTED, 0xA1, "command-not-supported"),
        COMMAND_TOO_LATE(RpCause.FACILITY_REJECTED, 0xA0, "command-too-late"),
        NO_ROUTE(RpCause.UNASSIGNED_NUMBER, 0xC3, "no-route"),
        QUEUE_FULL(RpCause.CONGESTION, 0xC0, "queue-full"),
        STORE_FAILED(RpCause.TEMPORARY_FAILURE, 0xC2, "store-failed"),
        BLOCKED(RpCause.SHORT_MESSAGE_TRANSFER_REJECTED, 0xFF, "blocked"),
        LIMITED(RpCause.CONGESTION, 0xC0, "limited"),
        NO_CREDIT(RpCause.SHORT_MESSAGE_TRANSFER_REJECTED, 0xE0, "no-credit"),
        NO_ACCOUNT(RpCause.SHORT_MESSAGE_TRANSFER_REJECTED, 0xC1, "no-account"),
        NO_PRICE(RpCause.SHORT_MESSAGE_TRANSFER_REJECTED, 0xC4, "no-price"),
        CHARGING_AWAY(RpCause.TEMPORARY_FAILURE, 0xC2, "charging-away");

        private final int cause;
        private final int failureCause;
        private final String code;

        Refusal(int cause, int failureCause, String code) {
            this.cause = cause;
            this.failureCause = failureCause;
            this.code = code;
        }

        static Refusal of(Acceptance.Refusal refusal) {
            return switch (refusal) {
                case NO_ROUTE -> NO_ROUTE;
                case QUEUE_FULL -> QUEUE_FULL;
                case STORE_FAILED -> STORE_FAILED;
                case BLOCKED, SENDER -> BLOCKED;
                case LIMITED -> LIMITED;
                case NO_CREDIT -> NO_CREDIT;
                case NO_ACCOUNT -> NO_ACCOUNT;
                case NO_PRICE -> NO_PRICE;
                case CHARGING_AWAY -> CHARGING_AWAY;
            };
        }
    }

    private final InstantSource clock;

    SubmitReports(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * {@return RP-ACK}
     *
     * @param reference RP-MR of what is acknowledged
     * @param at TP-SCTS
     */
    static RpMessage taken(int reference, Instant at) {
        return new RpAck(
                Direction.TO_MS,
                reference,
                TpduCodec.encode(
                        new SmsSubmitReport.InRpAck(
                                Scts.of(at, ZoneOffset.UTC), ReportParameters.NONE)));
    }

    /** {@return RP-ERROR, for what is refused here} */
    RpMessage refused(Msisdn sender, int reference, Refusal refusal, String reason) {
        LOG.info(
                "refused code={} from={} rp-cause={} reason=\"{}\"",
                refusal.code,
                sender.masked(),
                refusal.cause,
                reason);
        return error(reference, refusal);
    }

    /** {@return RP-ERROR, for what has its line in the log} */
    RpMessage error(int reference, Refusal refusal) {
        return new RpError(
                Direction.TO_MS,
                reference,
                refusal.cause,
                Octets.EMPTY,
                TpduCodec.encode(
                        new SmsSubmitReport.InRpError(
                                refusal.failureCause,
                                Scts.of(clock.instant(), ZoneOffset.UTC),
                                ReportParameters.NONE)));
    }
}
