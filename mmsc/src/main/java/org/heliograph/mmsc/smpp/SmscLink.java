// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.smpp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.heliograph.config.ClientTls;
import org.heliograph.config.MmscSettings;
import org.heliograph.mmsc.push.Push;
import org.heliograph.mmsc.push.PushChannel;
import org.heliograph.mmsc.push.PushOutcome;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.subscribers.Msisdn;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our bind at the SMSC: kept up, and made again when it is lost. */
public final class SmscLink implements PushChannel, AutoCloseable {
    /** Silence after which the SMSC is asked whether it is there (enquire_link). */
    private static final Duration ENQUIRE_LINK = Duration.ofSeconds(30);

    /** How long close() waits for the thread that binds. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(SmscLink.class);

    private final MmscSettings.Smpp settings;
    private final Path passwordFile;
    private final Optional<ClientTls> tls;
    private final PushMapper mapper;
    private final Semaphore window;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final FromSmsc receiver;
    private final Thread binder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ready = lock.newCondition();
    private @Nullable SMPPSession bound;
    private String trouble = "";

    /**
     * @param passwordFile may appear after {@link #start}
     * @param available gets the number of each handset that was not reached and is there again
     */
    public SmscLink(
            MmscSettings.Smpp settings,
            Path passwordFile,
            Optional<ClientTls> tls,
            Consumer<Msisdn> available) {
        this.receiver = new FromSmsc(available);
        this.settings = settings;
        this.passwordFile = passwordFile;
        this.tls = tls;
        this.mapper = new PushMapper(settings.sourceAddress());
        this.window = new Semaphore(settings.window());
        this.binder = Thread.ofVirtual().name("mmsc-smpp").unstarted(this::keepBound);
    }

    public void start() {
        binder.start();
    }

    @Override
    public void awaitReady() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (bound == null) {
                ready.await();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public PushOutcome push(Msisdn to, Push push, Instant until) throws InterruptedException {
        SMPPSession session = current();
        if (session == null) {
            return new PushOutcome.Unreachable();
        }
        for (UserData segment : push.segments()) {
            window.acquire();
            try {
                mapper.submit(session, to, push.dataCodingScheme(), segment, until);
            } catch (NegativeResponseException e) {
                return new PushOutcome.Refused(
                        "smsc-refused", "command_status 0x%08x".formatted(e.getCommandStatus()));
            } catch (ResponseTimeoutException e) {
                return new PushOutcome.Refused(
                        "smsc-silent", "no submit_sm_resp within " + settings.responseTimeout());
            } catch (PDUException | InvalidResponseException e) {
                return new PushOutcome.Refused(
                        "smsc-misunderstood", String.valueOf(e.getMessage()));
            } catch (IOException e) {
                session.close();
                forget(session);
                return new PushOutcome.Unreachable();
            } finally {
                window.release();
            }
        }
        return new PushOutcome.Taken();
    }

    /** {@return whether a push could be handed over now} */
    public boolean isBound() {
        return current() != null;
    }

    private @Nullable SMPPSession current() {
        lock.lock();
        try {
            return bound;
        } finally {
            lock.unlock();
        }
    }

    private void keepBound() {
        try {
            do {
                try {
                    bindAndWait();
                } catch (NoSuchFileException e) {
                    troubled("there is no password file " + passwordFile);
                } catch (IOException e) {
                    troubled(String.valueOf(e.getMessage()));
                } catch (RuntimeException e) {
                    LOG.error("the bind at the SMSC failed", e);
                }
            } while (!closing.await(settings.reconnect().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One line a kind of trouble, not one an attempt. */
    private void troubled(String what) {
        if (!what.equals(trouble)) {
            trouble = what;
            LOG.warn(
                    "no bind at the SMSC code=smsc-unreachable smsc={} reason=\"{}\","
                            + " trying every {}",
                    settings.smsc(),
                    what,
                    settings.reconnect());
        }
    }

    private void bindAndWait() throws IOException, InterruptedException {
        String password = Files.readString(passwordFile).strip();
        CountDownLatch lost = new CountDownLatch(1);
        SMPPSession session = new SMPPSession(this::connect);
        session.setTransactionTimer(settings.responseTimeout().toMillis());
        session.setEnquireLinkTimer(Math.toIntExact(ENQUIRE_LINK.toMillis()));
        session.setMessageReceiverListener(receiver);
        session.addSessionStateListener(
                (next, _, _) -> {
                    if (next == SessionState.CLOSED) {
                        lost.countDown();
                    }
                });
        try {
            session.connectAndBind(
                    settings.smsc().host(),
                    settings.smsc().port(),
                    new BindParameter(
                            BindType.BIND_TRX,
                            settings.systemId(),
                            password,
                            "",
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            ""),
                    settings.responseTimeout().toMillis());
            remember(session);
            LOG.info(
                    "bound at the SMSC smsc={} system_id={}", settings.smsc(), settings.systemId());
            trouble = "";
            lost.await();
            if (closing.getCount() > 0) {
                troubled("connection lost");
            }
        } finally {
            forget(session);
            session.close();
        }
    }

    /** TCP_NODELAY, because a submit_sm that waits for company is only late. */
    private Connection connect(String host, int port) throws IOException {
        Socket socket = new Socket();
        try {
            int patience = Math.toIntExact(settings.responseTimeout().toMillis());
            InetSocketAddress server = settings.smsc().socketAddress();
            socket.setTcpNoDelay(true);
            socket.connect(server, patience);
            socket.setSoTimeout(patience);
            return new SocketConnection(tls.isPresent() ? tls.get().over(socket, server) : socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void remember(SMPPSession session) {
        lock.lock();
        try {
            bound = session;
            ready.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void forget(SMPPSession session) {
        lock.lock();
        try {
            if (session.equals(bound)) {
                bound = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Unbinds. */
    @Override
    public void close() {
        closing.countDown();
        SMPPSession session = current();
        if (session != null) {
            session.unbindAndClose();
        }
        binder.interrupt();
        try {
            if (binder.isAlive() && !binder.join(CLOSE_TIMEOUT)) {
                LOG.warn("the bind at the SMSC did not end within {}", CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
