// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.heliograph.charging.Charging;
import org.heliograph.config.AdaptationSettings;
import org.heliograph.config.Cidr;
import org.heliograph.config.ClientTlsSettings;
import org.heliograph.config.ContentClass;
import org.heliograph.config.ContentSettings;
import org.heliograph.config.Listen;
import org.heliograph.config.MmboxSettings;
import org.heliograph.config.MmscSettings;
import org.heliograph.config.PageSettings;
import org.heliograph.config.PolicySettings;
import org.heliograph.mmsc.submit.Directory;
import org.heliograph.mmsc.submit.ServedNumbers;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsPdu;

/** An MMSC on a free port with an HTTP client in front of it, as the packet gateway would be. */
final class Centre implements AutoCloseable {
    static final int MAX_BODY = 300_000;
    static final int MAX_RECIPIENTS = 6;
    static final int MAX_CONNECTIONS = 500;
    static final Duration IDLE_TIMEOUT = Duration.ofSeconds(5);

    /** In the data directory of a centre with pages: its device table. */
    static final String DEVICES = "devices.yaml";

    /** As shipped, but for its lengths and what else old phones and centres sent. */
    static ContentSettings content(int maxBody) {
        return new ContentSettings(
                "standard",
                List.of(
                        new ContentClass(
                                "standard",
                                maxBody,
                                20,
                                List.of(
                                        "text/plain",
                                        "application/smil",
                                        "image/jpeg",
                                        "image/png",
                                        "image/gif",
                                        "image/vnd.wap.wbmp",
                                        "audio/amr",
                                        "application/vnd.oma.drm.message",
                                        "audio/wav",
                                        "text/html"))));
    }

    static AdaptationSettings adaptation(String devicesFile) {
        return new AdaptationSettings(
                true, devicesFile, 2, 10, Duration.ofSeconds(10), 16_000_000, 1 << 20, "Removed.");
    }

    private static final Duration DEADLINE = Duration.ofSeconds(15);

    final Mmsc mmsc;
    final MeterRegistry meters = new SimpleMeterRegistry();
    private final Path data;
    private final HttpClient client = HttpClient.newHttpClient();

    Centre(Path data, int smscPort, Clock clock) throws Exception {
        this(data, smscPort, clock, new ServedNumbers(List.of()));
    }

    Centre(Path data, int smscPort, Clock clock, Directory directory) throws Exception {
        this(data, smscPort, clock, directory, MAX_BODY, NO_PAGES, NO_MMBOX);
    }

    Centre(Path data, int smscPort, Clock clock, Directory directory, int maxBody)
            throws Exception {
        this(data, smscPort, clock, directory, maxBody, NO_PAGES, NO_MMBOX);
    }

    Centre(Path data, int smscPort, Clock clock, PageSettings page) throws Exception {
        this(data, smscPort, clock, new ServedNumbers(List.of()), MAX_BODY, page, NO_MMBOX);
    }

    Centre(Path data, int smscPort, Clock clock, MmboxSettings mmbox) throws Exception {
        this(data, smscPort, clock, new ServedNumbers(List.of()), mmbox);
    }

    Centre(Path data, int smscPort, Clock clock, Directory directory, MmboxSettings mmbox)
            throws Exception {
        this(data, smscPort, clock, directory, MAX_BODY, NO_PAGES, mmbox);
    }

    private Centre(
            Path data,
            int smscPort,
            Clock clock,
            Directory directory,
            int maxBody,
            PageSettings page,
            MmboxSettings mmbox)
            throws Exception {
        this(
                data,
                clock,
                directory,
                settings(smscPort, maxBody, page, mmbox, PolicySettings.NONE),
                Optional.empty());
    }

    /** Where scripts decide, which are in the directory {@code scripts}. */
    static Centre withScripts(Path data, int smscPort, Clock clock) throws Exception {
        PolicySettings policy =
                new PolicySettings(
                        "scripts", Duration.ofMillis(200), "refuse", Duration.ofMillis(100), "UTC");
        return new Centre(
                data,
                clock,
                new ServedNumbers(List.of()),
                settings(smscPort, MAX_BODY, NO_PAGES, NO_MMBOX, policy),
                Optional.empty());
    }

    /** Where who sends pays. */
    static Centre charging(Path data, int smscPort, Clock clock, Charging charging)
            throws Exception {
        return new Centre(
                data,
                clock,
                new ServedNumbers(List.of()),
                settings(smscPort),
                Optional.of(charging));
    }

    private Centre(
            Path data,
            Clock clock,
            Directory directory,
            MmscSettings settings,
            Optional<Charging> charging)
            throws Exception {
        this.data = data;
        Files.createDirectories(data);
        Files.writeString(data.resolve("esme-mmsc.password"), TestSmsc.PASSWORD + "\n");
        this.mmsc = Mmsc.start(settings, data, clock, meters, directory, charging);
    }

    static final PageSettings NO_PAGES = pages(false, Duration.ZERO);
    static final MmboxSettings NO_MMBOX =
            new MmboxSettings(false, 100, 1 << 20, Duration.ofDays(90));

    static PageSettings pages(boolean enabled, Duration after) {
        return new PageSettings(
                enabled,
                new Listen("127.0.0.1", 0),
                "",
                10,
                after,
                "{sender}: {link}",
                "Somebody",
                "Message",
                "Until",
                "Gone.",
                "en");
    }

    static MmscSettings settings(int smscPort) {
        return settings(smscPort, MAX_BODY, NO_PAGES, NO_MMBOX, PolicySettings.NONE);
    }

    private static MmscSettings settings(
            int smscPort,
            int maxBody,
            PageSettings page,
            MmboxSettings mmbox,
            PolicySettings policy) {
        return new MmscSettings(
                true,
                "mms.example",
                Duration.ofDays(7),
                Duration.ofDays(30),
                Duration.ofHours(1),
                new MmscSettings.Notification(
                        Duration.ofMinutes(30), Duration.ofHours(12), Duration.ofDays(1)),
                new MmscSettings.Numbering("44", "0", "00", List.of()),
                new MmscSettings.Mm1(
                        new Listen("127.0.0.1", 0),
                        "",
                        maxBody,
                        MAX_RECIPIENTS,
                        MAX_CONNECTIONS,
                        IDLE_TIMEOUT),
                new MmscSettings.Identity(List.of("X-MSISDN"), List.of(Cidr.of("127.0.0.0/8"))),
                content(maxBody),
                adaptation(page.enabled() ? DEVICES : ""),
                page,
                mmbox,
                policy,
                new MmscSettings.Smpp(
                        new Listen("127.0.0.1", smscPort),
                        "mmsc",
                        "esme-mmsc.password",
                        "1099",
                        10,
                        Duration.ofMillis(50),
                        Duration.ofSeconds(5),
                        ClientTlsSettings.OFF));
    }

    URI uri(String path) {
        return URI.create("http://" + mmsc.mm1Address() + path);
    }

    HttpResponse<byte[]> post(String msisdn, Octets body) throws Exception {
        return client.send(
                request(msisdn, uri("/"))
                        .header("Content-Type", MmsCodec.MEDIA_TYPE)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(String msisdn, MmsPdu pdu) throws Exception {
        return post(msisdn, MmsCodec.encode(pdu));
    }

    HttpResponse<byte[]> request(String method, String msisdn, String url) throws Exception {
        return client.send(
                request(msisdn, URI.create(url))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String msisdn, String url) throws Exception {
        return request("GET", msisdn, url);
    }

    private static HttpRequest.Builder request(String msisdn, URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(DEADLINE);
        return msisdn.isEmpty() ? request : request.header("X-MSISDN", msisdn);
    }

    static MmsPdu pdu(HttpResponse<byte[]> response) throws DecodeException {
        return MmsCodec.decode(Octets.of(response.body()));
    }

    /** {@return how many contents are stored} */
    long contents() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("mmsc-content"))) {
            return files.count();
        }
    }

    /** Waits until no content is stored: it goes after the end is on disk, beside the report. */
    void awaitNoContents() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (contents() > 0 && System.nanoTime() < deadline) {
            new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
        }
        assertEquals(0, contents());
    }

    @Override
    public void close() {
        client.close();
        mmsc.close();
    }
}
