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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.heliograph.config.Check;
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

    /** Where no file descriptor is left, accept fails at once, again and again. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final SmscSettings.Smpp settings;
    private final SessionRequests.Desk desk;
    private final ServerSocket listening;
    private final Set<SmppSession> sessions = ConcurrentHashMap.newKeySet();
    private final Thread accepting =
            Thread.ofVirtual().name("smpp-accept").unstarted(this::acceptConnections);

    private SmppServer(
            SmscSettings.Smpp settings, SessionRequests.Desk desk, ServerSocket listening) {
        this.settings = settings;
        this.desk = desk;
        this.listening = listening;
    }

    /**
     * Starts to listen.
     *
     * @param arrived is told the system_id when an account has one more receiving bind
     * @throws IOException if the address cannot be had
     */
    public static SmppServer start(
            SmscSettings.Smpp settings,
            EsmeAccounts accounts,
            Acceptance acceptance,
            WaitingMessages waitingMessages,
            Router router,
            BoundSessions boundSessions,
            Consumer<String> arrived,
            InstantSource clock,
            SmscMetrics metrics)
            throws IOException {
        var listening = new ServerSocket();
        try {
            listening.setReuseAddress(true);
            listening.bind(settings.listen().socketAddress());
        } catch (IOException e) {
            listening.close();
            throw new IOException(
                    "cannot listen on " + settings.listen() + ": " + e.getMessage(), e);
        }
        var submitReader = new SubmitReader(clock);
        var desk =
                new SessionRequests.Desk(
                        accounts,
                        acceptance,
                        submitReader,
                        new WaitingRequests(waitingMessages, router, submitReader),
                        boundSessions,
                        arrived,
                        metrics);
        var server = new SmppServer(settings, desk, listening);
        server.accepting.start();
        return server;
    }

    /** {@return where it listens, with the port that was free if none was set} */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    /** {@return how many connections are open, with those that have not bound} */
    public int connections() {
        return sessions.size();
    }

    /** {@return that ESMEs are let in} */
    public List<Check> checks() {
        return List.of(Check.alive(accepting), Check.open("smpp", () -> !listening.isClosed()));
    }

    private void acceptConnections() {
        while (!listening.isClosed()) {
            try {
                admit(listening.accept());
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    LOG.warn("accepting a connection: {}", e.getMessage());
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }
    }

    private void admit(Socket socket) throws IOException {
        if (sessions.size() >= settings.maxSessions()) {
            desk.metrics().refused("too-many-sessions");
            LOG.info(
                    "refused code=too-many-sessions peer={} reason=\"{} are open\"",
                    socket.getInetAddress().getHostAddress(),
                    settings.maxSessions());
            socket.close();
            return;
        }
        try {
            socket.setTcpNoDelay(true); // responses are small, and a peer waits for each
            var session = new SmppSession(socket, settings, desk);
            sessions.add(session);
            if (listening.isClosed()) {
                session.close(); // too late for the goodbyes
            }
            Thread.ofVirtual()
                    .name("smpp-session " + session.peer())
                    .start(
                            () -> {
                                try {
                                    session.run();
                                } finally {
                                    sessions.remove(session);
                                }
                            });
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Takes no more connections, unbinds from all ESMEs and closes, within two seconds. */
    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            LOG.debug("closing the SMPP server: {}", e.getMessage());
        }
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
