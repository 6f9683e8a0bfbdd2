// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.io.PrintWriter;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.Callable;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.sms.Scts;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.tools.cli.CommandFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code heliograph pdu encode sms-deliver}. */
@Command(
        name = "sms-deliver",
        description = "Writes an SMS-DELIVER, what a service centre sends to a handset.",
        footer = {
            "",
            "Example:",
            "  heliograph pdu encode sms-deliver --from Info --text 'Hello' --rp --sc +447785016005"
        })
final class EncodeDeliverCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--from",
            paramLabel = "ADDR",
            required = true,
            description = "TP-OA: +E.164, digits, or anything else = alphanumeric.")
    private String from = "";

    @Mixin private Content content = new Content();

    @Option(
            names = "--timestamp",
            paramLabel = "ISO-8601",
            description = "TP-SCTS, such as 2026-11-22T10:15:30+01:00; now by default.")
    private String timestamp = "";

    @Option(
            names = "--reference",
            paramLabel = "N",
            description = "Concatenation reference and first RP-MR; 0 by default.")
    private int reference;

    @Mixin private RelayOptions relay = new RelayOptions();

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Content.Segments segments = content.segments(reference);
            Scts scts = new Scts(time());
            int left = segments.parts().size();
            int rpReference = reference;
            for (UserData part : segments.parts()) {
                SmsDeliver deliver =
                        new SmsDeliver(
                                --left > 0,
                                Set.of(),
                                TpAddress.of(from),
                                0,
                                segments.dataCodingScheme(),
                                scts,
                                part);
                Octets tpdu = TpduCodec.encode(deliver);
                out.println(relay.wrapped(Direction.TO_MS, rpReference++, tpdu).toHex());
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
        out.flush();
        return 0;
    }

    private OffsetDateTime time() throws CommandFailure {
        try {
            return timestamp.isEmpty()
                    ? OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS)
                    : OffsetDateTime.parse(timestamp);
        } catch (DateTimeParseException e) {
            throw new CommandFailure("--timestamp: " + e.getMessage(), e);
        }
    }
}
