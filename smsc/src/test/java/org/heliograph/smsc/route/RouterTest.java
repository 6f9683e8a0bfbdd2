// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.heliograph.config.ClientTlsSettings;
import org.heliograph.config.Listen;
import org.heliograph.config.NumberingSettings;
import org.heliograph.config.RouteRow;
import org.heliograph.config.RouteRows;
import org.heliograph.config.RoutingSettings;
import org.heliograph.config.SmscSettings;
import org.heliograph.config.UpstreamSettings;
import org.heliograph.pdu.sms.NumberingPlan;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TypeOfNumber;
import org.heliograph.smsc.message.Origin;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RouterTest {
    private static final Origin DEMO = new Origin.Esme("demo");

    private static final List<NumberingSettings> NUMBERING =
            List.of(
                    new NumberingSettings(List.of("esme:us"), "1", List.of("011"), "", 10),
                    new NumberingSettings(List.of("*"), "44", List.of("00"), "0", 0));

    private Instant now = Instant.parse("2026-11-23T09:00:00Z"); // a Monday
    private final Router router =
            new Router(
                    List.of(
                            new SmscSettings.Account("demo", "p", List.of("08004")),
                            new SmscSettings.Account("us", "p", List.of())),
                    List.of(upstream("a", "999"), upstream("b")),
                    new RoutingSettings("", Duration.ofSeconds(1), "Europe/London", NUMBERING),
                    () -> now);

    @TempDir Path directory;

    private static UpstreamSettings upstream(String name, String... prefixes) {
        return new UpstreamSettings(
                true,
                name,
                List.of(Listen.of("127.0.0.1:1")),
                "us",
                "unused",
                "",
                "transceiver",
                1,
                1,
                0,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofMillis(50),
                Duration.ofMillis(200),
                "",
                "",
                "gsm7",
                0,
                "auto",
                true,
                List.of(prefixes),
                ClientTlsSettings.OFF);
    }

    private void load(String csv) throws Exception {
        Path file = directory.resolve("routes.csv");
        Files.writeString(file, csv);
        router.load(RouteRows.read(file));
    }

    private String route(Origin origin, String to) {
        return switch (router.route(origin, TpAddress.of(to))) {
            case Route.Destination destination -> destination.text();
            case Route.Reject(var reason) -> "reject: " + reason;
        };
    }

    private static Origin origin(String text) {
        return text.startsWith("+")
                ? new Origin.Subscriber(new Msisdn(text.substring(1)), 1)
                : text.startsWith("upstream:")
                        ? new Origin.Upstream(text.substring(9))
                        : new Origin.Esme(text);
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    demo           | 447700900001  | ims:447700900001
                    demo           | 447700900123  | esme:us
                    demo           | 447711000000  | upstream:a:447711000000
                    us             | 447711000000  | upstream:b:447711000000
                    +447700900009  | 447711000000  | ims:447711000000
                    +447700900001  | 447711000000  | esme:demo
                    upstream:b     | 447711000000  | reject: we know you
                    demo           | 447712345678  | upstream:b:447712345678
                    demo           | 4477123       | upstream:a:4477123
                    demo           | 4477200000    | esme:us
                    demo           | 4477299999    | esme:us
                    demo           | 4477300000    | upstream:a:4477300000
                    demo           | 99912345      | upstream:b:99912345
                    demo           | 12345678      | upstream:a:12345678
                    demo           | 08004         | esme:demo
                    us             | 100           | esme:us
                    demo           | 5             | reject: closed
                    """)
    void choosesTheLongestBeginningThenTheNarrowestThenTheSource(
            String from, String to, String expected) throws Exception {
        load(
                """
                # who goes where
                destination,source,to
                44*,,upstream:a
                447700900*,,ims
                447700900123,,esme:us
                447711*,esme:us,upstream:b
                447711*,*,upstream:a
                447711*,ims,ims
                447711*,ims:447700900001,esme:demo
                447711*,upstream:*,reject: we know you
                "4477/12[0-9]{6}/",,upstream:b
                4477200000-4477299999,,esme:us
                999*,,upstream:b
                1*,,upstream:a
                100*,,esme:us
                5*,,reject:closed
                08004,,esme:us
                """);
        assertEquals(expected, route(origin(from), to));
    }

    @ParameterizedTest(name = "{0} writes {1} {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    demo  | UNKNOWN       | 07700900123    | +447700900123
                    demo  | UNKNOWN       | 00447700900123 | +447700900123
                    demo  | INTERNATIONAL | 00447700900123 | +447700900123
                    demo  | NATIONAL      | 7700900123     | +447700900123
                    demo  | NATIONAL      | 07700900123    | +447700900123
                    demo  | UNKNOWN       | 447700900123   | 447700900123
                    demo  | INTERNATIONAL | 447700900123   | +447700900123
                    us    | UNKNOWN       | 2125550123     | +12125550123
                    us    | UNKNOWN       | 011447700900123| +447700900123
                    demo  | UNKNOWN       | 1000           | 1000
                    demo  | UNKNOWN       | 08004          | 08004
                    demo  | UNKNOWN       | 0770*900123    | 0770*900123
                    demo  | NETWORK_SPECIFIC | 07700900123 | 07700900123
                    demo  | UNKNOWN       | 0770090012345678 | 0770090012345678
                    demo  | ALPHANUMERIC  | 00Bank00       | 00Bank00
                    """)
    void makesInternationalNumbersOfWhatSourcesWrite(
            String from, TypeOfNumber type, String number, String expected) {
        var written =
                type == TypeOfNumber.ALPHANUMERIC
                        ? TpAddress.alphanumeric(number)
                        : new TpAddress(type, NumberingPlan.ISDN, number);
        assertEquals(expected, router.international(origin(from), written).toString());
    }

    @Test
    void leavesTheSameAddressWhereNothingChanges() {
        TpAddress address = TpAddress.of("447700900123");
        assertSame(address, router.international(DEMO, address));
    }

    @Test
    void sharesNumbersByWeightAndKeepsEachOnItsWay() throws Exception {
        load("destination,to,order,weight\n44*,upstream:a,1,3\n44*,upstream:b,1,1\n");
        Map<String, Integer> shares = new TreeMap<>();
        for (int i = 0; i < 10_000; i++) {
            String way = route(DEMO, Long.toString(447_700_900_000L + i)).substring(0, 10);
            assertEquals(way, route(DEMO, Long.toString(447_700_900_000L + i)).substring(0, 10));
            shares.merge(way, 1, Integer::sum);
        }
        assertEquals(7_500, shares.getOrDefault("upstream:a", 0), 300, shares.toString());
    }

    @Test
    void goesByTheNextOrderWhatTheFirstCannotReach() throws Exception {
        load("destination,to,order\n44*,upstream:b,2\n44*,upstream:a,1\n44*,reject,3\n");
        assertEquals("upstream:a:4411", route(DEMO, "4411"));
        assertEquals("upstream:b:4411", route(new Origin.Upstream("a"), "4411"), "not back");
        router.reachedBy(
                route -> !(route instanceof Route.ToUpstream(var to, _) && to.equals("a")));
        assertEquals("upstream:b:4411", route(DEMO, "4411"));
        assertEquals(
                List.of("upstream:b:4411", "upstream:a:4411"),
                router.destinations(DEMO, TpAddress.of("4411")).stream()
                        .map(Route.Destination::text)
                        .toList());
        load("destination,to,order\n44*,upstream:a,1\n44*,upstream:a,2\n");
        assertEquals("upstream:a:4411", route(DEMO, "4411"), "it waits for the first");
    }

    @Test
    void goesByTheHoursOfTheConfiguredZone() throws Exception {
        load(
                """
                destination,to,hours
                44*,upstream:a,Mo-Fr 08:00-18:00
                44*,upstream:b,Fr-Mo 18:00-08:00; Sa
                49*,upstream:a,22:00-06:00
                """);
        assertEquals("upstream:a:44771100", route(DEMO, "44771100"));
        assertEquals("ims:49771100", route(DEMO, "49771100"));
        now = Instant.parse("2026-11-23T23:30:00Z");
        assertEquals("upstream:b:44771100", route(DEMO, "44771100"));
        assertEquals("upstream:a:49771100", route(DEMO, "49771100"));
        now = Instant.parse("2026-11-28T12:00:00Z"); // a Saturday
        assertEquals("upstream:b:44771100", route(DEMO, "44771100"));
        now = Instant.parse("2026-11-24T20:00:00Z"); // a Tuesday: no rule holds
        assertEquals("ims:44771100", route(DEMO, "44771100"));
        now = Instant.parse("2026-07-06T07:30:00Z"); // 08:30 in London
        assertEquals("upstream:a:44771100", route(DEMO, "44771100"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    44*,,nowhere               | routes.csv:3: to nowhere; it is ims, esme:NAME, upstream:NAME or reject
                    44*,,esme:nobody           | routes.csv:3: there is no account nobody
                    44*,,upstream:c            | routes.csv:3: there is no enabled upstream c
                    44*,fax:1,ims              | routes.csv:3: no source fax:1; one is esme:NAME, upstream:NAME, ims, ims:NUMBER or *
                    44x,,ims                   | routes.csv:3: 44x is no number, 4477*, 100-199 or 4477/regular expression/
                    200-100,,ims               | routes.csv:3: a range is of two numbers of as many digits, at most 18, the lower first
                    44/[/,,ims                 | routes.csv:3: no regular expression: Unclosed character class
                    44*                        | routes.csv:3: to is missing
                    44*,,ims,0                 | routes.csv:3: order is 1 to 1000
                    44*,,ims,first             | routes.csv:3: order first is no number
                    44*,,ims,1,1,Mo 25:00-26:00| routes.csv:3: hours are like Mo-Fr 08:00-18:00; Sa,Su, and not Mo 25:00-26:00
                    44*,,ims,1,1,,more         | routes.csv:3: 7 fields, of 6 columns
                    "44*,,ims                  | routes.csv:3: a quote that is not closed
                    """)
    void refusesAFileNamingTheLineAndKeepsTheOldRoutes(String line, String reason)
            throws Exception {
        load("destination,to\n44*,upstream:b\n");
        var refused =
                assertThrows(
                        Exception.class,
                        () ->
                                load(
                                        "destination,source,to,order,weight,hours\n45*,,ims\n"
                                                + line
                                                + "\n"));
        assertEquals(reason, refused.getMessage());
        assertEquals("upstream:b:4411", route(DEMO, "4411"));
    }

    @Test
    void readsAFileAgainWhenItHasChanged() throws Exception {
        Path file = directory.resolve("routes.yaml");
        Files.writeString(file, "- {destination: 44*, to: upstream:a}\n");
        try (var routes = new RoutesFile(file, Duration.ofHours(1), router)) {
            assertEquals("upstream:a:4411", route(DEMO, "4411"));
            change(file, "- {destination: 44*, to: upstream:b}\n", 1);
            routes.look();
            assertEquals("upstream:b:4411", route(DEMO, "4411"));
            change(file, "- destination: 44*\n  to: upstream:c\n", 2);
            routes.look();
            assertEquals("upstream:b:4411", route(DEMO, "4411"), "the old ones stay");
            Files.delete(file);
            routes.look();
            assertEquals("upstream:b:4411", route(DEMO, "4411"), "the old ones stay");
            change(file, "[]", 3);
            routes.look();
            assertTrue(route(DEMO, "4411").startsWith("reject"), "no routes");
        }
    }

    private static void change(Path file, String text, int times) throws Exception {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(times)));
    }

    @Test
    void explainsWhichRuleWinsAndWhy() throws Exception {
        load(
                "destination,source,to,order\n4477*,esme:us,ims,1\n4477*,,upstream:a,1\n4477*,,upstream:b,2\n");
        router.reachedBy(route -> !route.equals(new Route.ToUpstream("a", "447700900123")));
        Router.Explanation why = router.explain(DEMO, TpAddress.of("07700900123"));
        assertEquals("+447700900123", why.number().toString());
        assertEquals(new Route.ToUpstream("b", "447700900123"), why.route());
        assertEquals(
                "routes.csv:4 (4477* from *, order 2, weight 1): the longest beginning that has a"
                        + " route",
                why.rule());
        assertEquals(
                List.of(
                        "routes.csv:2 (4477* from esme:us, order 1, weight 1) is about another"
                                + " source",
                        "routes.csv:3 (4477* from *, order 1, weight 1) leads to what cannot be"
                                + " reached now"),
                why.passedOver());
    }

    /** The same answer as that of looking at every prefix. */
    @Test
    void findsAmongAHundredThousandPrefixesWhatASlowSearchFinds() {
        var random = new SplittableRandom(7);
        Map<String, String> slow = new HashMap<>();
        List<RouteRow> rows = new ArrayList<>();
        while (slow.size() < 100_000) {
            long under = (long) Math.pow(10, random.nextInt(1, 11));
            String prefix = Long.toString(random.nextLong(1, under));
            String to = random.nextBoolean() ? "upstream:a" : "upstream:b";
            if (slow.putIfAbsent(prefix, to) == null) {
                rows.add(new RouteRow("row", prefix + "*", "*", to, 1, 1, ""));
            }
        }
        slow.putIfAbsent("999", "upstream:a"); // of the settings
        assertEquals(slow.size(), router.load(rows));
        for (int i = 0; i < 100_000; i++) {
            String number = Long.toString(random.nextLong(10_000_000, 999_999_999_999L));
            String expected = "ims:" + number;
            for (int length = 1; length <= number.length(); length++) {
                String to = slow.get(number.substring(0, length));
                if (to != null) {
                    expected = to + ":" + number;
                }
            }
            assertEquals(expected, route(DEMO, number));
        }
    }
}
