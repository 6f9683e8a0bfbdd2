// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import java.time.OffsetDateTime;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.EmsElement;
import org.heliograph.pdu.sms.InformationElement;
import org.heliograph.pdu.sms.InformationElement.Concatenation;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageLockingShift;
import org.heliograph.pdu.sms.InformationElement.NationalLanguageSingleShift;
import org.heliograph.pdu.sms.InformationElement.Ports;
import org.heliograph.pdu.sms.InformationElement.Unknown;
import org.heliograph.pdu.sms.NumberingPlan;
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
import org.heliograph.pdu.sms.TypeOfNumber;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.pdu.sms.ValidityPeriod;

/** What Wireshark's gsm_sms dissector is to say of a TPDU. */
final class DissectedTpdu {
    /** The zone with its sign, which is in the text that tshark prints but in no field. */
    static final String ZONE = "zone";

    private static final String TEXT = "gsm_sms.sms_text";
    private static final String BODY = "gsm_sms.sms_body";
    private static final String COMPRESSED = "gsm_sms.compressed_data";
    private static final String PERIOD = "gsm_sms.vp.validity_period";

    static final List<String> FIELDS =
            List.of(
                    "gsm_sms.tp-mti",
                    "gsm_sms.tp-mms",
                    "gsm_sms.tp-lp",
                    "gsm_sms.tp-sri",
                    "gsm_sms.tp-rp",
                    "gsm_sms.tp-udhi",
                    "gsm_sms.tp-rd",
                    "gsm_sms.tp-srr",
                    "gsm_sms.tp-srq",
                    "gsm_sms.tp-vpf",
                    "gsm_sms.tp-oa",
                    "gsm_sms.tp-da",
                    "gsm_sms.tp-ra",
                    "gsm_sms.dis_field_addr.num_type",
                    "gsm_sms.dis_field_addr.num_plan",
                    "gsm_sms.tp-pid",
                    "gsm_sms.tp-dcs",
                    "gsm_sms.tp-mr",
                    PERIOD,
                    "gsm_sms.dis_field.definition",
                    "gsm_sms.dis_field.st_error",
                    "gsm_sms.dis.field_st_reason",
                    "gsm_sms.tp.command_type",
                    "gsm_sms.tp.message_number",
                    "gsm_sms.tp.command_data_length",
                    "gsm_sms.tp-fcs",
                    "gsm_sms.tp.pid.present",
                    "gsm_sms.tp.dcs.present",
                    "gsm_sms.tp.udl.present",
                    "gsm_sms.scts.year",
                    "gsm_sms.scts.month",
                    "gsm_sms.scts.day",
                    "gsm_sms.scts.hour",
                    "gsm_sms.scts.minutes",
                    "gsm_sms.scts.seconds",
                    "gsm_sms.tp.user_data_length",
                    "gsm_sms.dis_field_udh.user_data_header_length",
                    "gsm_sms.ie_identifier",
                    "gsm_sms.udh.mm.msg_id",
                    "gsm_sms.udh.mm.msg_parts",
                    "gsm_sms.udh.mm.msg_part",
                    "gsm_sms.destination_port",
                    "gsm_sms.originator_port",
                    "gsm_sms.dis_iei_lang.single_shift",
                    "gsm_sms.dis_iei_lang.locking_shift",
                    "gsm_sms.ie_data",
                    COMPRESSED,
                    BODY,
                    TEXT);

    private final Dissection expected;

    DissectedTpdu(Dissection expected) {
        this.expected = expected;
    }

    void expect(Tpdu tpdu) {
        switch (tpdu) {
            case SmsDeliver deliver -> deliver(deliver);
            case SmsSubmit submit -> submit(submit);
            case SmsStatusReport report -> statusReport(report);
            case SmsCommand command -> command(command);
            case SmsDeliverReport report -> {
                expected.put("gsm_sms.tp-mti", 0);
                if (report instanceof SmsDeliverReport.InRpError error) {
                    failureCause(error.failureCause());
                }
                parameters(report.parameters());
            }
            case SmsSubmitReport report -> {
                expected.put("gsm_sms.tp-mti", 1);
                if (report instanceof SmsSubmitReport.InRpError error) {
                    failureCause(error.failureCause());
                }
                time(report.timestamp());
                parameters(report.parameters());
            }
        }
    }

    private void deliver(SmsDeliver deliver) {
        expected.put("gsm_sms.tp-mti", 0);
        expected.bit("gsm_sms.tp-mms", !deliver.moreMessages());
        expected.bit("gsm_sms.tp-lp", deliver.flags().contains(DeliverFlag.LOOP_PREVENTION));
        expected.bit(
                "gsm_sms.tp-sri", deliver.flags().contains(DeliverFlag.STATUS_REPORT_INDICATION));
        expected.bit("gsm_sms.tp-rp", deliver.flags().contains(DeliverFlag.REPLY_PATH));
        headed(deliver.userData());
        address("gsm_sms.tp-oa", deliver.originatingAddress());
        expected.put("gsm_sms.tp-pid", deliver.protocolIdentifier());
        expected.put("gsm_sms.tp-dcs", deliver.dataCodingScheme().octet());
        time(deliver.timestamp());
        userData(deliver.userData(), deliver.dataCodingScheme());
    }

    private void submit(SmsSubmit submit) {
        expected.put("gsm_sms.tp-mti", 1);
        expected.bit("gsm_sms.tp-rd", submit.flags().contains(SubmitFlag.REJECT_DUPLICATES));
        expected.bit("gsm_sms.tp-srr", submit.flags().contains(SubmitFlag.STATUS_REPORT_REQUEST));
        expected.bit("gsm_sms.tp-rp", submit.flags().contains(SubmitFlag.REPLY_PATH));
        headed(submit.userData());
        expected.put("gsm_sms.tp-mr", submit.messageReference());
        address("gsm_sms.tp-da", submit.destinationAddress());
        expected.put("gsm_sms.tp-pid", submit.protocolIdentifier());
        expected.put("gsm_sms.tp-dcs", submit.dataCodingScheme().octet());
        validityPeriod(submit.validityPeriod());
        userData(submit.userData(), submit.dataCodingScheme());
    }

    private void statusReport(SmsStatusReport report) {
        expected.put("gsm_sms.tp-mti", 2);
        expected.bit("gsm_sms.tp-mms", !report.moreMessages());
        expected.bit("gsm_sms.tp-lp", report.flags().contains(StatusReportFlag.LOOP_PREVENTION));
        expected.bit("gsm_sms.tp-srq", report.flags().contains(StatusReportFlag.RESULT_OF_COMMAND));
        expected.put("gsm_sms.tp-mr", report.messageReference());
        address("gsm_sms.tp-ra", report.recipientAddress());
        time(report.timestamp());
        time(report.dischargeTime());
        expected.bit("gsm_sms.dis_field.definition", report.status() >> 7 == 1);
        expected.put("gsm_sms.dis_field.st_error", report.status() >> 5 & 3);
        expected.put("gsm_sms.dis.field_st_reason", report.status() & 0x1F);
        parameters(report.parameters());
    }

    private void command(SmsCommand command) {
        expected.put("gsm_sms.tp-mti", 2);
        expected.bit("gsm_sms.tp-srr", command.statusReportRequest());
        headed(command.commandData());
        expected.put("gsm_sms.tp-mr", command.messageReference());
        expected.put("gsm_sms.tp-pid", command.protocolIdentifier());
        expected.put("gsm_sms.tp.command_type", command.commandType());
        expected.put("gsm_sms.tp.message_number", command.messageNumber());
        address("gsm_sms.tp-da", command.destinationAddress());
        UserData data = command.commandData();
        expected.put(
                "gsm_sms.tp.command_data_length",
                data.headerOctets().length() + data.payload().length());
    }

    private void failureCause(int cause) {
        expected.hex("gsm_sms.tp-fcs", cause);
        if (cause < 0x80) {
            expected.except(
                    "TP-FCS below 0x80 (reserved): Wireshark takes it for TP-PI", Dissection.ALL);
        }
    }

    private void parameters(ReportParameters parameters) {
        expected.bit(
                "gsm_sms.tp-udhi",
                parameters.userData().isPresent()
                        && !parameters.userData().get().header().isEmpty());
        if (parameters.equals(ReportParameters.ABSENT)) {
            return;
        }
        expected.bit("gsm_sms.tp.pid.present", parameters.protocolIdentifier().isPresent());
        expected.bit("gsm_sms.tp.dcs.present", parameters.dataCodingScheme().isPresent());
        expected.bit("gsm_sms.tp.udl.present", parameters.userData().isPresent());
        parameters.protocolIdentifier().ifPresent(pid -> expected.put("gsm_sms.tp-pid", pid));
        parameters
                .dataCodingScheme()
                .ifPresent(scheme -> expected.put("gsm_sms.tp-dcs", scheme.octet()));
        if (parameters.dataCodingScheme().isEmpty()) {
            expected.except("TP-UD without TP-DCS: Wireshark shows octets", TEXT, BODY);
        }
        parameters
                .userData()
                .ifPresent(
                        userData ->
                                userData(
                                        userData,
                                        parameters
                                                .dataCodingScheme()
                                                .orElse(DataCodingScheme.GSM_7BIT)));
    }

    private void address(String field, TpAddress address) {
        expected.put("gsm_sms.dis_field_addr.num_type", address.typeOfNumber().bits());
        expected.put("gsm_sms.dis_field_addr.num_plan", address.numberingPlan().value());
        expected.put(field, address.value());
        if (address.typeOfNumber() == TypeOfNumber.INTERNATIONAL
                && address.numberingPlan().equals(NumberingPlan.ISDN)
                && !address.value().matches("[0-9]{3,}")) {
            expected.except(
                    "no country code: Wireshark warns, though TP addresses may have *#abc",
                    Dissection.MALFORMED,
                    Dissection.EXPERT);
        }
    }

    private void time(Scts scts) {
        OffsetDateTime time = scts.time();
        expected.put("gsm_sms.scts.year", time.getYear() % 100);
        expected.put("gsm_sms.scts.month", time.getMonthValue());
        expected.put("gsm_sms.scts.day", time.getDayOfMonth());
        expected.put("gsm_sms.scts.hour", time.getHour());
        expected.put("gsm_sms.scts.minutes", time.getMinute());
        expected.put("gsm_sms.scts.seconds", time.getSecond());
        int minutes = time.getOffset().getTotalSeconds() / 60;
        expected.put(
                ZONE,
                "%s %d %d"
                        .formatted(
                                minutes < 0 ? "-" : "+",
                                Math.abs(minutes) / 60,
                                Math.abs(minutes) % 60));
    }

    private void validityPeriod(ValidityPeriod period) {
        switch (period) {
            case ValidityPeriod.None() -> expected.put("gsm_sms.tp-vpf", 0);
            case ValidityPeriod.Relative(int octet) -> {
                expected.put("gsm_sms.tp-vpf", 2);
                expected.put(PERIOD, octet);
            }
            case ValidityPeriod.Absolute(Scts until) -> {
                expected.put("gsm_sms.tp-vpf", 3);
                time(until);
            }
            case ValidityPeriod.Enhanced(Octets octets) -> {
                expected.put("gsm_sms.tp-vpf", 1);
                if ((octets.at(0) & 7) == 1) {
                    boolean extended = (octets.at(0) & 0x80) != 0;
                    expected.except(
                            "relative period in enhanced TP-VP: Wireshark loses its place after it",
                            extended ? PERIOD : Dissection.ALL);
                } else if ((octets.at(0) & 0x87) == 2) { // seconds
                    expected.put(PERIOD, octets.at(1));
                }
            }
        }
    }

    private void headed(UserData userData) {
        expected.bit("gsm_sms.tp-udhi", !userData.header().isEmpty());
    }

    private void userData(UserData userData, DataCodingScheme scheme) {
        int header = userData.headerOctets().length();
        int payload = userData.payload().length();
        expected.put(
                "gsm_sms.tp.user_data_length",
                payload + (scheme.countsSeptets() ? (header * 8 + 6) / 7 : header));
        if (header > 0) {
            expected.put("gsm_sms.dis_field_udh.user_data_header_length", header - 1);
        }
        userData.header().forEach(this::element);
        if (scheme.compressed()) {
            expected.put(COMPRESSED, userData.payload().toHex());
        } else if (scheme.alphabet() == Alphabet.EIGHT_BIT) {
            expected.put(BODY, userData.payload().toHex());
        } else {
            String text = userData.text(scheme.alphabet());
            expected.put(TEXT, text);
            if (scheme.countsSeptets()) {
                septets(userData.payload(), text);
            }
        }
        int group = scheme.octet() >> 4;
        if (group >= 8 && group <= 11) {
            expected.except("a reserved coding group: Wireshark shows octets", TEXT, BODY);
        } else if (group < 8 && (scheme.octet() >> 2 & 3) == 3) {
            expected.except(
                    "a reserved alphabet: Wireshark shows octets, or compressed ones",
                    TEXT,
                    BODY,
                    COMPRESSED);
        }
    }

    private void septets(Octets septets, String text) {
        if (septets.length() > 160) {
            expected.except("more than 160 septets, in a report: Wireshark cuts the text", TEXT);
        }
        if (!Alphabet.GSM_7BIT.spells(text)
                || !UserData.ofText(text, Alphabet.GSM_7BIT).payload().equals(septets)) {
            expected.except("an escape that leads to no character: Wireshark shows U+FFFD", TEXT);
        }
    }

    private void element(InformationElement element) {
        switch (element) {
            case Concatenation part -> {
                expected.hex("gsm_sms.ie_identifier", part.wide() ? 0x08 : 0x00);
                expected.put("gsm_sms.udh.mm.msg_id", part.reference());
                expected.put("gsm_sms.udh.mm.msg_parts", part.total());
                expected.put("gsm_sms.udh.mm.msg_part", part.sequence());
            }
            case Ports ports -> {
                expected.hex("gsm_sms.ie_identifier", ports.wide() ? 0x05 : 0x04);
                expected.put("gsm_sms.destination_port", ports.destination());
                expected.put("gsm_sms.originator_port", ports.source());
            }
            case NationalLanguageSingleShift shift -> {
                expected.hex("gsm_sms.ie_identifier", 0x24);
                expected.put("gsm_sms.dis_iei_lang.single_shift", shift.language().identifier());
                expected.except("national tables: Wireshark has none of them", TEXT);
            }
            case NationalLanguageLockingShift shift -> {
                expected.hex("gsm_sms.ie_identifier", 0x25);
                expected.put("gsm_sms.dis_iei_lang.locking_shift", shift.language().identifier());
                expected.except("national tables: Wireshark has none of them", TEXT);
            }
            case Unknown(int id, Octets data) -> {
                expected.hex("gsm_sms.ie_identifier", id);
                expected.put("gsm_sms.ie_data", data.toHex());
            }
            default -> other(element);
        }
    }

    private void other(InformationElement element) {
        expected.hex("gsm_sms.ie_identifier", element.id());
        expected.except(
                "an element that Wireshark shows as octets or in words of its own",
                "gsm_sms.ie_data");
        if (isEmpty(element)) {
            expected.except(
                    "a sound or picture without contents: Wireshark wants them",
                    Dissection.MALFORMED,
                    Dissection.EXPERT);
        }
    }

    private static boolean isEmpty(InformationElement element) {
        return switch (element) {
            case EmsElement.VariablePicture picture -> picture.bitmap().isEmpty();
            case EmsElement.UserDefinedSound sound -> sound.melody().isEmpty();
            default -> false;
        };
    }
}
