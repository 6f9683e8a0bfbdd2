// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Measures, one after the other on the same machine: how many submit_sm a second are accepted and
 * on disk, how many go on to an ESME or to handsets, how fast that is at half of the most, the same
 * with PostgreSQL, the floor and Kannel. Prints one table.
 */
public final class Speed {
    private static final Duration WARMUP = Duration.ofSeconds(7);
    private static final Duration TIME = Duration.ofSeconds(8);

    /** Messages a second of which each finds the server idle. */
    private static final long LONE = 20;

    private static final int WIDE = 500;

    /** Messages a second offered first, and by how much more then. */
    private static final long FIRST_RATE = 20_000;

    private static final long RATE_STEP = 5_000;
    private static final Duration SETTLING = Duration.ofSeconds(2);

    /** A rate is held where nearly all of it arrives, and in time. */
    private static final double KEEPS_UP = 0.98;

    private static final double LATE_MS = 250;
    private static final int HANDSETS = 2_000;

    private final Path root;
    private final Path directory;
    private final List<String> echo;
    private final List<String> rows = new ArrayList<>();

    private Speed(Path root, Path directory, List<String> echo) {
        this.root = root;
        this.directory = directory;
        this.echo = echo;
    }

    /**
     * @param arguments the root of the project, and the command that runs {@link JsmppEcho}
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("heliograph-speed");
        var speed =
                new Speed(
                        Path.of(arguments[0]),
                        directory,
                        List.of(arguments).subList(1, arguments.length));
        try {
            speed.measure();
        } finally {
            Program.run(Path.of("/"), List.of("rm", "-rf", directory.toString()));
        }
        System.exit(0);
    }

    private void measure() throws Exception {
        double peak = centre("H2", List::of);
        int port = Program.freePort();
        if (Postgres.programs().isPresent()) {
            try (Program _ = Postgres.start(directory, port)) {
                centre("PostgreSQL", () -> Postgres.empty(directory, port));
            }
        }
        for (int binds : new int[] {1, 4}) {
            double floor = floor(binds);
            row(
                    "(d) jSMPP client to jSMPP server, nothing kept, binds: " + binds,
                    floor,
                    peak / floor,
                    "");
        }
        if (Kannel.isInstalled()) {
            Kannel.Figures kannel = Kannel.measure(directory, echo, WARMUP, TIME);
            row(
                    "(e) Kannel, HTTP in, SMPP out, file store not synced",
                    kannel.perSecond(),
                    peak / kannel.perSecond(),
                    String.format(Locale.ROOT, "%.0f µs of CPU", kannel.cpuMicros()));
        }
        print();
    }

    /**
     * {@return messages a second, end to end}
     *
     * @param settings for a centre with nothing in its store
     */
    private double centre(String store, Supplier<List<String>> settings) throws IOException {
        try (Centre centre = centre(settings.get())) {
            JsonNode a =
                    centre.load(WARMUP, TIME, "--to", "1000", "--binds", "4", "--window", "200");
            row(
                    "(a) accepted, durable, " + store,
                    a.path("accepted_per_s").asDouble(),
                    0,
                    answers(a));
        }
        try (Centre centre = centre(settings.get())) {
            JsonNode b = centre.toEsme(WARMUP, TIME, 0);
            row(
                    "(b) to an ESME, end to end, more offered than it takes, " + store,
                    b.path("delivered_per_s").asDouble(),
                    0,
                    centre.cpu(b));
        }
        List<String> wide = new ArrayList<>(settings.get());
        wide.add("smsc.smpp.deliverWindow=" + WIDE);
        double held;
        try (Centre centre = centre(wide)) {
            held = held(centre, store);
            JsonNode half = centre.toEsme(WARMUP, TIME, (long) (held / 2));
            row(
                    "(b) at half of that, " + store,
                    half.path("delivered_per_s").asDouble(),
                    0,
                    latency(half));
            JsonNode lone = centre.toEsme(Duration.ZERO, TIME, LONE);
            row(
                    "a lone message now and then, " + store,
                    lone.path("delivered_per_s").asDouble(),
                    0,
                    answers(lone) + "; " + latency(lone));
        }
        try (Centre centre = centre(settings.get())) {
            JsonNode c =
                    centre.load(
                            WARMUP,
                            TIME,
                            "--to",
                            "+4477009%06d:0-" + (HANDSETS - 1),
                            "--receive-sip",
                            centre.sip(),
                            "--binds",
                            "4",
                            "--window",
                            "50");
            row(
                    "(c) to handsets over IP, " + store,
                    c.path("delivered_per_s").asDouble(),
                    0,
                    centre.cpu(c));
        }
        return held;
    }

    /**
     * {@return messages a second, end to end: the most of some rates that it keeps up with}
     *
     * @param centre that has just started
     */
    private double held(Centre centre, String store) throws IOException {
        double held = 0;
        for (long rate = FIRST_RATE; ; rate += RATE_STEP) {
            double before = centre.cpuMicros();
            JsonNode run = centre.toEsme(SETTLING, TIME, rate);
            double cpu = (centre.cpuMicros() - before) / run.path("submitted").asDouble();
            double delivered = run.path("delivered_per_s").asDouble();
            boolean keepsUp =
                    delivered > rate * KEEPS_UP
                            && run.path("submit_to_deliver_ms").path("p99").asDouble() < LATE_MS;
            if (!keepsUp && held > 0) {
                return held;
            }
            held = delivered;
            row(
                    "(b) the same at a rate that it holds, " + store,
                    delivered,
                    0,
                    String.format(
                            Locale.ROOT,
                            "%.1f µs of CPU a message; %s; lost %d, repeated %d, reordered %d",
                            cpu,
                            latency(run),
                            run.path("lost").asLong(),
                            run.path("repeated").asLong(),
                            run.path("reordered").asLong()));
        }
    }

    private Centre centre(List<String> settings) throws IOException {
        return new Centre(
                root, Files.createTempDirectory(directory, "centre"), List.of(), settings);
    }

    private double floor(int binds) {
        List<String> command = new ArrayList<>(echo);
        command.add("alone");
        command.add(Integer.toString(Program.freePort()));
        command.add(Integer.toString(binds));
        return Double.parseDouble(Program.run(directory, command).strip());
    }

    private static String answers(JsonNode run) {
        JsonNode latency = run.path("submit_to_resp_ms");
        return String.format(
                Locale.ROOT,
                "answer p50 %.1f, p99 %.1f ms",
                latency.path("p50").asDouble(),
                latency.path("p99").asDouble());
    }

    private static String latency(JsonNode run) {
        JsonNode latency = run.path("submit_to_deliver_ms");
        return String.format(
                Locale.ROOT,
                "submit to deliver p50 %.1f, p99 %.1f, p99.9 %.1f ms",
                latency.path("p50").asDouble(),
                latency.path("p99").asDouble(),
                latency.path("p99_9").asDouble());
    }

    private void row(String what, double perSecond, double ratio, String more) {
        String row =
                String.format(
                        Locale.ROOT,
                        "| %s | %,.0f | %s | %s |",
                        what,
                        perSecond,
                        ratio == 0 ? "" : String.format(Locale.ROOT, "%.2f", ratio),
                        more);
        rows.add(row);
        System.err.println(row);
    }

    private void print() {
        System.out.println(Program.machine() + "\n");
        System.out.println("| what | messages/s | (b) H2 to this | |");
        System.out.println("|---|---:|---:|---|");
        rows.forEach(System.out::println);
    }
}
