// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;
import org.heliograph.config.ClientTls;
import org.heliograph.config.ServerTls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections by TCP and TLS, those that peers opened and ours: one to each far end, whoever
 * opened it (RFC 3261 §18.1.1, RFC 5923).
 */
final class Connections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final int maxMessageOctets;
    private final SipTransport.TcpLimits limits;
    private final SipTransport.Receiver receiver;
    private final Optional<ClientTls> peers;
    private final Map<Hop, TcpConnection> open = new ConcurrentHashMap<>();
    private final Map<Hop, CompletableFuture<TcpConnection>> opening = new ConcurrentHashMap<>();

    /** Those that are open, and those that are being opened or shake hands. */
    private final AtomicInteger taken = new AtomicInteger();

    private volatile Consumer<Hop> lost = _ -> {};
    private volatile boolean closed;

    /**
     * @param peers what we connect to others by TLS with
     */
    Connections(
            int maxMessageOctets,
            SipTransport.TcpLimits limits,
            Optional<ClientTls> peers,
            SipTransport.Receiver receiver) {
        this.maxMessageOctets = maxMessageOctets;
        this.limits = limits;
        this.peers = peers;
        this.receiver = receiver;
    }

    /** From now on {@code lost} is told of each connection that is over. */
    void whenLost(Consumer<Hop> told) {
        lost = told;
    }

    /** Whether there is a connection to exactly this far end. */
    boolean has(Hop hop) {
        return open.containsKey(hop);
    }

    /** Ends the connection to {@code hop}, which has proved dead. */
    void end(Hop hop) {
        @Nullable TcpConnection connection = open.get(hop);
        if (connection != null) {
            connection.close();
        }
    }

    /**
     * Takes what a peer has opened, in a thread of its own from here on.
     *
     * @param tls what to shake hands with first
     */
    void accepted(Socket socket, Optional<ServerTls> tls) throws IOException {
        take();
        Thread.ofVirtual()
                .name("sip-accepted")
                .start(
                        () -> {
                            Hop from =
                                    new Hop(
                                            tls.isPresent() ? Hop.Transport.TLS : Hop.Transport.TCP,
                                            (InetSocketAddress) socket.getRemoteSocketAddress());
                            welcome(from, socket, tls).ifPresent(one -> read(from, one));
                        });
    }

    private Optional<TcpConnection> welcome(Hop from, Socket socket, Optional<ServerTls> tls) {
        try {
            socket.setTcpNoDelay(true);
            return Optional.of(
                    connection(
                            from,
                            socket,
                            tls.isPresent() ? shakenHands(socket, tls.get()) : socket));
        } catch (IOException | RuntimeException e) {
            taken.decrementAndGet();
            LOG.info("refused code=sip-connection reason=\"{} from {}\"", e.getMessage(), from);
            closeQuietly(socket);
            return Optional.empty();
        }
    }

    private Socket shakenHands(Socket socket, ServerTls tls) throws IOException {
        CompletableFuture<Void> shaken = new CompletableFuture<>();
        endUnless(shaken, socket);
        try {
            SSLSocket secured = tls.over(socket);
            secured.startHandshake();
            return secured;
        } finally {
            shaken.complete(null);
        }
    }

    /** A handshake may come octet by octet, so that no time limit on reads would end it. */
    private void endUnless(CompletableFuture<Void> shaken, Socket socket) {
        shaken.orTimeout(limits.connect().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(
                        _ -> {
                            closeQuietly(socket);
                            return null;
                        });
    }

    /** Writes one message on the connection that is there, else on a new one. */
    void send(Hop to, byte[] message) throws IOException {
        @Nullable TcpConnection present = open.get(to);
        (present == null ? opened(to) : present).write(message);
    }

    /** Many who want the same wait for one attempt. */
    private TcpConnection opened(Hop to) throws IOException {
        CompletableFuture<TcpConnection> mine = new CompletableFuture<>();
        @Nullable CompletableFuture<TcpConnection> first = opening.putIfAbsent(to, mine);
        if (first != null) {
            return await(first);
        }
        try {
            @Nullable TcpConnection present = open.get(to); // since we looked
            TcpConnection connection = present == null ? connect(to) : present;
            mine.complete(connection);
            return connection;
        } catch (IOException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            mine.completeExceptionally(new IOException("not connected")); // broken promises
            opening.remove(to, mine);
        }
    }

    private static TcpConnection await(CompletableFuture<TcpConnection> first) throws IOException {
        try {
            return first.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    private TcpConnection connect(Hop to) throws IOException {
        take();
        Socket socket = new Socket();
        try {
            int millis = Math.toIntExact(limits.connect().toMillis());
            socket.connect(to.address(), millis);
            socket.setTcpNoDelay(true);
            Socket stream = to.transport() == Hop.Transport.TLS ? secured(socket, to) : socket;
            TcpConnection connection = connection(to, socket, stream);
            Thread.ofVirtual().name("sip-connected").start(() -> read(to, connection));
            return connection;
        } catch (IOException | RuntimeException e) {
            taken.decrementAndGet();
            socket.close();
            throw e;
        }
    }

    private Socket secured(Socket socket, Hop to) throws IOException {
        if (peers.isEmpty()) {
            throw new IOException("smsc.sip.transport.peers is not enabled");
        }
        CompletableFuture<Void> shaken = new CompletableFuture<>();
        endUnless(shaken, socket);
        try {
            String name = to.name().isEmpty() ? to.host().getHostAddress() : to.name();
            return peers.get()
                    .over(socket, InetSocketAddress.createUnresolved(name, to.address().getPort()));
        } finally {
            shaken.complete(null);
        }
    }

    private void take() throws IOException {
        if (taken.incrementAndGet() > limits.maxConnections() || closed) {
            taken.decrementAndGet();
            throw new IOException("connection limit of " + limits.maxConnections() + " reached");
        }
    }

    private TcpConnection connection(Hop hop, Socket socket, Socket stream) throws IOException {
        TcpConnection connection = new TcpConnection(socket, stream, maxMessageOctets, limits);
        open.put(hop, connection);
        if (closed) {
            connection.close();
        }
        return connection;
    }

    private void read(Hop from, TcpConnection connection) {
        try {
            connection.readAll(message -> receiver.received(from, message));
        } finally {
            open.remove(from, connection);
            taken.decrementAndGet();
            connection.close();
            lost.accept(from);
        }
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("close failed", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        open.values().forEach(TcpConnection::close);
    }
}
