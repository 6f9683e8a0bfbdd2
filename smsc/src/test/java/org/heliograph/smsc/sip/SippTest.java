// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.heliograph.smsc.sip.SipSite.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.accept.Submission;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIPp plays a handset: its parser and its transactions know nothing of ours. */
final class SippTest {
    /** RP-DATA with an SMS-SUBMIT of 8-bit data 00 ff 0d 0a 00 to +447700900002. */
    private static final Octets SUBMIT =
            Octets.ofHex(
                    "00 2a 00 07 91 44 77 00 99 90 f9 12"
                            + "01 07 0c 91 44 77 00 09 00 20 00 04 05 00 ff 0d 0a 00");

    private static final int CALLS = 50;

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"u1", "t1"})
    void submitsAndGetsRpAck(String transport) throws Exception {
        assumeTrue(isInstalled(), "needs sipp");
        copy("mo-message.xml");
        copy("mt-answer.xml");
        Files.write(directory.resolve("rp.bin"), SUBMIT.toArray());
        int contactPort;
        try (DatagramSocket free = new DatagramSocket(0, SipPeer.LOOPBACK)) {
            contactPort = free.getLocalPort();
        }
        try (SipSite site =
                new SipSite(
                        SipSite.settings("127.0.0.0/8", Duration.ofSeconds(5)),
                        ClientTransactions.Timers.DEFAULT)) {
            Process receiver = sipp("mt-answer", "-t", "u1", "-p", Integer.toString(contactPort));
            Process sender =
                    sipp(
                            "mo-message",
                            "127.0.0.1:" + site.server.port(),
                            "-t",
                            transport,
                            "-r",
                            "100",
                            "-l",
                            "1",
                            "-key",
                            "contact_port",
                            Integer.toString(contactPort));
            assertSuccess(sender, "mo-message");
            assertSuccess(receiver, "mt-answer");
            assertEquals(CALLS, site.submissions.size());
            Submission submission = SipSite.soon(site.submissions);
            assertEquals(ALICE, submission.originatingAddress().value());
            assertEquals(Octets.ofHex("00ff0d0a00"), submission.parts().getFirst().payload());
        }
    }

    private void copy(String scenario) throws IOException {
        try (InputStream in = SippTest.class.getResourceAsStream(scenario)) {
            Files.write(directory.resolve(scenario), in.readAllBytes());
        }
    }

    private Process sipp(String scenario, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of("sipp", "-sf", scenario + ".xml"));
        command.addAll(List.of("-i", "127.0.0.1", "-m", Integer.toString(CALLS), "-nostdin"));
        command.addAll(List.of("-timeout", "40s", "-timeout_error", "-trace_err"));
        command.addAll(List.of("-error_file", scenario + ".errors"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(scenario + ".txt").toFile())
                .start();
    }

    private void assertSuccess(Process sipp, String scenario) throws InterruptedException {
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

    private static boolean isInstalled() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(d -> Files.isExecutable(Path.of(d, "sipp")));
    }
}
