// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.time.format.DateTimeFormatter;
import java.util.OptionalInt;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.rp.Direction;
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
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.heliograph.pdu.sms.ValidityPeriod;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.pdu.words.TransferWords;

/** TPDUs in the words of 3GPP TS 23.040 §9.2.2. */
final class TpduView {
    private final Dissection dissection;
    private final View.Builder<Tpdu> view;

    private TpduView(Dissection dissection, View.Builder<Tpdu> view) {
        this.dissection = dissection;
        this.view = view;
    }

    static View of(Dissection dissection, Span span, Direction direction, Carrier carrier)
            throws DecodeException {
        Layer<Tpdu> layer =
                dissection.read(
                        span,
                        in ->
                                switch (direction) {
                                    case FROM_MS -> TpduCodec.decodeFromMobileStation(in, carrier);
                                    case TO_MS -> TpduCodec.decodeFromServiceCentre(in, carrier);
                                });
        String name = name(layer.value());
        var view = new TpduView(dissection.inside(name), View.of(name, layer));
        return view.of(layer.value());
    }

    static String name(Tpdu tpdu) {
        return switch (tpdu) {
            case SmsDeliver _ -> "SMS-DELIVER";
            case SmsSubmit _ -> "SMS-SUBMIT";
            case SmsStatusReport _ -> "SMS-STATUS-REPORT";
            case SmsCommand _ -> "SMS-COMMAND";
            case SmsDeliverReport _ -> "SMS-DELIVER-REPORT";
            case SmsSubmitReport _ -> "SMS-SUBMIT-REPORT";
        };
    }

    private View of(Tpdu tpdu) throws DecodeException {
        view.shown("TP-MTI", view.layer().firstOctet(), name(tpdu));
        switch (tpdu) {
            case SmsDeliver deliver -> deliver(deliver);
            case SmsSubmit submit -> submit(submit);
            case SmsStatusReport report -> statusReport(report);
            case SmsCommand command -> command(command);
            case SmsDeliverReport.InRpAck(ReportParameters parameters) -> {
                header();
                parameters(parameters, false);
            }
            case SmsDeliverReport.InRpError(int cause, ReportParameters parameters) -> {
                header();
                failureCause(cause);
                parameters(parameters, false);
            }
            case SmsSubmitReport.InRpAck(Scts timestamp, ReportParameters parameters) -> {
                header();
                indicator(parameters, false);
                time("TP-SCTS", timestamp);
                optional(parameters);
            }
            case SmsSubmitReport.InRpError(
                            int cause,
                            Scts timestamp,
                            ReportParameters parameters) -> {
                header();
                failureCause(cause);
                indicator(parameters, false);
                time("TP-SCTS", timestamp);
                optional(parameters);
            }
        }
        return view.build(TpduCodec.encode(tpdu));
    }

    private void deliver(SmsDeliver pdu) throws DecodeException {
        moreMessages();
        flag("TP-LP", 0x08, "forwarded or spawned", "neither forwarded nor spawned");
        flag("TP-SRI", 0x20, "a status report is returned", "no status report is returned");
        header();
        flag("TP-RP", 0x80, "reply path", "no reply path");
        address("TP-OA", pdu.originatingAddress());
        protocolIdentifier(pdu.protocolIdentifier());
        scheme(pdu.dataCodingScheme());
        time("TP-SCTS", pdu.timestamp());
        dissection.met(
                new Segment(pdu.originatingAddress(), pdu.dataCodingScheme(), pdu.userData()));
        UserDataView.addTo(
                view,
                dissection,
                "TP-UD",
                view.layer().find("TP-UD"),
                pdu.userData(),
                pdu.dataCodingScheme());
    }

    private void submit(SmsSubmit pdu) throws DecodeException {
        flag("TP-RD", 0x04, "duplicates are rejected", "duplicates are accepted");
        view.shown(
                "TP-VPF",
                view.layer().firstOctet(),
                switch (pdu.validityPeriod()) {
                    case ValidityPeriod.None _ -> "no TP-VP";
                    case ValidityPeriod.Relative _ -> "relative";
                    case ValidityPeriod.Absolute _ -> "absolute";
                    case ValidityPeriod.Enhanced _ -> "enhanced";
                });
        flag("TP-SRR", 0x20, "status report requested", "no status report requested");
        header();
        flag("TP-RP", 0x80, "reply path", "no reply path");
        number("TP-MR", pdu.messageReference());
        address("TP-DA", pdu.destinationAddress());
        protocolIdentifier(pdu.protocolIdentifier());
        scheme(pdu.dataCodingScheme());
        validityPeriod(pdu.validityPeriod());
        dissection.met(
                new Segment(pdu.destinationAddress(), pdu.dataCodingScheme(), pdu.userData()));
        UserDataView.addTo(
                view,
                dissection,
                "TP-UD",
                view.layer().find("TP-UD"),
                pdu.userData(),
                pdu.dataCodingScheme());
    }

    private void validityPeriod(ValidityPeriod period) {
        switch (period) {
            case ValidityPeriod.None() -> {}
            case ValidityPeriod.Relative(int octet) ->
                    view.field("TP-VP", Json.of(octet), TransferWords.relativePeriod(octet));
            case ValidityPeriod.Absolute(Scts until) -> time("TP-VP", until);
            case ValidityPeriod.Enhanced enhanced -> {
                Json.Structure value = Json.object().put("enhanced", enhanced.octets()).build();
                view.field("TP-VP", value, TransferWords.enhancedPeriod(enhanced));
            }
        }
    }

    private void statusReport(SmsStatusReport pdu) throws DecodeException {
        moreMessages();
        flag("TP-LP", 0x08, "forwarded or spawned", "neither forwarded nor spawned");
        flag("TP-SRQ", 0x20, "result of an SMS-COMMAND", "result of an SMS-SUBMIT");
        header();
        number("TP-MR", pdu.messageReference());
        address("TP-RA", pdu.recipientAddress());
        time("TP-SCTS", pdu.timestamp());
        time("TP-DT", pdu.dischargeTime());
        view.field("TP-ST", Json.of(pdu.status()), TransferWords.status(pdu.status()));
        parameters(pdu.parameters(), true);
    }

    private void command(SmsCommand pdu) throws DecodeException {
        flag("TP-SRR", 0x20, "status report requested", "no status report requested");
        header();
        number("TP-MR", pdu.messageReference());
        protocolIdentifier(pdu.protocolIdentifier());
        view.field(
                "TP-CT", Json.of(pdu.commandType()), TransferWords.commandType(pdu.commandType()));
        number("TP-MN", pdu.messageNumber());
        address("TP-DA", pdu.destinationAddress());
        UserDataView.addTo(
                view,
                dissection,
                "TP-CD",
                view.layer().find("TP-CD"),
                pdu.commandData(),
                DataCodingScheme.EIGHT_BIT);
    }

    private void parameters(ReportParameters parameters, boolean mayLack) throws DecodeException {
        indicator(parameters, mayLack);
        optional(parameters);
    }

    /** TP-PI, which an SMS-STATUS-REPORT may end before. */
    private void indicator(ReportParameters parameters, boolean mayLack) {
        if (parameters.equals(ReportParameters.ABSENT)) {
            return;
        }
        StringBuilder words = new StringBuilder();
        parameters.protocolIdentifier().ifPresent(_ -> words.append(" TP-PID"));
        parameters.dataCodingScheme().ifPresent(_ -> words.append(" TP-DCS"));
        parameters.userData().ifPresent(_ -> words.append(" TP-UD"));
        String meaning = words.isEmpty() ? "nothing follows" : "followed by" + words;
        Span span = view.layer().find("TP-PI");
        if (mayLack) {
            view.member("TP-PI", Json.of(TpduMembers.indicator(parameters)));
        }
        view.shown("TP-PI", span, meaning);
    }

    private void optional(ReportParameters parameters) throws DecodeException {
        OptionalInt protocolIdentifier = parameters.protocolIdentifier();
        if (protocolIdentifier.isPresent()) {
            protocolIdentifier(protocolIdentifier.getAsInt());
        }
        parameters.dataCodingScheme().ifPresent(this::scheme);
        if (parameters.userData().isPresent()) {
            UserDataView.addTo(
                    view,
                    dissection,
                    "TP-UD",
                    view.layer().find("TP-UD"),
                    parameters.userData().get(),
                    parameters.dataCodingScheme().orElse(DataCodingScheme.GSM_7BIT));
        }
    }

    private void moreMessages() {
        flag("TP-MMS", 0x04, "no more messages are waiting", "more messages are waiting");
    }

    private void header() {
        boolean set = (view.layer().firstOctet().octets().at(0) & 0x40) != 0;
        view.shown(
                "TP-UDHI",
                view.layer().firstOctet(),
                set ? "TP-UD begins with a header" : "no header in TP-UD");
    }

    /** A bit of the first octet. */
    private void flag(String name, int bit, String set, String clear) {
        boolean isSet = (view.layer().firstOctet().octets().at(0) & bit) != 0;
        view.field(name, view.layer().firstOctet(), Json.of(isSet), isSet ? set : clear);
    }

    private void failureCause(int cause) {
        view.field("TP-FCS", Json.of(cause), TransferWords.failureCause(cause));
    }

    private void number(String name, int value) {
        view.field(name, Json.of(value), value);
    }

    private void address(String name, TpAddress address) {
        view.field(name, AddressView.json(address), AddressView.words(address));
    }

    private void protocolIdentifier(int pid) {
        view.field("TP-PID", Json.of(pid), TransferWords.protocolIdentifier(pid));
    }

    private void scheme(DataCodingScheme scheme) {
        view.field("TP-DCS", Json.of(scheme.octet()), TransferWords.dataCodingScheme(scheme));
    }

    private void time(String name, Scts scts) {
        String time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(scts.time());
        view.field(name, Json.of(time), time);
    }
}
