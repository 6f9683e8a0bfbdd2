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
    private TpduDecoder() {}

    static Tpdu fromServiceCentre(OctetReader in, Carrier carrier) throws DecodeException {
        int first = in.octet();
        return switch (first & FirstOctet.TYPE) {
            case FirstOctet.DELIVER -> {
                require(carrier == Carrier.RP_DATA, "SMS-DELIVER", carrier);
                yield in.field("SMS-DELIVER", i -> deliver(first, i));
            }
            case FirstOctet.SUBMIT_REPORT -> {
                require(carrier != Carrier.RP_DATA, "SMS-SUBMIT-REPORT", carrier);
                yield in.field("SMS-SUBMIT-REPORT", i -> submitReport(first, i, carrier));
            }
            case FirstOctet.STATUS_REPORT -> {
                require(carrier == Carrier.RP_DATA, "SMS-STATUS-REPORT", carrier);
                yield in.field("SMS-STATUS-REPORT", i -> statusReport(first, i));
            }
            default -> throw new DecodeException(0, "reserved TP-MTI");
        };
    }

    static Tpdu fromMobileStation(OctetReader in, Carrier carrier) throws DecodeException {
        int first = in.octet();
        return switch (first & FirstOctet.TYPE) {
            case FirstOctet.DELIVER_REPORT -> {
                require(carrier != Carrier.RP_DATA, "SMS-DELIVER-REPORT", carrier);
                yield in.field("SMS-DELIVER-REPORT", i -> deliverReport(first, i, carrier));
            }
            case FirstOctet.SUBMIT -> {
                require(carrier == Carrier.RP_DATA, "SMS-SUBMIT", carrier);
                yield in.field("SMS-SUBMIT", i -> submit(first, i));
            }
            case FirstOctet.COMMAND -> {
                require(carrier == Carrier.RP_DATA, "SMS-COMMAND", carrier);
                yield in.field("SMS-COMMAND", i -> command(first, i));
            }
            default -> throw new DecodeException(0, "reserved TP-MTI");
        };
    }

    private static void require(boolean carried, String name, Carrier carrier)
            throws DecodeException {
        if (!carried) {
            throw new DecodeException(0, name + " in " + carrier.name().replace('_', '-'));
        }
    }

    private static SmsDeliver deliver(int first, OctetReader in) throws DecodeException {
        TpAddress originatingAddress = in.field("TP-OA", TpAddress::decode);
        int protocolIdentifier = in.field("TP-PID", OctetReader::octet);
        DataCodingScheme scheme = scheme(in);
        Scts timestamp = in.field("TP-SCTS", Scts::decode);
        UserData userData = UserDataCodec.decode(in, headed(first), scheme, UserData.MAX_OCTETS);
        in.end();
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
                protocolIdentifier,
                scheme,
                timestamp,
                userData);
    }

    private static SmsDeliverReport deliverReport(int first, OctetReader in, Carrier carrier)
            throws DecodeException {
        if (carrier == Carrier.RP_ACK) {
            int indicator = ReportParameters.decodeIndicator(in);
            return new SmsDeliverReport.InRpAck(
                    parameters(in, indicator, first, SmsDeliverReport.InRpAck.MAX_OCTETS));
        }
        int failureCause = in.field("TP-FCS", OctetReader::octet);
        int indicator = ReportParameters.decodeIndicator(in);
        return new SmsDeliverReport.InRpError(
                failureCause,
                parameters(in, indicator, first, SmsDeliverReport.InRpError.MAX_OCTETS));
    }

    private static SmsSubmit submit(int first, OctetReader in) throws DecodeException {
        int messageReference = in.field("TP-MR", OctetReader::octet);
        TpAddress destinationAddress = in.field("TP-DA", TpAddress::decode);
        int protocolIdentifier = in.field("TP-PID", OctetReader::octet);
        DataCodingScheme scheme = scheme(in);
        ValidityPeriod validityPeriod = in.field("TP-VP", i -> validityPeriod(first, i));
        UserData userData = UserDataCodec.decode(in, headed(first), scheme, UserData.MAX_OCTETS);
        in.end();
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
                protocolIdentifier,
                scheme,
                validityPeriod,
                userData);
    }

    private static ValidityPeriod validityPeriod(int first, OctetReader in) throws DecodeException {
        return switch (FirstOctet.format(first)) {
            case 0b01 -> new ValidityPeriod.Enhanced(in.octets(ValidityPeriod.Enhanced.LENGTH));
            case 0b10 -> new ValidityPeriod.Relative(in.octet());
            case 0b11 -> new ValidityPeriod.Absolute(Scts.decode(in));
            default -> new ValidityPeriod.None();
        };
    }

    private static SmsSubmitReport submitReport(int first, OctetReader in, Carrier carrier)
            throws DecodeException {
        if (carrier == Carrier.RP_ACK) {
            int indicator = ReportParameters.decodeIndicator(in);
            Scts timestamp = in.field("TP-SCTS", Scts::decode);
            return new SmsSubmitReport.InRpAck(
                    timestamp,
                    parameters(in, indicator, first, SmsSubmitReport.InRpAck.MAX_OCTETS));
        }
        int failureCause = in.field("TP-FCS", OctetReader::octet);
        int indicator = ReportParameters.decodeIndicator(in);
        Scts timestamp = in.field("TP-SCTS", Scts::decode);
        return new SmsSubmitReport.InRpError(
                failureCause,
                timestamp,
                parameters(in, indicator, first, SmsSubmitReport.InRpError.MAX_OCTETS));
    }

    private static SmsStatusReport statusReport(int first, OctetReader in) throws DecodeException {
        int messageReference = in.field("TP-MR", OctetReader::octet);
        TpAddress recipientAddress = in.field("TP-RA", TpAddress::decode);
        Scts timestamp = in.field("TP-SCTS", Scts::decode);
        Scts dischargeTime = in.field("TP-DT", Scts::decode);
        int status = in.field("TP-ST", OctetReader::octet);
        ReportParameters parameters =
                in.atEnd()
                        ? ReportParameters.ABSENT
                        : parameters(
                                in,
                                ReportParameters.decodeIndicator(in),
                                first,
                                SmsStatusReport.MAX_OCTETS);
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
                timestamp,
                dischargeTime,
                status,
                parameters);
    }

    private static SmsCommand command(int first, OctetReader in) throws DecodeException {
        int messageReference = in.field("TP-MR", OctetReader::octet);
        int protocolIdentifier = in.field("TP-PID", OctetReader::octet);
        int commandType = in.field("TP-CT", OctetReader::octet);
        int messageNumber = in.field("TP-MN", OctetReader::octet);
        TpAddress destinationAddress = in.field("TP-DA", TpAddress::decode);
        UserData commandData = in.field("TP-CD", i -> UserDataCodec.commandData(i, headed(first)));
        in.end();
        return new SmsCommand(
                messageReference,
                (first & FirstOctet.STATUS_REPORT_REQUEST) != 0,
                protocolIdentifier,
                commandType,
                messageNumber,
                destinationAddress,
                commandData);
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
