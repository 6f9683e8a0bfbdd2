// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Wireshark's dissectors as a second opinion: captures what crosses the loopback interface, and
 * reads it back by field.
 *
 * @param file the capture
 * @param ports what runs on which TCP or UDP port, by the name of its dissector
 */
record Tshark(Path file, Map<Integer, String> ports) {
    private static final long PATIENCE_SECONDS = 60;

    /** Between repeats of a field in one packet: no octet of text. */
    private static final String REPEAT = "\u001f";

    /** Skips the calling test where tshark is not installed or may not capture. */
    static void assumeInstalled() throws InterruptedException {
        assumeReads();
        Assumptions.assumeTrue(runs("dumpcap", "-D"), "needs tshark with the right to capture");
    }

    /** Skips the calling test where tshark is not installed; it need not be able to capture. */
    static void assumeReads() throws InterruptedException {
        Assumptions.assumeTrue(runs("tshark", "--version"), "needs tshark");
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * One packet.
     *
     * @param fields by name, those that are in it, each with all its values
     */
    record Packet(Map<String, List<String>> fields) {
        boolean has(String field) {
            return fields.containsKey(field);
        }

        boolean has(String field, String value) {
            return all(field).contains(value);
        }

        List<String> all(String field) {
            return fields.getOrDefault(field, List.of());
        }

        /** {@return the only value, or what there is instead of one} */
        String one(String field) {
            List<String> values = all(field);
            return values.size() == 1 ? values.getFirst() : values.toString();
        }
    }

    /** Starts to capture; returns when it has begun. */
    Capture capture() throws IOException, InterruptedException {
        DatagramSocket marker =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int markerPort = marker.getLocalPort();
        StringBuilder filter = new StringBuilder("udp port " + markerPort);
        ports.keySet().forEach(port -> filter.append(" or port ").append(port));
        Process process =
                new ProcessBuilder(
                                List.of(
                                        "tshark",
                                        "-i",
                                        "lo",
                                        "-n",
                                        "-l",
                                        "-P",
                                        "-w",
                                        file.toString(),
                                        "-f",
                                        filter.toString(),
                                        "-d",
                                        "udp.port==" + markerPort + ",data"))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Capture capture = new Capture(process, marker);
        capture.sync(555);
        return capture;
    }

    /** A running capture. Datagrams of our own tell when it has begun and has seen everything. */
    static final class Capture implements AutoCloseable {
        private final Process process;
        private final DatagramSocket marker;
        private final BlockingQueue<String> shown = new LinkedBlockingQueue<>();

        private Capture(Process process, DatagramSocket marker) {
            this.process = process;
            this.marker = marker;
            Thread.ofVirtual().start(this::follow);
        }

        private void follow() {
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    shown.add(line);
                }
            } catch (IOException e) {
                shown.add("tshark went away: " + e.getMessage()); // as it does when we end it
            }
        }

        /** Sends markers until tshark shows one: what went before it is in the file. */
        private void sync(int octets) throws IOException, InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            String mark = "Len=" + octets;
            while (System.nanoTime() < deadline) {
                marker.send(
                        new DatagramPacket(
                                new byte[octets], octets, marker.getLocalSocketAddress()));
                String line = shown.poll(100, TimeUnit.MILLISECONDS);
                while (line != null) {
                    if (line.contains(mark)) {
                        return;
                    }
                    line = shown.poll();
                }
            }
            throw new IOException("tshark does not show a datagram of " + octets + " octets");
        }

        /** Returns when the file has all that was sent before. */
        void finish() throws IOException, InterruptedException {
            sync(777);
            process.destroy();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("tshark does not end");
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
            marker.close();
        }
    }

    /** {@return the packets that pass a display filter} */
    List<Packet> read(String displayFilter, List<String> fields)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString()));
        ports.forEach(
                (port, dissector) -> {
                    command.addAll(List.of("-d", "tcp.port==" + port + "," + dissector));
                    if (dissector.equals("sip")) {
                        command.addAll(List.of("-d", "udp.port==" + port + "," + dissector));
                    }
                });
        command.addAll(List.of("-o", "gsm_sms_ud.port_number_udh_means_wsp:TRUE"));
        command.addAll(List.of("-Y", displayFilter, "-T", "fields"));
        command.addAll(List.of("-E", "separator=/t", "-E", "aggregator=" + REPEAT));
        fields.forEach(field -> command.addAll(List.of("-e", field)));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<Packet> packets = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(line -> packets.add(packet(fields, line)));
        }
        if (process.waitFor() != 0) {
            throw new IOException("tshark fails: " + String.join(" ", command));
        }
        return packets;
    }

    private static Packet packet(List<String> names, String line) {
        String[] values = line.split("\t", -1);
        Map<String, List<String>> fields = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            if (!values[i].isEmpty()) {
                fields.put(names.get(i), List.of(values[i].split(REPEAT, -1)));
            }
        }
        return new Packet(Map.copyOf(fields));
    }
}
