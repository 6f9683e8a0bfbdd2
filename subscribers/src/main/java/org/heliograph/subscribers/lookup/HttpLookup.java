// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers.lookup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.heliograph.config.ConfigException;
import org.heliograph.config.IdentityLookupSettings;
import org.heliograph.config.SecretFile;
import org.heliograph.subscribers.IdentityReader;
import org.heliograph.subscribers.IdentitySource;

/**
 * Asks an HTTP server who has an address, once for all that want to know at a time, and remembers
 * what it said for a while. Redirects are not followed.
 */
public final class HttpLookup implements IdentitySource, AutoCloseable {
    private static final Answer FAILED =
            new Answer.Silent("lookup-failed", "the look-up was not answered");

    private final IdentityLookupSettings settings;
    private final Optional<String> token;
    private final LookupAnswer answers;
    private final InstantSource clock;
    private final HttpClient client;
    private final Semaphore room;

    /** The one that was longest not asked for first. */
    private final Map<InetAddress, Question> questions;

    /** What somebody asks, and others wait for. */
    private static final class Question {
        private final CountDownLatch answered = new CountDownLatch(1);
        private volatile Answer answer = FAILED;
        private volatile Instant until = Instant.MAX;

        void answer(Answer said, Instant counts) {
            answer = said;
            until = counts;
            answered.countDown();
        }
    }

    private HttpLookup(
            IdentityLookupSettings settings,
            Optional<String> token,
            IdentityReader reader,
            InstantSource clock) {
        this.settings = settings;
        this.token = token;
        this.answers = new LookupAnswer(settings, reader);
        this.clock = clock;
        this.room = new Semaphore(settings.maxConcurrent());
        this.client =
                HttpClient.newBuilder()
                        .connectTimeout(settings.timeout())
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
        this.questions =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<InetAddress, Question> eldest) {
                        return size() > settings.maxEntries();
                    }
                };
    }

    /**
     * @throws ConfigException if the token cannot be read
     */
    public static HttpLookup open(
            IdentityLookupSettings settings,
            Path dataDirectory,
            IdentityReader reader,
            InstantSource clock)
            throws ConfigException {
        Optional<String> token =
                settings.tokenFile().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                SecretFile.token(dataDirectory, settings.tokenFile()).secret());
        return new HttpLookup(settings, token, reader, clock);
    }

    @Override
    public String name() {
        return "lookup";
    }

    @Override
    public boolean asksOthers() {
        return true;
    }

    @Override
    public Answer of(Call call) {
        InetAddress address = call.handset();
        Question question;
        boolean ours = false;
        synchronized (questions) {
            Question known = questions.get(address);
            if (known == null || known.until.isBefore(clock.instant())) {
                known = new Question();
                questions.put(address, known);
                ours = true;
            }
            question = known;
        }
        if (ours) {
            ask(address, question);
        }
        try {
            boolean answered =
                    question.answered.await(
                            2 * settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return answered ? question.answer : FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private void ask(InetAddress address, Question question) {
        Answer said = FAILED;
        Duration counts = settings.keepUnknown();
        try {
            if (!room.tryAcquire(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                said = new Answer.Silent("lookup-busy", "too many look-ups are under way");
                counts = Duration.ZERO;
                return;
            }
            try {
                said = asked(address);
                counts = said instanceof Answer.Known ? settings.keep() : settings.keepUnknown();
            } finally {
                room.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            question.answer(said, clock.instant().plus(counts));
        }
    }

    private Answer asked(InetAddress address) throws InterruptedException {
        String literal = URLEncoder.encode(address.getHostAddress(), StandardCharsets.US_ASCII);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        settings.url()
                                                .replace(IdentityLookupSettings.ADDRESS, literal)))
                        .timeout(settings.timeout())
                        .header("Accept", "application/json");
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        // the request's own time-out ends with the headers: a body may come for ever
        CompletableFuture<HttpResponse<byte[]>> response =
                client.sendAsync(
                        request.build(),
                        BodyHandlers.limiting(
                                BodyHandlers.ofByteArray(), settings.maxAnswerOctets()));
        try {
            HttpResponse<byte[]> whole =
                    response.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return switch (whole.statusCode()) {
                case 200 -> answers.read(whole.body(), address);
                case 404 -> LookupAnswer.UNKNOWN;
                default ->
                        new Answer.Silent(
                                "lookup-failed", "the look-up was answered " + whole.statusCode());
            };
        } catch (TimeoutException e) {
            response.cancel(true);
            return new Answer.Silent(
                    "lookup-failed", "no answer to the look-up in " + settings.timeout());
        } catch (ExecutionException e) {
            return new Answer.Silent("lookup-failed", "the look-up failed: " + kind(e));
        }
    }

    /** Messages may quote what the server wrote. */
    private static String kind(ExecutionException e) {
        return e.getCause() instanceof IOException cause
                ? cause.getClass().getSimpleName()
                : "unexpectedly";
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
