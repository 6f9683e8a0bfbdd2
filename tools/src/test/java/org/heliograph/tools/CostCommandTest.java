// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code heliograph cost}. */
final class CostCommandTest {
    @TempDir private Path directory = Path.of("");

    @BeforeEach
    void writeTables() throws IOException {
        Files.writeString(directory.resolve("Destinations.csv"), "AU,614\n");
        Files.writeString(directory.resolve("Rates.csv"), "R,0,22,60s,60s,0s\n");
        Files.writeString(directory.resolve("DestinationRates.csv"), "DR,AU,R,*up,4,0,\n");
        Files.writeString(directory.resolve("RatingPlans.csv"), "RP,DR,*any,10\n");
        Files.writeString(directory.resolve("RatingProfiles.csv"), "t,call,*any,,RP,\n");
    }

    @Test
    void tellsTheCostAndWhatMadeIt() {
        CommandRun run = cost("--destination", "61412345678", "--usage", "123s");
        assertEquals(0, run.code(), run.err());
        for (String line :
                List.of(
                        "\"cost\" : 66,",
                        "\"ratedUsage\" : \"180s\"",
                        "\"ratingPlan\" : \"RP\"",
                        "\"prefix\" : \"614\"",
                        "\"rate\" : 22,",
                        "\"count\" : 3")) {
            assertTrue(run.out().contains(line), line + " in " + run.out());
        }
    }

    @Test
    void saysWhatHasNoPriceAndWhatIsNoUsage() {
        CommandRun none = cost("--destination", "49", "--usage", "1s");
        assertEquals(1, none.code());
        assertEquals("no price for t call *any to 49 at 2026-11-22T12:00:00Z\n", none.err());

        assertEquals(2, cost("--destination", "614", "--usage", "long").code());
    }

    @Test
    void saysWhichRowIsBad() throws IOException {
        Files.writeString(directory.resolve("RatingPlans.csv"), "RP,DR\n");
        CommandRun bad = cost("--destination", "614");
        assertEquals(1, bad.code());
        assertTrue(bad.err().startsWith("RatingPlans.csv:1: 2 columns"), bad.err());
    }

    private CommandRun cost(String... more) {
        var words = new ArrayList<>(List.of("cost", "--tariffs", directory.toString()));
        words.addAll(List.of("--category", "call", "--tenant", "t"));
        words.addAll(List.of("--answer-time", "2026-11-22T12:00:00Z"));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray(String[]::new));
    }
}
