// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.heliograph.pdu.Octets;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class PushesTest {
    private static final Path VECTORS =
            Path.of(System.getProperty("heliograph.root", ".."), "../shared/vectors/wap-push");

    /** No port tells them: notifications of real operators, service indications, provisioning. */
    @Test
    void knowsEveryRealPushByItsFirstOctets() throws IOException {
        Path file = VECTORS.resolve("wap-push.json");
        Assumptions.assumeTrue(Files.exists(file), "needs ../shared/vectors");
        List<String> pushes =
                Pattern.compile("\"hex\": *\"([0-9a-f]+)\"")
                        .matcher(Files.readString(file))
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertTrue(pushes.size() > 10, "found " + pushes.size());
        assertEquals(
                List.of("000608beaf848ddbb481"), // its headers end beyond its end
                pushes.stream().filter(hex -> !Pushes.begins(Octets.ofHex(hex))).toList());
    }

    /** So do most data that machines send each other. */
    @Test
    void takesHardlyAnyOtherDataForAPush() {
        var random = new SplittableRandom(2_948);
        int taken = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] data = new byte[random.nextInt(0, 141)];
            random.nextBytes(data);
            taken += Pushes.begins(Octets.of(data)) ? 1 : 0;
        }
        assertTrue(taken < 200, taken + " of 200,000");
    }
}
