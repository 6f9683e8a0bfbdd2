// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.drawn;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.NumberingPlan;
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
import org.heliograph.pdu.sms.UserData;
import org.heliograph.pdu.sms.ValidityPeriod;

/** All six TPDUs, the reports in RP-ACK and in RP-ERROR. */
public final class DrawnTpdus {
    private static final long FIRST_SECOND =
            OffsetDateTime.of(1990, 1, 2, 0, 0, 0, 0, ZoneOffset.UTC).toEpochSecond();
    private static final long LAST_SECOND =
            OffsetDateTime.of(2089, 12, 30, 23, 59, 59, 0, ZoneOffset.UTC).toEpochSecond();
    private static final int QUARTER_SECONDS = 15 * 60;
    private static final String DIGITS = "0123456789*#abc";

    private final Draw draw;
    private final DrawnUserData userData;

    public DrawnTpdus(Draw draw) {
        this.draw = draw;
        this.userData = new DrawnUserData(draw);
    }

    /** {@return one of the six} */
    public Tpdu any() {
        return switch (draw.within(0, 5)) {
            case 0 -> deliver();
            case 1 -> submit();
            case 2 -> statusReport();
            case 3 -> command();
            case 4 -> deliverReport();
            default -> submitReport();
        };
    }

    public SmsDeliver deliver() {
        DataCodingScheme scheme = scheme();
        return new SmsDeliver(
                draw.either(),
                draw.some(SmsDeliver.DeliverFlag.class),
                address(),
                draw.within(0, 255),
                scheme,
                timestamp(),
                userData.of(scheme, UserData.MAX_OCTETS));
    }

    public SmsSubmit submit() {
        DataCodingScheme scheme = scheme();
        return new SmsSubmit(
                draw.some(SmsSubmit.SubmitFlag.class),
                draw.within(0, 255),
                address(),
                draw.within(0, 255),
                scheme,
                validityPeriod(),
                userData.of(scheme, UserData.MAX_OCTETS));
    }

    public SmsStatusReport statusReport() {
        return new SmsStatusReport(
                draw.either(),
                draw.some(SmsStatusReport.StatusReportFlag.class),
                draw.within(0, 255),
                address(),
                timestamp(),
                timestamp(),
                draw.within(0, 255),
                draw.oneIn(4) ? ReportParameters.ABSENT : parameters(143));
    }

    public SmsCommand command() {
        return new SmsCommand(
                draw.within(0, 255),
                draw.either(),
                draw.within(0, 255),
                draw.within(0, 255),
                draw.within(0, 255),
                address(),
                userData.of(DataCodingScheme.EIGHT_BIT, 156));
    }

    public SmsDeliverReport deliverReport() {
        return draw.either()
                ? new SmsDeliverReport.InRpAck(parameters(159))
                : new SmsDeliverReport.InRpError(draw.within(0, 255), parameters(158));
    }

    public SmsSubmitReport submitReport() {
        return draw.either()
                ? new SmsSubmitReport.InRpAck(timestamp(), parameters(152))
                : new SmsSubmitReport.InRpError(draw.within(0, 255), timestamp(), parameters(151));
    }

    /** {@return TP-PI of any of its eight values and what it announces} */
    private ReportParameters parameters(int mostUserData) {
        ReportParameters parameters = ReportParameters.NONE;
        if (draw.either()) {
            parameters = parameters.withProtocolIdentifier(draw.within(0, 255));
        }
        Optional<DataCodingScheme> scheme =
                draw.either() ? Optional.of(scheme()) : Optional.empty();
        if (scheme.isPresent()) {
            parameters = parameters.withDataCodingScheme(scheme.get());
        }
        return draw.either()
                ? parameters
                : parameters.withUserData(
                        userData.of(scheme.orElse(DataCodingScheme.GSM_7BIT), mostUserData));
    }

    private DataCodingScheme scheme() {
        return draw.either()
                ? draw.of(
                        List.of(
                                DataCodingScheme.GSM_7BIT,
                                DataCodingScheme.EIGHT_BIT,
                                DataCodingScheme.UCS2))
                : new DataCodingScheme(draw.within(0, 255));
    }

    public TpAddress address() {
        TypeOfNumber type = draw.of(TypeOfNumber.class);
        NumberingPlan plan = new NumberingPlan(draw.within(0, 15));
        return new TpAddress(
                type, plan, type == TypeOfNumber.ALPHANUMERIC ? name() : draw.text(DIGITS, 0, 20));
    }

    /** At most eleven septets: a character of the extension counts two. */
    private String name() {
        String name = draw.text(DrawnUserData.GSM, 0, 11);
        while (UserData.ofText(name, org.heliograph.pdu.sms.Alphabet.GSM_7BIT).payload().length()
                > 11) {
            name = name.substring(1);
        }
        return name;
    }

    public Scts timestamp() {
        int quarters = draw.within(-72, 72);
        return Scts.of(
                draw.instant(FIRST_SECOND, LAST_SECOND),
                ZoneOffset.ofTotalSeconds(quarters * QUARTER_SECONDS));
    }

    private ValidityPeriod validityPeriod() {
        return switch (draw.within(0, 3)) {
            case 0 -> new ValidityPeriod.None();
            case 1 -> new ValidityPeriod.Relative(draw.within(0, 255));
            case 2 -> new ValidityPeriod.Absolute(timestamp());
            default -> new ValidityPeriod.Enhanced(draw.octets(7, 7));
        };
    }
}
