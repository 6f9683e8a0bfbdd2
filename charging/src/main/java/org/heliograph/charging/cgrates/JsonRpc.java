// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.cgrates;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.heliograph.config.ChargingSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks an engine by JSON-RPC over HTTP. Everything that keeps an answer from us is an {@link
 * IOException}: a refused connection, a time-out, a status other than 200, what is no JSON-RPC.
 */
final class JsonRpc implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JsonRpc.class);

    /** Answers have hundreds of octets. */
    private static final long LONGEST_ANSWER = 1 << 20;

    /** Characters of an error; those of CGRateS are some words. */
    private static final int LONGEST_ERROR = 200;

    private static final int OK = 200;

    /** What the engine answered: a result, or the text of its error. */
    sealed interface Answer {
        record Result(JsonNode value) implements Answer {}

        record Failure(String error) implements Answer {}
    }

    private final URI url;
    private final Duration timeout;
    private final HttpClient client;
    private final Breaker breaker;
    private final Semaphore places;
    private final AtomicLong ids = new AtomicLong();
    private final JsonMapper json =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    JsonRpc(ChargingSettings.Cgrates settings, InstantSource clock) {
        this.url = URI.create(settings.url());
        this.timeout = settings.timeout();
        this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
        this.breaker = new Breaker(settings.failures(), settings.pause(), clock);
        this.places = new Semaphore(settings.maxRequests());
    }

    /** One call with one parameter. */
    Answer call(String method, Map<String, ?> parameter) throws IOException {
        if (!breaker.mayAsk()) {
            throw new IOException("not asked: it has not answered before");
        }
        awaitPlace();
        try {
            Answer answer = ask(method, parameter);
            if (breaker.answered()) {
                LOG.info("cgrates-back");
            }
            return answer;
        } catch (IOException e) {
            if (breaker.failed()) {
                LOG.warn("cgrates-away reason=\"{}\"", e.getMessage());
            }
            throw e;
        } finally {
            places.release();
        }
    }

    private void awaitPlace() throws IOException {
        try {
            if (!places.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("too many requests are under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Answer ask(String method, Map<String, ?> parameter) throws IOException {
        String body =
                json.writeValueAsString(
                        Map.of(
                                "jsonrpc",
                                "2.0",
                                "id",
                                ids.incrementAndGet(),
                                "method",
                                method,
                                "params",
                                new Object[] {parameter}));
        var request =
                HttpRequest.newBuilder(url)
                        .timeout(timeout)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            var limited =
                    HttpResponse.BodyHandlers.limiting(
                            HttpResponse.BodyHandlers.ofString(), LONGEST_ANSWER);
            HttpResponse<String> response = whole(client.sendAsync(request, limited));
            if (response.statusCode() != OK) {
                throw new IOException("HTTP status " + response.statusCode());
            }
            return answer(json.readTree(response.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (JacksonException e) {
            throw new IOException("no JSON", e);
        }
    }

    /** {@return what came in time: that of a request ends with the headers of its answer} */
    private <T> T whole(CompletableFuture<T> answer) throws IOException, InterruptedException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no whole answer in time", e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
            answer.cancel(true); // and gives up its connection, if it is not there yet
        }
    }

    private static Answer answer(JsonNode envelope) throws IOException {
        JsonNode error = envelope.path("error");
        if (error.isString()) {
            return new Answer.Failure(shown(error.asString()));
        }
        if (error.isObject()) {
            return new Answer.Failure(shown(error.path("message").asString("")));
        }
        JsonNode result = envelope.path("result");
        if (result.isMissingNode() || result.isNull()) {
            throw new IOException("neither result nor error");
        }
        return new Answer.Result(result);
    }

    /** {@return as a line of the log may have it} */
    private static String shown(String error) {
        String start = error.substring(0, Math.min(LONGEST_ERROR, error.length()));
        return start.replaceAll("\\p{Cntrl}", " ");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
