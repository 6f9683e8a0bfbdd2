// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Measures, one after the other on the same machine: JAIN-SIP alone with its own transactions,
 * JAIN-SIP alone without, and the centre in a small heap, which takes messages by SMPP, stores
 * them, and brings them to handsets over IP until they report. Prints one table.
 */
public final class OverIp {
    /**
     * Of each contender, before it is measured, and of those who ask it, whose process shares the
     * processors: for so long the compiler takes its turn.
     */
    private static final Duration WARMUP = Duration.ofSeconds(40);

    private static final Duration TIME = Duration.ofSeconds(10);
    static final int HANDSETS = 2_000;
    private static final String HEAP = "-Xmx300m";

    /** Its transactions stay for 32 s (timer J): without a bound its heap grows as long. */
    private static final String FLOOR_HEAP = "-Xmx800m";

    private OverIp() {}

    /**
     * @param arguments the root of the project, and the command that runs {@link JainEcho}
     */
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        List<String> echo = List.of(arguments).subList(1, arguments.length);
        Path directory = Files.createTempDirectory("heliograph-sip");
        try {
            measure(root, directory, echo);
        } finally {
            Program.run(Path.of("/"), List.of("rm", "-rf", directory.toString()));
        }
        System.exit(0);
    }

    private static void measure(Path root, Path directory, List<String> echo) throws Exception {
        String[] transactions = floor(directory, echo, "transactions", "-Xmx8g");
        String[] bounded = floor(directory, echo, "transactions", FLOOR_HEAP);
        String[] stateless = floor(directory, echo, "stateless", FLOOR_HEAP);
        JsonNode run;
        String cpu;
        String memory;
        try (Centre centre = new Centre(root, directory, List.of(HEAP), List.of())) {
            run = load(centre, WARMUP, TIME, 0);
            cpu = Centre.measuredCpu(run);
            memory = centre.peakMemory();
        }
        double ours = run.path("delivered_per_s").asDouble();
        System.out.println(Program.machine() + "\n");
        System.out.println("| what | messages/s | the centre to this | |");
        System.out.println("|---|---:|---:|---|");
        row("JAIN-SIP alone, its own transactions, UDP", transactions, ours);
        row("the same, " + FLOOR_HEAP, bounded, ours);
        row("JAIN-SIP alone, stateless, UDP, " + FLOOR_HEAP, stateless, ours);
        System.out.printf(
                Locale.ROOT,
                "| the centre, SMPP to RP-ACK of the handset, durable on H2, %s | %,.0f | | %s; memory"
                        + " of the process at most %s |%n",
                HEAP,
                ours,
                cpu,
                memory);
    }

    /** Sends to handsets that all report. */
    static JsonNode load(Centre centre, Duration warmup, Duration time, long rate)
            throws IOException {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--to",
                                "+4477009%06d:0-" + (HANDSETS - 1),
                                "--receive-sip",
                                centre.sip(),
                                "--binds",
                                "4",
                                "--window",
                                "50"));
        if (rate > 0) {
            options.addAll(List.of("--rate", Long.toString(rate)));
        }
        return centre.load(warmup, time, options.toArray(String[]::new));
    }

    /** {@return messages a second, µs, MB} */
    private static String[] floor(Path directory, List<String> echo, String how, String heap) {
        List<String> command = new ArrayList<>(echo);
        command.add(1, heap);
        command.addAll(
                List.of(how, Long.toString(WARMUP.toSeconds()), Long.toString(TIME.toSeconds())));
        return Program.run(directory, command).strip().split(" ", 3);
    }

    private static void row(String what, String[] floor, double ours) {
        double perSecond = Double.parseDouble(floor[0]);
        System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f | %.2f | %s µs of CPU a message at both ends; heap %s MB |%n",
                what,
                perSecond,
                ours / perSecond,
                floor[1],
                floor[2]);
    }
}
