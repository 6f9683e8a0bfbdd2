// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.jsmpp.SMPPConstant.STAT_ESME_RDELIVERYFAILURE;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVBNDSTS;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVCMDID;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVCMDLEN;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVDCS;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVDSTADR;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVESMCLASS;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVMSGLEN;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVSRCADR;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVTLVLEN;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVTLVSTREAM;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVTLVVAL;
import static org.jsmpp.SMPPConstant.STAT_ESME_RMSGQFUL;
import static org.jsmpp.SMPPConstant.STAT_ESME_ROK;
import static org.jsmpp.SMPPConstant.STAT_ESME_RSUBMITFAIL;
import static org.jsmpp.SMPPConstant.STAT_ESME_RSYSERR;
import static org.jsmpp.SMPPConstant.STAT_ESME_RTHROTTLED;
import static org.jsmpp.SMPPConstant.STAT_ESME_RTLVNOTALLWD;
import static org.jsmpp.SMPPConstant.STAT_ESME_RX_R_APPN;
import static org.jsmpp.SMPPConstant.STAT_ESME_RX_T_APPN;

import org.heliograph.smsc.accept.Acceptance;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;

/** Command status and the words of the core (SMPP 3.4 §5.1.3). */
final class CommandStatus {
    /** ESME_RSERTYPUNAVAIL of SMPP 5.0 §4.7.6. */
    private static final int SERVICE_TYPE_UNAVAILABLE = 0x102;

    // For SMSCs to give a meaning to (SMPP 3.4 §5.1.3): no other status says these.
    private static final int NO_CREDIT = 0x400;
    private static final int NO_ACCOUNT = 0x401;
    private static final int NO_PRICE = 0x402;

    private CommandStatus() {}

    /** {@return what the command_status of a deliver_sm_resp makes of an attempt} */
    static DeliveryOutcome outcome(int status) {
        String detail = "command_status 0x" + Integer.toHexString(status);
        return switch (status) {
            case STAT_ESME_ROK -> new DeliveryOutcome.Delivered();
            case STAT_ESME_RTHROTTLED, STAT_ESME_RMSGQFUL ->
                    new DeliveryOutcome.Deferred(Cause.CONGESTION, detail);
            case STAT_ESME_RX_T_APPN,
                    STAT_ESME_RSYSERR,
                    STAT_ESME_RINVBNDSTS,
                    STAT_ESME_RDELIVERYFAILURE,
                    SERVICE_TYPE_UNAVAILABLE ->
                    new DeliveryOutcome.Deferred(Cause.TEMPORARY_FAILURE, detail);
            case STAT_ESME_RINVDSTADR ->
                    new DeliveryOutcome.Failed(Cause.UNKNOWN_DESTINATION, detail);
            // the same octets would be refused again
            case STAT_ESME_RINVMSGLEN,
                    STAT_ESME_RINVCMDLEN,
                    STAT_ESME_RINVCMDID,
                    STAT_ESME_RINVESMCLASS,
                    STAT_ESME_RINVDCS,
                    STAT_ESME_RINVTLVSTREAM,
                    STAT_ESME_RTLVNOTALLWD,
                    STAT_ESME_RINVTLVLEN,
                    STAT_ESME_RINVTLVVAL ->
                    new DeliveryOutcome.Failed(Cause.NOT_SUPPORTED, detail);
            default -> new DeliveryOutcome.Failed(Cause.REJECTED, detail);
        };
    }

    /** {@return the command_status that says to an upstream why its message is refused} */
    static int toUpstream(Acceptance.Refusal refusal) {
        return switch (refusal) {
            case STORE_FAILED, CHARGING_AWAY -> STAT_ESME_RX_T_APPN;
            case BLOCKED, SENDER, NO_CREDIT, NO_ACCOUNT, NO_PRICE ->
                    STAT_ESME_RX_R_APPN; // it is not to come again
            case NO_ROUTE, QUEUE_FULL, LIMITED -> of(refusal);
        };
    }

    /** {@return the command_status that says why a submission is refused} */
    static int of(Acceptance.Refusal refusal) {
        return switch (refusal) {
            case NO_ROUTE -> STAT_ESME_RINVDSTADR;
            case QUEUE_FULL -> STAT_ESME_RMSGQFUL;
            case STORE_FAILED -> STAT_ESME_RSYSERR;
            case BLOCKED -> STAT_ESME_RSUBMITFAIL;
            case SENDER -> STAT_ESME_RINVSRCADR;
            case LIMITED -> STAT_ESME_RTHROTTLED;
            case NO_CREDIT -> NO_CREDIT;
            case NO_ACCOUNT -> NO_ACCOUNT;
            case NO_PRICE -> NO_PRICE;
            case CHARGING_AWAY -> STAT_ESME_RSYSERR;
        };
    }
}
