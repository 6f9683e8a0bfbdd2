// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpAddress;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.rp.RpMessage.RpData;
import org.heliograph.pdu.sms.ReportParameters;
import org.heliograph.pdu.sms.Scts;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.SmsStatusReport;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.Tpdu;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.smsc.deliver.DeliveryChannel;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.DeliveryOutcome.Deferred;
import org.heliograph.smsc.message.DeliveryOutcome.Delivered;
import org.heliograph.smsc.message.DeliveryOutcome.Failed;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.route.Route;
import org.heliograph.subscribers.Msisdn;

/**
 * Brings messages to handsets over IP: SMS-DELIVER in RP-DATA in a SIP MESSAGE to each registered
 * contact in turn (TS 24.341 §5.3.3.4.2). The 2xx says only that the MESSAGE came through; what
 * counts is the RP-ACK in the handset's own MESSAGE. To a softphone that knows no SMS over IP,
 * {@code text/plain}; there the 2xx is all that says that it has arrived.
 */
public final class SipChannel implements DeliveryChannel {
    private final Registrations registrations;
    private final ExpectedReports reports;
    private final OutgoingMessages outgoing;
    private final RpAddress serviceCentre;
    private final Duration reportTimeout;

    SipChannel(
            Registrations registrations,
            ExpectedReports reports,
            OutgoingMessages outgoing,
            RpAddress serviceCentre,
            Duration reportTimeout) {
        this.registrations = registrations;
        this.reports = reports;
        this.outgoing = outgoing;
        this.serviceCentre = serviceCentre;
        this.reportTimeout = reportTimeout;
    }

    @Override
    public boolean reaches(Route.Destination destination) {
        return destination instanceof Route.ToIms(var msisdn) && isRegistered(msisdn);
    }

    /** Whether the subscriber has a live registration. */
    public boolean isRegistered(Msisdn msisdn) {
        return !registrations.of(msisdn).isEmpty();
    }

    /**
     * {@inheritDoc} The end is known after the report timeout (TR1N, TS 24.011 §10) at the latest.
     */
    @Override
    public List<DeliveryOutcome> deliver(List<ShortMessage> messages, boolean moreMessages)
            throws InterruptedException {
        List<DeliveryOutcome> outcomes = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            boolean more = moreMessages || i + 1 < messages.size();
            outcomes.add(deliver(messages.get(i), more));
        }
        return outcomes;
    }

    private DeliveryOutcome deliver(ShortMessage message, boolean moreMessages)
            throws InterruptedException {
        Optional<Msisdn> recipient = number(message.destinationAddress());
        if (recipient.isEmpty()) {
            return new Failed(Cause.UNKNOWN_DESTINATION, "not a number");
        }
        Octets tpdu;
        try {
            tpdu = TpduCodec.encode(tpdu(message, moreMessages));
        } catch (IllegalArgumentException e) {
            return new Failed(Cause.NOT_SUPPORTED, String.valueOf(e.getMessage()));
        }
        return toContacts(recipient.get(), message, tpdu);
    }

    /**
     * The devices in turn, the one registered last first, until one has or may have the message.
     * Where none has, one that may take it later decides, before one that never will.
     */
    private DeliveryOutcome toContacts(Msisdn recipient, ShortMessage message, Octets tpdu)
            throws InterruptedException {
        List<Binding> contacts = registrations.of(recipient);
        long deadline = System.nanoTime() + reportTimeout.toNanos();
        DeliveryOutcome outcome = new Deferred(Cause.ABSENT_SUBSCRIBER, "not registered");
        for (int i = 0; i < contacts.size(); i++) {
            OutgoingMessages.Target target = OutgoingMessages.Target.of(contacts.get(i));
            Attempt attempt =
                    outgoing.network(target).speaksText(target.traits())
                            ? asText(recipient, target, message, deadline)
                            : attempt(recipient, target, tpdu, deadline);
            if (attempt.reached()) {
                return attempt.outcome();
            }
            if (i == 0 || outcome instanceof Failed) {
                outcome = attempt.outcome();
            }
            if (left(deadline).isZero()) {
                return outcome;
            }
        }
        return outcome;
    }

    /**
     * What one contact made of it.
     *
     * @param reached the handset may have the message: no other contact is tried
     */
    private record Attempt(boolean reached, DeliveryOutcome outcome) {}

    /** There is nothing after the SIP response. */
    private Attempt asText(
            Msisdn recipient, OutgoingMessages.Target target, ShortMessage message, long deadline)
            throws InterruptedException {
        Optional<String> text = TextBearer.text(message);
        if (text.isEmpty()) {
            return new Attempt(false, new Failed(Cause.NOT_SUPPORTED, "no text"));
        }
        ClientTransactions.End end =
                outgoing.text(target, recipient, message.originatingAddress(), text.get())
                        .send(left(deadline));
        return end instanceof ClientTransactions.End.Answered(int status, _) && status < 300
                ? new Attempt(true, new Delivered())
                : notTaken(end);
    }

    private Attempt attempt(
            Msisdn recipient, OutgoingMessages.Target target, Octets tpdu, long deadline)
            throws InterruptedException {
        String callId = outgoing.callId();
        Optional<ExpectedReports.Expected> free =
                reports.expect(recipient, callId, registrations.nextReference(recipient));
        if (free.isEmpty()) {
            return new Attempt(true, new Deferred(Cause.CONGESTION, "no RP-MR free"));
        }
        try (ExpectedReports.Expected expected = free.get()) {
            RpMessage data =
                    new RpData(
                            Direction.TO_MS,
                            expected.messageReference(),
                            serviceCentre,
                            outgoing.network(target).rpDestination()
                                    ? RpAddress.of("+" + recipient.digits())
                                    : RpAddress.NONE, // iPhones show nothing when it is filled in
                            tpdu);
            OutgoingMessages.Outgoing message =
                    outgoing.message(target, recipient, callId, RpCodec.encode(data), "");
            expected.onReport(message::abandon);
            ClientTransactions.End end = message.sendForReport(left(deadline));
            return switch (end) {
                case ClientTransactions.End.Answered(int status, _) when status < 300 ->
                        reported(expected, left(deadline), "no report");
                case ClientTransactions.End.Abandoned() ->
                        reported(expected, Duration.ZERO, "no report");
                case ClientTransactions.End.Answered _,
                        ClientTransactions.End.TimedOut _,
                        ClientTransactions.End.Unreachable _ ->
                        notTaken(end);
            };
        }
    }

    /**
     * @param end not one that says 2xx
     */
    private static Attempt notTaken(ClientTransactions.End end) {
        return switch (end) {
            case ClientTransactions.End.Answered(int status, Duration retryAfter) ->
                    new Attempt(status >= 600, Outcomes.ofSipStatus(status, retryAfter));
            case ClientTransactions.End.TimedOut(), ClientTransactions.End.Abandoned() ->
                    new Attempt(false, new Deferred(Cause.NO_ANSWER, "no SIP response"));
            case ClientTransactions.End.Unreachable(String reason) ->
                    new Attempt(false, new Deferred(Cause.NO_ANSWER, reason));
        };
    }

    private static Attempt reported(
            ExpectedReports.Expected expected, Duration patience, String otherwise)
            throws InterruptedException {
        Optional<RpMessage> report = expected.await(patience);
        DeliveryOutcome outcome =
                report.isEmpty()
                        ? new Deferred(Cause.NO_ANSWER, otherwise)
                        : switch (report.get()) {
                            case RpMessage.RpAck _ -> new Delivered();
                            case RpMessage.RpError error -> Outcomes.ofRpCause(error.cause());
                            case RpMessage.RpData _, RpMessage.RpSmma _ ->
                                    throw new IllegalStateException("not a report: " + report);
                        };
        return new Attempt(true, outcome);
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    private static Tpdu tpdu(ShortMessage message, boolean moreMessages) {
        return switch (message.purpose()) {
            case Purpose.StatusReport report ->
                    new SmsStatusReport(
                            moreMessages,
                            report.ofCommand()
                                    ? Set.of(SmsStatusReport.StatusReportFlag.RESULT_OF_COMMAND)
                                    : Set.of(),
                            report.messageReference(),
                            message.originatingAddress(),
                            Scts.of(report.submittedAt(), ZoneOffset.UTC),
                            Scts.of(report.dischargedAt(), ZoneOffset.UTC),
                            report.status(),
                            ReportParameters.NONE);
            case Purpose.Carry _, Purpose.Receipt _ -> // a receipt is text to a handset
                    new SmsDeliver(
                            moreMessages,
                            message.smppParameters().repliesByUs()
                                    ? Set.of(SmsDeliver.DeliverFlag.REPLY_PATH)
                                    : Set.of(),
                            message.originatingAddress(),
                            message.protocolIdentifier(),
                            message.dataCodingScheme(),
                            Scts.of(message.acceptedAt(), ZoneOffset.UTC),
                            message.userData());
        };
    }

    private static Optional<Msisdn> number(TpAddress address) {
        try {
            return Optional.of(new Msisdn(address.value()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
