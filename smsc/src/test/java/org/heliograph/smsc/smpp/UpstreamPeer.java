// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.heliograph.config.ClientTlsSettings;
import org.heliograph.config.Listen;
import org.heliograph.config.UpstreamSettings;
import org.heliograph.pdu.Octets;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.DefaultDecomposer;

/**
 * A message centre to bind to, which does as the test wants: answers, in which order, or not at
 * all. Its PDUs are jSMPP's.
 */
final class UpstreamPeer implements AutoCloseable {
    /** A submit_sm and where its answer goes. */
    record Submitted(SubmitSm pdu, Octets octets, Link link) {
        void answer(int status, String messageId) {
            link.write(
                    status == SMPPConstant.STAT_ESME_ROK
                            ? submitSmResp(pdu.getSequenceNumber(), messageId)
                            : new DefaultComposer()
                                    .composeHeader(
                                            SMPPConstant.CID_SUBMIT_SM_RESP,
                                            status,
                                            pdu.getSequenceNumber()));
        }

        String text() {
            return new String(pdu.getShortMessage(), StandardCharsets.ISO_8859_1);
        }
    }

    private static byte[] submitSmResp(int number, String messageId) {
        try {
            return new DefaultComposer().submitSmResp(number, messageId);
        } catch (PDUStringException e) {
            throw new AssertionError(e);
        }
    }

    private final ServerSocket listening;
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private final AtomicInteger sequence = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Integer>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger(0xABCD00);

    /** What it was sent, in order. */
    final BlockingQueue<Submitted> submitted = new LinkedBlockingQueue<>();

    /** Binds asked for so far. */
    final AtomicInteger binds = new AtomicInteger();

    /** Answers at once with a new id; else the test does. */
    volatile boolean answers = true;

    /** What it says to a bind. */
    volatile int bindStatus = SMPPConstant.STAT_ESME_ROK;

    volatile boolean answersEnquireLink = true;

    UpstreamPeer() throws IOException {
        this(0);
    }

    UpstreamPeer(int port) throws IOException {
        listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** {@return how to bind to it} */
    UpstreamSettings settings() {
        return settings("up", port(), 10, "gsm7", 0, "999");
    }

    static UpstreamSettings settings(
            String name,
            int port,
            int window,
            String alphabet,
            int dataCoding,
            String... prefixes) {
        return new UpstreamSettings(
                true,
                name,
                List.of(Listen.of("127.0.0.1:" + port)),
                "demo",
                "unused",
                "",
                "transceiver",
                1,
                window,
                0,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofMillis(50),
                Duration.ofMillis(200),
                "",
                "",
                alphabet,
                dataCoding,
                "auto",
                true,
                List.of(prefixes),
                ClientTlsSettings.OFF);
    }

    private void accept() {
        try {
            while (true) {
                var link = new Link(listening.accept());
                links.add(link);
                Thread.ofVirtual().start(link::run);
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** One connection. */
    final class Link {
        private final Socket socket;

        Link(Socket socket) {
            this.socket = socket;
        }

        void run() {
            try {
                var reader = new PduReader(socket.getInputStream(), 65_536);
                Optional<Pdu> pdu = reader.next();
                while (pdu.isPresent()) {
                    handle(pdu.get());
                    pdu = reader.next();
                }
            } catch (IOException | PDUStringException e) {
                // the test looks at what came
            }
        }

        private void handle(Pdu pdu) throws PDUStringException {
            var composer = new DefaultComposer();
            int number = pdu.sequenceNumber();
            switch (pdu.commandId()) {
                case SMPPConstant.CID_BIND_TRANSCEIVER,
                        SMPPConstant.CID_BIND_RECEIVER,
                        SMPPConstant.CID_BIND_TRANSMITTER -> {
                    binds.incrementAndGet();
                    write(
                            bindStatus == SMPPConstant.STAT_ESME_ROK
                                    ? composer.bindResp(pdu.responseId(), number, "peer")
                                    : composer.composeHeader(pdu.responseId(), bindStatus, number));
                }
                case SMPPConstant.CID_ENQUIRE_LINK -> {
                    if (answersEnquireLink) {
                        write(composer.enquireLinkResp(number));
                    }
                }
                case SMPPConstant.CID_UNBIND ->
                        write(composer.unbindResp(SMPPConstant.STAT_ESME_ROK, number));
                case SMPPConstant.CID_SUBMIT_SM -> {
                    SubmitSm submit = new DefaultDecomposer().submitSm(pdu.octets().toArray());
                    var one = new Submitted(submit, pdu.octets(), this);
                    if (answers) {
                        one.answer(SMPPConstant.STAT_ESME_ROK, nextId());
                    }
                    submitted.add(one);
                }
                default -> {
                    CompletableFuture<Integer> waiting = asked.remove(number);
                    if (waiting != null) {
                        waiting.complete(pdu.commandStatus());
                    }
                }
            }
        }

        synchronized void write(byte[] pdu) {
            try {
                socket.getOutputStream().write(pdu);
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // closed by the test
            }
        }
    }

    /** {@return an id that it has not given yet, in hex, padded} */
    String nextId() {
        return "%010X".formatted(ids.incrementAndGet());
    }

    /** {@return the id that it gave last} */
    int lastId() {
        return ids.get();
    }

    /** {@return the command_status of the answer to what it sends} */
    int send(IntFunction<byte[]> request) throws Exception {
        int number = sequence.incrementAndGet();
        var answer = new CompletableFuture<Integer>();
        asked.put(number, answer);
        links.getLast().write(request.apply(number));
        return answer.get(60, TimeUnit.SECONDS);
    }

    int receipt(String text, String from, OptionalParameter... tlvs) throws Exception {
        return deliver(from, "Info", 0x04, 0, text.getBytes(StandardCharsets.ISO_8859_1), tlvs);
    }

    int deliver(
            String from,
            String to,
            int esmClass,
            int dataCoding,
            byte[] text,
            OptionalParameter... tlvs)
            throws Exception {
        return send(
                number -> {
                    try {
                        return new DefaultComposer()
                                .deliverSm(
                                        number,
                                        "",
                                        (byte) 1,
                                        (byte) 1,
                                        from,
                                        (byte) 0,
                                        (byte) 1,
                                        to,
                                        (byte) esmClass,
                                        (byte) 0,
                                        (byte) 0,
                                        (byte) 0,
                                        (byte) dataCoding,
                                        text,
                                        tlvs);
                    } catch (PDUStringException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    Submitted next() throws InterruptedException {
        Submitted next = submitted.poll(60, TimeUnit.SECONDS);
        assertNotNull(next, "no submit_sm came");
        return next;
    }

    /** Ends all connections. */
    void disconnect() throws IOException {
        for (Link link : links) {
            link.socket.close();
        }
        links.clear();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        disconnect();
    }
}
