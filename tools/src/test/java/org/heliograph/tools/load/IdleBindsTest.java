// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.heliograph.tools.Heliograph;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Binds on which nothing comes, and the end of a run that somebody wants to end. */
final class IdleBindsTest {
    private static List<String> words(Responder centre, String options) {
        String all =
                "load smpp --system-id a --password b --smpp "
                        + centre.address()
                        + " --to 1000 "
                        + options;
        return List.of(all.split(" ", -1));
    }

    private static String run(Responder centre, String options) {
        var text = new StringWriter();
        int code =
                Heliograph.run(
                        new PrintWriter(text),
                        new PrintWriter(text),
                        words(centre, options).toArray(String[]::new));
        return code + " " + text;
    }

    /** A second of one message, after which its receiver hears nothing. */
    @Test
    void askAndAnswerWhetherTheOtherSideIsThere() throws IOException {
        try (Responder centre = new Responder()) {
            String said =
                    run(
                            centre,
                            "--receive-system-id a --receive-binds 2 --enquire-link 100ms --rate 1"
                                    + " --duration 1500ms");
            assertTrue(said.startsWith("0 "), said);
            assertTrue(centre.enquiries() >= 6, "of three binds: " + centre.enquiries());
            assertEquals(centre.binds(), centre.enquiriesAnswered());
        }
    }

    @Test
    void noticeThatItIsNot() throws IOException {
        try (Responder centre = new Responder(Responder.Fault.IGNORE_ENQUIRY, 1)) {
            String said =
                    run(
                            centre,
                            "--receive-system-id a --enquire-link 100ms --rate 1 --duration 1h");
            assertTrue(said.startsWith("1 "), said);
            assertTrue(said.contains("enquire_link was not answered"), said);
        }
    }

    @Test
    void aRunThatIsInterruptedTellsWhatItCameTo() throws Exception {
        List<String> command = new ArrayList<>();
        if (Files.exists(Path.of("/proc/self/status"))) {
            // a shell that runs us in the background has SIGINT ignored, also by our children
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Heliograph.class.getName());
        try (Responder centre = new Responder()) {
            command.addAll(words(centre, "--receive-system-id a --rate 500 --duration 1h"));
            Process process = new ProcessBuilder(command).start();
            try {
                while (centre.deliveriesAnswered() < 100 && process.isAlive()) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                }
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
                String out =
                        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                String err =
                        new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(process.waitFor(60, TimeUnit.SECONDS));
                assertNotEquals(0, process.exitValue());
                JsonNode json = JsonMapper.shared().readTree(out);
                assertTrue(json.path("accepted").asLong() >= 100, out);
                assertEquals(0, json.path("lost").asLong(-1), out);
                assertTrue(err.contains("failed: interrupted"), err);
                assertTrue(err.contains("submit to answer  p50"), err);
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
