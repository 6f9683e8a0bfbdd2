// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where SIP URIs lead, with a name server on loopback (RFC 3263 §4). */
final class SipLocatorTest {
    private NameServer server;

    @BeforeEach
    void start() throws IOException {
        server = new NameServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SipLocator locator(boolean tls, SipLocator.Family... families) {
        return new SipLocator(
                new Dns(List.of(server.address()), Duration.ofSeconds(2)),
                tls,
                EnumSet.copyOf(Arrays.asList(families)),
                new SplittableRandom(1));
    }

    private SipLocator ipv4() {
        return locator(false, SipLocator.Family.IPV4);
    }

    private static String located(SipLocator locator, String uri) throws InterruptedException {
        return locator.locate(NextHop.of(uri)).stream()
                .map(
                        hop ->
                                hop.transport()
                                        + " "
                                        + hop.host().getHostAddress()
                                        + " "
                                        + hop.address().getPort()
                                        + (hop.name().isEmpty() ? "" : " " + hop.name()))
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sip:a@192.0.2.1                     | UDP 192.0.2.1 5060
                    sip:a@192.0.2.1:5080                | UDP 192.0.2.1 5080
                    sip:a@192.0.2.1;transport=tcp       | TCP 192.0.2.1 5060
                    sip:a@192.0.2.1;transport=TCP       | TCP 192.0.2.1 5060
                    sip:a@192.0.2.1;transport=tls       | TLS 192.0.2.1 5061 192.0.2.1
                    sips:a@192.0.2.1                    | TLS 192.0.2.1 5061 192.0.2.1
                    sips:a@192.0.2.1:5071               | TLS 192.0.2.1 5071 192.0.2.1
                    sip:a@[2001:db8::1]:5080            | UDP 2001:db8:0:0:0:0:0:1 5080
                    """)
    void asksNobodyAboutAnAddress(String uri, String hops) throws Exception {
        var locator = locator(true, SipLocator.Family.values());
        assertEquals(hops, located(locator, uri));
        assertEquals(List.of(), server.questions);
    }

    @ParameterizedTest
    @CsvSource({"sip:a@192.0.2.1;transport=sctp", "sips:a@192.0.2.1", "sip:a@[2001:db8::1]"})
    void knowsNoWayByWhatWeDoNotSpeak(String uri) throws Exception {
        assertEquals("", located(ipv4(), uri));
    }

    @Test
    void looksForAddressesOnlyWhereThereIsAPort() throws Exception {
        server.add("scscf.ims.example 60 A 192.0.2.1");
        server.add("scscf.ims.example 60 A 192.0.2.2");
        server.add("scscf.ims.example 60 AAAA 2001:db8::1");
        server.add("_sip._udp.scscf.ims.example 60 SRV 1 1 5099 scscf.ims.example.");
        assertEquals(
                "UDP 2001:db8:0:0:0:0:0:1 6060, UDP 192.0.2.1 6060, UDP 192.0.2.2 6060",
                located(locator(false, SipLocator.Family.values()), "sip:scscf.ims.example:6060"));
        assertEquals(List.of("AAAA scscf.ims.example", "A scscf.ims.example"), server.questions);
    }

    @Test
    void followsPointersInTheirOrder() throws Exception {
        server.add("ims.example 60 NAPTR 20 1 \"s\" \"SIP+D2U\" \"\" _sip._udp.ims.example.");
        server.add("ims.example 60 NAPTR 10 9 \"s\" \"SIP+D2T\" \"\" _sip._tcp.ims.example.");
        server.add("ims.example 60 NAPTR 10 1 \"s\" \"SIPS+D2T\" \"\" _sips._tcp.ims.example.");
        server.add("ims.example 60 NAPTR 1 1 \"s\" \"SIP+D2S\" \"\" _sip._sctp.ims.example.");
        server.add("_sip._udp.ims.example 60 SRV 1 1 5060 u.ims.example.");
        server.add("_sip._tcp.ims.example 60 SRV 1 1 5070 t.ims.example.");
        server.add("_sips._tcp.ims.example 60 SRV 1 1 5071 s.ims.example.");
        server.add("u.ims.example 60 A 192.0.2.1");
        server.add("t.ims.example 60 A 192.0.2.2");
        server.add("s.ims.example 60 A 192.0.2.3");
        assertEquals("TCP 192.0.2.2 5070, UDP 192.0.2.1 5060", located(ipv4(), "sip:ims.example"));
        assertEquals("UDP 192.0.2.1 5060", located(ipv4(), "sip:ims.example;transport=udp"));
        var tls = locator(true, SipLocator.Family.IPV4);
        assertEquals(
                "TLS 192.0.2.3 5071 ims.example, TCP 192.0.2.2 5070, UDP 192.0.2.1 5060",
                located(tls, "sip:ims.example"));
        assertEquals("TLS 192.0.2.3 5071 ims.example", located(tls, "sips:ims.example"));
    }

    @Test
    void takesServicesByPriorityWithoutPointers() throws Exception {
        server.add("_sip._udp.ims.example 60 SRV 20 0 5062 b.ims.example.");
        server.add("_sip._udp.ims.example 60 SRV 10 0 5061 a.ims.example.");
        server.add("_sip._tcp.ims.example 60 SRV 5 0 5063 a.ims.example.");
        server.add("a.ims.example 60 A 192.0.2.1");
        server.add("b.ims.example 60 A 192.0.2.2");
        assertEquals(
                "UDP 192.0.2.1 5061, UDP 192.0.2.2 5062, TCP 192.0.2.1 5063",
                located(ipv4(), "sip:ims.example"));
    }

    @Test
    void choosesAmongEqualsByWeight() throws Exception {
        server.add("_sip._tcp.ims.example 60 SRV 1 10 5060 a.ims.example.");
        server.add("_sip._tcp.ims.example 60 SRV 1 30 5060 b.ims.example.");
        server.add("_sip._tcp.ims.example 60 SRV 1 0 5060 c.ims.example.");
        server.add("a.ims.example 60 A 192.0.2.1");
        server.add("b.ims.example 60 A 192.0.2.2");
        server.add("c.ims.example 60 A 192.0.2.3");
        SipLocator locator = ipv4();
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < 4_000; i++) {
            List<Hop> hops = locator.locate(NextHop.of("sip:ims.example;transport=tcp"));
            assertEquals(3, hops.size());
            first.merge(hops.getFirst().host().getHostAddress(), 1, Integer::sum);
        }
        int light = first.getOrDefault("192.0.2.1", 0);
        int heavy = first.getOrDefault("192.0.2.2", 0);
        assertTrue(light > 800 && light < 1_200, first::toString);
        assertTrue(heavy > 2_700 && heavy < 3_200, first::toString);
        assertTrue(first.getOrDefault("192.0.2.3", 0) > 0, first::toString); // seldom
    }

    @Test
    void takesTheUsualPortWhereDnsKnowsAddressesOnly() throws Exception {
        server.add("ims.example 60 A 192.0.2.1");
        assertEquals("UDP 192.0.2.1 5060", located(ipv4(), "sip:ims.example"));
        assertEquals("TCP 192.0.2.1 5060", located(ipv4(), "sip:ims.example;transport=tcp"));
    }

    @Test
    void keepsAnAnswerAsLongAsItSays() throws Exception {
        server.add("short.ims.example 1 A 192.0.2.1");
        server.add("long.ims.example 3600 A 192.0.2.2");
        SipLocator locator = ipv4();
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        int asked = 0;
        while (asked < 2 && System.nanoTime() < end) {
            assertEquals("UDP 192.0.2.1 5060", located(locator, "sip:short.ims.example:5060"));
            assertEquals("UDP 192.0.2.2 5060", located(locator, "sip:long.ims.example:5060"));
            asked = (int) server.questions.stream().filter("A short.ims.example"::equals).count();
        }
        assertEquals(2, asked);
        assertEquals(1, server.questions.stream().filter("A long.ims.example"::equals).count());
    }

    @Test
    void keepsThatThereIsNothing() throws Exception {
        SipLocator locator = ipv4();
        assertEquals("", located(locator, "sip:none.ims.example:5060"));
        assertEquals("", located(locator, "sip:none.ims.example:5060"));
        assertEquals(List.of("A none.ims.example"), server.questions);
    }

    @Test
    void waitsForASilentServerOnceAndAllTogether() throws Exception {
        server.silent = true;
        var locator =
                new SipLocator(
                        new Dns(List.of(server.address()), Duration.ofMillis(400)),
                        false,
                        EnumSet.of(SipLocator.Family.IPV4),
                        new SplittableRandom(1));
        long from = System.nanoTime();
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> all =
                    IntStream.range(0, 100)
                            .mapToObj(_ -> many.submit(() -> located(locator, "sip:a.example:1")))
                            .toList();
            for (Future<String> one : all) {
                assertEquals("", one.get());
            }
        }
        assertEquals("", located(locator, "sip:a.example:1"));
        assertTrue(System.nanoTime() - from < Duration.ofSeconds(3).toNanos());
        assertTrue(server.questions.size() <= 3, server.questions::toString); // with its repeats
    }
}
