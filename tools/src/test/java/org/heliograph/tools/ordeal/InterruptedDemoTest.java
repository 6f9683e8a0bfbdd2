// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C in the middle of the demo. */
final class InterruptedDemoTest {
    private static final Pattern UNDER_WAY = Pattern.compile("REGISTER");

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void leavesNothingBehind(String signal) throws Exception {
        try (ServerProcess demo = ServerProcess.demo(directory)) {
            demo.printed(UNDER_WAY);
            demo.signal(signal);
            assertNotEquals(0, demo.exitCode());
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
