// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.heliograph.tools.handset.Handset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CGRateS engine that is asked, and does not answer: by what the settings say. */
final class EngineAwayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SYSTEM_ERROR = 0x08;
    private static final int NO_CREDIT = 0x400;

    @TempDir Path directory;
    private Scene scene;
    private final WireMockServer engine =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    @BeforeEach
    void open() {
        scene = new Scene(directory);
        engine.start();
    }

    @AfterEach
    void close() {
        scene.close();
        engine.stop();
    }

    private void serve(String whenAway) throws IOException, InterruptedException {
        scene.serve(
                "charging.records.format=json",
                "charging.credit.control=cgrates",
                "charging.credit.cgrates.url=http://127.0.0.1:" + engine.port() + "/jsonrpc",
                "charging.credit.cgrates.failures=2",
                "charging.credit.cgrates.pause=200ms",
                "charging.credit.cgrates.whenAway=" + whenAway);
    }

    private void isAway() {
        engine.resetAll();
        engine.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
    }

    private void answers(String method, String json) {
        engine.stubFor(
                post(anyUrl())
                        .withRequestBody(containing(method))
                        .willReturn(aResponse().withStatus(200).withBody(json)));
    }

    private void isThere(int maxUsage) {
        engine.resetAll();
        answers(
                "SessionSv1.AuthorizeEvent",
                "{\"id\":1,\"result\":{\"MaxUsage\":" + maxUsage + "},\"error\":null}");
        answers("CDRsV1.ProcessExternalCDR", "{\"id\":1,\"result\":\"OK\",\"error\":null}");
    }

    private static int submit(SmppDoor esme, String text) throws IOException {
        return esme.submit(Scene.B, text).status();
    }

    private static String originOf(String request) {
        return request.replaceFirst(".*\"OriginID\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void refusesWhileTheEngineIsAwayWhereItMust() throws Exception {
        isThere(1);
        serve("refuse");
        try (SmppDoor esme = new SmppDoor(scene.smpp(), PATIENCE)) {
            assertEquals(0, esme.bind("demo", scene.password()));
            assertEquals(0, submit(esme, "one"));
            isAway();
            assertEquals(SYSTEM_ERROR, submit(esme, "two"));
            isThere(0);
            int status = submit(esme, "three");
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (status == SYSTEM_ERROR && System.nanoTime() - deadline < 0) {
                status = submit(esme, "four"); // not asked for a while
            }
            assertEquals(NO_CREDIT, status);
        }
    }

    @Test
    void keepsTheRecordsUntilTheEngineIsBackWhereItMayGoOn() throws Exception {
        isAway();
        serve("allow");
        Handset b = scene.handset(Scene.B, true);
        Scene.registered(b);
        Money money = new Money(scene.data());
        try (SmppDoor esme = new SmppDoor(scene.smpp(), PATIENCE)) {
            assertEquals(0, esme.bind("demo", scene.password()));
            assertEquals(0, submit(esme, "one"));
            assertEquals(0, submit(esme, "two"));
        }
        Scene.shows(b, "two");
        assertEquals(0, money.records("smsc").size(), "nobody has charged them");
        isThere(1);
        var records = money.await("smsc", found -> found.size() == 2);
        assertTrue(records.stream().allMatch(record -> "true".equals(record.get("paid"))));
        assertEquals(
                2,
                engine.getAllServeEvents().stream()
                        .filter(event -> event.getResponse().getStatus() == 200)
                        .map(event -> originOf(event.getRequest().getBodyAsString()))
                        .distinct()
                        .count(),
                "said again, it is the same event to the engine");
    }
}
