// SPDX-License-Identifier: Apache-2.0
package org.heliograph.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.heliograph.config.Check;
import org.heliograph.config.ConsoleSettings;
import org.heliograph.config.Listen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsoleTest {
    private static final Optional<String> FINE = Optional.empty();

    @TempDir private Path directory;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<Optional<String>> writer = new AtomicReference<>(FINE);
    private final AtomicReference<Optional<String>> store = new AtomicReference<>(FINE);
    private Console console;
    private String credentials;

    @BeforeEach
    void start() throws Exception {
        var settings = new ConsoleSettings(true, Listen.of("127.0.0.1:0"), "console.token", 10);
        console = Console.start(settings, directory);
        credentials = "Bearer " + Files.readString(directory.resolve("console.token")).strip();
    }

    @AfterEach
    void stop() {
        console.close();
        client.close();
    }

    private HttpResponse<String> ask(String method, String path, String... headers)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://" + console.address() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> askOpenly(String path) throws Exception {
        return ask("GET", path);
    }

    private HttpResponse<String> askWithToken(String path) throws Exception {
        return ask("GET", path, "Authorization", credentials);
    }

    private static void assertAnswer(int status, String body, HttpResponse<String> answer) {
        assertEquals(body, answer.body());
        assertEquals(status, answer.statusCode());
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }

    private void serve() {
        console.serving(
                List.of(
                        new Check("writer", Check.Kind.ALIVE, writer::get),
                        new Check("store", Check.Kind.READY, store::get)));
    }

    @Test
    void showsWhatIsCountedToWhoeverHasTheToken() throws Exception {
        console.meters().counter("heliograph.smsc.messages.accepted", "origin", "esme").increment();
        var answer = askWithToken("/metrics");
        assertEquals(200, answer.statusCode());
        assertEquals("text/plain; version=0.0.4; charset=utf-8", type(answer));
        String counter = "heliograph_smsc_messages_accepted_total{origin=\"esme\"} 1.0\n";
        assertTrue(answer.body().contains(counter), answer.body());
        assertTrue(answer.body().contains("jvm_memory_used_bytes{"), answer.body());
    }

    @Test
    void writesOpenMetricsForThoseWhoAsk() throws Exception {
        String accept = "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.3";
        var answer = ask("GET", "/metrics", "Authorization", credentials, "Accept", accept);
        assertTrue(type(answer).startsWith("application/openmetrics-text"), type(answer));
        assertTrue(answer.body().endsWith("# EOF\n"), answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "Bearer", "Bearer wrong", "Basic dXNlcjpwYXNzd29yZA=="})
    void showsNothingToOthers(String shown) throws Exception {
        var answer = ask("GET", "/metrics", "Authorization", shown);
        assertAnswer(401, "", answer);
        assertEquals("Bearer", answer.headers().firstValue("WWW-Authenticate").orElse(""));
        assertAnswer(401, "", askOpenly("/metrics"));
    }

    @Test
    void saysWhetherAllIsWellAndWhatIsNotToWhoeverHasTheToken() throws Exception {
        serve();
        assertAnswer(200, "ok\n", askOpenly("/healthz"));
        assertAnswer(200, "ok\n", askWithToken("/readyz"));

        store.set(Optional.of("the last commit failed"));
        assertAnswer(200, "ok\n", askWithToken("/healthz"));
        assertAnswer(503, "not ok\n", askOpenly("/readyz"));
        assertAnswer(503, "not ok\nstore: the last commit failed\n", askWithToken("/readyz"));

        writer.set(Optional.of("the thread has ended"));
        String dead = "not ok\nwriter: the thread has ended\n";
        assertAnswer(503, "not ok\n", askOpenly("/healthz"));
        assertAnswer(503, dead, askWithToken("/healthz"));
        assertAnswer(503, dead + "store: the last commit failed\n", askWithToken("/readyz"));
    }

    @Test
    void isAliveButNotReadyBeforeItServesAndWhenItCloses() throws Exception {
        assertAnswer(200, "ok\n", askWithToken("/healthz"));
        assertAnswer(503, "not ok\nprocess: starting\n", askWithToken("/readyz"));
        serve();
        assertAnswer(200, "ok\n", askOpenly("/readyz"));
        console.closing();
        writer.set(Optional.of("the thread has ended"));
        assertAnswer(200, "ok\n", askWithToken("/healthz"));
        assertAnswer(503, "not ok\nprocess: closing\n", askWithToken("/readyz"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 404",
        "GET, /metrics/, 404",
        "GET, /console.token, 404",
        "POST, /metrics, 405",
        "DELETE, /healthz, 405",
        "HEAD, /readyz, 503"
    })
    void servesNothingElse(String method, String path, int status) throws Exception {
        var answer = ask(method, path);
        assertEquals(status, answer.statusCode());
        assertFalse(answer.headers().firstValue("Server").isPresent());
    }
}
