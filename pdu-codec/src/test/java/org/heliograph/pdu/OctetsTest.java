// SPDX-License-Identifier: Apache-2.0
package org.heliograph.pdu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OctetsTest {
    /** Octets of these kinds only, so that runs of zeros and of carries come up. */
    private static final byte[] KINDS = {0, 1, 2, 0x7F, (byte) 0x80, (byte) 0x81, (byte) 0xFF};

    @Test
    void findsTheFirstZeroAndTheFirstHighOctetWhereverTheyAre() {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 20_000; i++) {
            Octets octets = octets(random);
            int from = random.nextInt(octets.length() + 1);
            int to = random.nextInt(from, octets.length() + 1);
            int zero = from;
            while (zero < to && octets.at(zero) != 0) {
                zero++;
            }
            int high = 0;
            while (high < octets.length() && octets.at(high) < 0x80) {
                high++;
            }
            assertEquals(zero, octets.zero(from, to), octets + " from " + from + " to " + to);
            assertEquals(high, octets.high(), octets.toString());
        }
    }

    /** With other octets around them, which are not theirs. */
    private static Octets octets(SplittableRandom random) {
        byte[] storage = new byte[40];
        Arrays.fill(storage, (byte) (random.nextBoolean() ? 0 : 0x80));
        int start = random.nextInt(8);
        int end = random.nextInt(start, 36);
        int kinds = random.nextInt(1, KINDS.length + 1);
        for (int i = start; i < end; i++) {
            storage[i] = KINDS[KINDS.length - 1 - random.nextInt(kinds)];
        }
        return Octets.ofOwned(storage).slice(start, end);
    }

    @Test
    void whatAWriterGaveAwayStaysWhenMoreIsWritten() {
        for (int length = 0; length < 40; length++) {
            OctetWriter out = new OctetWriter(32);
            for (int i = 0; i < length; i++) {
                out.octet(i);
            }
            Octets before = out.toOctets();
            Octets copy = Octets.of(before.toArray());
            out.lowest(3, -1L).octets(Octets.of(7, 7)).octet(7);
            assertEquals(length, before.length());
            assertEquals(copy, before);
            assertEquals(copy.plus(Octets.of(255, 255, 255, 7, 7, 7)), out.toOctets());
        }
    }
}
