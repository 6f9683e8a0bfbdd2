// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import org.heliograph.config.EmbeddedDatabase;
import org.heliograph.tools.demo.World;
import org.heliograph.tools.wire.Tap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stores of a whole installation hang and fail; health says so, and answers meanwhile. */
final class HealthTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"smsc", "mmsc"})
    void aStoreThatHangsIsNotReadyUntilItMovesAgain(String centre) throws Exception {
        try (World world = new World(directory, Tap.none());
                Operator operator = new Operator(world.console(), directory.resolve("data"))) {
            assertEquals("200 ok\n", operator.ask("readyz"));
            try (Connection other = besideTheServer(centre);
                    var statement = other.createStatement()) {
                statement.execute("SET EXCLUSIVE 1"); // all other connections wait
                String answer = operator.await("readyz", a -> a.startsWith("503"));
                String line =
                        "503 not ok\n" + centre + "-store: the last commit was 1[0-9] s ago\n";
                assertTrue(answer.matches(line), answer);
                assertEquals("200 ok\n", operator.ask("healthz"));
                assertTrue(operator.ask("metrics").startsWith("200 "), "metrics do not wait");
                statement.execute("SET EXCLUSIVE 0");
            }
            assertEquals("200 ok\n", operator.await("readyz", a -> a.startsWith("200")));
        }
    }

    @Test
    void aStoreThatFailsIsNotReady() throws Exception {
        try (World world = new World(directory, Tap.none());
                Operator operator = new Operator(world.console(), directory.resolve("data"))) {
            try (Connection other = besideTheServer("smsc");
                    var statement = other.createStatement()) {
                statement.execute("SHUTDOWN IMMEDIATELY"); // as if the disk had gone
            }
            assertEquals(
                    "503 not ok\nsmsc-store: the last commit failed\n",
                    operator.await("readyz", a -> a.startsWith("503")));
            assertEquals("200 ok\n", operator.ask("healthz"));
        }
    }

    /** H2 lets who is in the same process share an open database. */
    private Connection besideTheServer(String centre) throws Exception {
        return EmbeddedDatabase.open(directory.resolve("data"), centre).connect();
    }
}
