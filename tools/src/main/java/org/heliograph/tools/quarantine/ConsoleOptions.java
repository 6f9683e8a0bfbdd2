// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.quarantine;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.heliograph.config.ConfigException;
import org.heliograph.config.ConsoleSettings;
import org.heliograph.config.SecretFile;
import org.heliograph.tools.cli.CommandFailure;
import org.heliograph.tools.cli.ConfiguredSettings;
import org.heliograph.tools.json.Json;
import org.heliograph.tools.json.JsonException;
import org.heliograph.tools.json.JsonText;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks the console of a running server, as its operator. */
final class ConsoleOptions {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Mixin private ConfiguredSettings configured = new ConfiguredSettings();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the console is; http:// and console.listen by default.")
    private String url = "";

    /**
     * {@return the answer}
     *
     * @param path after the host, such as {@code /api/quarantine}
     * @throws CommandFailure also if the server refuses, with its code and reason
     */
    Json ask(String method, String path) throws CommandFailure {
        ConsoleSettings console = configured.load().console();
        String server = url.isEmpty() ? "http://" + console.listen() : url;
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(server + path))
                            .header("Authorization", "Bearer " + token(console))
                            .timeout(PATIENCE)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build();
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new CommandFailure(refusal(answer));
            }
            return JsonText.read(answer.body());
        } catch (JsonException e) {
            throw new CommandFailure("not what a console answers: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailure("no answer from " + server + ": " + e, e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("no URL: " + server, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", e);
        }
    }

    private String token(ConsoleSettings console) throws CommandFailure {
        Path file = configured.data().resolve(console.tokenFile());
        if (!Files.exists(file)) { // it would be made
            throw new CommandFailure("no token of a console: " + file);
        }
        try {
            return SecretFile.token(configured.data(), console.tokenFile()).secret();
        } catch (ConfigException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static String refusal(HttpResponse<String> answer) {
        try {
            Json told = JsonText.read(answer.body());
            return "refused code=" + text(told, "code") + ": " + text(told, "reason");
        } catch (JsonException e) {
            return "refused with HTTP status " + answer.statusCode();
        }
    }

    /** {@return {@code text}, which is a number and leads nowhere else} */
    String id(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new ParameterException(spec.commandLine(), "no id: " + text);
        }
        return text;
    }

    /** {@return the values of an array, if it is there} */
    static List<Json> values(Json from, String name) {
        return from instanceof Json.Structure(var members)
                        && members.get(name) instanceof Json.Array(var values)
                ? values
                : List.of();
    }

    /** {@return what a member says, if it is there} */
    static String text(Json from, String name) {
        if (from instanceof Json.Structure(var members)) {
            return switch (members.get(name)) {
                case Json.Text(String text) -> text;
                case Json.Numeral(long number) -> Long.toString(number);
                case null, default -> "";
            };
        }
        return "";
    }
}
