// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Carries messages to handsets over IP for a long time at half of the most: none may be lost or
 * repeated, and after the first minute the heap that is left after a collection may not grow.
 */
public final class Soak {
    private static final Duration WARMUP = Duration.ofSeconds(10);
    private static final Duration PEAK = Duration.ofSeconds(8);
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    /** What is under way moves the heap that much from one look to the next. */
    private static final double GROWTH = 1.15;

    private static final long SLACK_KB = 16_384;

    /** Collections of which the smallest rest counts. */
    private static final int LOOKS = 3;

    private final Centre centre;
    private final String jcmd;

    private Soak(Centre centre, String jcmd) {
        this.centre = centre;
        this.jcmd = jcmd;
    }

    /**
     * @param arguments the root of the project, minutes, and the JDK's jcmd
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("heliograph-soak");
        boolean good;
        try (Centre centre =
                new Centre(Path.of(arguments[0]), directory, List.of("-Xmx300m"), List.of())) {
            good = new Soak(centre, arguments[2]).run(Integer.parseInt(arguments[1]));
        } finally {
            Program.run(Path.of("/"), List.of("rm", "-rf", directory.toString()));
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run(int minutes) throws Exception {
        double most = OverIp.load(centre, WARMUP, PEAK, 0).path("delivered_per_s").asDouble();
        long half = Math.max(1, (long) (most / 2));
        System.out.printf(Locale.ROOT, "most %,.0f/s; %d minutes at %,d/s%n", most, minutes, half);
        List<Long> left = new ArrayList<>();
        Callable<JsonNode> load =
                () -> OverIp.load(centre, Duration.ZERO, Duration.ofMinutes(minutes), half);
        var loading = new FutureTask<>(load);
        Thread.ofPlatform().start(loading);
        while (!isOver(loading)) {
            left.add(leftAfterCollection());
            System.out.printf(
                    Locale.ROOT,
                    "minute %d: %,d KB of heap after a collection%n",
                    left.size(),
                    left.getLast());
        }
        return judge(loading.get(), left);
    }

    private static boolean isOver(FutureTask<JsonNode> loading) throws Exception {
        try {
            loading.get(1, TimeUnit.MINUTES);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static boolean judge(JsonNode run, List<Long> left) {
        long lost = run.path("lost").asLong();
        long repeated = run.path("repeated").asLong();
        long reordered = run.path("reordered").asLong();
        System.out.printf(
                Locale.ROOT,
                "submitted %,d, delivered %,d; lost %d, repeated %d, reordered %d; submit to deliver"
                        + " p99 %.1f ms%n",
                run.path("submitted").asLong(),
                run.path("delivered").asLong(),
                lost,
                repeated,
                reordered,
                run.path("submit_to_deliver_ms").path("p99").asDouble());
        boolean grows = false;
        if (left.size() > 1) {
            long first = left.getFirst();
            grows = left.getLast() > first * GROWTH + SLACK_KB;
            System.out.printf(
                    Locale.ROOT,
                    "heap after a collection: %,d KB after the first minute, %,d KB at the end:"
                            + " %s%n",
                    first,
                    left.getLast(),
                    grows ? "GROWS" : "does not grow");
        }
        boolean arrived = lost == 0 && repeated == 0 && reordered == 0;
        boolean whole =
                run.path("failures").isEmpty()
                        && run.path("delivered").asLong() > 0
                        && run.path("delivered").asLong() == run.path("accepted").asLong();
        if (!whole) {
            System.out.println("ended early, or not all was delivered: " + run.path("failures"));
        }
        System.out.println(arrived && whole && !grows ? "good" : "NOT GOOD");
        return arrived && whole && !grows;
    }

    private long leftAfterCollection() throws IOException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < LOOKS; i++) {
            centre.ask(jcmd, "GC.run");
            Matcher used = USED.matcher(centre.ask(jcmd, "GC.heap_info"));
            if (!used.find()) {
                throw new IOException("jcmd tells no heap");
            }
            least = Math.min(least, Long.parseLong(used.group(1)));
        }
        return least;
    }
}
