// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.heliograph.config.Listen;
import org.heliograph.tools.load.mm1.Mm1Plan;
import org.heliograph.tools.load.mm1.Mm1Result;
import org.heliograph.tools.load.mm1.Mm1Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More is sent at a time than the server has memory. */
final class FloodedMmscTest {
    private static final int MESSAGES = 100;
    private static final int OCTETS = 1_000_000;

    @TempDir Path directory;

    @Test
    void takesAHundredMegabytesAtATimeWithAHeapOf64() throws Exception {
        Files.writeString(directory.resolve("esme-mmsc.password"), "secret");
        int mm1 = KilledMmscTest.freePort();
        int smsc = KilledMmscTest.freePort();
        try (ServerProcess server =
                ServerProcess.start(
                        directory,
                        List.of(
                                "smsc.enabled=false",
                                "console.enabled=false",
                                "mmsc.mm1.listen=127.0.0.1:" + mm1,
                                "mmsc.smpp.smsc=127.0.0.1:" + smsc,
                                "mmsc.smpp.reconnect=50ms"),
                        List.of("-Xmx64m"))) {
            server.mm1();
            Mm1Result result =
                    new Mm1Run(
                                    new Mm1Plan(
                                            new Listen("127.0.0.1", mm1),
                                            Optional.of(new Listen("127.0.0.1", smsc)),
                                            "X-MSISDN",
                                            MESSAGES,
                                            OCTETS,
                                            0,
                                            Duration.ZERO,
                                            ServerProcess.PATIENCE,
                                            MESSAGES,
                                            false,
                                            false,
                                            ServerProcess.PATIENCE,
                                            Optional.empty()))
                            .run();
            assertEquals(MESSAGES, result.acknowledged(), result::toString);
            assertEquals(0, result.lost() + result.damaged(), result::toString);
        }
    }
}
