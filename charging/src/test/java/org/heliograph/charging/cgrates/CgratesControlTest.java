// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.cgrates;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.heliograph.charging.credit.ChargeableEvent;
import org.heliograph.charging.credit.CreditControl;
import org.heliograph.charging.credit.CreditControl.AwayException;
import org.heliograph.charging.credit.CreditControl.Cause;
import org.heliograph.charging.rating.RatingRequest;
import org.heliograph.charging.rating.Usage;
import org.heliograph.config.ChargingSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What goes between us and an engine, by exchanges that were recorded with one
 * (../shared/vectors/cgrates).
 */
final class CgratesControlTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final ChargeableEvent EVENT =
            new ChargeableEvent("m1", "sms", "1001", "1001", "1002", Instant.EPOCH, Usage.units(1));

    private final WireMockServer engine =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    @BeforeEach
    void start() {
        engine.start();
    }

    @AfterEach
    void stop() {
        engine.stop();
    }

    private CgratesControl control(String whenAway) {
        return new CgratesControl(
                "cgrates.org",
                new ChargingSettings.Cgrates(
                        "http://127.0.0.1:" + engine.port() + "/jsonrpc",
                        "*prepaid",
                        Duration.ofSeconds(3),
                        2,
                        Duration.ofMinutes(1),
                        10,
                        whenAway),
                InstantSource.system());
    }

    private void answers(ResponseDefinitionBuilder response) {
        engine.stubFor(any(anyUrl()).willReturn(response));
    }

    private void answers(String json) {
        answers(aResponse().withStatus(200).withBody(json));
    }

    private JsonNode asked() {
        List<String> bodies =
                engine.getAllServeEvents().stream()
                        .map(event -> event.getRequest().getBodyAsString())
                        .toList();
        assertEquals(1, bodies.size(), bodies.toString());
        return JSON.readTree(bodies.getFirst());
    }

    private static JsonNode vectors() throws IOException {
        Path file =
                Path.of(System.getProperty("heliograph.root", ".."))
                        .resolve("../shared/vectors/cgrates/sms-mms-cases.json");
        assumeTrue(Files.exists(file), "needs ../shared/vectors");
        return JSON.readTree(Files.readString(file)).path("vectors");
    }

    private static JsonNode vector(String id) throws IOException {
        for (JsonNode vector : vectors()) {
            if (vector.path("id").asString().equals(id)) {
                return vector;
            }
        }
        throw new AssertionError("no vector " + id);
    }

    private static ChargeableEvent event(JsonNode fields) {
        String account = fields.path("Account").asString();
        return new ChargeableEvent(
                fields.path("OriginID").asString(),
                fields.path("ToR").asString().substring(1).replace("voice", "call"),
                account,
                fields.path("Subject").asString(account),
                fields.path("Destination").asString(),
                Instant.parse(fields.path("SetupTime").asString()),
                Usage.units(Long.parseLong(fields.path("Usage").asString())));
    }

    @Test
    void asksAsWasRecordedAndTakesWhatWasAnswered() throws IOException {
        int exchanges = 0;
        for (JsonNode vector : vectors()) {
            String method = vector.path("request").path("method").asString("");
            if (!method.equals("SessionSv1.AuthorizeEvent")
                    && !method.equals("SessionSv1.ProcessMessage")) {
                continue;
            }
            exchanges++;
            engine.resetAll();
            JsonNode recorded = vector.path("request").path("params").get(0).path("Event");
            JsonNode expected = vector.path("expected");
            boolean refused = expected.has("error");
            answers(
                    "{\"id\":1,\"result\":"
                            + (refused ? "null" : expected.path("result").toString())
                            + ",\"error\":"
                            + (refused ? expected.path("error").toString() : "null")
                            + "}");
            ChargeableEvent event = event(recorded);
            try (CgratesControl control = control("refuse")) {
                var reservation = control.reserve(event);
                if (refused) {
                    var why = assertInstanceOf(CreditControl.Refused.class, reservation);
                    assertEquals(Cause.NO_ACCOUNT, why.cause());
                } else if (expected.path("result").path("MaxUsage").asLong()
                        < event.usage().amount()) {
                    var why = assertInstanceOf(CreditControl.Refused.class, reservation);
                    assertEquals(Cause.NO_CREDIT, why.cause());
                } else {
                    assertInstanceOf(CreditControl.Granted.class, reservation);
                }
            }
            JsonNode asked = asked();
            assertEquals("SessionSv1.AuthorizeEvent", asked.path("method").asString());
            JsonNode ours = asked.path("params").get(0);
            assertTrue(ours.path("GetMaxUsage").asBoolean());
            for (String name :
                    List.of("ToR", "OriginID", "Account", "Destination", "SetupTime", "Usage")) {
                assertEquals(recorded.path(name), ours.path("Event").path(name), name);
            }
        }
        assertEquals(15, exchanges);
    }

    @Test
    void handsInTheRecordAsWasRecordedAndOnce() throws Exception {
        JsonNode vector = vector("external-cdr-voice");
        JsonNode recorded = vector.path("request").path("params").get(0);
        answers("{\"id\":1,\"result\":\"OK\",\"error\":null}");
        try (CgratesControl control = control("refuse")) {
            assertTrue(control.commit(event(recorded)).paid());
            JsonNode ours = asked().path("params").get(0);
            assertEquals("CDRsV1.ProcessExternalCDR", asked().path("method").asString());
            for (String name :
                    List.of(
                            "ToR",
                            "RequestType",
                            "Account",
                            "Subject",
                            "Destination",
                            "Usage",
                            "OriginID",
                            "SetupTime",
                            "Tenant")) {
                assertEquals(recorded.path(name), ours.path(name), name);
            }
            assertTrue(ours.path("AnswerTime").isString());

            answers("{\"id\":1,\"result\":null,\"error\":\"EXISTS\"}");
            assertTrue(control.commit(event(recorded)).paid(), "it has it already");

            answers("{\"id\":1,\"result\":null,\"error\":\"RALS_ERROR:ACCOUNT_NOT_FOUND\"}");
            assertEquals(
                    new CreditControl.Settlement(Optional.empty(), false),
                    control.commit(event(recorded)));

            answers("{\"id\":1,\"result\":null,\"error\":\"SERVER_ERROR: DISCONNECTED\"}");
            assertThrows(AwayException.class, () -> control.commit(event(recorded)));
        }
    }

    @Test
    void asksForAQuoteAsWasRecorded() throws Exception {
        JsonNode vector = vector("getcost-call-120s");
        answers("{\"id\":1,\"result\":" + vector.path("expected").path("result") + "}");
        try (CgratesControl control = control("refuse")) {
            var request =
                    new RatingRequest(
                            "call", "cgrates.org", "1001", "1002", Instant.EPOCH, Usage.of("120s"));
            assertEquals(new BigDecimal("0.7002"), control.quote(request));
            JsonNode recorded = vector.path("request").path("params").get(0);
            JsonNode ours = asked().path("params").get(0);
            for (String name : List.of("Category", "Tenant", "Subject", "Destination", "Usage")) {
                assertEquals(recorded.path(name), ours.path(name), name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"status", "reset", "slow", "dripping", "text", "empty", "list", "endless"})
    void countsAsAwayWhateverKeepsAnAnswerFromUs(String trouble) {
        answers(
                switch (trouble) {
                    case "status" -> aResponse().withStatus(503);
                    case "reset" -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
                    case "slow" -> aResponse().withBody("{\"result\":1}").withFixedDelay(6_000);
                    case "dripping" ->
                            aResponse()
                                    .withBody("{\"result\":{\"MaxUsage\":1}}")
                                    .withChunkedDribbleDelay(10, 8_000);
                    case "text" -> aResponse().withBody("<html>");
                    case "empty" -> aResponse().withBody("{}");
                    case "list" -> aResponse().withBody("{\"result\":{\"MaxUsage\":\"much\"}}");
                    default -> aResponse().withBody("[".repeat(2_000_000));
                });
        try (CgratesControl refusing = control("refuse");
                CgratesControl allowing = control("allow")) {
            var refused = assertInstanceOf(CreditControl.Refused.class, refusing.reserve(EVENT));
            assertEquals(Cause.AWAY, refused.cause());
            assertInstanceOf(CreditControl.Granted.class, allowing.reserve(EVENT));
            if (!trouble.equals("list")) {
                assertThrows(AwayException.class, () -> allowing.commit(EVENT), "it is queued");
            }
        }
    }

    @Test
    void showsOfAnErrorWhatALineCanTake() {
        answers("{\"error\":\"CREDIT\\nforged line" + "x".repeat(100_000) + "\"}");
        try (CgratesControl control = control("refuse")) {
            var refused = assertInstanceOf(CreditControl.Refused.class, control.reserve(EVENT));
            assertEquals(Cause.NO_CREDIT, refused.cause());
            assertTrue(refused.reason().startsWith("CREDIT forged"), refused.reason());
            assertEquals(200, refused.reason().length());
        }
    }

    @Test
    void asksNobodyWhoHasNotAnswered() {
        answers(aResponse().withStatus(500));
        try (CgratesControl control = control("refuse")) {
            for (int i = 0; i < 10; i++) {
                assertInstanceOf(CreditControl.Refused.class, control.reserve(EVENT));
            }
        }
        assertEquals(2, engine.getAllServeEvents().size());
    }
}
