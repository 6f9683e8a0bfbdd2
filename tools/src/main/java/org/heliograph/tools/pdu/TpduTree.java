// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
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
import org.heliograph.pdu.sms.TypeOfNumber;
import org.heliograph.pdu.sms.ValidityPeriod;

/** TPDUs in the words of 3GPP TS 23.040 §9.2.2. */
final class TpduTree {
    private TpduTree() {}

    static Tree of(Tpdu tpdu) throws DecodeException {
        return switch (tpdu) {
            case SmsDeliver deliver -> deliver(deliver);
            case SmsSubmit submit -> submit(submit);
            case SmsStatusReport report -> statusReport(report);
            case SmsCommand command -> command(command);
            case SmsDeliverReport.InRpAck(ReportParameters parameters) ->
                    parameters(Tree.named("SMS-DELIVER-REPORT"), parameters);
            case SmsDeliverReport.InRpError(int cause, ReportParameters parameters) ->
                    parameters(
                            Tree.named("SMS-DELIVER-REPORT").leaf("TP-FCS", hex(cause)),
                            parameters);
            case SmsSubmitReport.InRpAck(Scts timestamp, ReportParameters parameters) ->
                    parameters(
                            Tree.named("SMS-SUBMIT-REPORT").leaf("TP-SCTS", time(timestamp)),
                            parameters);
            case SmsSubmitReport.InRpError(
                            int cause,
                            Scts timestamp,
                            ReportParameters parameters) ->
                    parameters(
                            Tree.named("SMS-SUBMIT-REPORT")
                                    .leaf("TP-FCS", hex(cause))
                                    .leaf("TP-SCTS", time(timestamp)),
                            parameters);
        };
    }

    private static Tree deliver(SmsDeliver pdu) throws DecodeException {
        Tree.Builder tree = Tree.named("SMS-DELIVER");
        tree.leaf("TP-MMS", moreMessages(pdu.moreMessages()));
        flags(tree, pdu.flags());
        return tree.leaf("TP-OA", address(pdu.originatingAddress()))
                .leaf("TP-PID", hex(pdu.protocolIdentifier()))
                .leaf("TP-DCS", dataCodingScheme(pdu.dataCodingScheme()))
                .leaf("TP-SCTS", time(pdu.timestamp()))
                .add(UserDataTree.of("TP-UD", pdu.userData(), pdu.dataCodingScheme().alphabet()))
                .build();
    }

    private static Tree submit(SmsSubmit pdu) throws DecodeException {
        Tree.Builder tree = Tree.named("SMS-SUBMIT");
        flags(tree, pdu.flags());
        tree.leaf("TP-MR", pdu.messageReference())
                .leaf("TP-DA", address(pdu.destinationAddress()))
                .leaf("TP-PID", hex(pdu.protocolIdentifier()))
                .leaf("TP-DCS", dataCodingScheme(pdu.dataCodingScheme()));
        switch (pdu.validityPeriod()) {
            case ValidityPeriod.None() -> {}
            case ValidityPeriod.Relative(int octet) ->
                    tree.leaf("TP-VP", hex(octet) + " (relative, " + Relative.text(octet) + ")");
            case ValidityPeriod.Absolute(Scts until) ->
                    tree.leaf("TP-VP", time(until) + " (absolute)");
            case ValidityPeriod.Enhanced(var octets) ->
                    tree.leaf("TP-VP", octets.toHex() + " (enhanced)");
        }
        return tree.add(UserDataTree.of("TP-UD", pdu.userData(), pdu.dataCodingScheme().alphabet()))
                .build();
    }

    private static Tree statusReport(SmsStatusReport pdu) throws DecodeException {
        Tree.Builder tree = Tree.named("SMS-STATUS-REPORT");
        tree.leaf("TP-MMS", moreMessages(pdu.moreMessages()));
        flags(tree, pdu.flags());
        tree.leaf("TP-MR", pdu.messageReference())
                .leaf("TP-RA", address(pdu.recipientAddress()))
                .leaf("TP-SCTS", time(pdu.timestamp()))
                .leaf("TP-DT", time(pdu.dischargeTime()))
                .leaf("TP-ST", hex(pdu.status()) + " (" + status(pdu.status()) + ")");
        return parameters(tree, pdu.parameters());
    }

    private static Tree command(SmsCommand pdu) throws DecodeException {
        return Tree.named("SMS-COMMAND")
                .leaf("TP-SRR", pdu.statusReportRequest() ? "requested" : "not requested")
                .leaf("TP-MR", pdu.messageReference())
                .leaf("TP-PID", hex(pdu.protocolIdentifier()))
                .leaf("TP-CT", hex(pdu.commandType()))
                .leaf("TP-MN", pdu.messageNumber())
                .leaf("TP-DA", address(pdu.destinationAddress()))
                .add(UserDataTree.of("TP-CD", pdu.commandData(), Alphabet.EIGHT_BIT))
                .build();
    }

    private static Tree parameters(Tree.Builder tree, ReportParameters parameters)
            throws DecodeException {
        OptionalInt protocolIdentifier = parameters.protocolIdentifier();
        if (protocolIdentifier.isPresent()) {
            tree.leaf("TP-PID", hex(protocolIdentifier.getAsInt()));
        }
        parameters
                .dataCodingScheme()
                .ifPresent(scheme -> tree.leaf("TP-DCS", dataCodingScheme(scheme)));
        if (parameters.userData().isPresent()) {
            Alphabet alphabet =
                    parameters.dataCodingScheme().orElse(DataCodingScheme.GSM_7BIT).alphabet();
            tree.add(UserDataTree.of("TP-UD", parameters.userData().get(), alphabet));
        }
        return tree.build();
    }

    private static void flags(Tree.Builder tree, Collection<? extends Enum<?>> flags) {
        if (!flags.isEmpty()) {
            tree.leaf(
                    "flags",
                    flags.stream()
                            .map(f -> f.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
    }

    private static String moreMessages(boolean more) {
        return more ? "more messages wait" : "no more messages";
    }

    /** {@return the address, with its type where the value alone does not tell it} */
    static String address(TpAddress address) {
        boolean plain =
                address.typeOfNumber() == TypeOfNumber.INTERNATIONAL
                        || address.typeOfNumber() == TypeOfNumber.UNKNOWN;
        return plain
                ? address.toString()
                : address
                        + " ("
                        + address.typeOfNumber().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + ")";
    }

    private static String dataCodingScheme(DataCodingScheme scheme) {
        String alphabet =
                switch (scheme.alphabet()) {
                    case GSM_7BIT -> "GSM 7-bit";
                    case EIGHT_BIT -> "8-bit data";
                    case UCS2 -> "UCS-2";
                };
        OptionalInt messageClass = scheme.messageClass();
        return hex(scheme.octet())
                + " ("
                + alphabet
                + (scheme.compressed() ? ", compressed" : "")
                + (messageClass.isPresent() ? ", class " + messageClass.getAsInt() : "")
                + ")";
    }

    /** TP-ST (3GPP TS 23.040 §9.2.3.15): what its ranges mean. */
    static String status(int status) {
        if (status == 0) {
            return "received by the SME";
        }
        return switch (status >> 5) {
            case 0 -> "completed";
            case 1 -> "temporary error, still trying";
            case 2 -> "permanent error";
            case 3 -> "temporary error, not trying any more";
            default -> "reserved";
        };
    }

    private static String time(Scts scts) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(scts.time());
    }

    static String hex(int octet) {
        return "0x%02x".formatted(octet);
    }

    /** TP-VP in relative format (3GPP TS 23.040 §9.2.3.12.1). */
    private static final class Relative {
        static String text(int octet) {
            if (octet <= 143) {
                return (octet + 1) * 5 + " minutes";
            }
            if (octet < 167) {
                return "12 hours and " + (octet - 143) * 30 + " minutes";
            }
            if (octet == 167) {
                return "24 hours";
            }
            return octet <= 196 ? octet - 166 + " days" : octet - 192 + " weeks";
        }
    }
}
