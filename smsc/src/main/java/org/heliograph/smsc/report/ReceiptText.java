// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.heliograph.smsc.message.MessageState;
import org.heliograph.smsc.message.ShortMessage;

/**
 * The text of a delivery receipt, as SMPP 3.4 appendix B shows it and every ESME parses it. Times
 * are UTC. It quotes nothing of the message. All its characters are the same in ASCII and in the
 * GSM 7-bit default alphabet.
 */
final class ReceiptText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuMMddHHmm").withZone(ZoneOffset.UTC);

    private ReceiptText() {}

    /**
     * @param error {@link org.heliograph.smsc.message.Cause#number}, 0 where nothing failed
     */
    static String of(ShortMessage message, MessageState state, int error, Instant at) {
        boolean delivered = state == MessageState.DELIVERED;
        return "id:"
                + message.submittedAs()
                + " sub:001 dlvrd:"
                + (delivered ? "001" : "000")
                + " submit date:"
                + TIME.format(message.acceptedAt())
                + " done date:"
                + TIME.format(at)
                + " stat:"
                + word(state)
                + " err:"
                + error / 100
                + error / 10 % 10
                + error % 10
                + " text:";
    }

    private static String word(MessageState state) {
        return switch (state) {
            case ENROUTE -> "ENROUTE";
            case DELIVERED -> "DELIVRD";
            case EXPIRED -> "EXPIRED";
            case UNDELIVERABLE -> "UNDELIV";
            case DELETED -> "DELETED";
            case ACCEPTED -> "ACCEPTD";
            case UNKNOWN -> "UNKNOWN";
            case REJECTED -> "REJECTD";
        };
    }
}
