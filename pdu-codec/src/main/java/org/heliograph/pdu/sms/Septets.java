// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;

/** Seven-bit characters in octets, the first in the lowest bits (3GPP TS 23.038 §6.1.2.1.1). */
final class Septets {
    private Septets() {}

    /** {@return the octets that {@code septets} take when packed} */
    static int octets(int septets) {
        return (septets * 7 + 7) / 8;
    }

    /** {@return the septets that begin in {@code octets}, fill bits of a header included} */
    static int covering(int octets) {
        return (octets * 8 + 6) / 7;
    }

    /**
     * Packs one septet per octet behind {@code fill} zero bits, 0 to 6, which follow a header so
     * that text starts on a septet boundary (3GPP TS 23.040 §9.2.3.24).
     */
    static void pack(OctetWriter out, Octets septets, int fill) {
        int pending = 0;
        int bits = fill;
        for (int i = 0; i < septets.length(); i++) {
            pending |= septets.at(i) << bits;
            bits += 7;
            if (bits >= 8) {
                out.octet(pending);
                pending >>= 8;
                bits -= 8;
            }
        }
        if (bits > 0) {
            out.octet(pending);
        }
    }

    /** Unpacks {@code count} septets that start {@code fill} bits, 0 to 6, into {@code packed}. */
    static Octets unpack(Octets packed, int fill, int count) {
        byte[] septets = new byte[count];
        int pending = 0;
        int bits = -fill;
        int next = 0;
        for (int i = 0; i < count; i++) {
            if (bits < 7) {
                int octet = packed.at(next++);
                pending |= bits < 0 ? octet >> -bits : octet << bits;
                bits += 8;
                if (bits < 7) {
                    pending |= packed.at(next++) << bits;
                    bits += 8;
                }
            }
            septets[i] = (byte) (pending & 0x7F);
            pending >>= 7;
            bits -= 7;
        }
        return Octets.ofOwned(septets);
    }
}
