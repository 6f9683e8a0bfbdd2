// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures, one after the other on the same machine: a bare handler that keeps the same bodies, and
 * the MMSC, which takes messages, notifies, hands out and is told of it. Prints one table.
 */
public final class Mm1Speed {
    private static final String WARMUP = "40s";
    private static final String TIME = "10s";
    private static final String CONNECTIONS = "32";

    private Mm1Speed() {}

    /**
     * @param arguments the root of the project, and the command that runs {@link BareMm1}
     */
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        List<String> bare = List.of(arguments).subList(1, arguments.length);
        Path directory = Files.createTempDirectory("heliograph-mm1");
        try {
            measure(root, directory, bare);
        } finally {
            Program.run(Path.of("/"), List.of("rm", "-rf", directory.toString()));
        }
        System.exit(0);
    }

    private static void measure(Path root, Path directory, List<String> bare) throws IOException {
        System.out.println(Program.machine() + "\n");
        System.out.println("| what | a second | server's CPU each, µs | p50, p99 ms |");
        System.out.println("|---|---:|---:|---|");
        double floor = floor(root, directory, bare);
        Program.run(Path.of("/"), List.of("rm", "-rf", directory.resolve("bare").toString()));
        JsonNode run = centre(root, directory);
        System.out.printf(
                Locale.ROOT,
                "%nThe centre sends %.2f of the bare handler; lost %d, damaged %d, notified again"
                        + " %d.%n",
                run.path("send_per_s").asDouble() / floor,
                run.path("lost").asLong(),
                run.path("damaged").asLong(),
                run.path("notified_again").asLong());
    }

    private static double floor(Path root, Path directory, List<String> bare) throws IOException {
        int port = Program.freePort();
        List<String> command = new ArrayList<>(bare);
        command.addAll(List.of(Integer.toString(port), directory.resolve("bare").toString()));
        try (Program server =
                Program.start(directory, directory.resolve("bare.log"), port, command)) {
            JsonNode run = load(root, port, server, List.of());
            row("bare handler, body kept and synced: M-Send.req", "send", run);
            return run.path("send_per_s").asDouble();
        }
    }

    private static JsonNode centre(Path root, Path directory) throws IOException {
        int port = Program.freePort();
        int smsc = Program.freePort();
        Path data = Files.createDirectories(directory.resolve("data"));
        Files.writeString(data.resolve("esme-mmsc.password"), "secret");
        List<String> settings =
                List.of(
                        "smsc.enabled=false",
                        "mmsc.mm1.listen=127.0.0.1:" + port,
                        "mmsc.smpp.smsc=127.0.0.1:" + smsc,
                        "mmsc.smpp.reconnect=100ms",
                        "console.listen=127.0.0.1:" + Program.freePort());
        List<String> command = Centre.command(root, data, List.of(), settings);
        try (Program server = Program.start(root, directory.resolve("serve.log"), port, command)) {
            JsonNode run = load(root, port, server, List.of("--smsc-listen", "127.0.0.1:" + smsc));
            row("the centre, durable on H2: M-Send.req, notifying", "send", run);
            row("the centre: fetch", "fetch", run);
            row("the centre: M-NotifyResp.ind, state durable", "acknowledge", run);
            return run;
        }
    }

    private static JsonNode load(Path root, int port, Program server, List<String> options) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                root.resolve("heliograph").toString(),
                                "load",
                                "mm1",
                                "--json",
                                "--mm1",
                                "127.0.0.1:" + port,
                                "--connections",
                                CONNECTIONS,
                                "--warmup",
                                WARMUP,
                                "--duration",
                                TIME,
                                "--server-pid",
                                Long.toString(server.pid())));
        command.addAll(options);
        return JsonMapper.shared().readTree(Program.run(root, command));
    }

    private static void row(String what, String phase, JsonNode run) {
        JsonNode latency = run.path(phase + "_ms");
        System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %.0f | %.1f, %.1f |%n",
                what,
                run.path(phase + "_per_s").asDouble(),
                run.path("server_cpu_us_per_" + phase).asDouble(),
                latency.path("p50").asDouble(),
                latency.path("p99").asDouble());
    }
}
