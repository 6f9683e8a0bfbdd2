// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heliograph.charging.rating.DestinationRate.MaxCostStrategy;
import org.heliograph.charging.rating.DestinationRate.Rounding;

/**
 * Reads a tariff plan: a directory of CSV tables with the file names and columns of CGRateS
 * (data/tariffplans there). {@code Timings.csv} and {@code Destinations.csv} may be missing. Either
 * all of it can be used, or none is.
 */
public final class TariffReader {
    /** The files of a tariff plan, in the order in which they are read. */
    static final List<String> FILES =
            List.of(
                    "Timings.csv",
                    "Destinations.csv",
                    "Rates.csv",
                    "DestinationRates.csv",
                    "RatingPlans.csv",
                    "RatingProfiles.csv");

    /** A number has 15 digits at most; names of other networks may be longer. */
    private static final String PREFIX = "\\+?[0-9A-Za-z*#_.-]{1,64}";

    private static final int MOST_DECIMALS = 15;
    private static final int MOST_FALLBACKS = 32;

    private final Path directory;
    private final Map<String, Timing> timings = new HashMap<>();
    private final TreeMap<String, List<String>> prefixes = new TreeMap<>();
    private final Map<String, List<String>> destinations = new HashMap<>();
    private final Map<String, List<Table.Row>> rateRows = new LinkedHashMap<>();
    private final Map<String, Rates> rates = new HashMap<>();
    private final Map<String, List<DestinationRate>> destinationRates = new HashMap<>();
    private final Map<String, Map<String, List<RatingPlan.Entry>>> plans = new HashMap<>();
    private final Map<RatingProfile.Key, List<RatingProfile.Activation>> profiles = new HashMap<>();

    private TariffReader(Path directory) {
        this.directory = directory;
        for (String id : List.of("*any", "*always", "ALWAYS")) {
            timings.put(id, Timing.always(id));
        }
    }

    /**
     * @throws TariffException naming the first row that cannot be used, and why
     */
    public static Tariffs read(Path directory) throws TariffException {
        return new TariffReader(directory).read();
    }

    private Tariffs read() throws TariffException {
        if (!Files.isDirectory(directory)) {
            throw new TariffException(directory.toString(), "is no directory");
        }
        optional(0, "Tag,Years,Months,MonthDays,WeekDays,Time", this::timing);
        optional(1, "Id,Prefix", this::destination);
        table(2, "Id,ConnectFee,Rate,RateUnit,RateIncrement,GroupIntervalStart", this::rate);
        for (List<Table.Row> rows : rateRows.values()) {
            rates(rows);
        }
        table(
                3,
                "Id,DestinationId,RatesTag,RoundingMethod,RoundingDecimals,MaxCost,MaxCostStrategy",
                this::destinationRate);
        table(4, "Id,DestinationRatesId,TimingTag,Weight", this::planEntry);
        table(
                5,
                "Tenant,Category,Subject,ActivationTime,RatingPlanId,RatesFallbackSubject",
                this::profile);
        Map<RatingProfile.Key, RatingProfile> sorted = new HashMap<>();
        profiles.forEach(
                (key, activations) -> {
                    activations.sort(Comparator.comparing(RatingProfile.Activation::time));
                    sorted.put(key, new RatingProfile(activations));
                });
        return new Tariffs(new Destinations(prefixes), sorted);
    }

    private void optional(int file, String columns, Table.Reader reader) throws TariffException {
        if (Files.exists(directory.resolve(FILES.get(file)))) {
            table(file, columns, reader);
        }
    }

    private void table(int file, String columns, Table.Reader reader) throws TariffException {
        Table.read(directory.resolve(FILES.get(file)), List.of(columns.split(",", -1)), reader);
    }

    private void timing(Table.Row row) throws TariffException {
        Timing timing = TimingRow.read(row);
        if (timings.put(timing.id(), timing) != null) {
            throw row.problem("timing " + timing.id() + " is there already");
        }
    }

    private void destination(Table.Row row) throws TariffException {
        String id = row.name(0, "Id");
        if (!row.text(1).matches(PREFIX)) {
            throw row.problem("Prefix: digits expected, got '" + row.text(1) + "'");
        }
        String prefix = Destinations.bare(row.text(1));
        List<String> ids = prefixes.computeIfAbsent(prefix, _ -> new ArrayList<>(1));
        if (!ids.contains(id)) {
            ids.add(id);
        }
        destinations.computeIfAbsent(id, _ -> new ArrayList<>(1));
    }

    private void rate(Table.Row row) throws TariffException {
        rateRows.computeIfAbsent(row.name(0, "Id"), _ -> new ArrayList<>(1)).add(row);
    }

    /** All rows of one id: groups, of which the first must begin at once. */
    private void rates(List<Table.Row> rows) throws TariffException {
        var groups = new TreeMap<Long, Rates.Group>();
        var fees = new TreeMap<Long, BigDecimal>();
        for (Table.Row row : rows) {
            BigDecimal fee = notNegative(row, 1, "ConnectFee");
            long unit = positive(row, 3, "RateUnit");
            long increment = positive(row, 4, "RateIncrement");
            long start = row.usage(5, "GroupIntervalStart");
            BigDecimal rate = notNegative(row, 2, "Rate");
            if (groups.put(start, new Rates.Group(rate, unit, increment, start)) != null) {
                throw row.problem(row.text(0) + " has this GroupIntervalStart already");
            }
            fees.put(start, fee);
        }
        Table.Row first = rows.getFirst();
        if (groups.firstKey() != 0) {
            throw first.problem(first.text(0) + " has no row with GroupIntervalStart 0");
        }
        String id = first.text(0);
        BigDecimal fee = fees.firstEntry().getValue();
        rates.put(id, new Rates(id, fee, List.copyOf(groups.values())));
    }

    private static BigDecimal notNegative(Table.Row row, int column, String what)
            throws TariffException {
        BigDecimal value = row.decimal(column, what);
        if (value.signum() < 0) {
            throw row.problem(what + ": must not be negative");
        }
        return value;
    }

    private static long positive(Table.Row row, int column, String what) throws TariffException {
        long value = row.usage(column, what);
        if (value == 0) {
            throw row.problem(what + ": must not be 0");
        }
        return value;
    }

    private void destinationRate(Table.Row row) throws TariffException {
        String id = row.name(0, "Id");
        String destination = row.name(1, "DestinationId");
        if (!destination.equals(RatingPlan.ANY) && !destinations.containsKey(destination)) {
            throw row.problem("no destination " + destination + " in Destinations.csv");
        }
        Rates prices = rates.get(row.text(2));
        if (prices == null) {
            throw row.problem("no rates " + row.text(2) + " in Rates.csv");
        }
        List<DestinationRate> all = destinationRates.computeIfAbsent(id, _ -> new ArrayList<>());
        if (all.stream().anyMatch(other -> other.destinationId().equals(destination))) {
            throw row.problem(id + " has " + destination + " already");
        }
        all.add(
                new DestinationRate(
                        id,
                        destination,
                        prices,
                        rounding(row),
                        decimals(row),
                        row.text(5).isEmpty() ? BigDecimal.ZERO : notNegative(row, 5, "MaxCost"),
                        strategy(row)));
    }

    private static Rounding rounding(Table.Row row) throws TariffException {
        return Arrays.stream(Rounding.values())
                .filter(method -> method.text().equals(row.text(3)))
                .findFirst()
                .orElseThrow(
                        () ->
                                row.problem(
                                        "RoundingMethod: *up, *middle or *down expected, got '"
                                                + row.text(3)
                                                + "'"));
    }

    private static int decimals(Table.Row row) throws TariffException {
        if (row.text(4).matches("\\d{1,2}") && Integer.parseInt(row.text(4)) <= MOST_DECIMALS) {
            return Integer.parseInt(row.text(4));
        }
        throw row.problem(
                "RoundingDecimals: 0 to " + MOST_DECIMALS + " expected, got '" + row.text(4) + "'");
    }

    private static Optional<MaxCostStrategy> strategy(Table.Row row) throws TariffException {
        if (row.text(6).isEmpty()) {
            return Optional.empty();
        }
        for (MaxCostStrategy strategy : MaxCostStrategy.values()) {
            if (strategy.text().equals(row.text(6))) {
                return Optional.of(strategy);
            }
        }
        throw row.problem(
                "MaxCostStrategy: *free, *disconnect or nothing expected, got '"
                        + row.text(6)
                        + "'");
    }

    private void planEntry(Table.Row row) throws TariffException {
        String id = row.name(0, "Id");
        List<DestinationRate> prices = destinationRates.get(row.text(1));
        if (prices == null) {
            throw row.problem("no destination rates " + row.text(1) + " in DestinationRates.csv");
        }
        Timing timing = timings.get(row.text(2));
        if (timing == null) {
            throw row.problem("no timing " + row.text(2) + " in Timings.csv");
        }
        BigDecimal weight = row.decimal(3, "Weight");
        Map<String, List<RatingPlan.Entry>> plan = plans.computeIfAbsent(id, _ -> new HashMap<>());
        for (DestinationRate price : prices) {
            plan.computeIfAbsent(price.destinationId(), _ -> new ArrayList<>(1))
                    .add(new RatingPlan.Entry(price, timing, weight));
        }
    }

    private void profile(Table.Row row) throws TariffException {
        var key =
                new RatingProfile.Key(
                        row.name(0, "Tenant"), row.name(1, "Category"), row.name(2, "Subject"));
        Instant time = activation(row);
        Map<String, List<RatingPlan.Entry>> plan = plans.get(row.text(4));
        if (plan == null) {
            throw row.problem("no rating plan " + row.text(4) + " in RatingPlans.csv");
        }
        List<String> fallback =
                row.text(5).isEmpty() ? List.of() : List.of(row.text(5).split(";", -1));
        if (fallback.size() > MOST_FALLBACKS) {
            throw row.problem("more than " + MOST_FALLBACKS + " fallback subjects");
        }
        var activations = profiles.computeIfAbsent(key, _ -> new ArrayList<>(1));
        if (activations.stream().anyMatch(other -> other.time().equals(time))) {
            throw row.problem("there is a plan for this profile and ActivationTime already");
        }
        activations.add(
                new RatingProfile.Activation(time, new RatingPlan(row.text(4), plan), fallback));
    }

    /** Nothing: since ever. */
    private static Instant activation(Table.Row row) throws TariffException {
        if (row.text(3).isEmpty()) {
            return Instant.EPOCH;
        }
        try {
            return OffsetDateTime.parse(row.text(3)).toInstant();
        } catch (DateTimeParseException e) {
            throw row.problem(
                    "ActivationTime: a time such as 2026-01-31T00:00:00Z expected, got '"
                            + row.text(3)
                            + "'");
        }
    }
}
