// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.cdr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heliograph.charging.credit.ChargeableEvent;
import org.heliograph.charging.credit.CreditControl;
import org.heliograph.charging.rating.Usage;
import org.heliograph.config.ChargingSettings;
import org.heliograph.config.ConfigException;
import org.heliograph.config.SettingsLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordWriterTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir private Path directory = Path.of("");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final Rows rows = new Rows();
    private final Wallet wallet = new Wallet();

    /** An outbox in memory, which can fail to take out what has been written. */
    private static final class Rows implements Outbox {
        private final List<ChargingRecord> waiting = new ArrayList<>();
        private boolean stuck;

        @Override
        public List<ChargingRecord> next(int most) {
            return List.copyOf(waiting.subList(0, Math.min(most, waiting.size())));
        }

        @Override
        public void remove(List<ChargingRecord> records) throws IOException {
            if (stuck) {
                throw new IOException("stuck");
            }
            waiting.removeIf(
                    row ->
                            records.stream()
                                    .anyMatch(each -> each.recordId().equals(row.recordId())));
        }

        @Override
        public void close() {}
    }

    /** Credit control that notes what it hears of. */
    private static final class Wallet implements CreditControl {
        private final List<String> heard = new ArrayList<>();
        private String awayFor = "";

        @Override
        public Reservation reserve(ChargeableEvent event) {
            return new Granted(Optional.empty());
        }

        @Override
        public Settlement commit(ChargeableEvent event) throws AwayException {
            if (event.id().equals(awayFor)) {
                throw new AwayException("away");
            }
            heard.add("commit " + event.id());
            return new Settlement(Optional.of(new BigDecimal("0.05")), true);
        }

        @Override
        public void release(ChargeableEvent event) {
            heard.add("release " + event.id());
        }

        @Override
        public void close() {}
    }

    private RecordWriter writer(String... settings) throws ConfigException, IOException {
        List<String> all = new ArrayList<>(List.of("charging.records.format=json"));
        all.addAll(List.of(settings));
        ChargingSettings charging = SettingsLoader.load(List.of(), all).charging();
        return new RecordWriter(charging, directory, rows, wallet, now::get);
    }

    private static ChargingRecord record(int number) {
        var event =
                new ChargeableEvent(
                        "m" + number, "sms", "anna", "anna", "49", NOON, Usage.units(1));
        return new ChargingRecord(
                "mo:" + number,
                RecordType.SC_SMO,
                NOON,
                Map.of(
                        Field.ORIGINATOR_MSISDN, "447700900001",
                        Field.MESSAGE_SIZE, "140",
                        Field.STATUS_TEXT, "a \"b\", c\nd"),
                Optional.of(new ChargingRecord.Charge(event, number % 2 == 0)));
    }

    private void store(int first, int last) {
        IntStream.rangeClosed(first, last).forEach(number -> rows.waiting.add(record(number)));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.sorted().toList();
        }
    }

    private List<String> ids() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path file : files()) {
            for (String line : Files.readAllLines(file)) {
                RecordText.idOf(line).ifPresent(ids::add);
            }
        }
        return ids;
    }

    private static List<String> ids(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(number -> "mo:" + number).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void writesWhatEachFormatReadsBack(String format) throws Exception {
        store(1, 2);
        try (RecordWriter writer = writer("charging.records.format=" + format)) {
            assertTrue(writer.drain());
        }
        List<String> lines = Files.readAllLines(files().getFirst());
        Map<String, String> second = RecordText.values(lines.getLast());
        assertEquals("mo:2", second.get("recordId"));
        assertEquals("sCSMORecord", second.get("recordType"));
        assertEquals("140", second.get("messageSize"));
        assertEquals("0.05", second.get("cost"));
        assertEquals("true", second.get("paid"));
        assertEquals(
                format.equals("csv") ? "a \"b\", c d" : "a \"b\", c\nd", second.get("statusText"));
        assertEquals(List.of("release m1", "commit m2"), wallet.heard);
    }

    @Test
    void readsBackWhatWaits() throws IOException {
        ChargingRecord record = record(7);
        assertEquals(record, RecordText.read(RecordText.whole(record)));
        for (String broken : List.of("", "{", "[]", "{\"recordId\":1}", "null")) {
            assertThrows(IOException.class, () -> RecordText.read(broken), broken);
        }
    }

    @Test
    void writesNothingTwiceAfterACrash() throws Exception {
        store(1, 2_700);
        rows.stuck = true;
        try (RecordWriter writer = writer()) {
            assertThrows(IOException.class, writer::drain);
            assertThrows(IOException.class, writer::drain);
        }
        assertEquals(ids(1, 2_000), ids());
        Files.writeString(files().getFirst(), "{\"recordId\":\"mo:2", StandardOpenOption.APPEND);

        rows.stuck = false;
        try (RecordWriter writer = writer()) {
            assertTrue(writer.drain());
            assertTrue(writer.drain());
        }
        assertEquals(ids(1, 2_700), ids());
        assertEquals(2_700, wallet.heard.size(), "nor is anything charged twice");
    }

    @Test
    void writesNothingTwiceWhereOthersComeBeforeIt() throws Exception {
        store(2_001, 3_000);
        rows.stuck = true;
        try (RecordWriter writer = writer()) {
            assertThrows(IOException.class, writer::drain);
        }
        rows.stuck = false;
        var after = List.copyOf(rows.waiting);
        rows.waiting.clear();
        store(1, 1_500); // by a node whose clock is behind
        rows.waiting.addAll(after);
        try (RecordWriter writer = writer()) {
            assertTrue(writer.drain());
            assertTrue(writer.drain());
        }
        List<String> expected = new ArrayList<>(ids(2_001, 3_000));
        expected.addAll(ids(1, 1_500));
        assertEquals(expected, ids());
    }

    @Test
    void beginsAnotherFileWhenOneIsLargeOrOld() throws Exception {
        try (RecordWriter writer =
                writer("charging.records.maxFileOctets=4KiB", "charging.records.maxFileAge=1h")) {
            store(1, 30);
            writer.drain();
            store(31, 33);
            writer.drain();
            assertEquals(
                    List.of("cdr-20261122T120000.000Z.json", "cdr-20261122T120000.001Z.json.part"),
                    files().stream().map(file -> file.getFileName().toString()).toList());

            now.set(NOON.plus(Duration.ofHours(2)));
            writer.drain();
            assertEquals(0, files().stream().filter(f -> f.toString().endsWith("part")).count());
        }
        assertEquals(ids(1, 33), ids());
    }

    @Test
    void waitsWithWhatCreditControlHasNotHeardOf() throws Exception {
        store(1, 10);
        wallet.awayFor = "m6";
        try (RecordWriter writer = writer()) {
            assertThrows(CreditControl.AwayException.class, writer::drain);
            assertEquals(ids(1, 5), ids());
            wallet.awayFor = "";
            writer.drain();
        }
        assertEquals(ids(1, 10), ids());
    }
}
