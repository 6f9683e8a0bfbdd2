// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;

/** Finds out what a run of octets is when nobody says. */
final class PduGuess {
    private PduGuess() {}

    /**
     * {@return the kind that the octets look like} Kinds whose first octets are peculiar are told
     * by these alone, so that a broken PDU of that kind gets its own error; the rest by whether all
     * of it can be read.
     */
    static PduKind of(Octets octets) {
        if (octets.isEmpty()) {
            return PduKind.TPDU_MT;
        }
        if (octets.length() >= SmppPdu.HEADER_OCTETS && announcesItsLength(octets)) {
            return PduKind.SMPP;
        }
        if (octets.at(0) == 0x8C) { // X-Mms-Message-Type, the first header of all MMS PDUs
            return PduKind.MMS;
        }
        for (PduKind kind :
                new PduKind[] {PduKind.CP, PduKind.RP_MT, PduKind.RP_MO, PduKind.WSP_PUSH}) {
            if (reads(kind, octets)) {
                return kind;
            }
        }
        return tpdu(octets);
    }

    private static boolean announcesItsLength(Octets octets) {
        int length = octets.at(0) << 24 | octets.at(1) << 16 | octets.at(2) << 8 | octets.at(3);
        return length == octets.length();
    }

    /** By TP-MTI (3GPP TS 23.040 §9.2.3.1), which means one thing each way. */
    private static PduKind tpdu(Octets octets) {
        return switch (octets.at(0) & 0b11) {
            case 0b01 -> PduKind.TPDU_MO;
            case 0b10 -> reads(PduKind.TPDU_MT, octets) ? PduKind.TPDU_MT : either(octets);
            default -> PduKind.TPDU_MT;
        };
    }

    private static PduKind either(Octets octets) {
        return reads(PduKind.TPDU_MO, octets) ? PduKind.TPDU_MO : PduKind.TPDU_MT;
    }

    private static boolean reads(PduKind kind, Octets octets) {
        try {
            kind.decode(octets);
            return true;
        } catch (DecodeException e) {
            return false;
        }
    }
}
