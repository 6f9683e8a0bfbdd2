// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.concurrent.Callable;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.sms.Scts;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.SmsSubmit.SubmitFlag;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.pdu.sms.ValidityPeriod;
import org.heliograph.tools.cli.CommandFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code heliograph pdu encode sms-submit}. */
@Command(
        name = "sms-submit",
        description = "Writes an SMS-SUBMIT, what a handset sends to a service centre.",
        footer = {
            "",
            "Example:",
            "  heliograph pdu encode sms-submit --to +447700900123 --text 'On my way' \\",
            "      --validity P1D --status-report"
        })
final class EncodeSubmitCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--to",
            paramLabel = "ADDR",
            required = true,
            description = "TP-DA: +E.164 or digits.")
    private String to = "";

    @Mixin private Content content = new Content();

    @Option(
            names = "--validity",
            paramLabel = "V",
            description = "TP-VP: an ISO-8601 duration (PT4H) or time (2026-11-22T10:15:30Z).")
    private String validity = "";

    @Option(names = "--status-report", description = "Asks for an SMS-STATUS-REPORT (TP-SRR).")
    private boolean statusReport;

    @Option(
            names = "--reference",
            paramLabel = "N",
            description = "TP-MR, RP-MR and concatenation reference; 0 by default.")
    private int reference;

    @Mixin private RelayOptions relay = new RelayOptions();

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Content.Segments segments = content.segments(reference);
            int number = reference;
            for (UserData part : segments.parts()) {
                SmsSubmit submit =
                        new SmsSubmit(
                                statusReport ? Set.of(SubmitFlag.STATUS_REPORT_REQUEST) : Set.of(),
                                number & 0xFF,
                                TpAddress.of(to),
                                0,
                                segments.dataCodingScheme(),
                                validityPeriod(),
                                part);
                Octets tpdu = TpduCodec.encode(submit);
                out.println(relay.wrapped(Direction.FROM_MS, number++, tpdu).toHex());
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
        out.flush();
        return 0;
    }

    private ValidityPeriod validityPeriod() throws CommandFailure {
        if (validity.isEmpty()) {
            return new ValidityPeriod.None();
        }
        try {
            return validity.startsWith("P")
                    ? new ValidityPeriod.Relative(relative(Duration.parse(validity)))
                    : new ValidityPeriod.Absolute(new Scts(OffsetDateTime.parse(validity)));
        } catch (DateTimeParseException e) {
            throw new CommandFailure("--validity: " + e.getMessage(), e);
        }
    }

    /**
     * {@return the octet of the shortest period that is no shorter than {@code wanted}} (3GPP TS
     * 23.040 §9.2.3.12.1).
     */
    private static int relative(Duration wanted) {
        long minutes = wanted.plusSeconds(59).toMinutes();
        if (minutes <= Duration.ofHours(12).toMinutes()) {
            return (int) Math.max(0, ceil(minutes, 5) - 1);
        }
        if (minutes <= Duration.ofHours(24).toMinutes()) {
            return (int) (143 + ceil(minutes - Duration.ofHours(12).toMinutes(), 30));
        }
        long days = ceil(minutes, Duration.ofDays(1).toMinutes());
        return (int) (days <= 30 ? 166 + days : Math.min(255, 192 + ceil(days, 7)));
    }

    private static long ceil(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
