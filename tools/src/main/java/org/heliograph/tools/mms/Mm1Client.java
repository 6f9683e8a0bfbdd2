// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.mms;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsPdu;

/**
 * Speaks MM1 as a user agent does: POST for what it says, GET for what it fetches (OMA-TS-MMS_CTR).
 */
public final class Mm1Client implements AutoCloseable {
    /** No MMSC sends more; a server must not fill our memory. */
    private static final int MAX_ANSWER_OCTETS = 32 << 20;

    private final HttpClient client;
    private final Map<String, String> headers;

    /** What came back. */
    public sealed interface Answer {
        record Pdu(MmsPdu pdu) implements Answer {}

        /** A 2xx without a body. */
        record Empty() implements Answer {}

        /**
         * Neither.
         *
         * @param status HTTP status, 0 if there was none
         */
        record Refused(int status, String reason) implements Answer {}
    }

    /**
     * @param proxy the packet gateway, if the requests go through one
     * @param headers sent with each request
     */
    public Mm1Client(Optional<InetSocketAddress> proxy, Map<String, String> headers) {
        this.headers = Map.copyOf(headers);
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5));
        proxy.ifPresent(address -> builder.proxy(ProxySelector.of(address)));
        client = builder.build();
    }

    public Answer post(URI url, MmsPdu pdu) throws InterruptedException {
        HttpRequest.BodyPublisher body =
                HttpRequest.BodyPublishers.ofByteArray(MmsCodec.encode(pdu).toArray());
        return send(request(url).header("Content-Type", MmsCodec.MEDIA_TYPE).POST(body).build());
    }

    public Answer get(URI url) throws InterruptedException {
        return send(request(url).GET().build());
    }

    private HttpRequest.Builder request(URI url) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .timeout(Duration.ofSeconds(30))
                        .header("Accept", "*/*, " + MmsCodec.MEDIA_TYPE)
                        .header("User-Agent", "Heliograph handset");
        headers.forEach(request::header);
        return request;
    }

    private Answer send(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<InputStream> response =
                    client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            Octets body;
            try (InputStream in = response.body()) {
                body = Octets.ofOwned(in.readNBytes(MAX_ANSWER_OCTETS));
            }
            return answer(response.statusCode(), body);
        } catch (IOException e) {
            String reason = e.getMessage() == null ? "no connection" : e.getMessage();
            return new Answer.Refused(0, request.uri().getAuthority() + ": " + reason);
        }
    }

    private static Answer answer(int status, Octets body) {
        if (status / 100 != 2) {
            return new Answer.Refused(status, "HTTP " + status);
        }
        if (body.isEmpty()) {
            return new Answer.Empty();
        }
        try {
            return new Answer.Pdu(MmsCodec.decode(body));
        } catch (DecodeException e) {
            return new Answer.Refused(status, "answer unreadable: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
