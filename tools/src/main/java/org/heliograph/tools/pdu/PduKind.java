// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.Arrays;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.cp.CpCodec;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.TpduCodec.Carrier;
import org.heliograph.wappush.WspPush;

/** What a run of octets may be. */
public enum PduKind {
    TPDU_MO("tpdu-mo") {
        @Override
        Tree decode(Octets octets) throws DecodeException {
            return TpduTree.of(TpduCodec.decodeFromMobileStation(octets, Carrier.RP_DATA));
        }
    },
    TPDU_MT("tpdu-mt") {
        @Override
        Tree decode(Octets octets) throws DecodeException {
            return TpduTree.of(TpduCodec.decodeFromServiceCentre(octets, Carrier.RP_DATA));
        }
    },
    RP_MO("rp-mo") {
        @Override
        Tree decode(Octets octets) throws DecodeException {
            return rp(octets, Direction.FROM_MS);
        }
    },
    RP_MT("rp-mt") {
        @Override
        Tree decode(Octets octets) throws DecodeException {
            return rp(octets, Direction.TO_MS);
        }
    },
    CP("cp") {
        @Override
        Tree decode(Octets octets) throws DecodeException {
            return CpTree.of(CpCodec.decode(octets));
        }
    },
    MMS("mms") {
        @Override
        Tree decode(Octets octets) throws DecodeException {
            return MmsTree.of(MmsCodec.decode(octets));
        }
    },
    WSP_PUSH("wsp-push") {
        @Override
        Tree decode(Octets octets) throws DecodeException {
            return WspTree.of(WspPush.decode(octets));
        }
    },
    SMPP("smpp") {
        @Override
        Tree decode(Octets octets) throws DecodeException {
            return SmppTree.of(SmppPdu.decode(octets));
        }
    };

    private final String text;

    PduKind(String text) {
        this.text = text;
    }

    /** {@return the name that the command line uses} */
    public String text() {
        return text;
    }

    static Optional<PduKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }

    abstract Tree decode(Octets octets) throws DecodeException;

    private static Tree rp(Octets octets, Direction direction) throws DecodeException {
        RpMessage message = RpCodec.decode(octets);
        if (RpTree.direction(message) != direction) {
            throw new DecodeException(
                    0,
                    direction == Direction.TO_MS
                            ? "RP-MTI says from the MS"
                            : "RP-MTI says to the MS");
        }
        return RpTree.of(message);
    }
}
