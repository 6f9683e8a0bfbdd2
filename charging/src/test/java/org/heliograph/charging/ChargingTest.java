// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.charging.cdr.Field;
import org.heliograph.charging.cdr.RecordType;
import org.heliograph.charging.credit.ChargeableEvent;
import org.heliograph.charging.credit.CreditControl;
import org.heliograph.charging.credit.CreditControl.Cause;
import org.heliograph.charging.rating.Usage;
import org.heliograph.charging.store.SqlBalances;
import org.heliograph.charging.store.SqlOutbox;
import org.heliograph.config.EmbeddedDatabase;
import org.heliograph.config.Settings;
import org.heliograph.config.SettingsLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of charging, as a centre uses it. */
final class ChargingTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir private Path data = Path.of("");

    private Charging open(String... settings) throws Exception {
        List<String> all = new ArrayList<>(List.of("charging.tenant=t"));
        all.addAll(List.of(settings));
        Settings loaded = SettingsLoader.load(List.of(), all);
        return Charging.open(
                loaded.charging(),
                loaded.smsc().store(),
                data,
                InstantSource.fixed(NOW),
                new SimpleMeterRegistry());
    }

    private void writeTariffs() throws IOException {
        Path tariffs = Files.createDirectory(data.resolve("tariffs"));
        Files.writeString(tariffs.resolve("Destinations.csv"), "DE,49\n");
        Files.writeString(tariffs.resolve("Rates.csv"), "R,0,0.09,1,1,0\n");
        Files.writeString(tariffs.resolve("DestinationRates.csv"), "DR,DE,R,*up,4,0,\n");
        Files.writeString(tariffs.resolve("RatingPlans.csv"), "RP,DR,*any,10\n");
        Files.writeString(tariffs.resolve("RatingProfiles.csv"), "t,sms,*any,,RP,\n");
    }

    private static ChargeableEvent event(String id, String account, String destination) {
        return new ChargeableEvent(id, "sms", account, account, destination, NOW, Usage.units(1));
    }

    private static ChargingRecord record(ChargeableEvent event, boolean spent) {
        return new ChargingRecord(
                "mo:" + event.id(),
                RecordType.SC_SMO,
                NOW,
                Map.of(Field.ORIGINATOR_MSISDN, event.account()),
                Optional.of(new ChargingRecord.Charge(event, spent)));
    }

    @Test
    void chargesWhatWasSentAndGivesBackWhatWasNot() throws Exception {
        writeTariffs();
        try (SqlBalances balances = balances()) {
            balances.topUp("x", "anna", new BigDecimal("0.20"), NOW);
        }
        var sent = event("m1", "anna", "4915112345678");
        var lost = event("m2", "anna", "4915112345678");
        try (var messages = EmbeddedDatabase.open(data, "smsc");
                Connection connection = messages.connect();
                Charging charging =
                        open(
                                "charging.rating.tariffs=tariffs",
                                "charging.credit.control=prepaid",
                                "charging.records.format=json")) {
            CreditControl credit = charging.credit();
            var granted = assertInstanceOf(CreditControl.Granted.class, credit.reserve(sent));
            assertEquals(Optional.of(new BigDecimal("0.09")), granted.cost());
            assertInstanceOf(CreditControl.Granted.class, credit.reserve(lost));
            refused(Cause.NO_CREDIT, credit, event("m3", "anna", "4915112345678"));
            refused(Cause.NO_ACCOUNT, credit, event("m4", "bob", "4915112345678"));
            refused(Cause.NO_PRICE, credit, event("m5", "anna", "33612345678"));

            var outbox = new SqlOutbox(messages);
            connection.setAutoCommit(false);
            outbox.insert(connection, List.of(record(sent, true), record(lost, false)));
            connection.commit();
            try (var _ = charging.write("smsc", outbox)) {
                until(() -> lines().size() == 2);
            }
        }
        assertTrue(
                lines().getFirst().contains("\"cost\":0.09,\"paid\":\"true\""), lines().toString());
        assertTrue(lines().getLast().startsWith("{\"recordId\":\"mo:m2\""), lines().toString());
        try (SqlBalances balances = balances()) {
            var balance = balances.find("anna").orElseThrow();
            assertEquals(new BigDecimal("0.11"), balance.amount());
            assertEquals(0, balance.reserved().signum());
        }
    }

    @Test
    void endsWhatHasExpiredWhileItWasDown() throws Exception {
        writeTariffs();
        try (SqlBalances balances = balances()) {
            balances.topUp("x", "anna", new BigDecimal("0.10"), NOW);
            balances.reserve("m1", "anna", new BigDecimal("0.10"), NOW.minusSeconds(1));
        }
        try (Charging charging =
                open("charging.rating.tariffs=tariffs", "charging.credit.control=prepaid")) {
            var next = event("m2", "anna", "4915112345678");
            until(() -> charging.credit().reserve(next) instanceof CreditControl.Granted);
        }
    }

    private SqlBalances balances() throws Exception {
        return SqlBalances.open(
                SettingsLoader.load(List.of(), List.of()).smsc().store(),
                data,
                new SimpleMeterRegistry());
    }

    private static void refused(Cause cause, CreditControl credit, ChargeableEvent event) {
        var refused = assertInstanceOf(CreditControl.Refused.class, credit.reserve(event));
        assertEquals(cause, refused.cause(), refused.reason());
    }

    private List<String> lines() throws IOException {
        Path directory = data.resolve("cdr/smsc");
        if (!Files.exists(directory)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    /** What a test waits for. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void until(Condition condition) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() - deadline < 0, "waited for too long");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Test
    void letsEverythingThroughAsItComes() throws Exception {
        try (Charging charging = open()) {
            var anything = event("m1", "anna", "1");
            assertEquals(
                    new CreditControl.Granted(Optional.empty()),
                    charging.credit().reserve(anything));
        }
    }

    @Test
    void doesNotStartWithTablesThatCannotBeUsed() throws Exception {
        writeTariffs();
        Files.writeString(data.resolve("tariffs/Rates.csv"), "R,free\n");
        var e = assertThrows(IOException.class, () -> open("charging.rating.tariffs=tariffs"));
        assertTrue(
                String.valueOf(e.getMessage()).startsWith("charging.rating.tariffs: Rates.csv:1: "),
                e.getMessage());
    }
}
