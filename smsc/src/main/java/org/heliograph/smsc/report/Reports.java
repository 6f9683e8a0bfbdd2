// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.report;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.MessageState;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;
import org.heliograph.subscribers.Msisdn;

/**
 * Tells the originator what became of a message, where it asked: an ESME by an SMPP delivery
 * receipt, a handset by an SMS-STATUS-REPORT. A report is a message of its own, which waits like
 * any other and is never itself reported on.
 */
public final class Reports {
    /** TP-ST: a value of each SC's own for what it still tries (3GPP TS 23.040 §9.2.3.15). */
    private static final int STILL_TRYING = 0x30;

    /** TP-ST: there is no such message any more, or never was (§9.2.3.15). */
    private static final int DOES_NOT_EXIST = 0x48;

    private final Duration validityPeriod;

    /**
     * @param validityPeriod how long a report is tried
     */
    public Reports(Duration validityPeriod) {
        this.validityPeriod = validityPeriod;
    }

    /** Gives the ids of reports. */
    @FunctionalInterface
    public interface Ids<E extends Exception> {
        MessageId next() throws E;
    }

    /** {@return the reports that {@code message} having come to {@code end} causes} */
    public <E extends Exception> List<Routed> on(
            ShortMessage message, DeliveryOutcome.Final end, Instant at, Ids<E> ids) throws E {
        MessageState state = end.state();
        if (!wanted(message.reportRequest(), state)) {
            return List.of();
        }
        return switch (message.origin()) {
            case Origin.Esme(var systemId) -> {
                var purpose = new Purpose.Receipt(message.submittedAs(), state, rpCause(end));
                String words = ReceiptText.of(message, state, error(end), at);
                var text = new UserData(List.of(), Octets.of(words, US_ASCII));
                yield List.of(
                        new Routed(
                                new Route.ToEsme(systemId),
                                report(message, at, ids.next(), text, purpose)));
            }
            case Origin.Subscriber(var msisdn, var messageReference) -> {
                var purpose =
                        new Purpose.StatusReport(
                                messageReference, message.acceptedAt(), at, status(end), false);
                var none = new UserData(List.of(), Octets.EMPTY);
                yield List.of(
                        new Routed(
                                new Route.ToIms(msisdn),
                                report(message, at, ids.next(), none, purpose)));
            }
            case Origin.Upstream _, Origin.ServiceCentre _ -> List.of();
        };
    }

    /**
     * {@return the intermediate notification that {@code message} of an ESME waits, here or at
     * another centre (SMPP 3.4 §5.2.17)}
     *
     * @param error {@link Cause#number} of what it waits for; 0: that is not known
     */
    public <E extends Exception> Routed onDeferral(
            ShortMessage message, int error, Instant at, Ids<E> ids) throws E {
        if (!(message.origin() instanceof Origin.Esme(var systemId))) {
            throw new IllegalArgumentException("only ESMEs are notified");
        }
        var purpose = new Purpose.Receipt(message.submittedAs(), MessageState.ENROUTE);
        String words = ReceiptText.of(message, MessageState.ENROUTE, error, at);
        var text = new UserData(List.of(), Octets.of(words, US_ASCII));
        return new Routed(
                new Route.ToEsme(systemId), report(message, at, ids.next(), text, purpose));
    }

    /**
     * {@return the answer to an enquiry of a handset (SMS-COMMAND, 3GPP TS 23.040 §9.2.3.19)}
     *
     * @param messageReference TP-MR of the SMS-COMMAND
     * @param about the message that it means, where that still waits
     * @param recipient TP-DA of the SMS-COMMAND
     */
    public <E extends Exception> Routed onEnquiry(
            Msisdn asking,
            int messageReference,
            Optional<ShortMessage> about,
            TpAddress recipient,
            Instant at,
            Ids<E> ids)
            throws E {
        var purpose =
                new Purpose.StatusReport(
                        messageReference,
                        about.map(ShortMessage::acceptedAt).orElse(at),
                        at,
                        about.isPresent() ? STILL_TRYING : DOES_NOT_EXIST,
                        true);
        var none = new UserData(List.of(), Octets.EMPTY);
        TpAddress to = TpAddress.international(asking.digits());
        return new Routed(
                new Route.ToIms(asking), report(recipient, to, at, ids.next(), none, purpose));
    }

    private ShortMessage report(
            ShortMessage about, Instant at, MessageId id, UserData userData, Purpose purpose) {
        return report(
                about.destinationAddress(), about.originatingAddress(), at, id, userData, purpose);
    }

    private ShortMessage report(
            TpAddress from,
            TpAddress to,
            Instant at,
            MessageId id,
            UserData userData,
            Purpose purpose) {
        return new ShortMessage(
                id,
                new Origin.ServiceCentre(),
                from,
                to,
                0,
                DataCodingScheme.GSM_7BIT,
                userData,
                ReportRequest.NONE,
                at,
                at.plus(validityPeriod),
                purpose);
    }

    private static boolean wanted(ReportRequest request, MessageState state) {
        return switch (request) {
            case NONE -> false;
            case ANY_OUTCOME -> state != MessageState.ENROUTE;
            case FAILURE_ONLY -> state.isFailure();
            case SUCCESS_ONLY -> state == MessageState.DELIVERED;
        };
    }

    private static int error(DeliveryOutcome.Final end) {
        return switch (end) {
            case DeliveryOutcome.Delivered _, DeliveryOutcome.HandedOver _ -> 0;
            case DeliveryOutcome.Failed failed -> failed.cause().number();
        };
    }

    private static int rpCause(DeliveryOutcome.Final end) {
        return switch (end) {
            case DeliveryOutcome.Delivered _, DeliveryOutcome.HandedOver _ -> 0;
            case DeliveryOutcome.Failed failed -> failed.rpCause();
        };
    }

    /** {@return TP-ST (3GPP TS 23.040 §9.2.3.15): no more attempts are made} */
    public static int status(DeliveryOutcome.Final end) {
        return switch (end) {
            case DeliveryOutcome.Delivered() -> 0x00; // received by the SME
            case DeliveryOutcome.HandedOver _ -> 0x01; // forwarded, delivery not confirmed
            case DeliveryOutcome.Failed failed ->
                    switch (failed.cause()) {
                        case NOT_SUPPORTED -> 0x41; // incompatible destination
                        case REJECTED -> 0x42; // connection rejected by SME
                        case UNKNOWN_DESTINATION -> 0x43; // not obtainable
                        case EXPIRED -> 0x46; // SM validity period expired
                        case CANCELLED -> 0x47; // deleted by originating SME
                        case FAILED_UPSTREAM, NO_RECEIPT, POLICY_REFUSED ->
                                0x40; // remote procedure error
                        case CONGESTION -> 0x60;
                        case NO_ANSWER, ABSENT_SUBSCRIBER, ESME_NOT_BOUND, UPSTREAM_NOT_BOUND ->
                                0x62; // no response
                        case TEMPORARY_FAILURE, POLICY_DELAY, MEMORY_CAPACITY_EXCEEDED ->
                                0x65; // error in SME
                    };
        };
    }
}
