// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.heliograph.config.Listen;
import org.heliograph.config.Settings;
import org.heliograph.config.SettingsLoader;
import org.heliograph.subscribers.Subscribers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Callers without header enrichment, and the page for their handsets, by the doors they have. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallersOnMm1Test {
    private static final String SECRET = "radius-secret";
    private static final int START = 1;
    private static final int STOP = 2;

    private final Logger log = (Logger) LoggerFactory.getLogger("org.heliograph.mmsc");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final HttpClient client = HttpClient.newHttpClient();

    private Subscribers subscribers;
    private Mmsc mmsc;
    private Listen radius;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        lines.start();
        log.addAppender(lines);
        Files.writeString(data.resolve("radius.secret"), SECRET + "\n");
        Files.writeString(data.resolve("esme-mmsc.password"), "s3cret\n");
        Files.writeString(
                data.resolve("subscribers.csv"),
                """
                msisdn,imsi,barred
                447700900001,001010000000001,no
                447700900002,001010000000002,yes
                """);
        Settings settings =
                SettingsLoader.load(
                        List.of(),
                        List.of(
                                "subscribers.file=subscribers.csv",
                                "mmsc.mm1.listen=127.0.0.1:0",
                                "mmsc.smpp.smsc=127.0.0.1:9",
                                "mmsc.identity.trustedProxies=[]",
                                "mmsc.identity.radius.enabled=true",
                                "mmsc.identity.radius.listen=127.0.0.1:0",
                                "handsetSetup.page=true",
                                "handsetSetup.carrier=A & B",
                                "handsetSetup.proxyHost=10.0.0.1"));
        subscribers = Subscribers.open(settings.subscribers(), data);
        mmsc =
                Mmsc.start(
                        settings.mmsc(),
                        settings.handsetSetup(),
                        subscribers,
                        data,
                        Clock.systemUTC(),
                        new SimpleMeterRegistry(),
                        Optional.empty());
        radius = mmsc.radiusAddress().orElseThrow();
    }

    @AfterAll
    void stop() {
        mmsc.close();
        subscribers.close();
        log.detachAppender(lines);
    }

    @AfterEach
    void forget() {
        lines.list.clear();
    }

    /** Tells of a session that the loopback address has. */
    private void account(int status, String imsi) throws Exception {
        byte[] session = ("s" + imsi).getBytes(UTF_8);
        ByteBuffer attributes =
                ByteBuffer.allocate(200)
                        .put(new byte[] {40, 6, 0, 0, 0, (byte) status})
                        .put(new byte[] {44, (byte) (2 + session.length)})
                        .put(session)
                        .put(new byte[] {8, 6, 127, 0, 0, 1})
                        .put(new byte[] {26, 23, 0, 0, 0x28, (byte) 0xAF, 1, 17})
                        .put(imsi.getBytes(UTF_8));
        int length = 20 + attributes.position();
        byte[] packet =
                ByteBuffer.allocate(length)
                        .put(new byte[] {4, 1})
                        .putShort((short) length)
                        .put(new byte[16])
                        .put(attributes.flip())
                        .array();
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        md5.update(packet);
        System.arraycopy(md5.digest(SECRET.getBytes(UTF_8)), 0, packet, 4, 16);
        try (DatagramSocket nas = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            nas.setSoTimeout(5000);
            nas.send(new DatagramPacket(packet, length, radius.socketAddress()));
            DatagramPacket answer = new DatagramPacket(new byte[100], 100);
            nas.receive(answer);
            assertEquals(5, answer.getData()[0]);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://" + mmsc.mm1Address() + path);
        return client.send(
                HttpRequest.newBuilder(uri).header("X-MSISDN", "447700900001").build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void assertLogged(String start) {
        assertEquals(
                1,
                lines.list.stream()
                        .filter(line -> line.getFormattedMessage().startsWith(start))
                        .count(),
                () -> lines.list.toString());
    }

    @Test
    void knowsACallerByTheSessionOfItsAddress() throws Exception {
        assertEquals(404, get("/x").statusCode());
        assertLogged("refused code=untrusted-proxy");
        lines.list.clear();
        account(START, "001010000000001");
        assertEquals(404, get("/x").statusCode());
        assertEquals(
                0,
                lines.list.stream()
                        .filter(line -> line.getFormattedMessage().contains("untrusted-proxy"))
                        .count());
        account(STOP, "001010000000001");
        assertEquals(404, get("/x").statusCode());
        assertLogged("refused code=untrusted-proxy");
    }

    @Test
    void refusesABarredSubscriberWithOneLine() throws Exception {
        account(START, "001010000000002");
        assertEquals(404, get("/x").statusCode());
        assertLogged("refused code=barred reason=\"+44770090**** is barred\"");
        account(STOP, "001010000000002");
    }

    @Test
    void tellsHandsetsHowToBeSetUp() throws Exception {
        HttpResponse<String> page = get("/setup");
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("<h1>A &amp; B</h1>"), page.body());
        String mm1 = "http://" + mmsc.mm1Address() + "/";
        assertTrue(page.body().contains("<dt>MMSC</dt><dd>" + mm1 + "</dd>"), page.body());

        HttpResponse<String> android = get("/setup/apns-conf.xml");
        assertEquals("application/xml", android.headers().firstValue("content-type").orElse(""));
        assertTrue(android.body().contains("mmsc=\"" + mm1 + "\""), android.body());

        HttpResponse<String> apple = get("/setup/heliograph.mobileconfig");
        assertEquals(
                "application/x-apple-aspen-config",
                apple.headers().firstValue("content-type").orElse(""));
        assertTrue(apple.body().contains("<string>com.apple.cellular</string>"), apple.body());
        assertEquals(404, get("/setup/other").statusCode());
    }
}
