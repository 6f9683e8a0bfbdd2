// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers.lookup;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.heliograph.config.IdentityLookupSettings;
import org.heliograph.config.SubscriberSettings;
import org.heliograph.subscribers.IdentityReader;
import org.heliograph.subscribers.IdentitySource.Answer;
import org.heliograph.subscribers.IdentitySource.Call;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.subscribers.Subscribers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpLookupTest {
    private static final String ADDRESS = "10.45.0.11";
    private static final Answer ALICE = new Answer.Known(new Msisdn("447700900001"));

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    private final WireMockServer core = new WireMockServer(options().dynamicPort());

    @TempDir private Path data;
    private Subscribers subscribers = Subscribers.none();
    private HttpLookup lookup;

    @BeforeEach
    void start() throws Exception {
        core.start();
        Files.writeString(
                data.resolve("subscribers.csv"), "msisdn,imsi\n447700900001,001010000000001\n");
        subscribers =
                Subscribers.open(
                        new SubscriberSettings(
                                "subscribers.csv", Duration.ofDays(1), 10, false, List.of("mms")),
                        data);
        lookup = lookup("/by-ip/{address}", "", "/msisdn", "");
    }

    @AfterEach
    void stop() {
        lookup.close();
        subscribers.close();
        core.stop();
    }

    private HttpLookup lookup(String path, String items, String pointer, String tokenFile)
            throws Exception {
        return lookup(path, items, pointer, tokenFile, Duration.ofSeconds(2), 4);
    }

    private HttpLookup lookup(
            String path,
            String items,
            String pointer,
            String tokenFile,
            Duration timeout,
            int maxConcurrent)
            throws Exception {
        return HttpLookup.open(
                new IdentityLookupSettings(
                        core.baseUrl() + path,
                        items,
                        pointer,
                        tokenFile,
                        timeout,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        8,
                        maxConcurrent,
                        4096),
                data,
                new IdentityReader(subscribers),
                now::get);
    }

    private Answer of(String address) {
        InetAddress handset = InetAddress.ofLiteral(address);
        return lookup.of(new Call(handset, Optional.empty(), handset, _ -> null));
    }

    private void says(String json) {
        core.stubFor(get(urlEqualTo("/by-ip/" + ADDRESS)).willReturn(okJson(json)));
    }

    private void assertAsked(int times) {
        core.verify(times, getRequestedFor(urlEqualTo("/by-ip/" + ADDRESS)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    an MSISDN              | {"msisdn":"447700900001"}
                    with a plus            | {"msisdn":"+447700900001"}
                    a number               | {"msisdn":447700900001}
                    a GPSI                 | {"msisdn":"msisdn-447700900001"}
                    a SUPI                 | {"msisdn":"imsi-001010000000001"}
                    an IMSI                | {"msisdn":"001010000000001"}
                    """)
    void readsWhoTheAnswerNames(String name, String json) {
        says(json);
        assertEquals(ALICE, of(ADDRESS), name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    nothing there          | lookup-unknown | {}
                    null                   | lookup-unknown | {"msisdn":null}
                    an unknown IMSI        | lookup-unknown | {"msisdn":"imsi-001010000000009"}
                    an object              | lookup-unknown | {"msisdn":{"a":1}}
                    a fraction             | lookup-unknown | {"msisdn":44770090000.1}
                    no JSON                | lookup-failed  | <html>
                    cut short              | lookup-failed  | {"msisdn":
                    """)
    void isSilentWhereTheAnswerNamesNobody(String name, String code, String json) {
        says(json);
        assertEquals(code, assertInstanceOf(Answer.Silent.class, of(ADDRESS)).code(), name);
    }

    @Test
    void isSilentWhereTheServerFails() throws Exception {
        assertSilent("lookup-unknown", aResponse().withStatus(404));
        assertSilent("lookup-failed", aResponse().withStatus(500));
        assertSilent(
                "lookup-failed", aResponse().withStatus(302).withHeader("Location", "/elsewhere"));
        assertSilent("lookup-failed", okJson("\"" + "x".repeat(5000) + "\""));
        assertSilent("lookup-failed", okJson("[".repeat(2000) + "]".repeat(2000)));
        assertSilent("lookup-failed", okJson("{}").withFixedDelay(10_000));
        assertSilent(
                "lookup-failed",
                okJson("{\"msisdn\":\"447700900001\"}").withChunkedDribbleDelay(20, 10_000));
        core.stop();
        now.updateAndGet(time -> time.plusSeconds(6));
        assertEquals("lookup-failed", assertInstanceOf(Answer.Silent.class, of(ADDRESS)).code());
    }

    private void assertSilent(String code, ResponseDefinitionBuilder response) {
        core.stubFor(get(urlEqualTo("/by-ip/" + ADDRESS)).willReturn(response));
        now.updateAndGet(time -> time.plusSeconds(6));
        assertEquals(code, assertInstanceOf(Answer.Silent.class, of(ADDRESS)).code());
    }

    @Test
    void remembersAnswersForAWhile() {
        says("{\"msisdn\":\"447700900001\"}");
        assertEquals(ALICE, of(ADDRESS));
        assertEquals(ALICE, of(ADDRESS));
        assertAsked(1);
        now.updateAndGet(time -> time.plusSeconds(31));
        says("{}");
        assertInstanceOf(Answer.Silent.class, of(ADDRESS));
        assertInstanceOf(Answer.Silent.class, of(ADDRESS));
        assertAsked(2);
        now.updateAndGet(time -> time.plusSeconds(6));
        says("{\"msisdn\":\"447700900001\"}");
        assertEquals(ALICE, of(ADDRESS));
        assertAsked(3);
        for (int i = 1; i <= 8; i++) { // so many are remembered
            of("10.45.0." + (20 + i));
        }
        assertEquals(ALICE, of(ADDRESS));
        assertAsked(4);
    }

    @Test
    void asksOnceForAllThatWantToKnow() throws Exception {
        core.stubFor(
                get(urlEqualTo("/by-ip/" + ADDRESS))
                        .willReturn(okJson("{\"msisdn\":\"447700900001\"}").withFixedDelay(300)));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                calls.add(() -> of(ADDRESS));
            }
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                assertEquals(ALICE, answer.get());
            }
        }
        assertAsked(1);
    }

    /** One at a time: who finds no room is told so, and may ask again at once. */
    @Test
    void asksNoMoreAtATimeThanItMay() throws Exception {
        lookup.close();
        lookup = lookup("/by-ip/{address}", "", "/msisdn", "", Duration.ofMillis(500), 1);
        core.stubFor(get(anyUrl()).willReturn(okJson("{}").withFixedDelay(10_000)));
        List<String> busy = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<Answer>> answers = new LinkedHashMap<>();
            for (int i = 1; i <= 8; i++) {
                String address = "10.45.0." + i;
                answers.put(address, threads.submit(() -> of(address)));
            }
            for (Map.Entry<String, Future<Answer>> answer : answers.entrySet()) {
                if (answer.getValue().get() instanceof Answer.Silent(String code, _)
                        && code.equals("lookup-busy")) {
                    busy.add(answer.getKey());
                }
            }
        }
        assertFalse(busy.isEmpty(), "each was asked at once");
        core.stubFor(get(anyUrl()).willReturn(okJson("{\"msisdn\":\"447700900001\"}")));
        now.updateAndGet(time -> time.plusMillis(1));
        assertEquals(ALICE, of(busy.getFirst()));
    }

    @Test
    void showsItsTokenAndAsksForIpv6() throws Exception {
        lookup.close();
        Files.writeString(data.resolve("lookup.token"), "s3cret\n");
        lookup = lookup("/by-ip/{address}?x=1", "", "/a/0/msisdn", "lookup.token");
        core.stubFor(
                get(urlEqualTo("/by-ip/2001%3Adb8%3A0%3A0%3A0%3A0%3A0%3A1?x=1"))
                        .withHeader("Authorization", equalTo("Bearer s3cret"))
                        .willReturn(okJson("{\"a\":[{\"msisdn\":\"447700900001\"}]}")));
        assertEquals(ALICE, of("2001:db8::1"));
    }

    /** The form of Open5GS' SMF, /pdu-info: it tells of all sessions, by IMSI. */
    @Test
    void findsTheEntryThatHasTheAddress() throws Exception {
        lookup.close();
        lookup = lookup("/pdu-info?page=-1", "/items", "/supi", "");
        String item =
                "{\"supi\":\"%s\",\"pdu\":[{\"psi\":1,\"dnn\":\"internet\",\"ipv4\":\"%s\"},"
                        + "{\"psi\":2,\"dnn\":\"ims\",\"ipv6\":\"%s\"}],\"ue_activity\":\"idle\"}";
        String sessions =
                "{\"items\":["
                        + item.formatted("imsi-231510000114763", "10.45.0.1", "2001:db8:0:1::/64")
                        + ","
                        + item.formatted("imsi-001010000000001", ADDRESS, "2001:db8:0:b::/64")
                        + "],\"pager\":{\"page\":0,\"page_size\":100,\"count\":2}}";
        core.stubFor(get(urlEqualTo("/pdu-info?page=-1")).willReturn(okJson(sessions)));
        assertEquals(ALICE, of(ADDRESS));
        assertEquals(ALICE, of("2001:db8:0:b::5"));
        assertEquals(
                "lookup-unknown", assertInstanceOf(Answer.Silent.class, of("10.45.0.111")).code());

        now.updateAndGet(time -> time.plusSeconds(31));
        core.stubFor(
                get(urlEqualTo("/pdu-info?page=-1"))
                        .willReturn(
                                okJson(
                                        "{\"items\":[{\"supi\":\"1\",\"a\":\"10.45.0.11\"},"
                                                + "{\"supi\":\"2\",\"a\":\"10.45.0.11\"}]}")));
        assertEquals(
                "identity-contradiction",
                assertInstanceOf(Answer.Refused.class, of(ADDRESS)).code());
    }
}
