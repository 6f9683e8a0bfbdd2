// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu.sms;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;

/** Seven-bit characters in octets, the first in the lowest bits (3GPP TS 23.038 §6.1.2.1.1). */
final class Septets {
    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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
        int whole = septets.length() & -8;
        long pending = 0; // what of the last seven octets was pushed out by the fill bits
        for (int i = 0; i < whole; i += 8) {
            long bits = squeeze(septets.eightAt(i)) << fill | pending;
            out.lowest(7, bits);
            pending = bits >>> 56;
        }
        int bits = (septets.length() - whole) * 7 + fill;
        out.lowest((bits + 7) / 8, squeeze(septets.eightAt(whole)) << fill | pending);
    }

    /** Unpacks {@code count} septets that start {@code fill} bits, 0 to 6, into {@code packed}. */
    static Octets unpack(Octets packed, int fill, int count) {
        byte[] septets = new byte[count];
        int whole = count & -8;
        int next = 0;
        for (int i = 0; i < whole; i += 8) {
            EIGHT.set(septets, i, spread(packed.eightAt(next) >>> fill));
            next += 7;
        }
        if (whole < count) {
            long last = spread(packed.eightAt(next) >>> fill);
            for (int i = whole; i < count; i++) {
                septets[i] = (byte) last;
                last >>>= 8;
            }
        }
        return Octets.ofOwned(septets);
    }

    /** Eight octets from eight septets: a gap in the middle, in each half, in each quarter. */
    private static long spread(long septets) {
        long halves = (septets & 0xFFF_FFFFL) | (septets & 0xFF_FFFF_F000_0000L) << 4;
        long quarters = (halves & 0x3FFF_0000_3FFFL) | (halves & 0xFFF_C000_0FFF_C000L) << 2;
        return (quarters & 0x7F_007F_007F_007FL) | (quarters & 0x3F80_3F80_3F80_3F80L) << 1;
    }

    /** Eight septets from eight octets, whose high bits are zero: the way back. */
    private static long squeeze(long octets) {
        long quarters = (octets & 0x7F_007F_007F_007FL) | (octets & 0x7F00_7F00_7F00_7F00L) >>> 1;
        long halves = (quarters & 0x3FFF_0000_3FFFL) | (quarters & 0x3FFF_0000_3FFF_0000L) >>> 2;
        return (halves & 0xFFF_FFFFL) | (halves & 0xFFF_FFFF_0000_0000L) >>> 4;
    }
}
