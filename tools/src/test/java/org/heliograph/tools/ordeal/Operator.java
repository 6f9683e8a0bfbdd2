// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Asks the console, with the token. */
final class Operator implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI console;
    private final String credentials;

    Operator(URI console, Path dataDirectory) throws IOException {
        this.console = console;
        this.credentials =
                "Bearer " + Files.readString(dataDirectory.resolve("console.token")).strip();
    }

    /** {@return the status and the body} */
    String ask(String path) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(console.resolve(path))
                        .header("Authorization", credentials)
                        .timeout(PATIENCE)
                        .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    /** {@return the first answer that {@code wanted} holds of, or the last that there was} */
    String await(String path, Predicate<String> wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String answer = ask(path);
        while (!wanted.test(answer) && System.nanoTime() < end) {
            LockSupport.parkNanos(BETWEEN.toNanos());
            answer = ask(path);
        }
        return answer;
    }

    @Override
    public void close() {
        client.close();
    }
}
