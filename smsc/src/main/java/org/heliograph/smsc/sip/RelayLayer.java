// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpCause;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.rp.RpMessage.RpAck;
import org.heliograph.pdu.rp.RpMessage.RpData;
import org.heliograph.pdu.rp.RpMessage.RpError;
import org.heliograph.pdu.rp.RpMessage.RpSmma;
import org.heliograph.pdu.sms.ReportParameters;
import org.heliograph.pdu.sms.Scts;
import org.heliograph.pdu.sms.SmsCommand;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.SmsDeliverReport;
import org.heliograph.pdu.sms.SmsStatusReport;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.SmsSubmitReport;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.Tpdu;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.smsc.accept.Acceptance.Answer;
import org.heliograph.smsc.accept.Acceptance.Refusal;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What we do with each relay message of a handset (3GPP TS 24.011). Knows no SIP. */
final class RelayLayer {
    private static final Logger LOG = LoggerFactory.getLogger(RelayLayer.class);

    /** RP-MTI and RP-MR: without them there is nobody to answer (TS 24.011 §9.2). */
    static final int SHORTEST = 2;

    private static final int RP_MTI = 0x07;
    private static final int RP_ACK_FROM_MS = 2;
    private static final int RP_ERROR_TO_MS = 5;

    /** TP-FCS of TS 23.040 §9.2.3.22. */
    private static final int FCS_SC_BUSY = 0xC0;

    private static final int FCS_SC_SYSTEM_FAILURE = 0xC2;
    private static final int FCS_INVALID_SME_ADDRESS = 0xC3;
    private static final int FCS_UNSPECIFIED = 0xFF;

    private final Function<List<Submission>, List<Answer>> accept;
    private final Consumer<Msisdn> alert;
    private final ExpectedReports reports;
    private final InstantSource clock;

    RelayLayer(
            Function<List<Submission>, List<Answer>> accept,
            Consumer<Msisdn> alert,
            ExpectedReports reports,
            InstantSource clock) {
        this.accept = accept;
        this.alert = alert;
        this.reports = reports;
        this.clock = clock;
    }

    /**
     * Blocks until what is submitted is durable.
     *
     * @param octets at least {@link #SHORTEST}
     * @param inReplyTo the Call-IDs that the carrier says this answers
     * @return what the handset is to hear, if anything
     */
    Optional<RpMessage> receive(Msisdn sender, Octets octets, List<String> inReplyTo) {
        int type = octets.at(0) & RP_MTI;
        int reference = octets.at(1);
        try {
            return switch (RpCodec.decode(octets)) {
                case RpData(Direction way, _, _, _, Octets tpdu) when way == Direction.FROM_MS ->
                        Optional.of(submitted(sender, reference, tpdu));
                case RpSmma _ -> {
                    alert.accept(sender);
                    LOG.info("memory available {}", sender.masked());
                    yield Optional.of(new RpAck(Direction.TO_MS, reference, Octets.EMPTY));
                }
                case RpAck ack when ack.direction() == Direction.FROM_MS ->
                        reported(sender, inReplyTo, ack);
                case RpError error when error.direction() == Direction.FROM_MS ->
                        reported(sender, inReplyTo, error);
                case RpData _, RpAck _, RpError _ ->
                        malformed(
                                sender,
                                type,
                                reference,
                                RpCause.MESSAGE_TYPE_NOT_IMPLEMENTED,
                                "this goes from the network to the MS only");
            };
        } catch (DecodeException e) {
            return malformed(
                    sender,
                    type,
                    reference,
                    type == RP_MTI
                            ? RpCause.MESSAGE_TYPE_NOT_IMPLEMENTED
                            : RpCause.INVALID_MANDATORY_INFORMATION,
                    e.getMessage());
        }
    }

    /** A report that makes no sense is not answered: two machines could do that for ever. */
    private static Optional<RpMessage> malformed(
            Msisdn sender, int type, int reference, int cause, @Nullable String reason) {
        LOG.info(
                "refused code=rp-malformed from={} rp-cause={} reason=\"{}\"",
                sender.masked(),
                cause,
                reason);
        return type >= RP_ACK_FROM_MS && type <= RP_ERROR_TO_MS
                ? Optional.empty()
                : Optional.of(error(reference, cause, Octets.EMPTY));
    }

    private Optional<RpMessage> reported(Msisdn sender, List<String> inReplyTo, RpMessage report) {
        if (!reports.report(sender, inReplyTo, report)) {
            LOG.info(
                    "dropped code=rp-report-unexpected from={} reason=\"late, or not the first, RP-MR"
                            + " {}\"",
                    sender.masked(),
                    report.messageReference());
        }
        return Optional.empty();
    }

    private RpMessage submitted(Msisdn sender, int reference, Octets tpdu) {
        Tpdu decoded;
        try {
            decoded = TpduCodec.decodeFromMobileStation(tpdu, TpduCodec.Carrier.RP_DATA);
        } catch (DecodeException e) {
            return refused(
                    sender,
                    reference,
                    new RpRefusal(RpCause.PROTOCOL_ERROR, FCS_UNSPECIFIED, "tpdu-malformed"),
                    e.getMessage());
        }
        return switch (decoded) {
            case SmsSubmit submit -> accepted(sender, reference, submit);
            case SmsCommand _ ->
                    refused(
                            sender,
                            reference,
                            new RpRefusal(
                                    RpCause.FACILITY_REJECTED,
                                    FCS_UNSPECIFIED,
                                    "command-not-supported"),
                            "SMS-COMMAND");
            case SmsDeliver _, SmsDeliverReport _, SmsStatusReport _, SmsSubmitReport _ ->
                    refused(
                            sender,
                            reference,
                            new RpRefusal(
                                    RpCause.SEMANTICALLY_INCORRECT_MESSAGE,
                                    FCS_UNSPECIFIED,
                                    "tpdu-unexpected"),
                            decoded.getClass().getSimpleName());
        };
    }

    private RpMessage accepted(Msisdn sender, int reference, SmsSubmit submit) {
        Instant now = clock.instant();
        Submission submission =
                new Submission(
                        new Origin.Subscriber(sender, submit.messageReference()),
                        TpAddress.international(sender.digits()),
                        submit.destinationAddress(),
                        submit.protocolIdentifier(),
                        submit.dataCodingScheme(),
                        submit.userData(),
                        submit.flags().contains(SmsSubmit.SubmitFlag.STATUS_REPORT_REQUEST)
                                ? ReportRequest.ANY_OUTCOME
                                : ReportRequest.NONE,
                        Validity.of(submit.validityPeriod(), now));
        return switch (accept.apply(List.of(submission)).getFirst()) {
            case Answer.Accepted _ ->
                    new RpAck(
                            Direction.TO_MS,
                            reference,
                            TpduCodec.encode(
                                    new SmsSubmitReport.InRpAck(
                                            Scts.of(now, ZoneOffset.UTC), ReportParameters.NONE)));
            case Answer.Refused(Refusal refusal, _) ->
                    refusal(reference, RpRefusal.of(refusal)); // and logged where it was decided
        };
    }

    /**
     * A refusal in the handset's words.
     *
     * @param cause RP-Cause
     * @param failureCause TP-FCS
     * @param code what the log calls it
     */
    private record RpRefusal(int cause, int failureCause, String code) {
        static RpRefusal of(Refusal refusal) {
            return switch (refusal) {
                case NO_ROUTE ->
                        new RpRefusal(
                                RpCause.UNASSIGNED_NUMBER, FCS_INVALID_SME_ADDRESS, "no-route");
                case QUEUE_FULL -> new RpRefusal(RpCause.CONGESTION, FCS_SC_BUSY, "queue-full");
                case STORE_FAILED ->
                        new RpRefusal(
                                RpCause.TEMPORARY_FAILURE, FCS_SC_SYSTEM_FAILURE, "store-failed");
            };
        }
    }

    private RpMessage refused(
            Msisdn sender, int reference, RpRefusal refusal, @Nullable String reason) {
        LOG.info(
                "refused code={} from={} rp-cause={} reason=\"{}\"",
                refusal.code(),
                sender.masked(),
                refusal.cause(),
                reason);
        return refusal(reference, refusal);
    }

    private RpMessage refusal(int reference, RpRefusal refusal) {
        return error(
                reference,
                refusal.cause(),
                TpduCodec.encode(
                        new SmsSubmitReport.InRpError(
                                refusal.failureCause(),
                                Scts.of(clock.instant(), ZoneOffset.UTC),
                                ReportParameters.NONE)));
    }

    private static RpMessage error(int reference, int cause, Octets tpdu) {
        return new RpError(Direction.TO_MS, reference, cause, Octets.EMPTY, tpdu);
    }
}
