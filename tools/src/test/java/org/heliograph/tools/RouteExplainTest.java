// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code heliograph route explain}: what stands in docs/routing.md. */
final class RouteExplainTest {
    private static final String ROUTES =
            """
            destination,source,to,order,weight,hours
            4477*,,ims
            447711*,esme:demo,esme:mmsc,1
            447711*,,reject:closed at night,1,1,22:00-06:00
            """;

    @TempDir private Path directory = Path.of("");

    private CommandRun explain(String... more) throws Exception {
        Files.writeString(directory.resolve("routes.csv"), ROUTES);
        String[] always = {
            "route",
            "explain",
            "--data",
            directory.toString(),
            "--set",
            "smsc.routing.file=routes.csv"
        };
        String[] all = new String[always.length + more.length];
        System.arraycopy(always, 0, all, 0, always.length);
        System.arraycopy(more, 0, all, always.length, more.length);
        return CommandRun.of(all);
    }

    @Test
    void saysWhichRuleWinsAndWhy() throws Exception {
        CommandRun run = explain("--at", "2026-11-22T23:00Z", "+447700900001", "00447711000000");
        assertEquals(0, run.code(), run.err());
        assertEquals(
                """
                from    +447700900001
                to      00447711000000, read as +447711000000
                goes    nowhere: closed at night
                by      routes.csv:4 (447711* from *, order 1, weight 1): the longest beginning that has a route
                not by  routes.csv:3 (447711* from esme:demo, order 1, weight 1) is about another source
                """,
                run.out());
        assertEquals(
                """
                from    +447700900001
                to      447711000000
                goes    ims:447711000000
                by      routes.csv:2 (4477* from *, order 1, weight 1): the longest beginning that has a route
                not by  routes.csv:3 (447711* from esme:demo, order 1, weight 1) is about another source
                not by  routes.csv:4 (447711* from *, order 1, weight 1) does not hold at this time
                """,
                explain("--at", "2026-11-22T12:00Z", "+447700900001", "447711000000").out());
    }

    @Test
    void writesJson() throws Exception {
        CommandRun run = explain("--json", "esme:demo", "1000");
        assertEquals(
                """
                {
                  "from" : "esme:demo",
                  "to" : "1000",
                  "number" : "1000",
                  "route" : "esme:demo",
                  "rule" : "a short code of that account",
                  "passedOver" : [ ]
                }
                """,
                run.out());
    }

    @Test
    void namesTheLineOfAFileThatCannotBeUsed() throws Exception {
        Files.writeString(directory.resolve("bad.csv"), "destination,to\n44*,upstream:none\n");
        CommandRun run = explain("--set", "smsc.routing.file=bad.csv", "esme:demo", "447711000000");
        assertEquals(1, run.code());
        assertEquals("bad.csv:2: there is no enabled upstream none", run.err().strip());
    }
}
