// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.rating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What events cost, by examples that were published or can be computed by hand. */
final class RaterTest {
    @TempDir private Path directory = Path.of("");

    /** Costs that the author of "CGrateS in baby steps" published (nickvsnetworking.com). */
    @ParameterizedTest(name = "{0} for {1} costs {2}")
    @CsvSource(
            textBlock =
                    """
                    61412345678,  123s, 66,   614
                    +61412345678, 123s, 66,   614
                    61412345678,  0s,   0,    ''
                    61412345678,  60s,  22,   614
                    61412345678,  61s,  44,   614
                    44123,        30s,  12.5, ''
                    61298765432,  1s,   25,   61
                    61298765432,  1h,   25,   61
                    61131234567,  1s,   14,   6113
                    61,           1s,   25,   61
                    """)
    void costsWhatWasPublished(String destination, String usage, BigDecimal cost, String prefix)
            throws Exception {
        var rated = rated(Tables.australian(), "call", "1001", destination, usage);
        assertEquals(cost, rated.cost());
        assertEquals(
                prefix,
                rated.spans().stream().map(Rating.Span::prefix).collect(Collectors.joining()));
    }

    /** The tutorial's plan and the cost that CGRateS' own test expects (../shared/vectors). */
    @ParameterizedTest(name = "increments to {0} decimals: {1}")
    @CsvSource({"5, 0.7002", "-1, 0.7"})
    void addsIncrementsAsItIsTold(int decimals, BigDecimal cost) throws Exception {
        Tables tutorial =
                new Tables()
                        .add("Destinations", "DST_1002,1002")
                        .add("Rates", "RT_20CNT,0.4,0.2,60s,60s,0s", "RT_20CNT,0,0.1,60s,1s,60s")
                        .add("DestinationRates", "DR,DST_1002,RT_20CNT,*up,4,0,")
                        .add("RatingPlans", "RP,DR,*any,10")
                        .add("RatingProfiles", "cgrates.org,call,1001,,RP,");
        Rater rater =
                new Rater(
                        ZoneOffset.UTC,
                        decimals < 0 ? OptionalInt.empty() : OptionalInt.of(decimals));
        rater.replace(TariffReader.read(tutorial.in(directory)));
        var request =
                new RatingRequest(
                        "call",
                        "cgrates.org",
                        "1001",
                        "1002",
                        Instant.parse("2026-11-22T12:00:00Z"),
                        Usage.of("120s"));
        assertEquals(cost, assertInstanceOf(Rating.Rated.class, rater.rate(request)).cost());
    }

    @ParameterizedTest(name = "{0}, {1} for {2}: {3}, rated {4}")
    @CsvSource(
            textBlock =
                    """
                    free,       100s, 0.62, 100s
                    disconnect, 100s, 0.62, 62s
                    disconnect, 61s,  0.61, 61s
                    coarse,     100s, 0.63, 63s
                    none,       100s, 1,    100s
                    """)
    void stopsAtTheMostItMayCost(String subject, String usage, BigDecimal cost, String ratedUsage)
            throws Exception {
        Tables tables =
                new Tables()
                        .add("Rates", "RT,0,0.01,1s,1s,0s", "RT7,0,0.01,1s,7s,0s")
                        .add(
                                "DestinationRates",
                                "DR_free,*any,RT,*up,4,0.62,*free",
                                "DR_disconnect,*any,RT,*up,4,0.62,*disconnect",
                                "DR_coarse,*any,RT7,*up,4,0.62,*disconnect",
                                "DR_none,*any,RT,*up,4,0.62,");
        for (String name : new String[] {"free", "disconnect", "coarse", "none"}) {
            tables.add("RatingPlans", "RP_" + name + ",DR_" + name + ",*any,10")
                    .add("RatingProfiles", "t,call," + name + ",,RP_" + name + ",");
        }
        var rated = rated(tables, "call", subject, "1", usage);
        assertEquals(cost, rated.cost());
        assertEquals(ratedUsage, rated.rated().toString());
    }

    @ParameterizedTest(name = "at {0} {1} costs {2}")
    @CsvSource(
            textBlock =
                    """
                    2026-11-23T09:00:00Z, 60s,   10
                    2026-11-23T06:00:00Z, 60s,   1
                    2026-11-23T18:30:00Z, 60s,   1
                    2026-11-22T12:00:00Z, 60s,   1
                    2026-11-23T06:58:00Z, 240s,  22
                    2026-11-23T17:58:30Z, 120s,  20
                    2026-11-23T22:58:00Z, 240s,  4
                    2026-12-25T12:00:00Z, 60s,   0.5
                    """)
    void goesByTheClockOfItsZone(String time, String usage, BigDecimal cost) throws Exception {
        Tables tables =
                new Tables()
                        .add(
                                "Timings",
                                "PEAK,*any,*any,*any,1;2;3;4;5,08:00:00",
                                "MORNING,*any,*any,*any,1;2;3;4;5,00:00:00",
                                "EVENING,*any,*any,*any,1;2;3;4;5,19:00:00",
                                "WEEKEND,*any,*any,*any,6;0,00:00:00",
                                "XMAS,*any,12,25,*any,12:00:00;14:00:00")
                        .add(
                                "Rates",
                                "HIGH,0,10,60s,60s,0",
                                "LOW,0,1,60s,60s,0",
                                "X,0,0.5,60s,60s,0")
                        .add(
                                "DestinationRates",
                                "DR_HIGH,*any,HIGH,*up,4,0,",
                                "DR_LOW,*any,LOW,*up,4,0,",
                                "DR_X,*any,X,*up,4,0,")
                        .add(
                                "RatingPlans",
                                "RP,DR_HIGH,PEAK,10",
                                "RP,DR_LOW,MORNING,10",
                                "RP,DR_LOW,EVENING,10",
                                "RP,DR_LOW,WEEKEND,10",
                                "RP,DR_X,XMAS,20")
                        .add("RatingProfiles", "t,call,*any,,RP,");
        Rater rater = new Rater(ZoneId.of("Europe/Berlin"), OptionalInt.empty());
        rater.replace(TariffReader.read(tables.in(directory)));
        var request =
                new RatingRequest("call", "t", "1", "1", Instant.parse(time), Usage.of(usage));
        assertEquals(cost, assertInstanceOf(Rating.Rated.class, rater.rate(request)).cost());
    }

    @ParameterizedTest(name = "{0} to {1} costs {2}")
    @CsvSource(
            textBlock =
                    """
                    alice, 49, 1
                    alice, 33, 2
                    alice, 44, 3
                    bob,   33, 2
                    carol, 49, 5
                    """)
    void asksFallbackSubjectsForWhatAPlanHasNot(String subject, String destination, BigDecimal cost)
            throws Exception {
        Tables tables =
                new Tables()
                        .add("Destinations", "DE,49", "FR,33", "UK,44")
                        .add(
                                "Rates",
                                "R1,0,1,1,1,0",
                                "R2,0,2,1,1,0",
                                "R3,0,3,1,1,0",
                                "R5,0,5,1,1,0")
                        .add(
                                "DestinationRates",
                                "DR1,DE,R1,*up,2,0,",
                                "DR2,FR,R2,*up,2,0,",
                                "DR3,UK,R3,*up,2,0,",
                                "DR5,*any,R5,*up,2,0,")
                        .add(
                                "RatingPlans",
                                "P1,DR1,*any,10",
                                "P2,DR2,*any,10",
                                "P3,DR3,*any,10",
                                "P5,DR5,*any,10")
                        .add(
                                "RatingProfiles",
                                "t,sms,alice,,P1,nobody;bob",
                                "t,sms,bob,,P2,alice;dora",
                                "t,sms,dora,,P3,",
                                "t,sms,*any,,P5,");
        assertEquals(cost, rated(tables, "sms", subject, destination, "1").cost());
    }

    @Test
    void takesThePlanOfTheTimeAndChangesWhileACallGoesOn() throws Exception {
        Tables tables =
                Tables.australian()
                        .add("Rates", "NEW,0,6,60s,60s,0s")
                        .add("DestinationRates", "DRN,*any,NEW,*up,4,0,")
                        .add("RatingPlans", "RPN,DRN,*any,10")
                        .add("RatingProfiles", "t,call,*any,2026-11-22T12:01:00Z,RPN,");
        var rated = rated(tables, "call", "1", "61412345678", "150s");
        assertEquals(new BigDecimal("34"), rated.cost());
        assertEquals(2, rated.spans().size());
    }

    @Test
    void hasNoPriceForWhatNoTableKnows() throws Exception {
        Rater rater = new Rater(ZoneOffset.UTC, OptionalInt.empty());
        rater.replace(TariffReader.read(Tables.australian().in(directory)));
        var request =
                new RatingRequest(
                        "sms",
                        "t",
                        "1",
                        "61",
                        Instant.parse("2026-11-22T12:00:00Z"),
                        Usage.units(1));
        assertInstanceOf(Rating.Unrated.class, rater.rate(request));
        var early =
                new RatingRequest(
                        "call",
                        "t",
                        "1",
                        "61",
                        Instant.parse("2013-11-22T12:00:00Z"),
                        Usage.of("1s"));
        assertInstanceOf(Rating.Unrated.class, rater.rate(early));
    }

    private Rating.Rated rated(
            Tables tables, String category, String subject, String destination, String usage)
            throws Exception {
        Rater rater = new Rater(ZoneOffset.UTC, OptionalInt.empty());
        rater.replace(TariffReader.read(tables.in(directory)));
        var request =
                new RatingRequest(
                        category,
                        "t",
                        subject,
                        destination,
                        Instant.parse("2026-11-22T12:00:00Z"),
                        Usage.of(usage));
        return assertInstanceOf(Rating.Rated.class, rater.rate(request));
    }
}
