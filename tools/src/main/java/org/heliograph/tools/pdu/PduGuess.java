// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.pdu;

import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;

/** Finds out what a run of octets is when nobody says. */
final class PduGuess {
    /** Those that are told by whether all of it can be read, the stricter ones first. */
    private static final List<PduKind> BY_READING =
            List.of(
                    PduKind.CP,
                    PduKind.RP_MT,
                    PduKind.RP_MO,
                    PduKind.WSP_PUSH,
                    PduKind.SI,
                    PduKind.SL,
                    PduKind.CO);

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
        for (PduKind kind : BY_READING) {
            if (mayBe(kind, octets) && reads(kind, octets)) {
                return kind;
            }
        }
        PduKind tpdu = tpdu(octets);
        return !reads(tpdu, octets)
                        && ModemView.startsLikeOne(octets)
                        && reads(PduKind.MODEM, octets)
                ? PduKind.MODEM
                : tpdu;
    }

    /** By what costs nothing to look at. */
    private static boolean mayBe(PduKind kind, Octets octets) {
        int first = octets.at(0);
        return switch (kind) {
            case CP -> (first & 0xF) == 0x9; // the protocol discriminator of SMS
            case RP_MT, RP_MO -> first < 8;
            case WSP_PUSH -> octets.length() > 3 && octets.at(1) == 0x06; // Push
            case SI, SL, CO -> first == '<' || (first >= 0x01 && first <= 0x03);
            case TPDU_MO, TPDU_MT, MMS, SMPP, MODEM -> true;
        };
    }

    private static boolean announcesItsLength(Octets octets) {
        int length = octets.at(0) << 24 | octets.at(1) << 16 | octets.at(2) << 8 | octets.at(3);
        return length == octets.length();
    }

    /** By TP-MTI (3GPP TS 23.040 §9.2.3.1), which means one thing each way. */
    private static PduKind tpdu(Octets octets) {
        return switch (octets.at(0) & 0b11) {
            case 0b01 -> firstThatReads(octets, PduKind.TPDU_MO, PduKind.TPDU_MT);
            default -> firstThatReads(octets, PduKind.TPDU_MT, PduKind.TPDU_MO);
        };
    }

    /** The second only if nothing in it is odd: other octets may look like a short report, too. */
    private static PduKind firstThatReads(Octets octets, PduKind first, PduKind second) {
        return !reads(first, octets) && view(second, octets).filter(View::isCanonical).isPresent()
                ? second
                : first;
    }

    static boolean reads(PduKind kind, Octets octets) {
        return view(kind, octets).isPresent();
    }

    private static Optional<View> view(PduKind kind, Octets octets) {
        try {
            return Optional.of(kind.view(Dissection.in(Manner.STRICT), new Span(0, octets)));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }
}
