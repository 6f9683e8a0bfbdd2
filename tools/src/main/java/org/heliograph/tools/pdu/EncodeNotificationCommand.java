// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.EncodedString;
import org.heliograph.pdu.mms.From;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsHeaders;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.MmsTime;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.Scts;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.wappush.WapPush;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code heliograph pdu encode mms-notification}. */
@Command(
        name = "mms-notification",
        description = "Writes an M-Notification.ind, alone or as the push that brings it.",
        footer = {
            "",
            "Example:",
            "  heliograph pdu encode mms-notification --from +447700900123 --size 48210 \\",
            "      --url http://mms.example/AbC --expiry P7D --transaction-id T1 --carrier sms"
        })
final class EncodeNotificationCommand implements Callable<Integer> {
    private static final int MMS_VERSION_1_2 = 0x12;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--from",
            paramLabel = "ADDR",
            required = true,
            description = "The sender: +E.164, or a mail address.")
    private String from = "";

    @Option(
            names = "--url",
            paramLabel = "URL",
            required = true,
            description = "X-Mms-Content-Location.")
    private String url = "";

    @Option(
            names = "--size",
            paramLabel = "N",
            required = true,
            description = "X-Mms-Message-Size, in octets.")
    private long size;

    @Option(
            names = "--expiry",
            paramLabel = "DURATION",
            required = true,
            description = "X-Mms-Expiry from now, ISO-8601 such as P7D.")
    private String expiry = "";

    @Option(
            names = "--transaction-id",
            paramLabel = "ID",
            required = true,
            description = "X-Mms-Transaction-ID.")
    private String transactionId = "";

    @Option(
            names = "--carrier",
            paramLabel = "C",
            description = {
                "mms (default): the MMS PDU alone; wsp-push: inside a WSP Push;",
                "sms: as SMS-DELIVERs, one line each."
            })
    private String carrier = "mms";

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        try {
            lines(notification()).forEach(octets -> out.println(octets.toHex()));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        } catch (DateTimeParseException e) {
            throw new CommandFailure(
                    "--expiry: expected an ISO-8601 duration such as P7D or PT12H, got '"
                            + expiry
                            + "'",
                    e);
        }
        out.flush();
        return 0;
    }

    private MmsPdu notification() {
        String address = from.startsWith("+") ? from + "/TYPE=PLMN" : from;
        return new MmsPdu.MNotificationInd(
                MmsHeaders.builder()
                        .add(MmsField.TRANSACTION_ID, transactionId)
                        .add(MmsField.MMS_VERSION, MMS_VERSION_1_2)
                        .add(MmsField.FROM, new From.Address(EncodedString.of(address)))
                        .add(MmsField.MESSAGE_CLASS, "Personal")
                        .add(MmsField.MESSAGE_SIZE, size)
                        .add(MmsField.EXPIRY, new MmsTime.Relative(lifetime()))
                        .add(MmsField.CONTENT_LOCATION, url)
                        .build());
    }

    private Duration lifetime() {
        return Duration.parse(expiry);
    }

    private List<Octets> lines(MmsPdu notification) throws CommandFailure {
        return switch (carrier) {
            case "mms" -> List.of(MmsCodec.encode(notification));
            case "wsp-push" -> List.of(WapPush.push(notification, 1).encode());
            case "sms" -> WapPush.segments(notification, 1, 1).stream().map(this::deliver).toList();
            default -> throw new CommandFailure("--carrier: mms, wsp-push or sms");
        };
    }

    private Octets deliver(UserData part) {
        return TpduCodec.encode(
                new SmsDeliver(
                        false,
                        Set.of(),
                        TpAddress.of(from),
                        0,
                        DataCodingScheme.EIGHT_BIT,
                        new Scts(
                                OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS)),
                        part));
    }
}
