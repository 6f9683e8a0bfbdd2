// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of a start that works, one that does not, and an end. */
final class FirstStartTest {
    private static final Pattern MADE =
            Pattern.compile("demo, password (\\S+) \\(made now, kept in (.*)\\)");
    private static final Pattern KEPT = Pattern.compile("demo, password in (.*)");
    private static final List<String> FREE_PORTS =
            List.of(
                    "smsc.smpp.listen=127.0.0.1:0",
                    "smsc.sip.listen=127.0.0.1:0",
                    "mmsc.mm1.listen=127.0.0.1:0",
                    "console.listen=127.0.0.1:0");

    @TempDir Path directory;
    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(directory);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void passwordIsMadeOnceForItsOwnerAlone() throws Exception {
        ServerProcess first = scene.serve();
        Matcher made = first.printed(MADE);
        Path file = Path.of(made.group(2));
        assertEquals(scene.data().resolve("esme-demo.password"), file);
        assertEquals(made.group(1), Files.readString(file).strip());
        assertEquals(
                PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
        first.signal("TERM");
        assertEquals(0, first.exitCode());
        assertEquals("stopped", first.output().getLast());

        ServerProcess second = scene.serve();
        assertEquals(file, Path.of(second.printed(KEPT).group(1)));
        assertEquals(made.group(1), scene.password());
        assertFalse(String.join("\n", second.output()).contains(made.group(1)), "printed again");
        second.signal("INT");
        assertEquals(0, second.exitCode());
        assertEquals("stopped", second.output().getLast());
        assertEquals(List.of(), second.errors());
    }

    @Test
    void everySocketIsOnLoopback() throws Exception {
        try (ServerProcess server = ServerProcess.start(scene.data(), FREE_PORTS)) {
            List<String> printed =
                    List.of(
                            "tcp " + server.smpp(),
                            "tcp " + server.sip(),
                            "udp " + server.sip(),
                            "tcp " + server.mm1().getAuthority());
            printed.forEach(address -> assertTrue(address.contains(" 127.0.0.1:"), address));
            assumeTrue(Files.exists(Path.of("/proc/net/tcp")), "needs /proc/net");
            List<String> open = OpenSockets.of(server.pid());
            assertEquals(
                    List.of(),
                    open.stream().filter(address -> !address.contains(" 127.0.0.1:")).toList());
            assertTrue(open.containsAll(printed), () -> open + " lack some of " + printed);
        }
    }

    @Test
    void secondServerOnTheDataDirectoryEndsWithOneLine() throws Exception {
        scene.serve();
        String line = failure(FREE_PORTS);
        assertTrue(line.contains(scene.data().toString()), line);
        assertTrue(line.contains("in use by another process"), line);
    }

    @Test
    void takenPortEndsTheStartWithOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            for (String key :
                    List.of(
                            "smsc.smpp.listen",
                            "smsc.sip.listen",
                            "mmsc.mm1.listen",
                            "console.listen")) {
                String line = failure(with(key + "=" + address));
                assertTrue(line.startsWith("cannot listen"), line);
                assertTrue(line.contains(address), line);
            }
        }
    }

    @Test
    void settingThatThereIsNotEndsTheStartWithOneLine() throws Exception {
        String unknown = failure(with("smsc.smtp.listen=127.0.0.1:0"));
        assertTrue(unknown.contains("smsc.smtp"), unknown);
        String wrong = failure(with("mmsc.mm1.maxBodyOctets=plenty"));
        assertTrue(wrong.contains("mmsc.mm1.maxBodyOctets"), wrong);
    }

    private static List<String> with(String setting) {
        return Stream.concat(FREE_PORTS.stream(), List.of(setting).stream()).toList();
    }

    /** {@return the one line that a server wrote before it ended} */
    private String failure(List<String> settings) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(scene.data(), settings)) {
            assertNotEquals(0, server.exitCode());
            assertEquals(1, server.errors().size(), () -> server.errors().toString());
            assertTrue(
                    server.output().stream().noneMatch(l -> l.contains("Heliograph is up")),
                    () -> server.output().toString());
            return server.errors().getFirst();
        }
    }
}
