// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.heliograph.config.Listen;
import org.heliograph.tools.load.mm1.Mm1Plan;
import org.heliograph.tools.load.mm1.Mm1Result;
import org.heliograph.tools.load.mm1.Mm1Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The MMSC is killed while messages are sent and fetched. The long form is {@code tools/chaos/mm1}.
 */
final class KilledMmscTest {
    private static final int KILLS = 3;
    private static final Duration LIFE = Duration.ofMillis(1500);

    @TempDir Path directory;

    static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private ServerProcess serve(int mm1, int smsc) throws Exception {
        ServerProcess server =
                ServerProcess.start(
                        directory,
                        List.of(
                                "smsc.enabled=false",
                                "console.enabled=false",
                                "mmsc.mm1.listen=127.0.0.1:" + mm1,
                                "mmsc.smpp.smsc=127.0.0.1:" + smsc,
                                "mmsc.smpp.reconnect=50ms"));
        server.mm1();
        return server;
    }

    private long files() throws Exception {
        try (Stream<Path> files = Files.list(directory.resolve("mmsc-content"))) {
            return files.count();
        }
    }

    private static void pass(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void bringsWhatItAnsweredOkAndLeavesNoContent() throws Exception {
        Files.writeString(directory.resolve("esme-mmsc.password"), "secret");
        int mm1 = freePort();
        int smsc = freePort();
        ServerProcess server = serve(mm1, smsc);
        try {
            Mm1Run run =
                    new Mm1Run(
                            new Mm1Plan(
                                    new Listen("127.0.0.1", mm1),
                                    Optional.of(new Listen("127.0.0.1", smsc)),
                                    "X-MSISDN",
                                    8,
                                    50_000,
                                    50,
                                    Duration.ZERO,
                                    LIFE.multipliedBy(2 * KILLS),
                                    100_000,
                                    true,
                                    true,
                                    ServerProcess.PATIENCE,
                                    Optional.empty()));
            CompletableFuture<Mm1Result> ended =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return run.run();
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            for (int i = 0; i < KILLS; i++) {
                pass(LIFE);
                server.kill();
                server = serve(mm1, smsc);
            }
            Mm1Result result = ended.get(5, TimeUnit.MINUTES);
            assertTrue(result.accepted() > 0);
            assertEquals(0, result.lost(), result::toString);
            assertEquals(0, result.damaged(), result::toString);
            assertEquals(result.fetched(), result.acknowledged(), result::toString);
            server.signal("TERM");
            server.exitCode();
            server = serve(mm1, smsc);
            for (int i = 0; i < 100 && files() > 0; i++) {
                pass(Duration.ofMillis(100));
            }
            assertEquals(0, files());
        } finally {
            server.close();
        }
    }
}
