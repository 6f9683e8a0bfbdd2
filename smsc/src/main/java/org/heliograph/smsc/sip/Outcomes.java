// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import org.heliograph.pdu.rp.RpCause;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.DeliveryOutcome.Deferred;
import org.heliograph.smsc.message.DeliveryOutcome.Failed;

/** What a refusal on the way to a handset means for the message: the two tables. */
final class Outcomes {
    private Outcomes() {}

    /**
     * RP-Cause of an RP-ERROR from the handset (TS 24.011 table 8.4). What the table does not list
     * is taken as 111, as its note says.
     */
    static DeliveryOutcome ofRpCause(int rpCause) {
        String detail = "RP-Cause " + rpCause;
        return switch (rpCause) {
            case RpCause.MEMORY_CAPACITY_EXCEEDED ->
                    new Deferred(Cause.MEMORY_CAPACITY_EXCEEDED, detail);
            case RpCause.SHORT_MESSAGE_TRANSFER_REJECTED -> new Failed(Cause.REJECTED, detail);
            // the same octets would be refused again
            case RpCause.SEMANTICALLY_INCORRECT_MESSAGE,
                    RpCause.INVALID_MANDATORY_INFORMATION,
                    RpCause.FACILITY_REJECTED,
                    RpCause.MESSAGE_TYPE_NOT_IMPLEMENTED,
                    RpCause.MESSAGE_NOT_COMPATIBLE,
                    RpCause.INFORMATION_ELEMENT_NOT_IMPLEMENTED ->
                    new Failed(Cause.NOT_SUPPORTED, detail);
            case RpCause.UNASSIGNED_NUMBER,
                    RpCause.UNIDENTIFIED_SUBSCRIBER,
                    RpCause.UNKNOWN_SUBSCRIBER ->
                    new Failed(Cause.UNKNOWN_DESTINATION, detail);
            case RpCause.CONGESTION, RpCause.RESOURCES_UNAVAILABLE ->
                    new Deferred(Cause.CONGESTION, detail);
            default -> new Deferred(Cause.TEMPORARY_FAILURE, detail);
        };
    }

    /**
     * A final SIP response of 300 or more (RFC 3261 §21). A contact that is not the subscriber's
     * any more says 404: nothing is lost by waiting for the next registration.
     */
    static DeliveryOutcome ofSipStatus(int status) {
        String detail = "SIP " + status;
        return switch (status) {
            case 404, 410, 430, 480 -> new Deferred(Cause.ABSENT_SUBSCRIBER, detail);
            case 408, 504 -> new Deferred(Cause.NO_ANSWER, detail);
            case 486, 503, 600 -> new Deferred(Cause.CONGESTION, detail);
            case 403, 603, 607, 608 -> new Failed(Cause.REJECTED, detail);
            case 405, 406, 415, 416, 420, 488, 493, 501, 505, 513, 606 ->
                    new Failed(Cause.NOT_SUPPORTED, detail);
            case 604 -> new Failed(Cause.UNKNOWN_DESTINATION, detail);
            default -> new Deferred(Cause.TEMPORARY_FAILURE, detail);
        };
    }
}
