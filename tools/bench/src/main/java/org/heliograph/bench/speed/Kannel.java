// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench.speed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Kannel: HTTP in, SMPP out to an echo that keeps nothing, with its file store between. */
final class Kannel {
    private static final int CONNECTIONS = 40;
    private static final String REQUEST =
            "GET /cgi-bin/sendsms?username=u&password=p&from=Load&to=447700900123"
                    + "&text=%23+0000000000+hello+hello HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private Kannel() {}

    /**
     * What came of it.
     *
     * @param perSecond answered by Kannel after its store took them
     * @param cpuMicros of Kannel for each
     */
    record Figures(double perSecond, double cpuMicros) {}

    static boolean isInstalled() {
        return Files.isExecutable(Path.of("/usr/sbin/bearerbox"));
    }

    static Figures measure(Path directory, List<String> echo, Duration warmup, Duration time)
            throws Exception {
        int admin = Program.freePort();
        int boxes = Program.freePort();
        int smpp = Program.freePort();
        int http = Program.freePort();
        Files.writeString(directory.resolve("kannel.conf"), settings(admin, boxes, smpp, http));
        List<String> sink = new ArrayList<>(echo);
        sink.addAll(List.of("server", Integer.toString(smpp)));
        try (Program _ = Program.start(directory, directory.resolve("echo.log"), smpp, sink);
                Program bearerbox =
                        Program.start(
                                directory,
                                directory.resolve("bearerbox.log"),
                                boxes,
                                List.of("/usr/sbin/bearerbox", "-v", "4", "kannel.conf"));
                Program smsbox =
                        Program.start(
                                directory,
                                directory.resolve("smsbox.log"),
                                http,
                                List.of("/usr/sbin/smsbox", "-v", "4", "kannel.conf"))) {
            var answered = new AtomicLong();
            var over = new AtomicBoolean();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                threads.add(Thread.ofVirtual().start(() -> send(http, answered, over)));
            }
            Program.pass(warmup);
            long before = answered.get();
            double cpu = bearerbox.cpuMicros() + smsbox.cpuMicros();
            long from = System.nanoTime();
            Program.pass(time);
            long count = answered.get() - before;
            double seconds = (System.nanoTime() - from) / 1e9;
            cpu = bearerbox.cpuMicros() + smsbox.cpuMicros() - cpu;
            over.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            return new Figures(count / seconds, count == 0 ? 0 : cpu / count);
        }
    }

    private static void send(int port, AtomicLong answered, AtomicBoolean over) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (!over.get()) {
                socket.getOutputStream().write(REQUEST.getBytes(ISO_8859_1));
                readResponse(in);
                answered.incrementAndGet();
            }
        } catch (IOException e) {
            System.err.println("Kannel: " + e.getMessage());
        }
    }

    private static void readResponse(InputStream in) throws IOException {
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 202")) {
            throw new IOException(status);
        }
        int length = 0;
        String header = line(in);
        while (!header.isEmpty()) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
            header = line(in);
        }
        in.skipNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        int octet = in.read();
        while (octet >= 0 && octet != '\n') {
            if (octet != '\r') {
                line.append((char) octet);
            }
            octet = in.read();
        }
        return line.toString();
    }

    private static String settings(int admin, int boxes, int smpp, int http) {
        return """
               group = core
               admin-port = %d
               admin-password = p
               smsbox-port = %d
               box-allow-ip = "127.0.0.1"
               store-type = file
               store-location = kannel.store

               group = smsc
               smsc = smpp
               smsc-id = out
               host = 127.0.0.1
               port = %d
               smsc-username = echo
               smsc-password = p
               system-type = ""
               max-pending-submits = 100

               group = smsbox
               bearerbox-host = 127.0.0.1
               sendsms-port = %d

               group = sendsms-user
               username = u
               password = p
               """
                .formatted(admin, boxes, smpp, http);
    }
}
