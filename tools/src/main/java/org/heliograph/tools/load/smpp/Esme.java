// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.heliograph.config.ClientTls;
import org.jspecify.annotations.Nullable;

/**
 * One bind. A platform thread reads and another writes, so that neither can hold up the other and
 * the time between a packet and its reading is the kernel's alone. They share {@link Window} and
 * {@link Answers}, and no lock but the one on the socket's output.
 */
public final class Esme implements AutoCloseable {
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SHORT_PAUSE = TimeUnit.MICROSECONDS.toNanos(100);
    private static final int BUFFERED = 256 << 10;

    /** Which PDUs a bind may carry. */
    public enum Kind {
        TRANSMITTER(Command.BIND_TRANSMITTER),
        RECEIVER(Command.BIND_RECEIVER),
        TRANSCEIVER(Command.BIND_TRANSCEIVER);

        private final int commandId;

        Kind(int commandId) {
            this.commandId = commandId;
        }
    }

    /**
     * How to bind.
     *
     * @param tls with what to connect; empty: without TLS
     * @param window most submit_sm that wait for their answers at a time
     * @param responseDelay how long a deliver_sm waits for its answer
     * @param connectTimeout to connect, and again to be bound
     * @param enquireLink silence after which the server is asked whether it is there, and again
     *     after which it is not
     */
    public record Settings(
            InetSocketAddress server,
            Optional<ClientTls> tls,
            Kind kind,
            String systemId,
            String password,
            int window,
            Duration responseDelay,
            Duration connectTimeout,
            Duration enquireLink) {
        /** {@return the same for another server} */
        public Settings at(InetSocketAddress other) {
            return new Settings(
                    other,
                    tls,
                    kind,
                    systemId,
                    password,
                    window,
                    responseDelay,
                    connectTimeout,
                    enquireLink);
        }
    }

    private final Socket socket;
    private final OutputStream out;
    private final PduInput in;
    private final Window window;
    private final Answers answers;
    private final long enquireLink;
    private final PduBuffer buffer = new PduBuffer();
    private final ReentrantLock writing = new ReentrantLock();
    private final DeliverSm deliverSm = new DeliverSm();
    private final AtomicReference<Optional<String>> end = new AtomicReference<>(Optional.empty());
    private final CountDownLatch unbound = new CountDownLatch(1);
    private volatile boolean leaving;
    private volatile long heardAt = System.nanoTime();
    private boolean enquired;
    private @Nullable Thread writer;
    private @Nullable Thread reader;

    /**
     * @param socket to close
     * @param through what to talk through: {@code socket}, or TLS over it
     */
    private Esme(Socket socket, Socket through, Settings settings) throws IOException {
        this.socket = socket;
        out = through.getOutputStream();
        in = new PduInput(through.getInputStream());
        window = new Window(settings.window());
        answers = new Answers(settings.responseDelay());
        enquireLink = settings.enquireLink().toNanos();
    }

    /**
     * Connects and binds.
     *
     * @throws EsmeFailure if there is no connection, or no bind, within the time allowed for each
     */
    public static Esme bind(Settings settings) throws EsmeFailure {
        Socket socket = new Socket();
        boolean bound = false;
        try {
            int patience = Math.toIntExact(settings.connectTimeout().toMillis());
            socket.setTcpNoDelay(true);
            socket.setReceiveBufferSize(BUFFERED);
            socket.connect(settings.server(), patience);
            socket.setSoTimeout(patience);
            Socket through =
                    settings.tls().isPresent()
                            ? settings.tls().get().over(socket, settings.server())
                            : socket;
            Esme esme = new Esme(socket, through, settings);
            esme.handshake(settings);
            socket.setSoTimeout(0);
            bound = true;
            return esme;
        } catch (SocketTimeoutException e) {
            throw new EsmeFailure(
                    settings.server()
                            + ": no answer within "
                            + settings.connectTimeout().toMillis()
                            + " ms",
                    e);
        } catch (IOException e) {
            throw new EsmeFailure(settings.server() + ": " + e.getMessage(), e);
        } finally {
            if (!bound) {
                close(socket);
            }
        }
    }

    private void handshake(Settings settings) throws IOException, EsmeFailure {
        out.write(
                BindRequest.octets(
                        settings.kind().commandId, settings.systemId(), settings.password()));
        while (!in.next()) {
            if (!in.read()) {
                throw new EsmeFailure("connection closed instead of an answer to the bind");
            }
        }
        if (in.commandId() != (settings.kind().commandId | Command.RESPONSE) || in.status() != 0) {
            throw new EsmeFailure(
                    String.format(
                            "bind of %s refused: command_status 0x%08x",
                            settings.systemId(), in.status()));
        }
    }

    /** Begins to send and to receive. Once. */
    public void start(Traffic traffic, String name) {
        Thread writes = new Thread(() -> run(() -> write(traffic)), name + " writes");
        Thread reads = new Thread(() -> run(() -> read(traffic)), name + " reads");
        writes.setDaemon(true);
        reads.setDaemon(true);
        writer = writes;
        reader = reads;
        writes.start();
        reads.start();
    }

    @FunctionalInterface
    private interface Loop {
        void run() throws IOException, EsmeFailure;
    }

    private void run(Loop loop) {
        try {
            loop.run();
        } catch (IOException | EsmeFailure e) {
            ended(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            ended("broken: " + e);
        }
    }

    private void write(Traffic traffic) throws IOException {
        while (end.get().isEmpty()) {
            long now = System.nanoTime();
            long due;
            writing.lock();
            try {
                enquire(now);
                due = Math.min(answers.append(buffer, now), traffic.submit(buffer, window, now));
                if (!buffer.isEmpty()) {
                    buffer.writeTo(out);
                    continue;
                }
            } finally {
                writing.unlock();
            }
            boolean nothingDue = due == Traffic.NOTHING_DUE;
            LockSupport.parkNanos(
                    this, nothingDue ? LONGEST_PAUSE : Math.min(due - now, LONGEST_PAUSE));
        }
    }

    /** Asks a server that has been silent whether it is there (SMPP 3.4 §4.11). */
    private void enquire(long now) {
        long silent = now - heardAt;
        if (silent < enquireLink) {
            enquired = false;
        } else if (!enquired) {
            buffer.header(Command.ENQUIRE_LINK, 0, 1, 0);
            enquired = true;
        } else if (silent > 2 * enquireLink) {
            ended("enquire_link was not answered");
        }
    }

    private void read(Traffic traffic) throws IOException, EsmeFailure {
        SubmitAnswer answer = new SubmitAnswer(in, window);
        do { // what came together with the bind's answer is there already
            long now = System.nanoTime();
            heardAt = now;
            while (in.next()) {
                handle(traffic, answer, now);
            }
            answerAtOnce();
            LockSupport.unpark(writer);
        } while (in.read());
        ended("connection closed by the other side");
    }

    private void handle(Traffic traffic, SubmitAnswer answer, long now) {
        switch (in.commandId()) {
            case Command.SUBMIT_SM_RESP, Command.GENERIC_NACK -> {
                int slot = window.slotOf(in.sequence());
                if (slot >= 0) {
                    answer.read(slot, now);
                    traffic.answered(answer);
                    window.giveBack(slot, now);
                }
            }
            case Command.DELIVER_SM -> {
                if (deliverSm.read(in)) {
                    traffic.delivered(deliverSm, now);
                }
                answer(in.commandId(), 0, now);
            }
            case Command.UNBIND -> {
                answer(in.commandId(), 0, now);
                answerAtOnce();
                ended("unbound by the other side");
            }
            case Command.UNBIND_RESP -> unbound.countDown();
            default -> other(now);
        }
    }

    private void other(long now) {
        if (in.commandId() > 0) {
            boolean known = in.commandId() == Command.ENQUIRE_LINK;
            answer(known ? in.commandId() : 0, known ? 0 : Command.INVALID_COMMAND, now);
        }
    }

    private void answer(int requestId, int status, long now) {
        while (!answers.add(requestId, status, in.sequence(), now) && end.get().isEmpty()) {
            LockSupport.unpark(writer);
            LockSupport.parkNanos(this, SHORT_PAUSE);
        }
    }

    /** Saves the way through the writing thread where that does not write just now. */
    private void answerAtOnce() {
        if (!answers.isEmpty() && writing.tryLock()) {
            try {
                answers.append(buffer, System.nanoTime());
                if (!buffer.isEmpty()) {
                    buffer.writeTo(out);
                }
            } catch (IOException e) {
                ended(String.valueOf(e.getMessage()));
            } finally {
                writing.unlock();
            }
        }
    }

    private void ended(String why) {
        if (!leaving) {
            end.compareAndSet(Optional.empty(), Optional.of(why));
        }
        unbound.countDown();
    }

    /** {@return why this bind is no more, if it ended} */
    public Optional<String> problem() {
        return end.get();
    }

    /** {@return how many submit_sm wait for their answers} */
    public int waiting() {
        return window.waiting();
    }

    /** {@return whether submit_sm wait, and none has been answered for so long} */
    public boolean isSilentFor(Duration patience) {
        return window.waiting() > 0
                && System.nanoTime() - window.waitingSince() > patience.toNanos();
    }

    /** Says goodbye; {@link #close} waits for the answer. */
    public void unbind() {
        leaving = true;
        if (lockSoon()) { // else the other side does not even read
            try {
                buffer.header(Command.UNBIND, 0, 1, 0);
                buffer.writeTo(out);
            } catch (IOException e) {
                unbound.countDown();
            } finally {
                writing.unlock();
            }
        }
    }

    private boolean lockSoon() {
        try {
            return writing.tryLock(LONGEST_PAUSE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits a little for the answer to {@link #unbind}, closes, and waits for the threads. */
    @Override
    public void close() {
        try {
            if (leaving && reader != null) {
                unbound.await(1, TimeUnit.SECONDS);
            }
            leaving = true;
            end.compareAndSet(Optional.empty(), Optional.of("closed"));
            close(socket);
            join(writer);
            join(reader);
        } catch (InterruptedException e) {
            close(socket);
            Thread.currentThread().interrupt();
        }
    }

    private static void join(@Nullable Thread thread) throws InterruptedException {
        if (thread != null) {
            LockSupport.unpark(thread);
            thread.join(Duration.ofSeconds(1));
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no use any more, however it ends
            return;
        }
    }
}
