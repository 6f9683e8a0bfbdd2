// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.time.Duration;
import org.heliograph.pdu.rp.RpCause;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.DeliveryOutcome.Deferred;
import org.heliograph.smsc.message.DeliveryOutcome.Failed;

/**
 * What a refusal on the way to a handset means for the message: the tables of RP-Cause and of SIP
 * status. docs/causes.md shows them.
 */
final class Outcomes {
    private Outcomes() {}

    /**
     * RP-Cause of an RP-ERROR from the handset (TS 24.011 table 8.4). What the table does not list
     * is taken as 111, as its note says.
     */
    static DeliveryOutcome ofRpCause(int rpCause) {
        Cause cause =
                switch (rpCause) {
                    case RpCause.MEMORY_CAPACITY_EXCEEDED -> Cause.MEMORY_CAPACITY_EXCEEDED;
                    case RpCause.DESTINATION_OUT_OF_ORDER -> Cause.ABSENT_SUBSCRIBER;
                    case RpCause.OPERATOR_DETERMINED_BARRING,
                            RpCause.CALL_BARRED,
                            RpCause.SHORT_MESSAGE_TRANSFER_REJECTED ->
                            Cause.REJECTED;
                    // the same octets would be refused again
                    case RpCause.SEMANTICALLY_INCORRECT_MESSAGE,
                            RpCause.INVALID_MANDATORY_INFORMATION,
                            RpCause.FACILITY_REJECTED,
                            RpCause.FACILITY_NOT_SUBSCRIBED,
                            RpCause.FACILITY_NOT_IMPLEMENTED,
                            RpCause.MESSAGE_TYPE_NOT_IMPLEMENTED,
                            RpCause.MESSAGE_NOT_COMPATIBLE,
                            RpCause.INFORMATION_ELEMENT_NOT_IMPLEMENTED ->
                            Cause.NOT_SUPPORTED;
                    case RpCause.UNASSIGNED_NUMBER,
                            RpCause.UNIDENTIFIED_SUBSCRIBER,
                            RpCause.UNKNOWN_SUBSCRIBER ->
                            Cause.UNKNOWN_DESTINATION;
                    case RpCause.CONGESTION, RpCause.RESOURCES_UNAVAILABLE -> Cause.CONGESTION;
                    default -> Cause.TEMPORARY_FAILURE;
                };
        String detail = "RP-Cause " + rpCause;
        return cause.kind() == Cause.Kind.PERMANENT
                ? new Failed(cause, detail, rpCause)
                : new Deferred(cause, detail);
    }

    /**
     * A final SIP response of 300 or more (RFC 3261 §21). A contact that is not the subscriber's
     * any more says 404: nothing is lost by waiting for the next registration.
     *
     * @param retryAfter how long the far end asked us to stay away; zero: it did not
     */
    static DeliveryOutcome ofSipStatus(int status, Duration retryAfter) {
        String detail = "SIP " + status;
        return switch (status) {
            case 404, 410, 430, 480 -> new Deferred(Cause.ABSENT_SUBSCRIBER, detail, retryAfter);
            case 408, 504 -> new Deferred(Cause.NO_ANSWER, detail, retryAfter);
            case 486, 503, 600 -> new Deferred(Cause.CONGESTION, detail, retryAfter);
            case 403, 433, 603, 607, 608 -> new Failed(Cause.REJECTED, detail);
            case 405, 406, 413, 414, 415, 416, 420, 421, 488, 493, 501, 505, 513, 606 ->
                    new Failed(Cause.NOT_SUPPORTED, detail);
            case 484, 485, 604 -> new Failed(Cause.UNKNOWN_DESTINATION, detail);
            default -> new Deferred(Cause.TEMPORARY_FAILURE, detail, retryAfter);
        };
    }
}
