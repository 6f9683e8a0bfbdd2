// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heliograph.tools.wire.EventLog;

/** Kannel's bearerbox and smsbox, and the web server of whoever uses them. */
final class Kannel implements AutoCloseable {
    /** What Kannel tells the web server: a path and its parameters. */
    record Heard(String path, Map<String, String> parameters) {
        String get(String name) {
            return parameters.getOrDefault(name, "");
        }
    }

    private final HttpServer web;
    private final EventLog<Heard> heard = new EventLog<>(_ -> {});
    private final EventLog<String> bearerboxLog = new EventLog<>(_ -> {});
    private final EventLog<String> smsboxLog = new EventLog<>(_ -> {});
    private final Process bearerbox;
    private final Process smsbox;
    private final int sendsmsPort;
    private final HttpClient client = HttpClient.newHttpClient();

    private Kannel(Path directory, int smppPort, String password)
            throws IOException, InterruptedException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", this::hear);
        web.start();
        sendsmsPort = freePort();
        Map<String, String> values =
                Map.of(
                        "ADMIN", Integer.toString(freePort()),
                        "SMSBOX", Integer.toString(freePort()),
                        "SENDSMS", Integer.toString(sendsmsPort),
                        "SMPP", Integer.toString(smppPort),
                        "PASSWORD", password,
                        "HEARD", Integer.toString(web.getAddress().getPort()));
        PeerProcess.write(directory, "kannel.conf", values);
        bearerbox = box(directory, "bearerbox", bearerboxLog);
        logged(bearerboxLog, "starting smsbox connection module");
        smsbox = box(directory, "smsbox", smsboxLog);
        logged(smsboxLog, "Connected to bearerbox");
    }

    /** Starts it as an account of an SMSC on loopback; it binds by itself, again and again. */
    static Kannel start(Path directory, int smppPort, String password)
            throws IOException, InterruptedException {
        return new Kannel(directory, smppPort, password);
    }

    private static Process box(Path directory, String program, EventLog<String> log)
            throws IOException {
        return PeerProcess.logging(directory, List.of(program, "kannel.conf"), log);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private void hear(HttpExchange exchange) throws IOException {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : exchange.getRequestURI().getRawQuery().split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts.length > 1 ? parts[1] : "", UTF_8));
        }
        heard.add(new Heard(exchange.getRequestURI().getPath(), Map.copyOf(parameters)));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    /** What it told the web server: {@code /mo}, and {@code /dlr} where asked. */
    EventLog<Heard> heard() {
        return heard;
    }

    /** Waits for a line of the log of bearerbox. */
    void logs(String text) throws InterruptedException {
        logged(bearerboxLog, text);
    }

    /** {@return how many lines of the log of bearerbox have it so far} */
    long logged(String text) {
        return bearerboxLog.soFar().stream().filter(line -> line.contains(text)).count();
    }

    private static void logged(EventLog<String> log, String text) throws InterruptedException {
        Events.await(log, String.class, line -> line.contains(text));
    }

    /**
     * Has it send a text, as a web application does.
     *
     * @param id told with each receipt, which goes to {@code /dlr}
     * @param coding 0: default alphabet, 2: UCS-2
     */
    void send(String id, String from, String to, String text, int coding)
            throws IOException, InterruptedException {
        String receipts =
                "http://127.0.0.1:" + web.getAddress().getPort() + "/dlr?id=" + id + "&type=%d";
        URI request =
                URI.create(
                        "http://127.0.0.1:%d/cgi-bin/sendsms?username=kannel&password=kannel&from=%s&to=%s&coding=%d&charset=UTF-8&text=%s&dlr-mask=31&dlr-url=%s"
                                .formatted(
                                        sendsmsPort,
                                        encoded(from),
                                        encoded(to),
                                        coding,
                                        encoded(text),
                                        encoded(receipts)));
        var answer =
                client.send(
                        HttpRequest.newBuilder(request).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertEquals(202, answer.statusCode(), answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    @Override
    public void close() {
        smsbox.destroyForcibly();
        bearerbox.destroyForcibly();
        web.stop(0);
        client.close();
    }
}
