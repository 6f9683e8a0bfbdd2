// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.heliograph.config.Listen;
import org.heliograph.tools.wire.EventLog;

/**
 * Kamailio as the S-CSCF that handsets register with, or as a P-CSCF before somebody else. Its
 * registrations outlive its end.
 */
final class Kamailio implements AutoCloseable {
    private static final String PROGRAM = "/usr/sbin/kamailio";
    private static final Path EMPTY_TABLES = Path.of("/usr/share/kamailio/dbtext/kamailio");
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int LONGEST_DATAGRAM = 65_535;

    private final Path directory;
    private final String configuration;
    private final int port;
    private EventLog<String> log = new EventLog<>(_ -> {});
    private Process process;

    static void assumeInstalled() {
        assumeTrue(Files.isExecutable(Path.of(PROGRAM)), "needs kamailio");
    }

    /**
     * Starts an S-CSCF.
     *
     * @param applicationServerPort of Heliograph on loopback
     */
    static Kamailio scscf(Path directory, int applicationServerPort)
            throws IOException, InterruptedException {
        return new Kamailio(
                directory,
                "kamailio.cfg",
                Map.of("AS_PORT", Integer.toString(applicationServerPort)));
    }

    /**
     * Starts a P-CSCF, which wants to be on the way to the handsets that register through it.
     *
     * @param homePort on loopback of whom they register with
     */
    static Kamailio pcscf(Path directory, int homePort) throws IOException, InterruptedException {
        return new Kamailio(
                directory, "pcscf.cfg", Map.of("HOME_PORT", Integer.toString(homePort)));
    }

    private Kamailio(Path directory, String configuration, Map<String, String> neighbours)
            throws IOException, InterruptedException {
        this.directory = directory;
        this.configuration = configuration;
        port = freePort();
        for (String table : List.of("location", "version")) {
            Files.copy(EMPTY_TABLES.resolve(table), directory.resolve(table));
        }
        Map<String, String> values = new HashMap<>(neighbours);
        values.put("PORT", Integer.toString(port));
        values.put("DIRECTORY", directory.toString());
        PeerProcess.write(directory, configuration, values);
        process = started();
    }

    private static int freePort() throws IOException {
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private Process started() throws IOException, InterruptedException {
        log = new EventLog<>(_ -> {});
        String place = directory.toString();
        Process starting =
                PeerProcess.logging(
                        directory,
                        List.of(
                                PROGRAM,
                                "-DD",
                                "-E",
                                "-f",
                                place + "/" + configuration,
                                "-Y",
                                place),
                        log);
        logs(1, "CSCF started");
        return starting;
    }

    /** Where handsets register. */
    Listen address() {
        return Listen.of("127.0.0.1:" + port);
    }

    /** Waits until so many lines of its log have {@code text}, since it was started last. */
    void logs(int times, String text) throws InterruptedException {
        Events.await(
                log,
                String.class,
                _ -> log.soFar().stream().filter(line -> line.contains(text)).count() >= times);
    }

    /** kill -9 of all its processes. */
    void kill() {
        List<ProcessHandle> all =
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }

    /** The requests that its port loses while it is dead, until each of {@code wanted} was lost. */
    void loses(List<Predicate<String>> wanted) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            for (List<Predicate<String>> left = wanted; !left.isEmpty(); ) {
                var packet = new DatagramPacket(new byte[LONGEST_DATAGRAM], LONGEST_DATAGRAM);
                socket.receive(packet);
                String text =
                        new String(
                                packet.getData(),
                                0,
                                packet.getLength(),
                                StandardCharsets.ISO_8859_1);
                left = left.stream().filter(one -> !one.test(text)).toList();
            }
        }
    }

    void startAgain() throws IOException, InterruptedException {
        process = started();
    }

    @Override
    public void close() {
        kill();
    }
}
