// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.heliograph.charging.credit.Balances;
import org.heliograph.charging.credit.Balances.Held;
import org.heliograph.config.EmbeddedDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that reserves, commits and releases is killed with SIGKILL again and again; what it had
 * been told was done is there, and once all is said again no money is missing and none too much.
 */
final class KilledBalancesTest {
    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");
    private static final BigDecimal PRICE = new BigDecimal("0.7");
    private static final BigDecimal START = new BigDecimal("300");
    private static final int THREADS = 8;

    @TempDir private Path directory = Path.of("");

    private static Balances open(Path directory) throws Exception {
        return new SqlBalances(
                EmbeddedDatabase.open(directory, "charging"), new SimpleMeterRegistry());
    }

    /** The process that is killed: even numbers are committed, odd ones released. */
    static final class Worker {
        private Worker() {}

        public static void main(String[] args) throws Exception {
            Balances balances = open(Path.of(args[0]));
            var out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
            for (int t = 0; t < THREADS; t++) {
                String thread = args[1] + "." + t + ".";
                Thread.ofPlatform().start(() -> work(balances, thread, out));
            }
        }

        private static void work(Balances balances, String thread, PrintStream out) {
            try {
                for (int i = 0; ; i++) {
                    String id = thread + i;
                    if (balances.reserve(id, "anna", PRICE, LATER) != Held.HELD) {
                        out.println("no " + id);
                    } else {
                        out.println("reserved " + id);
                        end(balances, id);
                        out.println("ended " + id);
                    }
                }
            } catch (IOException e) {
                out.println("failed " + e.getMessage());
            }
        }
    }

    private static boolean committed(String id) {
        return Integer.parseInt(id.substring(id.lastIndexOf('.') + 1)) % 2 == 0;
    }

    private static void end(Balances balances, String id) throws IOException {
        if (committed(id)) {
            balances.commit(id, "anna", PRICE, LATER);
        } else {
            balances.release(id, "anna");
        }
    }

    @Test
    void losesNothingItWasToldOfAndOverdrawsNothing() throws Exception {
        try (Balances balances = open(directory)) {
            balances.topUp("start", "anna", START, Instant.EPOCH);
        }
        var random = new SplittableRandom(9);
        Set<String> reserved = new HashSet<>();
        for (int round = 0; round < 3; round++) {
            runAndKill(round, 100 + random.nextInt(300), reserved);
        }
        try (Balances balances = open(directory)) {
            int spent = 0;
            for (String id : reserved) {
                end(balances, id);
                spent += committed(id) ? 1 : 0;
            }
            for (int round = 0; round < 3; round++) {
                releaseWhatNobodyWasToldOf(balances, round, reserved);
            }
            var balance = balances.find("anna").orElseThrow();
            BigDecimal left = START.subtract(PRICE.multiply(BigDecimal.valueOf(spent)));
            assertEquals(0, left.compareTo(balance.amount()), spent + " paid, " + balance);
            assertEquals(0, balance.reserved().signum(), balance.toString());
            assertTrue(spent > 50, spent + " paid");
        }
    }

    /** Each thread may have had one reservation on disk whose answer was never printed. */
    private static void releaseWhatNobodyWasToldOf(
            Balances balances, int round, Set<String> reserved) throws Exception {
        for (int t = 0; t < THREADS; t++) {
            String thread = round + "." + t + ".";
            int next = 0;
            while (reserved.contains(thread + next)) {
                next++;
            }
            for (int i = next; i < next + 1_000; i++) {
                if (!reserved.contains(thread + i)) {
                    balances.release(thread + i, "anna");
                }
            }
        }
    }

    private void runAndKill(int round, int lines, Set<String> reserved) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Worker.class.getName(),
                                directory.toString(),
                                Integer.toString(round))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        List<String> told = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
            String line = out.readLine();
            while (line != null) {
                told.add(line);
                if (told.size() == lines) {
                    process.toHandle().destroyForcibly(); // SIGKILL; what it printed is read
                }
                line = out.readLine();
            }
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        assertTrue(told.size() >= lines, "it printed " + told);
        for (String line : told) {
            assertTrue(!line.startsWith("failed"), line);
            if (line.startsWith("reserved ")) {
                reserved.add(line.substring("reserved ".length()));
            }
        }
    }
}
