// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.drawn;

import org.heliograph.pdu.Octets;
import org.heliograph.pdu.cp.CpMessage;
import org.heliograph.pdu.cp.CpMessage.TransactionIdentifier;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpAddress;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.rp.RpMessage.RpAck;
import org.heliograph.pdu.rp.RpMessage.RpData;
import org.heliograph.pdu.rp.RpMessage.RpError;
import org.heliograph.pdu.rp.RpMessage.RpSmma;
import org.heliograph.pdu.sms.NumberingPlan;
import org.heliograph.pdu.sms.SmsCommand;
import org.heliograph.pdu.sms.SmsDeliver;
import org.heliograph.pdu.sms.SmsDeliverReport;
import org.heliograph.pdu.sms.SmsStatusReport;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.SmsSubmitReport;
import org.heliograph.pdu.sms.Tpdu;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.TypeOfNumber;

/** RP messages that carry drawn TPDUs, and CP messages that carry those. */
public final class DrawnRelay {
    private final Draw draw;

    public DrawnRelay(Draw draw) {
        this.draw = draw;
    }

    /** {@return a message that may carry this TPDU, in the direction it goes} */
    public RpMessage carrying(Tpdu tpdu) {
        Octets octets = TpduCodec.encode(tpdu);
        int reference = draw.within(0, 255);
        return switch (tpdu) {
            case SmsDeliver _, SmsStatusReport _ ->
                    new RpData(Direction.TO_MS, reference, address(), RpAddress.NONE, octets);
            case SmsSubmit _, SmsCommand _ ->
                    new RpData(Direction.FROM_MS, reference, RpAddress.NONE, address(), octets);
            case SmsDeliverReport.InRpAck _ -> new RpAck(Direction.FROM_MS, reference, octets);
            case SmsSubmitReport.InRpAck _ -> new RpAck(Direction.TO_MS, reference, octets);
            case SmsDeliverReport.InRpError _ -> error(Direction.FROM_MS, octets);
            case SmsSubmitReport.InRpError _ -> error(Direction.TO_MS, octets);
        };
    }

    /** {@return a message without a TPDU} */
    public RpMessage bare() {
        return switch (draw.within(0, 2)) {
            case 0 -> new RpSmma(draw.within(0, 255));
            case 1 -> new RpAck(draw.of(Direction.class), draw.within(0, 255), Octets.EMPTY);
            default -> error(draw.of(Direction.class), Octets.EMPTY);
        };
    }

    private RpError error(Direction direction, Octets userData) {
        return new RpError(
                direction, draw.within(0, 255), draw.within(0, 127), draw.octets(0, 1), userData);
    }

    private RpAddress address() {
        return new RpAddress(
                draw.of(TypeOfNumber.class),
                new NumberingPlan(draw.within(0, 15)),
                draw.text("0123456789*#abc", 1, 20));
    }

    /** {@return a message that carries this one, or none} */
    public CpMessage control(RpMessage message) {
        var identifier = new TransactionIdentifier(draw.within(0, 6), draw.either());
        return switch (draw.within(0, 9)) {
            case 0 -> new CpMessage.CpAck(identifier);
            case 1 -> new CpMessage.CpError(identifier, draw.within(0, 127));
            default -> new CpMessage.CpData(identifier, RpCodec.encode(message));
        };
    }
}
