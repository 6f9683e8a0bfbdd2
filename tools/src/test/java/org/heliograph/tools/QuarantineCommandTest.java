// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.heliograph.tools.demo.World;
import org.heliograph.tools.smpp.EsmeClient;
import org.heliograph.tools.smpp.EsmeEvent;
import org.heliograph.tools.wire.EventLog;
import org.heliograph.tools.wire.Tap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does with what is held, by the command and over HTTP, with a running server. */
final class QuarantineCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String[] HOLDING = {
        "smsc.firewall.ownNumbers.action=quarantine", "smsc.firewall.ownNumbers.numbers=[4477009*]"
    };

    @TempDir private Path directory;

    private CommandRun run(World world, String... arguments) {
        var all = new ArrayList<>(List.of("quarantine"));
        all.addAll(List.of(arguments));
        String url = world.console().toString();
        all.addAll(List.of("--url", url.substring(0, url.length() - 1)));
        all.addAll(List.of("--data", directory.resolve("data").toString()));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private List<String> ids(World world) {
        CommandRun list = run(world, "list");
        assertEquals(0, list.code(), list.err());
        return Pattern.compile("(?m)^[0-9]{5,}")
                .matcher(list.out())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static void submit(EsmeClient esme, String text) throws Exception {
        esme.submit("447700900001", "1000", text, true, EsmeClient.LongText.SEGMENTS);
    }

    @Test
    void showsReleasesAndDeletesWhatIsHeldAcrossARestart() throws Exception {
        try (World world = new World(directory, Tap.none(), HOLDING)) {
            EsmeClient esme = world.esme(EsmeClient.Kind.TRANSMITTER, world.password(), _ -> {});
            submit(esme, "first");
            submit(esme, "second");
            assertEquals(2, ids(world).size());
        }
        try (World world = new World(directory, Tap.none(), HOLDING)) {
            var events = new EventLog<EsmeEvent>(_ -> {});
            world.esme(EsmeClient.Kind.TRANSCEIVER, world.password(), events::add);
            List<String> ids = ids(world);
            CommandRun shown = run(world, "show", ids.getLast());
            for (String wanted :
                    List.of("fw-own-number", "esme:demo", "447700900001", "SMS-DELIVER", "first")) {
                assertTrue(shown.out().contains(wanted), wanted + " in " + shown.out());
            }
            CommandRun json = run(world, "show", "--json", ids.getLast());
            assertTrue(json.out().contains("\"smsDeliver\" : \"0"), json.out());

            assertEquals(
                    "released " + ids.getLast() + "\n", run(world, "release", ids.getLast()).out());
            assertTrue(arrives(events, "first"), () -> "not delivered: " + events.soFar());
            assertEquals(
                    "deleted " + ids.getFirst() + "\n", run(world, "delete", ids.getFirst()).out());
            assertTrue(arrives(events, "UNDELIV"), () -> "no receipt: " + events.soFar());

            assertEquals(List.of(), ids(world));
            CommandRun gone = run(world, "release", ids.getFirst());
            assertEquals(1, gone.code());
            assertTrue(gone.err().startsWith("refused code=quarantine-unknown: "), gone.err());
            assertEquals(2, run(world, "show", "../metrics").code());
        }
    }

    private static boolean arrives(EventLog<EsmeEvent> events, String text)
            throws InterruptedException {
        return events.await(EsmeEvent.class, event -> event.toString().contains(text), PATIENCE)
                .isPresent();
    }

    private static String ask(World world, String method, String path, String... headers)
            throws Exception {
        var request =
                HttpRequest.newBuilder(world.console().resolve(path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body().replaceAll("\"reason\".*", "");
        }
    }

    @Test
    void answersOverHttpToWhoeverHasTheTokenAlone() throws Exception {
        try (World world = new World(directory, Tap.none(), HOLDING)) {
            EsmeClient esme = world.esme(EsmeClient.Kind.TRANSMITTER, world.password(), _ -> {});
            submit(esme, "held");
            String id = ids(world).getFirst();
            String one = "/api/quarantine/" + id;
            for (String path : List.of("/api/quarantine", one, one + "/release")) {
                for (String method : List.of("GET", "POST", "DELETE")) {
                    String refused = "401 {\"code\":\"console-token\",";
                    assertEquals(refused, ask(world, method, path).strip(), path);
                    assertEquals(
                            refused,
                            ask(world, method, path, "Authorization", "Bearer x").strip(),
                            path);
                }
            }
            String token =
                    "Bearer " + Files.readString(directory.resolve("data/console.token")).strip();
            record Case(String method, String path, String answer) {}
            for (Case each :
                    List.of(
                            new Case(
                                    "GET",
                                    "/api/quarantine?limit=x",
                                    "400 {\"code\":\"api-parameter\","),
                            new Case(
                                    "GET", "/api/quarantine/x", "400 {\"code\":\"api-parameter\","),
                            new Case(
                                    "GET",
                                    "/api/quarantine/5",
                                    "404 {\"code\":\"quarantine-unknown\","),
                            new Case(
                                    "DELETE",
                                    "/api/quarantine/5",
                                    "404 {\"code\":\"quarantine-unknown\","),
                            new Case("POST", one, "405 {\"code\":\"api-method\","),
                            new Case("GET", one + "/release", "405 {\"code\":\"api-method\","),
                            new Case("GET", one + "/other", "404 {\"code\":\"api-path\","),
                            new Case("DELETE", "/api/quarantine", "405 {\"code\":\"api-method\","),
                            new Case(
                                    "DELETE",
                                    one,
                                    "200 {\"id\":\"" + id + "\",\"done\":\"delete\"}"))) {
                String answer = ask(world, each.method, each.path, "Authorization", token);
                assertEquals(each.answer, answer.strip(), each.method + " " + each.path);
            }
        }
    }
}
