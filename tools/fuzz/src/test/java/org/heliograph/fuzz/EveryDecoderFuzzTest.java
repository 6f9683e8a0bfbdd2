// SPDX-License-Identifier: Apache-2.0
package org.heliograph.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.pdu.Octets;
import org.junit.jupiter.params.provider.MethodSource;

/** The short run of every build: all targets at once, the first octet says which. */
final class EveryDecoderFuzzTest {
    @MethodSource
    @FuzzTest(maxDuration = "20s")
    void everyDecoder(byte[] input) {
        if (input.length > 0) {
            Target target = Target.ALL.get((input[0] & 0xFF) % Target.ALL.size());
            target.check(Octets.of(input).from(1));
        }
    }

    static List<byte[]> everyDecoder() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (Target target : Target.ALL) {
            for (Octets seed : target.seeds()) {
                seeds.add(Octets.of(Target.ALL.indexOf(target)).plus(seed).toArray());
            }
        }
        return seeds;
    }
}
