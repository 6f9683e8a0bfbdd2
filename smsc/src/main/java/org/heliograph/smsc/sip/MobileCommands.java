// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.time.InstantSource;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.sms.SmsCommand;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.queue.SubmittedMessages;
import org.heliograph.smsc.queue.WaitingMessages.Change;
import org.heliograph.subscribers.Msisdn;

/** Does what SMS-COMMAND asks for: enquiry and deletion (TS 23.040 §9.2.3.19). */
final class MobileCommands {
    private static final int ENQUIRY = 0;
    private static final int DELETE = 2;

    private final SubmittedMessages submitted;
    private final SubmitReports reports;
    private final InstantSource clock;

    MobileCommands(SubmittedMessages submitted, SubmitReports reports, InstantSource clock) {
        this.submitted = submitted;
        this.reports = reports;
        this.clock = clock;
    }

    /**
     * Blocks until what it does is durable. An enquiry is answered by an SMS-STATUS-REPORT, which
     * comes like any other message; RP-ACK says only that it will.
     *
     * @param reference RP-MR
     */
    RpMessage command(Msisdn sender, int reference, SmsCommand command) {
        var message = new Origin.Subscriber(sender, command.messageNumber());
        try {
            switch (command.commandType()) {
                case ENQUIRY ->
                        submitted.report(
                                message, command.destinationAddress(), command.messageReference());
                case DELETE -> {
                    Change change = submitted.delete(message, command.destinationAddress());
                    if (change != Change.DONE) {
                        return reports.refused(
                                sender,
                                reference,
                                SubmitReports.Refusal.COMMAND_TOO_LATE,
                                "delete TP-MN " + command.messageNumber() + ": " + change);
                    }
                }
                default -> {
                    return reports.refused(
                            sender,
                            reference,
                            SubmitReports.Refusal.COMMAND_UNSUPPORTED,
                            "TP-CT " + command.commandType());
                }
            }
        } catch (StoreException e) {
            return reports.refused(
                    sender,
                    reference,
                    SubmitReports.Refusal.STORE_FAILED,
                    String.valueOf(e.getMessage()));
        }
        return SubmitReports.taken(reference, clock.instant());
    }
}
