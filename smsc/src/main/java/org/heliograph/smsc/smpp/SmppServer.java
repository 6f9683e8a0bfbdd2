// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.heliograph.config.Check;
import org.heliograph.config.Listen;
import org.heliograph.config.ServerTls;
import org.heliograph.config.SmscSettings;
import org.heliograph.smsc.accept.Acceptance;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.heliograph.smsc.queue.WaitingMessages;
import org.heliograph.smsc.route.Router;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for ESMEs. Each connection has a session with threads of its own. */
public final class SmppServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmppServer.class);

    /** How long an ESME may take to answer our unbind. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    /**
     * Connections that the system completes before we look at them. When all ESMEs come back at
     * once, none should have to wait for a SYN to be repeated.
     */
    private static final int BACKLOG = 1_024;

    /** Where no file descriptor is left, accept fails at once, again and again. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final SmscSettings.Smpp settings;
    private final SessionRequests.Desk desk;
    private final Outbinds outbinds;
    private final Door plain;
    private final Optional<Door> secure;
    private final Set<SmppSession> sessions = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    private SmppServer(
            SmscSettings.Smpp settings,
            SessionRequests.Desk desk,
            Outbinds outbinds,
            Optional<ServerTls> tls)
            throws IOException {
        this.settings = settings;
        this.desk = desk;
        this.outbinds = outbinds;
        this.plain = new Door("smpp", settings.listen(), Optional.empty());
        boolean opened = false;
        try {
            this.secure =
                    tls.isPresent()
                            ? Optional.of(new Door("smpp-tls", settings.tls().listen(), tls))
                            : Optional.empty();
            opened = true;
        } finally {
            if (!opened) {
                plain.close();
            }
        }
    }

    /** Where ESMEs come in. */
    private final class Door {
        private final String name;
        private final Optional<ServerTls> tls;
        private final ServerSocket listening = new ServerSocket();
        private final Thread accepting;

        Door(String name, Listen at, Optional<ServerTls> tls) throws IOException {
            this.name = name;
            this.tls = tls;
            this.accepting = Thread.ofVirtual().name(name + "-accept").unstarted(this::accept);
            try {
                listening.setReuseAddress(true);
                listening.bind(at.socketAddress(), BACKLOG);
            } catch (IOException e) {
                listening.close();
                throw new IOException("cannot listen on " + at + ": " + e.getMessage(), e);
            }
        }

        private void accept() {
            while (!listening.isClosed()) {
                try {
                    admit(listening.accept(), tls);
                } catch (IOException e) {
                    if (!listening.isClosed()) {
                        LOG.warn("accepting a connection: {}", e.getMessage());
                        LockSupport.parkNanos(PAUSE.toNanos());
                    }
                }
            }
        }

        InetSocketAddress address() {
            return (InetSocketAddress) listening.getLocalSocketAddress();
        }

        List<Check> checks() {
            return List.of(Check.alive(accepting), Check.open(name, () -> !listening.isClosed()));
        }

        void close() {
            try {
                listening.close();
            } catch (IOException e) {
                LOG.debug("closing {}: {}", name, e.getMessage());
            }
        }
    }

    /**
     * Starts to listen.
     *
     * @param arrived is told the system_id when an account has one more receiving bind
     * @param outbinds with whom to connect for a bind; closed by {@link #close}
     * @param tls with what to listen at the address of {@code settings.tls()} too
     * @throws IOException if an address cannot be had
     */
    public static SmppServer start(
            SmscSettings.Smpp settings,
            EsmeAccounts accounts,
            Acceptance acceptance,
            WaitingMessages waitingMessages,
            Router router,
            BoundSessions boundSessions,
            Consumer<String> arrived,
            Outbinds outbinds,
            Optional<ServerTls> tls,
            InstantSource clock,
            SmscMetrics metrics)
            throws IOException {
        var submitReader = new SubmitReader(clock);
        var desk =
                new SessionRequests.Desk(
                        accounts,
                        acceptance,
                        submitReader,
                        new WaitingRequests(waitingMessages, router, submitReader, acceptance),
                        boundSessions,
                        arrived,
                        metrics);
        var server = new SmppServer(settings, desk, outbinds, tls);
        server.plain.accepting.start();
        server.secure.ifPresent(door -> door.accepting.start());
        outbinds.start(server::outbind, boundSessions);
        return server;
    }

    /** {@return where it listens, with the port that was free if none was set} */
    public InetSocketAddress address() {
        return plain.address();
    }

    /** {@return where it listens for TLS, if it does} */
    public Optional<InetSocketAddress> tlsAddress() {
        return secure.map(Door::address);
    }

    /** {@return how many connections are open, with those that have not bound} */
    public int connections() {
        return sessions.size();
    }

    /** {@return that ESMEs are let in} */
    public List<Check> checks() {
        List<Check> checks = new ArrayList<>(plain.checks());
        secure.ifPresent(door -> checks.addAll(door.checks()));
        return checks;
    }

    private void admit(Socket socket, Optional<ServerTls> tls) throws IOException {
        Optional<SmppSession> session = open(socket, tls);
        if (session.isPresent()) {
            Thread.ofVirtual()
                    .name("smpp-session " + session.get().peer())
                    .start(() -> run(session.get()));
        }
    }

    /** {@return a session, if there is room for one more; it is to be run} */
    private Optional<SmppSession> open(Socket socket, Optional<ServerTls> tls) throws IOException {
        if (sessions.size() >= settings.maxSessions()) {
            desk.metrics().refused("too-many-sessions");
            LOG.info(
                    "refused code=too-many-sessions peer={} reason=\"{} are open\"",
                    socket.getInetAddress().getHostAddress(),
                    settings.maxSessions());
            socket.close();
            return Optional.empty();
        }
        try {
            var session = new SmppSession(Connection.of(socket, tls), settings, desk);
            sessions.add(session);
            if (closing) {
                session.close(); // too late for the goodbyes
            }
            return Optional.of(session);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void run(SmppSession session) {
        try {
            session.run();
        } finally {
            sessions.remove(session);
        }
    }

    /** Asks whom we have connected to for a bind, and serves the connection until it ends. */
    private void outbind(Socket socket, String password) throws IOException {
        Optional<SmppSession> session = open(socket, Optional.empty());
        if (session.isPresent()) {
            session.get().outbind(password);
            run(session.get());
        }
    }

    /** Takes no more connections, unbinds from all ESMEs and closes, within two seconds. */
    @Override
    public void close() {
        closing = true;
        outbinds.close();
        plain.close();
        secure.ifPresent(Door::close);
        List<Thread> goodbyes = new ArrayList<>();
        for (SmppSession session : sessions) {
            goodbyes.add(Thread.ofVirtual().start(() -> session.unbind(GOODBYE)));
        }
        long end = System.nanoTime() + GOODBYE.multipliedBy(2).toNanos();
        for (Thread goodbye : goodbyes) {
            try {
                goodbye.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        sessions.forEach(SmppSession::close); // those whose peers do not even read
    }
}
