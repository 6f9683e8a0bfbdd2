// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.Reading;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpCause;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.rp.RpMessage.RpAck;
import org.heliograph.pdu.rp.RpMessage.RpData;
import org.heliograph.pdu.rp.RpMessage.RpError;
import org.heliograph.pdu.rp.RpMessage.RpSmma;
import org.heliograph.pdu.sms.SmsCommand;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.SmsDeliverReport;
import org.heliograph.pdu.sms.SmsStatusReport;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.SmsSubmitReport;
import org.heliograph.pdu.sms.Tpdu;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What we do with each relay message of a handset (3GPP TS 24.011). Read kindly: what a handset got
 * wrong and can be understood is logged and served. Knows no SIP.
 */
final class RelayLayer {
    private static final Logger LOG = LoggerFactory.getLogger(RelayLayer.class);

    /** RP-MTI and RP-MR: without them there is nobody to answer (TS 24.011 §9.2). */
    static final int SHORTEST = 2;

    private static final String WRONG_WAY = "this goes from the network to the MS only";
    private static final int RP_MTI = 0x07;
    private static final int RP_ACK_FROM_MS = 2;
    private static final int RP_ERROR_TO_MS = 5;
    private static final int MOST_DEVIATIONS = 5; // named in the log; the rest is counted

    private final MobileSubmissions submissions;
    private final MobileCommands commands;
    private final SubmitReports submitReports;
    private final Consumer<Msisdn> alert;
    private final ExpectedReports reports;

    RelayLayer(
            MobileSubmissions submissions,
            MobileCommands commands,
            SubmitReports submitReports,
            Consumer<Msisdn> alert,
            ExpectedReports reports) {
        this.submissions = submissions;
        this.commands = commands;
        this.submitReports = submitReports;
        this.alert = alert;
        this.reports = reports;
    }

    /**
     * {@return whether it is a report: it asks for no answer}
     *
     * @param octets at least {@link #SHORTEST}
     */
    static boolean isReport(Octets octets) {
        int type = octets.at(0) & RP_MTI;
        return type >= RP_ACK_FROM_MS && type <= RP_ERROR_TO_MS;
    }

    /**
     * Gives a report to whoever waits for it, and waits for nobody.
     *
     * @param octets of which {@link #isReport} holds
     * @param inReplyTo the Call-IDs that the carrier says this answers
     */
    void report(Msisdn sender, Octets octets, List<String> inReplyTo) {
        Reading reading = Reading.kind();
        try {
            RpMessage message = RpCodec.decode(new OctetReader(octets, reading));
            boolean fromMs =
                    switch (message) {
                        case RpAck ack -> ack.direction() == Direction.FROM_MS;
                        case RpError error -> error.direction() == Direction.FROM_MS;
                        case RpData _, RpSmma _ -> false;
                    };
            if (fromMs) {
                reported(sender, inReplyTo, message, reading);
            } else {
                logMalformed(sender, RpCause.MESSAGE_TYPE_NOT_IMPLEMENTED, WRONG_WAY);
            }
        } catch (DecodeException e) {
            logMalformed(sender, RpCause.INVALID_MANDATORY_INFORMATION, e.getMessage());
        }
    }

    /**
     * Blocks until what is submitted is durable.
     *
     * @param octets at least {@link #SHORTEST}, and no report
     * @return what the handset is to hear, if anything
     */
    Optional<RpMessage> receive(Msisdn sender, Octets octets) throws InterruptedException {
        Reading reading = Reading.kind();
        RpMessage message;
        try {
            message = RpCodec.decode(new OctetReader(octets, reading));
        } catch (DecodeException e) {
            return malformed(
                    sender,
                    octets,
                    (octets.at(0) & RP_MTI) == RP_MTI
                            ? RpCause.MESSAGE_TYPE_NOT_IMPLEMENTED
                            : RpCause.INVALID_MANDATORY_INFORMATION,
                    e.getMessage());
        }
        return switch (message) {
            case RpData data when data.direction() == Direction.FROM_MS -> {
                int offset = octets.length() - data.userData().length();
                OctetReader tpdu = OctetReader.at(offset, data.userData(), reading);
                yield Optional.of(transferred(sender, data.messageReference(), tpdu, reading));
            }
            case RpSmma smma -> {
                logDeviations(sender, reading);
                alert.accept(sender);
                LOG.info("memory available {}", sender.masked());
                yield Optional.of(
                        new RpAck(Direction.TO_MS, smma.messageReference(), Octets.EMPTY));
            }
            case RpData _, RpAck _, RpError _ ->
                    malformed(sender, octets, RpCause.MESSAGE_TYPE_NOT_IMPLEMENTED, WRONG_WAY);
        };
    }

    private static Optional<RpMessage> malformed(
            Msisdn sender, Octets octets, int cause, @Nullable String reason) {
        logMalformed(sender, cause, reason);
        return Optional.of(
                new RpError(Direction.TO_MS, octets.at(1), cause, Octets.EMPTY, Octets.EMPTY));
    }

    /** All that a report that makes no sense comes to: two machines could answer for ever. */
    private static void logMalformed(Msisdn sender, int cause, @Nullable String reason) {
        LOG.info(
                "refused code=rp-malformed from={} rp-cause={} reason=\"{}\"",
                sender.masked(),
                cause,
                reason);
    }

    /** Deviations name fields of the standard and numbers: nothing that somebody wrote. */
    private static void logDeviations(Msisdn from, Reading reading) {
        List<Reading.Deviation> deviations = reading.deviations();
        if (!deviations.isEmpty()) {
            LOG.info(
                    "tolerated code=deviation reason=\"{}\" deviations={} from={}",
                    deviations.stream()
                            .limit(MOST_DEVIATIONS)
                            .map(Reading.Deviation::toString)
                            .collect(Collectors.joining("; ")),
                    deviations.size(),
                    from.masked());
        }
    }

    private void reported(
            Msisdn sender, List<String> inReplyTo, RpMessage report, Reading reading) {
        logDeviations(sender, reading);
        if (!reports.report(sender, inReplyTo, report)) {
            LOG.info(
                    "dropped code=rp-report-unexpected from={} reason=\"late, or not the first, RP-MR"
                            + " {}\"",
                    sender.masked(),
                    report.messageReference());
        }
    }

    private RpMessage transferred(Msisdn sender, int reference, OctetReader in, Reading reading)
            throws InterruptedException {
        Tpdu tpdu;
        try {
            tpdu = TpduCodec.decodeFromMobileStation(in, TpduCodec.Carrier.RP_DATA);
        } catch (DecodeException e) {
            return submitReports.refused(
                    sender,
                    reference,
                    SubmitReports.Refusal.MALFORMED,
                    String.valueOf(e.getMessage()));
        }
        logDeviations(sender, reading);
        return switch (tpdu) {
            case SmsSubmit submit -> submissions.submit(sender, reference, submit);
            case SmsCommand command -> commands.command(sender, reference, command);
            case SmsDeliver _, SmsDeliverReport _, SmsStatusReport _, SmsSubmitReport _ ->
                    submitReports.refused(
                            sender,
                            reference,
                            SubmitReports.Refusal.UNEXPECTED,
                            tpdu.getClass().getSimpleName());
        };
    }
}
