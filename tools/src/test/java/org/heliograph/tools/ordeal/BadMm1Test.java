// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.handset.HandsetEvent;
import org.heliograph.tools.mms.Attachment;
import org.heliograph.tools.mms.Composition;
import org.heliograph.tools.mms.Mm1Client;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What nobody should POST or GET, from a trusted packet gateway, at a server as it comes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadMm1Test {
    private static final Octets PHOTO = Octets.ofHex("ffd8ffe000104a464946");

    /** 256 MiB, four thousand times as much as is taken. */
    private static final int MOST_CHUNKS = 4096;

    private static final String HEAD =
            """
            POST / HTTP/1.1\r
            Host: 127.0.0.1\r
            X-MSISDN: %s\r
            Content-Type: application/vnd.wap.mms-message\r
            """
                    .formatted(Scene.A);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Mm1Client good = new Mm1Client(Optional.empty(), Map.of("X-MSISDN", Scene.A));
    private Scene scene;
    private Handset b;
    private Refusals refusals;
    private int goodMessages;

    @BeforeAll
    void open(@TempDir Path directory) throws Exception {
        scene = new Scene(directory);
        ServerProcess server = scene.serve("mmsc.mm1.maxBodyOctets=64KiB");
        b = scene.handset(Scene.B, true);
        Scene.registered(b);
        refusals = new Refusals(server, this::goodMessage);
    }

    @AfterAll
    void close() {
        scene.close();
        good.close();
        http.close();
    }

    private void goodMessage() throws InterruptedException, IOException {
        Composition message =
                new Composition(
                        List.of("+" + Scene.B), "", true, List.of(Attachment.of("p.jpg", PHOTO)));
        String id = Scene.accepted(good.post(scene.mm1(), message.toPdu()));
        goodMessages++;
        assertEquals(PHOTO, Scene.saved(b, id));
        assertEquals(goodMessages, notifications().size(), "of nothing else was B notified");
    }

    private List<MmsPdu.MNotificationInd> notifications() {
        return b.log().soFar().stream()
                .filter(HandsetEvent.NotificationReceived.class::isInstance)
                .map(e -> ((HandsetEvent.NotificationReceived) e).notification())
                .toList();
    }

    @Test
    void sendReqThatBreaksOffIsAnsweredUnderItsTransactionId() throws Throwable {
        // X-Mms-Message-Type m-send-req, X-Mms-Transaction-ID "T7", version 1.2, then no header
        Octets garbage = Octets.ofHex("8c80 985437 00 8d92 ffffffff 00".replace(" ", ""));
        refusals.oneLine(
                "malformed",
                () -> {
                    HttpResponse<byte[]> response = post(garbage, MmsCodec.MEDIA_TYPE);
                    assertEquals(200, response.statusCode());
                    MmsPdu pdu = MmsCodec.decode(Octets.of(response.body()));
                    MmsPdu.MSendConf conf = assertInstanceOf(MmsPdu.MSendConf.class, pdu);
                    assertEquals("T7", conf.transactionId());
                    assertEquals(
                            ResponseStatus.ERROR_PERMANENT_MESSAGE_FORMAT_CORRUPT,
                            conf.responseStatus());
                });
    }

    @Test
    void octetsWithoutAReadableHeaderGet400() throws Throwable {
        refusals.oneLine(
                "malformed",
                () ->
                        assertEquals(
                                400,
                                post(Octets.ofHex("00017f1f1f1f"), MmsCodec.MEDIA_TYPE)
                                        .statusCode()));
    }

    @Test
    void octetsThatAreNoHttpGet400() throws Throwable {
        refusals.oneLine(
                "bad-http",
                () -> {
                    try (Socket socket = connect()) {
                        socket.getOutputStream().write(latin("GARBAGE\r\n\r\n"));
                        assertEquals("HTTP/1.1 400 Bad Request", firstLine(socket));
                    }
                });
    }

    @Test
    void otherMediaTypesGet415() throws Throwable {
        refusals.oneLine(
                "media-type", () -> assertEquals(415, post(PHOTO, "image/jpeg").statusCode()));
    }

    @Test
    void announcedGigabyteGets413BeforeItComes() throws Throwable {
        refusals.oneLine(
                "body-too-long",
                () -> {
                    try (Socket socket = connect()) {
                        OutputStream out = socket.getOutputStream();
                        out.write(latin("%sContent-Length: 1073741824\r\n\r\n".formatted(HEAD)));
                        out.write(new byte[100]);
                        out.flush();
                        assertEquals("HTTP/1.1 413 Payload Too Large", firstLine(socket));
                    }
                });
    }

    /** The socket ends the writer too, if the server did not. */
    @Test
    void bodyWithoutEndIsCut() throws Throwable {
        refusals.oneLine(
                "body-too-long",
                () -> {
                    try (ExecutorService writer = Executors.newVirtualThreadPerTaskExecutor();
                            Socket socket = connect()) {
                        Future<Integer> chunks = writer.submit(() -> write(socket));
                        assertEquals("HTTP/1.1 413 Payload Too Large", firstLine(socket));
                        assertTrue(chunks.get() < MOST_CHUNKS, "all was taken");
                    }
                });
    }

    /** {@return how many chunks of 64 KiB were written until nobody took them any more} */
    private static int write(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(latin(HEAD + "Transfer-Encoding: chunked\r\n\r\n"));
        int chunks = 0;
        try {
            while (chunks < MOST_CHUNKS) {
                out.write(latin("10000\r\n"));
                out.write(new byte[0x10000]);
                out.write(latin("\r\n"));
                chunks++;
            }
        } catch (IOException cut) {
            return chunks;
        }
        return chunks;
    }

    @Test
    void contradictingIdentityIsRefused() throws Throwable {
        refusals.oneLine(
                "bad-identity",
                () -> {
                    HttpRequest request =
                            HttpRequest.newBuilder(scene.mm1())
                                    .header("Content-Type", MmsCodec.MEDIA_TYPE)
                                    .header("X-MSISDN", Scene.A)
                                    .header("X-MSISDN", Scene.B)
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[10]))
                                    .build();
                    assertEquals(403, status(request));
                });
    }

    @Test
    void strangerWithTheUrlGets404() throws Throwable {
        goodMessage();
        URI url = URI.create(notifications().getLast().contentLocation());
        refusals.oneLine("wrong-recipient", () -> assertEquals(404, status(get(url, Scene.A))));
    }

    @Test
    void guessedUrlGets404() throws Throwable {
        URI url = scene.mm1().resolve("/AAAAAAAAAAAAAAAAAAAAAA");
        refusals.oneLine("unknown-token", () -> assertEquals(404, status(get(url, Scene.B))));
    }

    private static HttpRequest get(URI url, String caller) {
        return HttpRequest.newBuilder(url).header("X-MSISDN", caller).build();
    }

    private int status(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** POSTs, and sees that nothing was stored. */
    private HttpResponse<byte[]> post(Octets body, String mediaType)
            throws IOException, InterruptedException {
        List<Path> before = contents();
        HttpResponse<byte[]> response =
                http.send(
                        HttpRequest.newBuilder(scene.mm1())
                                .header("Content-Type", mediaType)
                                .header("X-MSISDN", Scene.A)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toArray()))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertTrue(before.containsAll(contents()), "content was stored");
        return response;
    }

    private List<Path> contents() throws IOException {
        try (Stream<Path> files = Files.walk(scene.data().resolve("mmsc-content"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), scene.ports().mm1());
        socket.setSoTimeout(Math.toIntExact(ServerProcess.PATIENCE.toMillis()));
        return socket;
    }

    private static String firstLine(Socket socket) throws IOException {
        return String.valueOf(
                new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.ISO_8859_1))
                        .readLine());
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
