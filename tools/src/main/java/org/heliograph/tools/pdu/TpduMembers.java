// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.ReportParameters;
import org.heliograph.pdu.sms.Scts;
import org.heliograph.pdu.sms.SmsCommand;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.SmsDeliver.DeliverFlag;
import org.heliograph.pdu.sms.SmsDeliverReport;
import org.heliograph.pdu.sms.SmsStatusReport;
import org.heliograph.pdu.sms.SmsStatusReport.StatusReportFlag;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.SmsSubmit.SubmitFlag;
import org.heliograph.pdu.sms.SmsSubmitReport;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.Tpdu;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.ValidityPeriod;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.json.JsonException;
import org.heliograph.tools.json.Members;

/**
 * TPDUs from members, the inverse of {@link TpduView}. What may be left away: flags (all false, but
 * TP-MMS true: no more messages), TP-PID (0), TP-MR (0), TP-DCS (what the text needs), TP-VP, TP-UD
 * and in reports all that TP-PI announces.
 */
final class TpduMembers {
    private TpduMembers() {}

    static Octets read(String name, Members members) throws JsonException {
        Tpdu tpdu =
                switch (name) {
                    case "SMS-DELIVER" -> deliver(members);
                    case "SMS-SUBMIT" -> submit(members);
                    case "SMS-STATUS-REPORT" -> statusReport(members);
                    case "SMS-COMMAND" -> command(members);
                    case "SMS-DELIVER-REPORT" -> deliverReport(members);
                    default -> submitReport(members);
                };
        members.end();
        return TpduCodec.encode(tpdu);
    }

    private static Tpdu deliver(Members members) throws JsonException {
        boolean moreMessages = !members.flag("TP-MMS", true);
        Set<DeliverFlag> flags = EnumSet.noneOf(DeliverFlag.class);
        flag(members, "TP-LP", flags, DeliverFlag.LOOP_PREVENTION);
        flag(members, "TP-SRI", flags, DeliverFlag.STATUS_REPORT_INDICATION);
        flag(members, "TP-RP", flags, DeliverFlag.REPLY_PATH);
        TpAddress originatingAddress = AddressView.tpAddress(members, "TP-OA");
        int pid = members.octet("TP-PID", 0);
        Optional<DataCodingScheme> scheme = scheme(members);
        Scts timestamp = time(members, "TP-SCTS");
        var content = UserDataMembers.read(members, "TP-UD", scheme);
        return members.checked(
                "",
                () ->
                        new SmsDeliver(
                                moreMessages,
                                flags,
                                originatingAddress,
                                pid,
                                content.scheme(),
                                timestamp,
                                content.userData()));
    }

    private static Tpdu submit(Members members) throws JsonException {
        Set<SubmitFlag> flags = EnumSet.noneOf(SubmitFlag.class);
        flag(members, "TP-RD", flags, SubmitFlag.REJECT_DUPLICATES);
        flag(members, "TP-SRR", flags, SubmitFlag.STATUS_REPORT_REQUEST);
        flag(members, "TP-RP", flags, SubmitFlag.REPLY_PATH);
        int reference = members.octet("TP-MR", 0);
        TpAddress destinationAddress = AddressView.tpAddress(members, "TP-DA");
        int pid = members.octet("TP-PID", 0);
        Optional<DataCodingScheme> scheme = scheme(members);
        ValidityPeriod period = validityPeriod(members);
        var content = UserDataMembers.read(members, "TP-UD", scheme);
        return members.checked(
                "",
                () ->
                        new SmsSubmit(
                                flags,
                                reference,
                                destinationAddress,
                                pid,
                                content.scheme(),
                                period,
                                content.userData()));
    }

    /** A number is relative, a string a time or a duration, an object enhanced. */
    private static ValidityPeriod validityPeriod(Members members) throws JsonException {
        Optional<Json> value = members.take("TP-VP");
        if (value.isEmpty()) {
            return new ValidityPeriod.None();
        }
        return switch (value.get()) {
            case Json.Numeral(long octet) ->
                    members.checked(
                            "TP-VP", () -> new ValidityPeriod.Relative(Math.toIntExact(octet)));
            case Json.Text(String text) when text.startsWith("P") -> {
                try {
                    yield ValidityPeriod.Relative.atLeast(Duration.parse(text));
                } catch (DateTimeException e) {
                    throw members.failure("TP-VP", "not an ISO 8601 duration: " + text);
                }
            }
            case Json.Text(String text) ->
                    new ValidityPeriod.Absolute(time(members, "TP-VP", text));
            case Json.Structure object -> {
                Members enhanced = Members.of(members.pathOf("TP-VP"), object);
                Octets octets = enhanced.hex("enhanced");
                enhanced.end();
                yield members.checked("TP-VP", () -> new ValidityPeriod.Enhanced(octets));
            }
            case Json.Flag _, Json.Array _ ->
                    throw members.failure("TP-VP", "not a number, a string or an object");
        };
    }

    private static Tpdu statusReport(Members members) throws JsonException {
        boolean moreMessages = !members.flag("TP-MMS", true);
        Set<StatusReportFlag> flags = EnumSet.noneOf(StatusReportFlag.class);
        flag(members, "TP-LP", flags, StatusReportFlag.LOOP_PREVENTION);
        flag(members, "TP-SRQ", flags, StatusReportFlag.RESULT_OF_COMMAND);
        int reference = members.octet("TP-MR", 0);
        TpAddress recipientAddress = AddressView.tpAddress(members, "TP-RA");
        Scts timestamp = time(members, "TP-SCTS");
        Scts dischargeTime = time(members, "TP-DT");
        int status = members.octet("TP-ST");
        ReportParameters parameters = parameters(members, ReportParameters.ABSENT);
        return members.checked(
                "",
                () ->
                        new SmsStatusReport(
                                moreMessages,
                                flags,
                                reference,
                                recipientAddress,
                                timestamp,
                                dischargeTime,
                                status,
                                parameters));
    }

    private static Tpdu command(Members members) throws JsonException {
        boolean request = members.flag("TP-SRR", false);
        int reference = members.octet("TP-MR", 0);
        int pid = members.octet("TP-PID", 0);
        int type = members.octet("TP-CT");
        int number = members.octet("TP-MN", 0);
        TpAddress destinationAddress = AddressView.tpAddress(members, "TP-DA");
        var data = UserDataMembers.read(members, "TP-CD", Optional.of(DataCodingScheme.EIGHT_BIT));
        return members.checked(
                "",
                () ->
                        new SmsCommand(
                                reference,
                                request,
                                pid,
                                type,
                                number,
                                destinationAddress,
                                data.userData()));
    }

    /** TP-FCS tells RP-ERROR from RP-ACK. */
    private static Tpdu deliverReport(Members members) throws JsonException {
        boolean error = members.has("TP-FCS");
        int cause = error ? members.octet("TP-FCS") : 0;
        ReportParameters parameters = parameters(members, ReportParameters.NONE);
        return members.checked(
                "",
                () ->
                        error
                                ? new SmsDeliverReport.InRpError(cause, parameters)
                                : new SmsDeliverReport.InRpAck(parameters));
    }

    private static Tpdu submitReport(Members members) throws JsonException {
        boolean error = members.has("TP-FCS");
        int cause = error ? members.octet("TP-FCS") : 0;
        Scts timestamp = time(members, "TP-SCTS");
        ReportParameters parameters = parameters(members, ReportParameters.NONE);
        return members.checked(
                "",
                () ->
                        error
                                ? new SmsSubmitReport.InRpError(cause, timestamp, parameters)
                                : new SmsSubmitReport.InRpAck(timestamp, parameters));
    }

    /**
     * @param none what there is where neither TP-PI nor anything that it announces is given
     */
    private static ReportParameters parameters(Members members, ReportParameters none)
            throws JsonException {
        Optional<DataCodingScheme> scheme = scheme(members);
        boolean said = members.has("TP-PI");
        int indicator = members.octet("TP-PI", 0);
        ReportParameters parameters = said ? ReportParameters.NONE : none;
        if (members.has("TP-PID")) {
            parameters = parameters.withProtocolIdentifier(members.octet("TP-PID"));
        }
        if (scheme.isPresent()) {
            parameters = parameters.withDataCodingScheme(scheme.get());
        }
        if (members.has("TP-UD")) {
            // without TP-DCS, TP-UD is GSM 7-bit
            var content =
                    UserDataMembers.read(
                            members,
                            "TP-UD",
                            scheme.or(() -> Optional.of(DataCodingScheme.GSM_7BIT)));
            ReportParameters before = parameters;
            parameters = members.checked("TP-UD", () -> before.withUserData(content.userData()));
        }
        if (said && indicator != indicator(parameters)) {
            throw members.failure(
                    "TP-PI", indicator + ", but what is there makes it " + indicator(parameters));
        }
        return parameters;
    }

    /** {@return TP-PI (§9.2.3.27)} */
    static int indicator(ReportParameters parameters) {
        return (parameters.protocolIdentifier().isPresent() ? 0x01 : 0)
                | (parameters.dataCodingScheme().isPresent() ? 0x02 : 0)
                | (parameters.userData().isPresent() ? 0x04 : 0);
    }

    private static <E extends Enum<E>> void flag(Members members, String name, Set<E> flags, E flag)
            throws JsonException {
        if (members.flag(name, false)) {
            flags.add(flag);
        }
    }

    private static Optional<DataCodingScheme> scheme(Members members) throws JsonException {
        return members.has("TP-DCS")
                ? Optional.of(new DataCodingScheme(members.octet("TP-DCS")))
                : Optional.empty();
    }

    private static Scts time(Members members, String name) throws JsonException {
        return time(members, name, members.text(name));
    }

    private static Scts time(Members members, String name, String text) throws JsonException {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            return members.checked(name, () -> new Scts(time));
        } catch (DateTimeException e) {
            throw members.failure(
                    name, "not a time such as 2026-11-22T10:15:30+01:00: '" + text + "'");
        }
    }
}
