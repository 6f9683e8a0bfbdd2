// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.OctetReader;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.SemiOctets;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpAddress;
import org.heliograph.pdu.sms.NumberingPlan;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.heliograph.pdu.sms.TypeOfNumber;
import org.heliograph.tools.json.JsonException;
import org.heliograph.tools.json.Members;

/**
 * What a modem reads and writes in PDU mode (3GPP TS 27.005 §3.1, +CMGR, +CMGL, +CMGS): the number
 * of the service centre as in RP, then a TPDU.
 */
final class ModemView {
    static final String NAME = "modem";
    private static final String CENTRE = "SMSC";
    private static final String TPDU = "TPDU";

    /** An SMS-SUBMIT to nobody of nothing, roughly. */
    private static final int SHORTEST_TPDU = 10;

    private ModemView() {}

    private record Prefixed(RpAddress centre, Octets tpdu) {}

    static View of(Dissection dissection, Span span) throws DecodeException {
        Layer<Prefixed> layer =
                dissection.read(
                        span, in -> new Prefixed(in.field(CENTRE, ModemView::centre), in.rest()));
        Prefixed prefixed = layer.value();
        View.Builder<Prefixed> view = View.of(NAME, layer);
        view.field(CENTRE, AddressView.json(prefixed.centre), AddressView.words(prefixed.centre));
        if (prefixed.tpdu.isEmpty()) {
            throw new DecodeException(span.octets().length(), "no TPDU behind the SMSC");
        }
        Direction direction =
                switch (prefixed.tpdu.at(0) & 3) {
                    case 0b01 -> Direction.FROM_MS;
                    default -> Direction.TO_MS;
                };
        Span tpdu = layer.span().last(prefixed.tpdu.length());
        view.nested(TpduView.of(dissection.inside(NAME), tpdu, direction, Carrier.RP_DATA));
        return view.build(octets(prefixed));
    }

    /** {@return whether the first octet may be the length of a service centre's number} */
    static boolean startsLikeOne(Octets octets) {
        if (octets.length() <= SHORTEST_TPDU) {
            return false;
        }
        int length = octets.at(0);
        boolean number = length >= 2 && length <= 11 && (octets.at(1) & 0x80) != 0;
        return length == 0 || (number && octets.length() > length + SHORTEST_TPDU);
    }

    private static RpAddress centre(OctetReader in) throws DecodeException {
        OctetReader contents = in.region(in.octet());
        if (contents.atEnd()) {
            return RpAddress.NONE;
        }
        int typeOfAddress = contents.octet();
        return new RpAddress(
                TypeOfNumber.ofTypeOfAddress(typeOfAddress),
                NumberingPlan.ofTypeOfAddress(typeOfAddress),
                SemiOctets.readAll(contents));
    }

    /** From members: SMSC, which may be left away, and the TPDU. */
    static Octets read(Members members) throws JsonException {
        RpAddress centre = AddressView.rpAddress(members, CENTRE);
        Octets tpdu =
                PduMembers.inner(members, TPDU)
                        .map(PduMembers.Inner::octets)
                        .orElseThrow(() -> members.failure(TPDU, "missing"));
        members.end();
        return octets(new Prefixed(centre, tpdu));
    }

    private static Octets octets(Prefixed prefixed) {
        OctetWriter out = new OctetWriter();
        RpAddress centre = prefixed.centre;
        if (centre.equals(RpAddress.NONE)) {
            out.octet(0);
        } else {
            out.octet(1 + (centre.digits().length() + 1) / 2);
            out.octet(centre.typeOfNumber().typeOfAddress(centre.numberingPlan()));
            SemiOctets.write(out, centre.digits());
        }
        return out.octets(prefixed.tpdu).toOctets();
    }
}
