// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.JsonNode;

/**
 * Measures what deciding about messages costs: the same load to the same ESME by way of one route
 * without a firewall, of 100,000 with one, and with scripts too. Each in turns, so that what else
 * the machine does concerns all alike; the median of each counts.
 */
public final class Policy {
    private static final Duration WARMUP = Duration.ofSeconds(7);
    private static final Duration TIME = Duration.ofSeconds(8);
    private static final int ROUNDS = 3;
    private static final int ROUTES = 100_000;

    /** Below all of the routes there are, or the one. */
    private static final String NUMBERS = "+491%07d:0-99999";

    /**
     * As an operator has it: what is shipped, numbers of its own, and limits that texts count for.
     */
    private static final List<String> FIREWALL =
            List.of(
                    "smsc.firewall.enabled=true",
                    "smsc.firewall.ownNumbers.numbers=[4477009*, 447711000000-447711000999]",
                    "smsc.firewall.limits=["
                            + limit("flash", "flash", "destination", 10)
                            + ", "
                            + limit("source", "any", "source", 100_000_000)
                            + ", "
                            + limit("each", "any", "destination", 100_000_000)
                            + "]");

    /** One run of a kind. */
    private record Figures(double accepted, double delivered, double cpuMicros) {}

    private final Path root;
    private final Path directory;
    private final Map<String, List<String>> kinds = new LinkedHashMap<>();
    private final Map<String, List<Figures>> runs = new LinkedHashMap<>();

    private Policy(Path root, Path directory, List<String> scripts) throws IOException {
        this.root = root;
        this.directory = directory;
        Path one = directory.resolve("one.csv");
        Files.writeString(one, "destination,to\n49*,esme:demo\n");
        Path many = directory.resolve("many.csv");
        var rows = new StringBuilder("destination,to\n");
        for (int i = 0; i < ROUTES; i++) {
            rows.append("49").append(ROUTES + i).append("*,esme:demo\n");
        }
        Files.writeString(many, rows);
        kinds.put(
                "(a) one route, no firewall",
                List.of("smsc.routing.file=" + one, "smsc.firewall.enabled=false"));
        List<String> decided = new ArrayList<>(FIREWALL);
        decided.add("smsc.routing.file=" + many);
        kinds.put("(b) 100,000 routes, the firewall", decided);
        if (!scripts.isEmpty()) {
            List<String> scripted = new ArrayList<>(decided);
            scripted.add("smsc.policy.directory=" + scripts.getFirst());
            kinds.put("(c) and scripts", scripted);
        }
    }

    /**
     * @param arguments the root of the project, and the directory of scripts if there is one
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("heliograph-policy");
        try {
            List<String> scripts = List.of(arguments).subList(1, arguments.length);
            new Policy(Path.of(arguments[0]), directory, scripts).measure();
        } finally {
            Program.run(Path.of("/"), List.of("rm", "-rf", directory.toString()));
        }
        System.exit(0);
    }

    private static String limit(String name, String content, String by, int most) {
        return String.format(
                Locale.ROOT,
                "{name: %s, content: %s, by: %s, most: %d, per: 1m}",
                name,
                content,
                by,
                most);
    }

    private void measure() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, List<String>> kind : kinds.entrySet()) {
                Figures figures = measure(kind.getValue());
                System.err.printf(
                        "%s: accepted %,.0f, delivered %,.0f, %.1f µs of CPU%n",
                        kind.getKey(), figures.accepted, figures.delivered, figures.cpuMicros);
                runs.computeIfAbsent(kind.getKey(), _ -> new ArrayList<>()).add(figures);
            }
        }
        print();
    }

    private Figures measure(List<String> settings) throws IOException {
        Path data = Files.createTempDirectory(directory, "centre");
        try (var centre = new Centre(root, data, List.of(), settings)) {
            JsonNode run =
                    centre.load(
                            WARMUP,
                            TIME,
                            "--to",
                            NUMBERS,
                            "--receive-system-id",
                            "demo",
                            "--receive-binds",
                            "2",
                            "--binds",
                            "4",
                            "--window",
                            "200");
            return new Figures(
                    run.path("accepted_per_s").asDouble(),
                    run.path("delivered_per_s").asDouble(),
                    centre.cpuMicros() / run.path("submitted").asDouble());
        }
    }

    private void print() {
        Figures nothing = median(runs.values().iterator().next());
        System.out.println(
                "| what | accepted/s | to (a) | delivered/s | to (a) | µs of CPU a message |");
        System.out.println("|---|---:|---:|---:|---:|---:|");
        runs.forEach(
                (kind, all) -> {
                    Figures median = median(all);
                    System.out.printf(
                            "| %s | %,.0f | %.2f | %,.0f | %.2f | %.1f |%n",
                            kind,
                            median.accepted,
                            median.accepted / nothing.accepted,
                            median.delivered,
                            median.delivered / nothing.delivered,
                            median.cpuMicros);
                });
    }

    /** Of each figure by itself. */
    private static Figures median(List<Figures> all) {
        return new Figures(
                median(all, Figures::accepted),
                median(all, Figures::delivered),
                median(all, Figures::cpuMicros));
    }

    private static double median(List<Figures> all, ToDoubleFunction<Figures> figure) {
        double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
