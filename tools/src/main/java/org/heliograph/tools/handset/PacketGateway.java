// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.handset;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.heliograph.pdu.Octets;
import org.heliograph.subscribers.Msisdn;

/**
 * Stands in for the packet gateway of one subscriber: an HTTP proxy that takes away whatever
 * identity its client claims and puts the subscriber's in its place, as a P-GW with header
 * enrichment does.
 */
public final class PacketGateway implements AutoCloseable {
    /** The header that carries the number, in international form without the plus sign. */
    public static final String IDENTITY_HEADER = "X-MSISDN";

    /** Names under which networks pass a subscriber's number: none may come from outside. */
    private static final Set<String> IDENTITIES =
            Set.of(
                    "x-msisdn",
                    "x-up-calling-line-id",
                    "x-wap-network-client-msisdn",
                    "x-nokia-msisdn",
                    "msisdn",
                    "x-forwarded-for");

    /** What belongs to one connection only (RFC 9110 §7.6.1), or is written by our client. */
    private static final Set<String> OWN =
            Set.of(
                    "connection",
                    "proxy-connection",
                    "keep-alive",
                    "te",
                    "transfer-encoding",
                    "upgrade",
                    "http2-settings",
                    "host",
                    "expect",
                    "date",
                    "content-length");

    private static final int MAX_BODY_OCTETS = 32 << 20;

    private final Msisdn subscriber;
    private final Traffic traffic;
    private final HttpServer server;
    private final HttpClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Is told of both halves of an exchange, as they went over the wire. */
    public interface Traffic {
        void request(String method, URI uri, Octets body);

        void response(int status, Octets body);

        static Traffic unwatched() {
            return new Traffic() {
                @Override
                public void request(String method, URI uri, Octets body) {}

                @Override
                public void response(int status, Octets body) {}
            };
        }
    }

    /** Listens on a free port of loopback. */
    public PacketGateway(Msisdn subscriber, Traffic traffic) throws IOException {
        this.subscriber = subscriber;
        this.traffic = traffic;
        client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .executor(threads)
                        .build();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::forward);
        server.start();
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI target = exchange.getRequestURI();
            Octets body = read(exchange.getRequestBody());
            if (!target.isAbsolute()) {
                exchange.sendResponseHeaders(400, -1); // we are a proxy and nothing else
                return;
            }
            traffic.request(exchange.getRequestMethod(), target, body);
            HttpResponse<InputStream> response =
                    client.send(
                            request(exchange, target, body),
                            HttpResponse.BodyHandlers.ofInputStream());
            Octets answer = read(response.body());
            traffic.response(response.statusCode(), answer);
            reply(exchange, response, answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            exchange.sendResponseHeaders(502, -1);
        }
    }

    private HttpRequest request(HttpExchange exchange, URI target, Octets body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target)
                        .timeout(Duration.ofSeconds(30))
                        .method(
                                exchange.getRequestMethod(),
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(body.toArray()));
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) -> {
                            if (passes(name)) {
                                values.forEach(value -> request.header(name, value));
                            }
                        });
        return request.header(IDENTITY_HEADER, subscriber.digits()).build();
    }

    private static boolean passes(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !IDENTITIES.contains(lower) && !OWN.contains(lower);
    }

    private static void reply(
            HttpExchange exchange, HttpResponse<InputStream> response, Octets answer)
            throws IOException {
        Headers headers = exchange.getResponseHeaders();
        response.headers()
                .map()
                .forEach(
                        (name, values) -> {
                            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                                headers.put(name, List.copyOf(values));
                            }
                        });
        exchange.sendResponseHeaders(
                response.statusCode(), answer.isEmpty() ? -1 : answer.length());
        if (!answer.isEmpty()) {
            answer.writeTo(exchange.getResponseBody());
        }
    }

    private static Octets read(InputStream body) throws IOException {
        byte[] octets = body.readNBytes(MAX_BODY_OCTETS + 1);
        if (octets.length > MAX_BODY_OCTETS) {
            throw new IOException("body over " + MAX_BODY_OCTETS + " octets");
        }
        return Octets.ofOwned(octets);
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
        threads.shutdownNow();
    }
}
