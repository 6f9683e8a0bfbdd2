// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.heliograph.config.SmscSettings;
import org.heliograph.smsc.route.Route;
import tools.jackson.databind.JsonNode;

/**
 * Measures what a backlog to one absent ESME costs everybody else, in a heap of 512 MB: two centres
 * side by side, one of them with the backlog, take the same load in turn; how long the one with the
 * backlog takes to start and deliver; and how the backlog drains once its ESME has come.
 */
public final class Backlog {
    private static final List<String> HEAP = List.of("-Xmx512m");
    private static final Duration WARMUP = Duration.ofSeconds(5);
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final int ROUNDS = 3;

    /** Messages a second to another ESME while the backlog drains. */
    private static final int OTHERS = 1_000;

    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);

    /** Binds as the MMSC does, which these centres do without. */
    private static final String ABSENT = "mmsc";

    private final Path root;
    private final Path directory;
    private final long messages;
    private final SmscSettings.Store full;
    private final SmscSettings.Store empty;

    private Backlog(
            Path root,
            Path directory,
            long messages,
            SmscSettings.Store full,
            SmscSettings.Store empty) {
        this.root = root;
        this.directory = directory;
        this.messages = messages;
        this.full = full;
        this.empty = empty;
    }

    /**
     * @param arguments the root of the project, how many messages, and h2 or postgresql
     */
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        long messages = Long.parseLong(arguments[1]);
        Path directory = Files.createTempDirectory("heliograph-backlog");
        try {
            if (arguments[2].equals("postgresql")) {
                // its user looks for its files by way of this
                Program.run(directory, List.of("chmod", "755", directory.toString()));
                int one = Program.freePort();
                int other = Program.freePort();
                try (Program _ =
                                Postgres.start(
                                        Files.createDirectory(directory.resolve("one")), one);
                        Program _ =
                                Postgres.start(
                                        Files.createDirectory(directory.resolve("other")), other)) {
                    new Backlog(root, directory, messages, postgres(one), postgres(other))
                            .measure();
                }
            } else {
                SmscSettings.Store embedded = SmscSettings.Store.EMBEDDED;
                new Backlog(root, directory, messages, embedded, embedded).measure();
            }
        } finally {
            Program.run(Path.of("/"), List.of("rm", "-rf", directory.toString()));
        }
        System.exit(0);
    }

    private static SmscSettings.Store postgres(int port) {
        return new SmscSettings.Store(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "", "synced");
    }

    private void measure() throws Exception {
        System.out.printf(
                "%s, %s, %s%n%n",
                Program.machine(), full.shared() ? "PostgreSQL" : "H2", String.join(" ", HEAP));
        Path data = Files.createDirectory(directory.resolve("backlog"));
        long from = System.nanoTime();
        BacklogFill.fill(full, data, messages, _ -> new Route.ToEsme(ABSENT));
        tell(
                String.format(
                        Locale.ROOT,
                        "%,d messages stored in %.1f s%s",
                        messages,
                        secondsSince(from),
                        file(data)));

        from = System.nanoTime();
        try (Centre centre = centre(data, full)) {
            double listening = secondsSince(from);
            awaitDelivery(centre);
            tell(
                    String.format(
                            Locale.ROOT,
                            "started: listens after %.1f s, delivers after %.1f s",
                            listening,
                            secondsSince(from)));
            compare(centre);
            drain(centre);
            tell(String.format(Locale.ROOT, "most memory of the process %s", centre.peakMemory()));
            from = System.nanoTime();
        }
        tell(String.format(Locale.ROOT, "stopped in %.1f s%s", secondsSince(from), file(data)));
        from = System.nanoTime();
        try (Centre centre = centre(data, full)) {
            awaitDelivery(centre);
            tell(
                    String.format(
                            Locale.ROOT,
                            "started again: delivers after %.1f s",
                            secondsSince(from)));
        }
    }

    private Centre centre(Path data, SmscSettings.Store store) {
        return new Centre(
                root,
                data,
                HEAP,
                store.shared()
                        ? List.of(
                                "smsc.store.url=" + store.url(), "smsc.store.user=" + store.user())
                        : List.of());
    }

    private static void awaitDelivery(Centre centre) throws Exception {
        try (var esme = new LateEsme(centre.smpp(), "demo", centre.password("demo"))) {
            esme.submit("1000");
            if (!esme.await(1, TimeUnit.MINUTES.toNanos(1))) {
                throw new IOException("nothing is delivered");
            }
        }
    }

    /** The same load in turn to a centre that has a backlog, and to one that has none. */
    private void compare(Centre backlog) throws IOException {
        Path data = Files.createDirectory(directory.resolve("empty"));
        List<JsonNode> with = new ArrayList<>();
        List<JsonNode> without = new ArrayList<>();
        try (Centre none = centre(data, empty)) {
            for (int i = 0; i < ROUNDS; i++) {
                without.add(none.toEsme(WARMUP, TIME, 0));
                with.add(backlog.toEsme(WARMUP, TIME, 0));
            }
        }
        for (String what : List.of("accepted", "delivered")) {
            double before = mean(without, what);
            double after = mean(with, what);
            tell(
                    String.format(
                            Locale.ROOT,
                            "others, %s: %,.0f/s without, %,.0f/s with the backlog: %.0f %%",
                            what,
                            before,
                            after,
                            after / before * 100));
        }
    }

    private static double mean(List<JsonNode> runs, String what) {
        return runs.stream()
                .mapToDouble(run -> run.path(what + "_per_s").asDouble())
                .average()
                .orElseThrow();
    }

    private void drain(Centre centre) throws Exception {
        long from = System.nanoTime();
        try (var late = new LateEsme(centre.smpp(), ABSENT, centre.password(ABSENT))) {
            JsonNode others = centre.toEsme(WARMUP, TIME, OTHERS);
            double rate = late.received() / secondsSince(from);
            tell(
                    String.format(
                            Locale.ROOT,
                            "drains at %,.0f/s beside %,.0f/s to another: those take p50 %.1f, p99 %.1f ms,"
                                    + " lost %d, reordered %d",
                            rate,
                            others.path("delivered_per_s").asDouble(),
                            others.path("submit_to_deliver_ms").path("p50").asDouble(),
                            others.path("submit_to_deliver_ms").path("p99").asDouble(),
                            others.path("lost").asLong(),
                            others.path("reordered").asLong()));
            long left = LONGEST_DRAIN.toNanos() - (System.nanoTime() - from);
            late.await(messages, left);
            tell(
                    String.format(
                            Locale.ROOT,
                            "drained: %,d of %,d in %.1f s, %,.0f/s; out of order, missing or repeated %d",
                            late.received(),
                            messages,
                            secondsSince(from),
                            late.received() / secondsSince(from),
                            late.misplaced()));
        }
    }

    private String file(Path data) throws IOException {
        Path file = data.resolve("smsc.mv.db");
        return full.shared()
                ? ""
                : String.format(Locale.ROOT, "; its file has %,d MB", Files.size(file) / 1_000_000);
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }

    private static void tell(String line) {
        System.out.println(line);
    }
}
