// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.heliograph.config.Listen;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.ResponseStatus;
import org.heliograph.subscribers.Msisdn;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.handset.HandsetEvent;
import org.heliograph.tools.handset.HandsetSettings;
import org.heliograph.tools.mms.Attachment;
import org.heliograph.tools.mms.Composition;
import org.heliograph.tools.mms.Mm1Client;
import org.heliograph.tools.smpp.EsmeClient;
import org.heliograph.tools.smpp.EsmeEvent;
import org.heliograph.tools.smpp.EsmeException;
import org.heliograph.tools.wire.EventLog;
import org.heliograph.tools.wire.Tap;

/** One data directory, ports that stay, the server on them, and the peers that use it. */
final class Scene implements AutoCloseable {
    static final String A = "447700900001";
    static final String B = "447700900002";

    private final Path directory;
    private final Ports ports = Ports.free();
    private final Deque<Runnable> peers = new ArrayDeque<>();
    private final Deque<ServerProcess> servers = new ArrayDeque<>();

    Scene(Path directory) {
        this.directory = directory;
    }

    Path data() {
        return directory.resolve("data");
    }

    Ports ports() {
        return ports;
    }

    /**
     * Starts both centres, or what {@code overrides} leave of them, and waits until they listen.
     */
    ServerProcess serve(String... overrides) throws IOException, InterruptedException {
        return serve(data(), overrides);
    }

    ServerProcess serve(Path data, String... overrides) throws IOException, InterruptedException {
        List<String> settings = new ArrayList<>(ports.settings());
        settings.addAll(List.of(overrides));
        ServerProcess server = ServerProcess.start(data, settings);
        servers.push(server);
        if (!settings.contains("smsc.enabled=false")) {
            server.smpp();
            server.sip();
        }
        if (!settings.contains("mmsc.enabled=false")) {
            server.mm1();
        }
        return server;
    }

    Listen smpp() {
        return new Listen("127.0.0.1", ports.smpp());
    }

    Listen sip() {
        return new Listen("127.0.0.1", ports.sip());
    }

    URI mm1() {
        return URI.create("http://127.0.0.1:" + ports.mm1() + "/");
    }

    String password() throws IOException {
        return Files.readString(data().resolve("esme-demo.password")).strip();
    }

    /** A handset that registers by itself, as soon as there is a server. */
    Handset handset(String msisdn, boolean fetchesAtOnce) throws IOException {
        return handset(msisdn, fetchesAtOnce, _ -> {});
    }

    Handset handset(String msisdn, boolean fetchesAtOnce, Consumer<HandsetEvent> screen)
            throws IOException {
        Handset handset =
                Handset.start(
                        new HandsetSettings(
                                msisdn,
                                new Msisdn(msisdn),
                                sip(),
                                false,
                                mm1(),
                                "+447700900999",
                                fetchesAtOnce,
                                directory.resolve(msisdn),
                                Tap.none()),
                        screen);
        peers.push(handset::close);
        return handset;
    }

    EsmeClient esme(EsmeClient.Kind kind, Consumer<EsmeEvent> screen)
            throws IOException, EsmeException {
        EsmeClient esme = EsmeClient.bind(smpp(), kind, "demo", password(), screen);
        peers.push(esme::close);
        return esme;
    }

    static Composition photo(String to, Octets jpeg) {
        return new Composition(
                List.of("+" + to),
                "Sunrise",
                true,
                List.of(
                        Attachment.of("sunrise.jpg", jpeg),
                        Attachment.text("sunrise.txt", "Good morning!")));
    }

    /** {@return the Message-ID of M-Send.conf, whose status is Ok} */
    static String accepted(Mm1Client.Answer answer) {
        var pdu = assertInstanceOf(Mm1Client.Answer.Pdu.class, answer).pdu();
        MmsPdu.MSendConf conf = assertInstanceOf(MmsPdu.MSendConf.class, pdu);
        assertEquals(ResponseStatus.OK, conf.responseStatus());
        return conf.messageId().orElseThrow();
    }

    static <E, T extends E> T await(EventLog<E> log, Class<T> type, Predicate<T> wanted)
            throws InterruptedException {
        return log.await(type, wanted, ServerProcess.PATIENCE)
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        "no " + type.getSimpleName() + " in " + log.soFar()));
    }

    static void registered(Handset handset) throws InterruptedException {
        await(handset.log(), HandsetEvent.Registered.class, _ -> true);
    }

    static void shows(Handset handset, String text) throws InterruptedException {
        await(handset.log(), HandsetEvent.TextReceived.class, t -> t.text().equals(text));
    }

    /** {@return the first part of the message that the handset saved} */
    static Octets saved(Handset handset, String messageId)
            throws InterruptedException, IOException {
        HandsetEvent.MmsReceived received =
                await(
                        handset.log(),
                        HandsetEvent.MmsReceived.class,
                        m ->
                                m.message()
                                        .headers()
                                        .first(MmsField.MESSAGE_ID)
                                        .equals(Optional.of(messageId)));
        return Octets.of(Files.readAllBytes(received.files().getFirst()));
    }

    static void reported(Handset handset, String messageId) throws InterruptedException {
        await(
                handset.log(),
                HandsetEvent.DeliveryReportReceived.class,
                r -> r.report().messageId().equals(messageId));
    }

    /** The peers first, so that they can say goodbye. */
    @Override
    public void close() {
        peers.forEach(Runnable::run);
        servers.forEach(ServerProcess::close);
    }
}
