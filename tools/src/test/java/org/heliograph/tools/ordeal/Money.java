// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.heliograph.charging.cdr.RecordText;
import org.heliograph.charging.credit.Balances;
import org.heliograph.charging.store.SqlBalances;
import org.heliograph.config.SettingsLoader;

/** Tariffs, balances and records of an installation on an embedded database. */
final class Money {
    /** A short message costs 0.10, a multimedia message 0.30, in one country. */
    static final List<String> SETTINGS =
            List.of(
                    "charging.rating.tariffs=tariffs",
                    "charging.credit.control=prepaid",
                    "charging.records.format=json");

    private final Path data;

    Money(Path data) throws IOException {
        this.data = data;
        Path tariffs = Files.createDirectories(data.resolve("tariffs"));
        Files.writeString(tariffs.resolve("Destinations.csv"), "GB,44\n");
        Files.writeString(tariffs.resolve("Rates.csv"), "S,0,0.10,1,1,0\nM,0,0.30,1,1,0\n");
        Files.writeString(
                tariffs.resolve("DestinationRates.csv"), "DS,GB,S,*up,4,0,\nDM,GB,M,*up,4,0,\n");
        Files.writeString(tariffs.resolve("RatingPlans.csv"), "PS,DS,*any,10\nPM,DM,*any,10\n");
        Files.writeString(
                tariffs.resolve("RatingProfiles.csv"),
                "heliograph,sms,*any,,PS,\nheliograph,mms,*any,,PM,\n");
    }

    /** The server has to be down, for the balances are its own while it runs. */
    private SqlBalances balances() throws Exception {
        return SqlBalances.open(
                SettingsLoader.load(List.of(), List.of()).smsc().store(),
                data,
                new SimpleMeterRegistry());
    }

    void topUp(String account, String amount) throws Exception {
        try (SqlBalances balances = balances()) {
            balances.topUp("first of " + account, account, new BigDecimal(amount), Instant.now());
        }
    }

    Balances.Balance balance(String account) throws Exception {
        try (SqlBalances balances = balances()) {
            return balances.find(account).orElseThrow();
        }
    }

    void assertBalance(String account, String amount) throws Exception {
        Balances.Balance balance = balance(account);
        assertEquals(0, new BigDecimal(amount).compareTo(balance.amount()), balance.toString());
        assertEquals(0, balance.reserved().signum(), balance.toString());
    }

    /** Ends what a killed server has kept back, as the next one does when its time has come. */
    int expire() throws Exception {
        try (SqlBalances balances = balances()) {
            return balances.expire(Instant.now().plus(Duration.ofDays(30)), Instant.EPOCH);
        }
    }

    /** {@return the records in the files of a centre, by field} */
    List<Map<String, String>> records(String centre) throws IOException {
        Path directory = data.resolve("cdr").resolve(centre);
        List<Map<String, String>> records = new ArrayList<>();
        if (!Files.exists(directory)) {
            return records;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (!line.startsWith("recordId,")) {
                        records.add(RecordText.values(line));
                    }
                }
            }
        }
        return records;
    }

    /** {@return the records of a centre once they are as they should be} */
    List<Map<String, String>> await(String centre, Predicate<List<Map<String, String>>> done)
            throws Exception {
        long deadline = System.nanoTime() + ServerProcess.PATIENCE.toNanos();
        while (true) {
            List<Map<String, String>> records = readable(centre);
            if (done.test(records)) {
                return records;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("records " + records);
            }
            Thread.onSpinWait();
        }
    }

    /** A line that is being written is none yet. */
    private List<Map<String, String>> readable(String centre) {
        try {
            return records(centre);
        } catch (IOException _) {
            return List.of();
        }
    }

    /** {@return what they cost together} */
    static BigDecimal cost(List<Map<String, String>> records) {
        return records.stream()
                .map(record -> new BigDecimal(record.getOrDefault("cost", "0")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
