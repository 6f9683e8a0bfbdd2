// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.heliograph.tools.wire.EventLog;

/** A program of another hand, its output in a file. */
record PeerProcess(Process process, Path output) implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 90;

    /** Starts it in {@code directory}, to which {@code resources} are copied. */
    static PeerProcess start(Path directory, List<String> command, String... resources)
            throws IOException {
        for (String resource : resources) {
            try (InputStream in = PeerProcess.class.getResourceAsStream(resource)) {
                Files.write(directory.resolve(resource), in.readAllBytes());
            }
        }
        Path output = Files.createTempFile(directory, "output", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        return new PeerProcess(process, output);
    }

    /** Starts it in {@code directory}; what it prints goes to {@code log}, line by line. */
    static Process logging(Path directory, List<String> command, EventLog<String> log)
            throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (BufferedReader lines = process.inputReader()) {
                                lines.lines().forEach(log::add);
                            } catch (IOException | UncheckedIOException e) {
                                log.add("output lost: " + e.getMessage()); // as it ends
                            }
                        });
        return process;
    }

    /** Writes a resource to {@code directory}, each {@code @NAME@} in it being a value. */
    static void write(Path directory, String resource, Map<String, String> values)
            throws IOException {
        String text;
        try (InputStream in = PeerProcess.class.getResourceAsStream(resource)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        Files.writeString(directory.resolve(resource), text);
    }

    /** Waits for its end, which must be a success. */
    List<String> lines() throws IOException, InterruptedException {
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        String text = Files.readString(output);
        assertTrue(ended, text);
        assertEquals(0, process.exitValue(), text);
        return text.lines().toList();
    }

    static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
