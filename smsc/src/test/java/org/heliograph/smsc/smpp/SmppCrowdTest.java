// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.heliograph.config.Listen;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Very many peers, and such as do everything wrong, beside one that behaves and notices nothing.
 */
@Timeout(60)
final class SmppCrowdTest {
    private static final int MOST_SESSIONS = 300;
    private static final int PATIENCE_SECONDS = 20;
    private static final int DELIVER_SM = 5;

    private TestCentre centre;
    private WellBehaved wellBehaved;
    private final Collection<Socket> crowd = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void start() throws Exception {
        var smpp =
                new SmscSettings.Smpp(
                        Listen.of("127.0.0.1:0"),
                        65_536,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        MOST_SESSIONS,
                        10,
                        List.of(
                                new SmscSettings.Account("demo", "file", List.of("1000")),
                                new SmscSettings.Account("other", "file", List.of("2000")),
                                new SmscSettings.Account("hashed", "file", List.of())));
        centre = new TestCentre(new MemoryMessageStore(), smpp, 1_000);
        wellBehaved = new WellBehaved();
    }

    @AfterEach
    void stop() throws Exception {
        wellBehaved.end();
        for (Socket socket : crowd) {
            socket.close();
        }
        threads.close();
        centre.close();
    }

    /** Submits to itself, one message after the other; each round has to end in time. */
    private final class WellBehaved {
        private final RawPeer peer;
        private final Semaphore rounds = new Semaphore(0);
        private final Future<?> running;
        private volatile boolean over;

        WellBehaved() throws IOException {
            peer = new RawPeer(connect(1));
            assertEquals(0, peer.bindAs(RawPeer.BIND_TRANSCEIVER, "demo"));
            running = threads.submit(this::run);
        }

        private Void run() throws IOException {
            for (int number = 2; !over; number++) {
                peer.send(RawPeer.submit(number, "1000", Octets.of("x", US_ASCII), Octets.EMPTY));
                boolean answered = false;
                boolean delivered = false;
                while (!answered || !delivered) { // RawPeer waits for ten seconds at most
                    Pdu pdu = peer.nextPdu();
                    if (pdu.isResponse()) {
                        assertEquals(0, pdu.commandStatus(), "a submit_sm was refused");
                        answered = true;
                    } else {
                        delivered |= pdu.commandId() == DELIVER_SM;
                        Octets body = pdu.commandId() == DELIVER_SM ? Octets.of(0) : Octets.EMPTY;
                        peer.send(RawPeer.pdu(pdu.responseId(), pdu.sequenceNumber(), body));
                    }
                }
                rounds.release();
            }
            return null;
        }

        /** Waits for so many rounds more. */
        void goesOn(int more) throws Exception {
            rounds.drainPermits();
            if (!rounds.tryAcquire(more, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                running.get(1, TimeUnit.SECONDS); // says why, if it has ended
                throw new AssertionError(rounds.availablePermits() + " rounds");
            }
        }

        void end() throws Exception {
            over = true;
            running.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            peer.close();
        }
    }

    private Socket connect(int host) throws IOException {
        var socket = new Socket();
        crowd.add(socket);
        socket.setReceiveBufferSize(4_096);
        socket.bind(new InetSocketAddress(address(host), 0));
        socket.connect(centre.address());
        return socket;
    }

    private static InetAddress address(int host) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) host});
    }

    private void awaitConnections(int most) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (centre.connections() > most) {
            assertTrue(System.nanoTime() < end, centre.connections() + " are open");
            new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
        }
    }

    private interface Act {
        void with(int number) throws Exception;
    }

    /** Does it so often, by so many at a time, and waits for the end. */
    private void all(int hosts, int each, Act act) throws Exception {
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
            int host = i + 2;
            done.add(
                    threads.submit(
                            () -> {
                                for (int n = 0; n < each; n++) {
                                    act.with(host);
                                }
                                return null;
                            }));
        }
        for (Future<?> one : done) {
            one.get();
        }
    }

    @Test
    void tenThousandConnectionsAreRefusedBeyondTheBound() throws Exception {
        all(10, 1_000, this::connect);
        assertTrue(centre.connections() <= MOST_SESSIONS, centre.connections() + " are open");
        wellBehaved.goesOn(50);
        awaitConnections(1); // nobody has bound
        try (var late = new RawPeer(connect(1))) {
            assertEquals(0, late.bindAs(RawPeer.BIND_RECEIVER, "other"));
        }
    }

    @Test
    void aFloodOfWrongBindsIsAnswered() throws Exception {
        var looked = new AtomicInteger();
        var closed = new AtomicInteger();
        long start = System.nanoTime();
        all(
                40,
                25,
                host -> {
                    try (var peer = new RawPeer(connect(host))) {
                        peer.send(RawPeer.bind(RawPeer.BIND_RECEIVER, "hashed", "guess", 0x34));
                        int status = peer.nextPdu().commandStatus();
                        if (status == SMPPConstant.STAT_ESME_RINVPASWD) {
                            looked.incrementAndGet();
                        } else {
                            assertEquals(SMPPConstant.STAT_ESME_RBINDFAIL, status);
                        }
                    } catch (EOFException e) {
                        closed.incrementAndGet(); // its turn did not come in time
                    }
                });
        long seconds = (System.nanoTime() - start) / 1_000_000_000 + 1;
        assertTrue(
                looked.get() + closed.get() <= 32 + 4 * seconds,
                looked + " of 1000 were looked at, and " + closed + " waited for it");
        wellBehaved.goesOn(50);
        awaitConnections(1);
    }

    @Test
    void whoDoesEverythingWrongIsClosedAndHoldsUpNobody() throws Exception {
        Octets half = RawPeer.submit(2, "never all of it", Octets.EMPTY).slice(0, 30);
        all(20, 1, host -> new RawPeer(connect(host)).send(half.slice(0, 7)));
        all(
                20,
                1,
                host -> {
                    var peer = new RawPeer(connect(host));
                    peer.bindAs(RawPeer.BIND_TRANSMITTER, "other");
                    peer.send(half);
                });
        // neither read deliver_sm nor answer them
        all(20, 1, host -> new RawPeer(connect(host)).bindAs(RawPeer.BIND_RECEIVER, "other"));
        Future<?> flood =
                threads.submit(
                        () -> {
                            all(10, 1, this::submitWithoutReading);
                            return null;
                        });
        wellBehaved.goesOn(200);
        flood.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        awaitConnections(1);
        wellBehaved.goesOn(50);
    }

    /** Knows no window, and reads no answers. */
    private void submitWithoutReading(int host) throws IOException {
        var peer = new RawPeer(connect(host));
        peer.bindAs(RawPeer.BIND_TRANSMITTER, "other");
        Octets text = Octets.of("0123456789".repeat(14), US_ASCII);
        try {
            for (int number = 2; number < 2_000; number++) {
                peer.send(RawPeer.submit(number, "2000", text, Octets.EMPTY));
            }
        } catch (IOException e) {
            assertTrue(peer.socket.isConnected(), "it was closed, as it should be");
        }
    }
}
