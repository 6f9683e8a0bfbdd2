// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TariffReaderTest {
    @TempDir private Path directory = Path.of("");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Rates            | R,1,2           | Rates.csv:6: 3 columns, expected 6: Id,ConnectFee,Rate,RateUnit,RateIncrement,GroupIntervalStart
                    Rates            | ,0,1,1,1,0      | Rates.csv:6: Id of 1 to 128 characters expected
                    Rates            | R,0,1e9,1,1,0   | Rates.csv:6: Rate: a decimal number expected, got '1e9'
                    Rates            | R,0,-1,1,1,0    | Rates.csv:6: Rate: must not be negative
                    Rates            | R,0,1,0s,1,0    | Rates.csv:6: RateUnit: must not be 0
                    Rates            | R,0,1,1,1x,0    | Rates.csv:6: RateIncrement: expected a number of units, or a time such as 90s or 1m30s up to 366 days, got '1x'
                    Rates            | R,0,1,1,1,60s   | Rates.csv:6: R has no row with GroupIntervalStart 0
                    Rates            | R22,0,1,1,1,0   | Rates.csv:6: R22 has this GroupIntervalStart already
                    Rates            | R,"0,1,1,1,0    | Rates.csv:6: a quote that is not closed
                    Destinations     | D,49 151        | Destinations.csv:5: Prefix: digits expected, got '49 151'
                    Timings          | T,*any,13,*any,*any,00:00:00       | Timings.csv:2: Months: *any, or numbers from 1 to 12 with ; between them expected, got '13'
                    Timings          | T,*any,*any,*any,*any,25:00:00     | Timings.csv:2: Time: HH:MM:SS expected, got '25:00:00'
                    Timings          | T,,,,,20:00:00;08:00:00            | Timings.csv:2: Time: it ends before it starts; make it two, one until midnight
                    Timings          | *any,,,,,00:00:00                  | Timings.csv:2: timing *any is there already
                    DestinationRates | D,NOWHERE,R22,*up,4,0,             | DestinationRates.csv:6: no destination NOWHERE in Destinations.csv
                    DestinationRates | D,AU,NOTHING,*up,4,0,              | DestinationRates.csv:6: no rates NOTHING in Rates.csv
                    DestinationRates | D,AU,R22,up,4,0,                   | DestinationRates.csv:6: RoundingMethod: *up, *middle or *down expected, got 'up'
                    DestinationRates | D,AU,R22,*up,16,0,                 | DestinationRates.csv:6: RoundingDecimals: 0 to 15 expected, got '16'
                    DestinationRates | D,AU,R22,*up,4,0,*stop             | DestinationRates.csv:6: MaxCostStrategy: *free, *disconnect or nothing expected, got '*stop'
                    DestinationRates | DR,AU,R22,*up,4,0,                 | DestinationRates.csv:6: DR has AU already
                    RatingPlans      | P,NONE,*any,10                     | RatingPlans.csv:3: no destination rates NONE in DestinationRates.csv
                    RatingPlans      | P,DR,NEVER,10                      | RatingPlans.csv:3: no timing NEVER in Timings.csv
                    RatingPlans      | P,DR,*any,heavy                    | RatingPlans.csv:3: Weight: a decimal number expected, got 'heavy'
                    RatingProfiles   | t,call,a,,NONE,                    | RatingProfiles.csv:3: no rating plan NONE in RatingPlans.csv
                    RatingProfiles   | t,call,a,today,RP,                 | RatingProfiles.csv:3: ActivationTime: a time such as 2026-01-31T00:00:00Z expected, got 'today'
                    RatingProfiles   | t,call,*any,2014-01-14T00:00:00Z,RP, | RatingProfiles.csv:3: there is a plan for this profile and ActivationTime already
                    """)
    void saysWhichRowCannotBeUsedAndWhy(String table, String row, String reason) throws Exception {
        Path tables = Tables.australian().add(table, row).in(directory);
        var e = assertThrows(TariffException.class, () -> TariffReader.read(tables));
        assertEquals(reason, e.getMessage());
    }

    @Test
    void saysWhichTableIsMissing() throws Exception {
        Files.delete(Tables.australian().in(directory).resolve("Rates.csv"));
        var e = assertThrows(TariffException.class, () -> TariffReader.read(directory));
        assertTrue(String.valueOf(e.getMessage()).startsWith("Rates.csv: cannot be read"));
    }

    @Test
    void doesWithoutTimingsAndDestinations() throws Exception {
        Path tables = Tables.australian().in(directory);
        Files.delete(tables.resolve("Timings.csv"));
        Files.delete(tables.resolve("Destinations.csv"));
        Files.writeString(tables.resolve("DestinationRates.csv"), "DR,*any,R22,*up,4,0,\n");
        TariffReader.read(tables);
    }

    @Test
    void changesWhileRunningAndKeepsTheOldWhereTheNewAreBad() throws Exception {
        Rater rater = new Rater(ZoneOffset.UTC, OptionalInt.empty());
        try (var tariffs = TariffDirectory.open(Tables.australian().in(directory), rater)) {
            assertFalse(tariffs.refresh(), "nothing has changed");
            assertEquals(new BigDecimal("22"), cost(rater));

            Files.writeString(
                    directory.resolve("DestinationRates.csv"), "DR,MOBILE,R14,*up,4,0,\n");
            assertTrue(tariffs.refresh());
            assertEquals(new BigDecimal("14"), cost(rater));

            Files.writeString(directory.resolve("RatingPlans.csv"), "RP,DR,*any\n");
            assertFalse(tariffs.refresh());
            assertEquals(new BigDecimal("14"), cost(rater));
        }
    }

    private static BigDecimal cost(Rater rater) {
        var request =
                new RatingRequest(
                        "call",
                        "t",
                        "1",
                        "61412345678",
                        Instant.parse("2026-11-22T12:00:00Z"),
                        Usage.of("60s"));
        return assertInstanceOf(Rating.Rated.class, rater.rate(request)).cost();
    }
}
