// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rater gives what walking through the tables row by row gives, for tables made by chance. */
final class RaterAgainstSlowRaterTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /** A multiple of all units below, in nanoseconds. */
    private static final BigDecimal ALL_UNITS = new BigDecimal("420000000000");

    /** The days on which clocks change. */
    private static final List<Instant> STARTS =
            List.of(Instant.parse("2026-03-28T20:00:00Z"), Instant.parse("2026-10-24T20:00:00Z"));

    @TempDir private Path directory = Path.of("");

    @Test
    void agreesOnTablesMadeByChance() throws Exception {
        var random = new SplittableRandom(32_274);
        int priced = 0;
        for (int plan = 0; plan < 60; plan++) {
            Made made = new Made(random);
            Rater rater = new Rater(ZONE, OptionalInt.empty());
            rater.replace(TariffReader.read(made.tables().in(directory)));
            for (int event = 0; event < 40; event++) {
                RatingRequest request = request(random);
                Optional<String> expected = made.slow().rate(request);
                Optional<String> actual =
                        rater.rate(request) instanceof Rating.Rated rated
                                ? Optional.of(
                                        rated.cost().toPlainString()
                                                + " for "
                                                + rated.rated().amount())
                                : Optional.empty();
                assertEquals(expected, actual, () -> request + " by\n" + made);
                priced += expected.isPresent() ? 1 : 0;
            }
        }
        assertTrue(priced > 800, priced + " events had a price");
    }

    private static RatingRequest request(SplittableRandom random) {
        return new RatingRequest(
                random.nextBoolean() ? "call" : "sms",
                "t",
                "s" + random.nextInt(3),
                digits(random, 1 + random.nextInt(6)),
                time(random),
                random.nextInt(3) == 0
                        ? Usage.units(random.nextInt(300))
                        : new Usage(random.nextLong(20_000) * 1_000_000_000, true));
    }

    private static Instant time(SplittableRandom random) {
        return STARTS.get(random.nextInt(STARTS.size())).plusSeconds(random.nextInt(200_000));
    }

    private static String digits(SplittableRandom random, int length) {
        var digits = new StringBuilder();
        for (int i = 0; i < length; i++) {
            digits.append(random.nextInt(3));
        }
        return digits.toString();
    }

    /** Rows of all tables, made by chance. */
    private static final class Made {
        private final SplittableRandom random;
        private final Map<String, List<String[]>> rows = new TreeMap<>();

        Made(SplittableRandom random) {
            this.random = random;
            TariffReader.FILES.forEach(
                    file -> rows.put(file.replace(".csv", ""), new ArrayList<>()));
            for (int i = 0; i < 3; i++) {
                add("Timings", "T" + i, "*any", "*any", day(), weekDays(), times());
            }
            for (int i = 0; i < 12; i++) {
                add("Destinations", "D" + random.nextInt(5), digits(random, 1 + random.nextInt(4)));
            }
            for (int i = 0; i < 5; i++) {
                add("Destinations", "D" + i, digits(random, 5));
            }
            for (int i = 0; i < 4; i++) {
                add("Rates", "R" + i, of("0", "0.4", "25"), rate(), unit(), increment(), "0");
                if (random.nextBoolean()) {
                    add("Rates", "R" + i, "9", rate(), unit(), increment(), of("60s", "90s", "50"));
                }
            }
            for (int i = 0; i < 4; i++) {
                String id = "DR" + i;
                for (String to : List.of("D0", "D1", "D2", "D3", "D4", "*any")) {
                    if (random.nextInt(3) == 0 || (i == 0 && to.equals("*any"))) {
                        destinationRate(id, to);
                    }
                }
                if (rows("DestinationRates").stream().noneMatch(row -> row[0].equals(id))) {
                    destinationRate(id, "D1");
                }
            }
            plansAndProfiles();
        }

        private void destinationRate(String id, String to) {
            String limit = of("0", "0", "3.5", "40");
            add(
                    "DestinationRates",
                    id,
                    to,
                    "R" + random.nextInt(4),
                    of("*up", "*middle", "*down"),
                    of("0", "2", "4", "6"),
                    limit,
                    of("", "*free", "*disconnect"));
        }

        private void plansAndProfiles() {
            for (int i = 0; i < 3; i++) {
                for (int entry = 0; entry < 1 + random.nextInt(4); entry++) {
                    List<String[]> prices = rows("DestinationRates");
                    String price = prices.get(random.nextInt(prices.size()))[0];
                    add(
                            "RatingPlans",
                            "P" + i,
                            price,
                            of("*any", "T0", "T1", "T2"),
                            of("10", "20"));
                }
            }
            for (String category : List.of("call", "sms")) {
                for (String subject : List.of("s0", "s1", "*any")) {
                    String plan = "P" + random.nextInt(3);
                    add("RatingProfiles", "t", category, subject, "", plan, of("", "s1", "x;s2"));
                    if (random.nextBoolean()) {
                        add(
                                "RatingProfiles",
                                "t",
                                category,
                                subject,
                                time(random).toString(),
                                "P" + random.nextInt(3),
                                "");
                    }
                }
            }
        }

        private String rate() {
            return of("0", "1", "0.1", "0.07", "25");
        }

        private String unit() {
            return of("1s", "60s", "7s", "1", "30s");
        }

        private String increment() {
            return of("1s", "60s", "7s", "30s", "4s");
        }

        private String day() {
            return of("*any", "*any", "29");
        }

        private String weekDays() {
            return of("*any", "1;2;3;4;5", "6;7");
        }

        private String times() {
            return of("00:00:00", "08:00:00", "02:30:00", "19:00:00;22:00:00");
        }

        private String of(String... values) {
            return values[random.nextInt(values.length)];
        }

        private void add(String table, String... fields) {
            rows(table).add(fields);
        }

        private List<String[]> rows(String table) {
            return rows.getOrDefault(table, List.of());
        }

        Tables tables() {
            var tables = new Tables();
            rows.forEach(
                    (table, list) -> list.forEach(row -> tables.add(table, String.join(",", row))));
            return tables;
        }

        SlowRater slow() {
            return new SlowRater(
                    ZONE,
                    ALL_UNITS,
                    rows("Timings"),
                    rows("Destinations"),
                    rows("Rates"),
                    rows("DestinationRates"),
                    rows("RatingPlans"),
                    rows("RatingProfiles"));
        }

        @Override
        public String toString() {
            var text = new StringBuilder();
            rows.forEach(
                    (table, list) -> {
                        text.append(table).append('\n');
                        list.forEach(row -> text.append(String.join(",", row)).append('\n'));
                    });
            return text.toString();
        }
    }
}
