// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.SmsDeliver.DeliverFlag;
import org.heliograph.pdu.sms.SmsStatusReport.StatusReportFlag;
import org.heliograph.pdu.sms.SmsSubmit.SubmitFlag;

/** Writes each TPDU in the order of its table (3GPP TS 23.040 §9.2.2). */
final class TpduEncoder {
    private TpduEncoder() {}

    static Octets encode(Tpdu tpdu) {
        OctetWriter out = new OctetWriter();
        switch (tpdu) {
            case SmsDeliver deliver -> deliver(out, deliver);
            case SmsDeliverReport report -> deliverReport(out, report);
            case SmsSubmit submit -> submit(out, submit);
            case SmsSubmitReport report -> submitReport(out, report);
            case SmsStatusReport report -> statusReport(out, report);
            case SmsCommand command -> command(out, command);
        }
        return out.toOctets();
    }

    private static void deliver(OctetWriter out, SmsDeliver deliver) {
        int first = FirstOctet.DELIVER;
        first |= deliver.moreMessages() ? 0 : FirstOctet.NO_MORE_MESSAGES;
        for (DeliverFlag flag : deliver.flags()) {
            first |= FirstOctet.bit(flag);
        }
        out.octet(first | header(deliver.userData()));
        deliver.originatingAddress().encode(out);
        out.octet(deliver.protocolIdentifier()).octet(deliver.dataCodingScheme().octet());
        deliver.timestamp().encode(out);
        UserDataCodec.encode(out, deliver.userData(), deliver.dataCodingScheme());
    }

    private static void deliverReport(OctetWriter out, SmsDeliverReport report) {
        out.octet(FirstOctet.DELIVER_REPORT | header(report.parameters()));
        switch (report) {
            case SmsDeliverReport.InRpAck ack -> {}
            case SmsDeliverReport.InRpError error -> out.octet(error.failureCause());
        }
        report.parameters().encodeIndicator(out);
        report.parameters().encode(out);
    }

    private static void submit(OctetWriter out, SmsSubmit submit) {
        int first = FirstOctet.SUBMIT | FirstOctet.format(submit.validityPeriod());
        for (SubmitFlag flag : submit.flags()) {
            first |= FirstOctet.bit(flag);
        }
        out.octet(first | header(submit.userData())).octet(submit.messageReference());
        submit.destinationAddress().encode(out);
        out.octet(submit.protocolIdentifier()).octet(submit.dataCodingScheme().octet());
        switch (submit.validityPeriod()) {
            case ValidityPeriod.None() -> {}
            case ValidityPeriod.Relative(int octet) -> out.octet(octet);
            case ValidityPeriod.Absolute(Scts until) -> until.encode(out);
            case ValidityPeriod.Enhanced(Octets octets) -> out.octets(octets);
        }
        UserDataCodec.encode(out, submit.userData(), submit.dataCodingScheme());
    }

    private static void submitReport(OctetWriter out, SmsSubmitReport report) {
        out.octet(FirstOctet.SUBMIT_REPORT | header(report.parameters()));
        switch (report) {
            case SmsSubmitReport.InRpAck ack -> {}
            case SmsSubmitReport.InRpError error -> out.octet(error.failureCause());
        }
        report.parameters().encodeIndicator(out);
        report.timestamp().encode(out);
        report.parameters().encode(out);
    }

    private static void statusReport(OctetWriter out, SmsStatusReport report) {
        int first = FirstOctet.STATUS_REPORT;
        first |= report.moreMessages() ? 0 : FirstOctet.NO_MORE_MESSAGES;
        for (StatusReportFlag flag : report.flags()) {
            first |= FirstOctet.bit(flag);
        }
        out.octet(first | header(report.parameters())).octet(report.messageReference());
        report.recipientAddress().encode(out);
        report.timestamp().encode(out);
        report.dischargeTime().encode(out);
        out.octet(report.status());
        if (report.parameters().indicated()) {
            report.parameters().encodeIndicator(out);
            report.parameters().encode(out);
        }
    }

    private static void command(OctetWriter out, SmsCommand command) {
        int first = FirstOctet.COMMAND;
        first |= command.statusReportRequest() ? FirstOctet.STATUS_REPORT_REQUEST : 0;
        out.octet(first | header(command.commandData())).octet(command.messageReference());
        out.octet(command.protocolIdentifier()).octet(command.commandType());
        out.octet(command.messageNumber());
        command.destinationAddress().encode(out);
        UserDataCodec.encode(out, command.commandData(), DataCodingScheme.EIGHT_BIT);
    }

    private static int header(UserData userData) {
        return userData.header().isEmpty() ? 0 : FirstOctet.HEADER;
    }

    private static int header(ReportParameters parameters) {
        return parameters.headed() ? FirstOctet.HEADER : 0;
    }
}
