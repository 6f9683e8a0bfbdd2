// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.util.EnumSet;
import java.util.Set;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.sms.SmsDeliver.DeliverFlag;
import org.heliograph.pdu.sms.SmsStatusReport.StatusReportFlag;
import org.heliograph.pdu.sms.SmsSubmit.SubmitFlag;
import org.heliograph.pdu.sms.TpduCodec.Carrier;

/** Reads each TPDU in the order of its table (3GPP TS 23.040 §9.2.2). */
final class TpduDecoder {
    /** The values of TP-FCS begin here (§9.2.3.22). */
    private static final int LEAST_FAILURE_CAUSE = 0x80;

    private static final int UNSPECIFIED_CAUSE = 0xFF;

    private TpduDecoder() {}

    static Tpdu fromServiceCentre(OctetReader in, Carrier carrier) throws DecodeException {
        int type = in.peek() & FirstOctet.TYPE;
        if (type == FirstOctet.SUBMIT_REPORT) {
            require(carrier != Carrier.RP_DATA, "SMS-SUBMIT-REPORT", carrier, in);
            return in.field("SMS-SUBMIT-REPORT", i -> submitReport(i, carrier));
        } else if (type == FirstOctet.STATUS_REPORT) {
            require(carrier == Carrier.RP_DATA, "SMS-STATUS-REPORT", carrier, in);
            return in.field("SMS-STATUS-REPORT", TpduDecoder::statusReport);
        } else if (type != FirstOctet.DELIVER) {
            in.deviation(in.offset(), "reserved TP-MTI"); // to be read as SMS-DELIVER, §9.2.3.1
        }
        require(carrier == Carrier.RP_DATA, "SMS-DELIVER", carrier, in);
        return in.field("SMS-DELIVER", TpduDecoder::deliver);
    }

    static Tpdu fromMobileStation(OctetReader in, Carrier carrier) throws DecodeException {
        int type = in.peek() & FirstOctet.TYPE;
        if (type == FirstOctet.DELIVER_REPORT) {
            require(carrier != Carrier.RP_DATA, "SMS-DELIVER-REPORT", carrier, in);
            return in.field("SMS-DELIVER-REPORT", i -> deliverReport(i, carrier));
        } else if (type == FirstOctet.COMMAND) {
            require(carrier == Carrier.RP_DATA, "SMS-COMMAND", carrier, in);
            return in.field("SMS-COMMAND", TpduDecoder::command);
        } else if (type != FirstOctet.SUBMIT) {
            throw new DecodeException(in.offset(), "reserved TP-MTI");
        }
        require(carrier == Carrier.RP_DATA, "SMS-SUBMIT", carrier, in);
        return in.field("SMS-SUBMIT", TpduDecoder::submit);
    }

    private static void require(boolean carried, String name, Carrier carrier, OctetReader in)
            throws DecodeException {
        if (!carried) {
            in.deviation(in.offset(), name + " in " + carrier.name().replace('_', '-'));
        }
    }

    private static SmsDeliver deliver(OctetReader in) throws DecodeException {
        int first = in.bits(FirstOctet.OF_DELIVER);
        TpAddress originatingAddress =
                AddressRescue.read("TP-OA", in, i -> afterOriginatingAddress(first, i));
        Delivered rest = afterOriginatingAddress(first, in);
        Set<DeliverFlag> flags = EnumSet.noneOf(DeliverFlag.class);
        for (DeliverFlag flag : DeliverFlag.values()) {
            if ((first & FirstOctet.bit(flag)) != 0) {
                flags.add(flag);
            }
        }
        return new SmsDeliver(
                moreMessages(first),
                flags,
                originatingAddress,
                rest.protocolIdentifier,
                rest.scheme,
                rest.timestamp,
                rest.userData);
    }

    private record Delivered(
            int protocolIdentifier, DataCodingScheme scheme, Scts timestamp, UserData userData) {}

    private static Delivered afterOriginatingAddress(int first, OctetReader in)
            throws DecodeException {
        int protocolIdentifier = in.octet("TP-PID");
        DataCodingScheme scheme = scheme(in);
        Scts timestamp = timestamp("TP-SCTS", in);
        UserData userData =
                UserDataCodec.decode(in, headed(first), scheme, UserData.MAX_OCTETS, true);
        in.end();
        return new Delivered(protocolIdentifier, scheme, timestamp, userData);
    }

    private static Scts timestamp(String name, OctetReader in) throws DecodeException {
        return in.field(name, Scts::decode, Scts::nearest);
    }

    private static SmsDeliverReport deliverReport(OctetReader in, Carrier carrier)
            throws DecodeException {
        int first = in.bits(FirstOctet.OF_REPORT);
        if (inRpAck(in, carrier)) {
            int indicator = ReportParameters.decodeIndicator(in);
            return new SmsDeliverReport.InRpAck(
                    parameters(in, indicator, first, SmsDeliverReport.InRpAck.MAX_OCTETS));
        }
        int failureCause = failureCause(in);
        int indicator = ReportParameters.decodeIndicator(in);
        return new SmsDeliverReport.InRpError(
                failureCause,
                parameters(in, indicator, first, SmsDeliverReport.InRpError.MAX_OCTETS));
    }

    /**
     * Where a kind reading lets RP-DATA carry a report, its next octet tells: the values of TP-FCS
     * have the bit set that extends TP-PI (§9.2.3.22, §9.2.3.27).
     */
    private static boolean inRpAck(OctetReader in, Carrier carrier) throws DecodeException {
        return switch (carrier) {
            case RP_ACK -> true;
            case RP_ERROR -> false;
            case RP_DATA -> in.atEnd() || in.peek() < LEAST_FAILURE_CAUSE;
        };
    }

    private static int failureCause(OctetReader in) throws DecodeException {
        if (in.isKind() && in.atEnd()) {
            in.deviation(in.offset(), "no TP-FCS");
            return UNSPECIFIED_CAUSE;
        }
        return in.octet("TP-FCS");
    }

    private static SmsSubmit submit(OctetReader in) throws DecodeException {
        int first = in.bits(FirstOctet.OF_SUBMIT);
        int messageReference = in.octet("TP-MR");
        TpAddress destinationAddress =
                AddressRescue.read("TP-DA", in, i -> afterDestinationAddress(first, i));
        Submitted rest = afterDestinationAddress(first, in);
        Set<SubmitFlag> flags = EnumSet.noneOf(SubmitFlag.class);
        for (SubmitFlag flag : SubmitFlag.values()) {
            if ((first & FirstOctet.bit(flag)) != 0) {
                flags.add(flag);
            }
        }
        return new SmsSubmit(
                flags,
                messageReference,
                destinationAddress,
                rest.protocolIdentifier,
                rest.scheme,
                rest.validityPeriod,
                rest.userData);
    }

    private record Submitted(
            int protocolIdentifier,
            DataCodingScheme scheme,
            ValidityPeriod validityPeriod,
            UserData userData) {}

    private static Submitted afterDestinationAddress(int first, OctetReader in)
            throws DecodeException {
        int protocolIdentifier = in.octet("TP-PID");
        DataCodingScheme scheme = scheme(in);
        ValidityPeriod validityPeriod = validityPeriod(first, in);
        UserData userData =
                UserDataCodec.decode(in, headed(first), scheme, UserData.MAX_OCTETS, true);
        in.end();
        return new Submitted(protocolIdentifier, scheme, validityPeriod, userData);
    }

    private static ValidityPeriod validityPeriod(int first, OctetReader in) throws DecodeException {
        return switch (FirstOctet.format(first)) {
            case 0b01 ->
                    new ValidityPeriod.Enhanced(
                            in.field("TP-VP", i -> i.octets(ValidityPeriod.Enhanced.LENGTH)));
            case 0b10 -> new ValidityPeriod.Relative(in.octet("TP-VP"));
            case 0b11 -> new ValidityPeriod.Absolute(timestamp("TP-VP", in));
            default -> new ValidityPeriod.None();
        };
    }

    private static SmsSubmitReport submitReport(OctetReader in, Carrier carrier)
            throws DecodeException {
        int first = in.bits(FirstOctet.OF_REPORT);
        if (inRpAck(in, carrier)) {
            int indicator = ReportParameters.decodeIndicator(in);
            Scts timestamp = timestamp("TP-SCTS", in);
            return new SmsSubmitReport.InRpAck(
                    timestamp,
                    parameters(in, indicator, first, SmsSubmitReport.InRpAck.MAX_OCTETS));
        }
        int failureCause = failureCause(in);
        int indicator = ReportParameters.decodeIndicator(in);
        Scts timestamp = timestamp("TP-SCTS", in);
        return new SmsSubmitReport.InRpError(
                failureCause,
                timestamp,
                parameters(in, indicator, first, SmsSubmitReport.InRpError.MAX_OCTETS));
    }

    private static SmsStatusReport statusReport(OctetReader in) throws DecodeException {
        int first = in.bits(FirstOctet.OF_STATUS_REPORT);
        int messageReference = in.octet("TP-MR");
        TpAddress recipientAddress =
                AddressRescue.read("TP-RA", in, i -> afterRecipientAddress(first, i));
        Reported rest = afterRecipientAddress(first, in);
        Set<StatusReportFlag> flags = EnumSet.noneOf(StatusReportFlag.class);
        for (StatusReportFlag flag : StatusReportFlag.values()) {
            if ((first & FirstOctet.bit(flag)) != 0) {
                flags.add(flag);
            }
        }
        return new SmsStatusReport(
                moreMessages(first),
                flags,
                messageReference,
                recipientAddress,
                rest.timestamp,
                rest.dischargeTime,
                rest.status,
                rest.parameters);
    }

    private record Reported(
            Scts timestamp, Scts dischargeTime, int status, ReportParameters parameters) {}

    private static Reported afterRecipientAddress(int first, OctetReader in)
            throws DecodeException {
        Scts timestamp = timestamp("TP-SCTS", in);
        Scts dischargeTime = timestamp("TP-DT", in);
        int status = in.octet("TP-ST");
        ReportParameters parameters =
                in.atEnd()
                        ? ReportParameters.ABSENT
                        : parameters(
                                in,
                                ReportParameters.decodeIndicator(in),
                                first,
                                SmsStatusReport.MAX_OCTETS);
        return new Reported(timestamp, dischargeTime, status, parameters);
    }

    private static SmsCommand command(OctetReader in) throws DecodeException {
        int first = in.bits(FirstOctet.OF_COMMAND);
        int messageReference = in.octet("TP-MR");
        int protocolIdentifier = in.octet("TP-PID");
        int commandType = in.octet("TP-CT");
        int messageNumber = in.octet("TP-MN");
        TpAddress destinationAddress = AddressRescue.read("TP-DA", in, i -> commandData(first, i));
        UserData commandData = commandData(first, in);
        return new SmsCommand(
                messageReference,
                (first & FirstOctet.STATUS_REPORT_REQUEST) != 0,
                protocolIdentifier,
                commandType,
                messageNumber,
                destinationAddress,
                commandData);
    }

    private static UserData commandData(int first, OctetReader in) throws DecodeException {
        UserData commandData = UserDataCodec.commandData(in, headed(first));
        in.end();
        return commandData;
    }

    private static DataCodingScheme scheme(OctetReader in) throws DecodeException {
        return in.field("TP-DCS", i -> new DataCodingScheme(i.octet()));
    }

    private static ReportParameters parameters(OctetReader in, int indicator, int first, int most)
            throws DecodeException {
        ReportParameters parameters = ReportParameters.decode(in, indicator, headed(first), most);
        in.end();
        return parameters;
    }

    private static boolean moreMessages(int first) {
        return (first & FirstOctet.NO_MORE_MESSAGES) == 0;
    }

    private static boolean headed(int first) {
        return (first & FirstOctet.HEADER) != 0;
    }
}
