// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** SIPp in a directory of its own; its parser and its transactions know nothing of ours. */
final class Sipp {
    private final Path directory;

    /** Skips the test if there is no SIPp. */
    Sipp(Path directory) {
        assumeTrue(isInstalled(), "needs sipp");
        this.directory = directory;
    }

    private static boolean isInstalled() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(d -> Files.isExecutable(Path.of(d, "sipp")));
    }

    static String freePort() throws IOException {
        try (DatagramSocket free = new DatagramSocket(0, SipPeer.LOOPBACK)) {
            return Integer.toString(free.getLocalPort());
        }
    }

    /** Starts {@code scenario}, a resource beside this class, for so many calls. */
    Process start(String scenario, int calls, String... more) throws IOException {
        try (InputStream in = Sipp.class.getResourceAsStream(scenario + ".xml")) {
            Files.write(directory.resolve(scenario + ".xml"), in.readAllBytes());
        }
        List<String> command = new ArrayList<>(List.of("sipp", "-sf", scenario + ".xml"));
        command.addAll(List.of("-i", "127.0.0.1", "-m", Integer.toString(calls), "-nostdin"));
        command.addAll(List.of("-timeout", "40s", "-timeout_error", "-trace_err"));
        command.addAll(List.of("-error_file", scenario + ".errors"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(scenario + ".txt").toFile())
                .start();
    }

    /** Waits for its end; fails with what it says if it is not content. */
    void assertSuccess(Process sipp, String scenario) throws InterruptedException {
        try {
            assertTrue(sipp.waitFor(60, TimeUnit.SECONDS), scenario + " does not end");
            Path errors = directory.resolve(scenario + ".errors");
            Path output = directory.resolve(scenario + ".txt");
            assertEquals(0, sipp.exitValue(), () -> read(Files.exists(errors) ? errors : output));
        } finally {
            sipp.destroy();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
