// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.ordeal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsField;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.rp.Direction;
import org.heliograph.pdu.rp.RpAddress;
import org.heliograph.pdu.rp.RpCodec;
import org.heliograph.pdu.rp.RpMessage;
import org.heliograph.pdu.sms.Alphabet;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.SmsSubmit;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TpduCodec;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.pdu.sms.ValidityPeriod;
import org.heliograph.tools.handset.Handset;
import org.heliograph.tools.handset.HandsetEvent;
import org.heliograph.tools.mms.Attachment;
import org.heliograph.tools.mms.Composition;
import org.heliograph.tools.mms.Mm1Client;
import org.heliograph.tools.smpp.EsmeClient;
import org.heliograph.tools.smpp.EsmeEvent;
import org.heliograph.tools.wire.EventLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three senders at once, by SMPP, SIP and MM1, while the server is killed again and again. What was
 * acknowledged arrives, at least once.
 */
final class KilledAtAnyMomentTest {
    private static final int KILLS = 5;
    private static final int MESSAGES_A_SENDER_AND_RUN = 3;

    private static final String SUBSCRIBER = "447700900003";
    private static final Octets PHOTO = Octets.ofHex("ffd8ffe000104a464946");

    @TempDir Path directory;
    private Scene scene;
    private final AtomicInteger sent = new AtomicInteger();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Semaphore acknowledgements = new Semaphore(0);
    private final EventLog<String> arrived = new EventLog<>(_ -> {});
    private final BlockingQueue<MmsPdu.MNotificationInd> notifications =
            new LinkedBlockingQueue<>();
    private final Queue<Throwable> refused = new ConcurrentLinkedQueue<>();

    /** Sends one message; fails if it was not acknowledged. */
    @FunctionalInterface
    private interface Sender {
        /** {@return the name that it has where it arrives} */
        String send(String name) throws IOException, DecodeException, InterruptedException;
    }

    @BeforeEach
    void open() {
        scene = new Scene(directory);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void nothingAcknowledgedIsLost() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        ServerProcess server = scene.serve();
        Handset b = scene.handset(Scene.B, false, this::shown);
        for (int i = 0; i < KILLS; i++) {
            try (ExecutorService senders = sendAll(b)) {
                int wait = random.nextInt(3 * MESSAGES_A_SENDER_AND_RUN);
                assertTrue(
                        acknowledgements.tryAcquire(
                                wait, ServerProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS),
                        "the server does not take messages");
                server.kill();
                senders.shutdownNow(); // who waits for an answer gets none
            }
            acknowledgements.drainPermits();
            server = scene.serve();
        }
        ServerProcess last = server;
        sendAll(b).close();
        assertEquals(List.of(), List.copyOf(refused));
        Thread fetching = Thread.ofVirtual().start(() -> fetch(b));
        for (String name : acknowledged) {
            assertDoesNotThrow(
                    () -> Scene.await(arrived, String.class, name::equals),
                    () -> name + " is lost, seed " + seed + toldBy(last, b));
        }
        fetching.interrupt();
        List<String> all = arrived.soFar();
        System.out.printf(
                "seed %d, %d kills: %d sent, %d acknowledged, all of them arrived, %d repeats%n",
                seed,
                KILLS,
                sent.get(),
                acknowledged.size(),
                all.size() - all.stream().distinct().count());
    }

    private static String toldBy(ServerProcess server, Handset b) {
        return "\n" + String.join("\n", server.output()) + "\nhandset: " + b.log().soFar();
    }

    private ExecutorService sendAll(Handset b) throws Exception {
        b.registerNow();
        scene.esme(EsmeClient.Kind.RECEIVER, this::delivered);
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
        senders.execute(this::sendFromEsme);
        senders.execute(this::sendFromSubscriber);
        senders.execute(this::sendPhotos);
        return senders;
    }

    private void sendSome(Sender sender) {
        try {
            for (int i = 0; i < MESSAGES_A_SENDER_AND_RUN; i++) {
                acknowledged.add(sender.send("message " + sent.incrementAndGet()));
                acknowledgements.release();
            }
        } catch (IOException | DecodeException e) {
            return; // killed: nobody owes us anything for this one
        } catch (AssertionError e) {
            refused.add(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendFromEsme() {
        try (SmppDoor esme = new SmppDoor(scene.smpp(), ServerProcess.PATIENCE)) {
            assertEquals(0, esme.bind("demo", scene.password()));
            sendSome(
                    name -> {
                        assertEquals(0, esme.submit(Scene.B, name).status());
                        return name;
                    });
        } catch (IOException e) {
            return; // killed
        }
    }

    private void sendFromSubscriber() {
        try (SipDoor subscriber = new SipDoor(scene.sip(), SUBSCRIBER, ServerProcess.PATIENCE)) {
            assertEquals(200, subscriber.register());
            sendSome(
                    name -> {
                        String id = subscriber.message("application/vnd.3gpp.sms", toEsme(name));
                        assertEquals(202, subscriber.status(id));
                        assertTrue(subscriber.answer(id) instanceof RpMessage.RpAck);
                        return name;
                    });
        } catch (IOException e) {
            return; // killed
        }
    }

    private static Octets toEsme(String text) {
        SmsSubmit submit =
                new SmsSubmit(
                        Set.of(),
                        0,
                        TpAddress.of("1000"),
                        0,
                        DataCodingScheme.GSM_7BIT,
                        new ValidityPeriod.None(),
                        UserData.ofText(text, Alphabet.GSM_7BIT));
        return RpCodec.encode(
                new RpMessage.RpData(
                        Direction.FROM_MS,
                        0,
                        RpAddress.NONE,
                        RpAddress.of("+447700900999"),
                        TpduCodec.encode(submit)));
    }

    private void sendPhotos() {
        try (Mm1Client mm1 = new Mm1Client(Optional.empty(), Map.of("X-MSISDN", Scene.A))) {
            sendSome(
                    name -> {
                        Composition message =
                                new Composition(
                                        List.of("+" + Scene.B),
                                        name,
                                        false,
                                        List.of(Attachment.of("p.jpg", PHOTO)));
                        return switch (mm1.post(scene.mm1(), message.toPdu())) {
                            case Mm1Client.Answer.Refused(int status, String reason)
                                    when status == 0 ->
                                    throw new IOException(reason);
                            case Mm1Client.Answer answer -> Scene.accepted(answer);
                        };
                    });
        }
    }

    private void shown(HandsetEvent event) {
        switch (event) {
            case HandsetEvent.TextReceived text -> arrived.add(text.text());
            case HandsetEvent.MmsReceived mms ->
                    arrived.add(mms.message().headers().first(MmsField.MESSAGE_ID).orElseThrow());
            case HandsetEvent.NotificationReceived told -> notifications.add(told.notification());
            default -> {}
        }
    }

    private void delivered(EsmeEvent event) {
        if (event instanceof EsmeEvent.Received received) {
            arrived.add(received.text());
        }
    }

    /** When the killing is over: a handset does not fetch again what it could not fetch. */
    private void fetch(Handset b) {
        try {
            while (true) {
                b.fetch(notifications.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // all is there
        }
    }
}
