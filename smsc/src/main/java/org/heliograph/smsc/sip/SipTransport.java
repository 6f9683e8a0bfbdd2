// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.heliograph.config.Check;
import org.heliograph.config.Listen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIP over UDP and TCP on one port (RFC 3261 §18). Hands each message received to the receiver, on
 * the thread that read it; knows nothing of what is inside.
 */
final class SipTransport implements AutoCloseable {
    /** Takes one whole message; must not block for long and must not throw. */
    @FunctionalInterface
    interface Receiver {
        void received(Hop from, byte[] message);
    }

    /**
     * Bounds of the TCP side.
     *
     * @param maxConnections most connections at a time; each costs a virtual thread and a buffer
     * @param idle silence after which a connection is closed; longer than the two minutes at which
     *     clients send keep-alives (RFC 5626 §4.4.1)
     * @param message longest time from a message's first octet to its last
     * @param connect longest time to open a connection
     */
    record TcpLimits(int maxConnections, Duration idle, Duration message, Duration connect) {
        static final TcpLimits DEFAULT =
                new TcpLimits(
                        8_192,
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(32),
                        Duration.ofSeconds(4));
    }

    private static final Logger LOG = LoggerFactory.getLogger(SipTransport.class);
    private static final int LARGEST_DATAGRAM = 65_535;

    /** What bursts need: about a thousand messages. */
    private static final int SOCKET_BUFFER = 1 << 20;

    /** Where no file descriptor is left, accept fails at once, again and again. */
    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);

    private final InetAddress bound;
    private final ServerSocket serverSocket;
    private final DatagramSocket datagramSocket;
    private final int maxMessageOctets;
    private final TcpLimits limits;
    private final Receiver receiver;
    private final Map<InetSocketAddress, TcpConnection> connections = new ConcurrentHashMap<>();
    private final Thread reading =
            Thread.ofVirtual().name("sip-udp").unstarted(this::readDatagrams);
    private final Thread accepting =
            Thread.ofVirtual().name("sip-accept").unstarted(this::acceptConnections);
    private volatile boolean closed;

    private SipTransport(
            ServerSocket serverSocket,
            DatagramSocket datagramSocket,
            int maxMessageOctets,
            TcpLimits limits,
            Receiver receiver) {
        this.bound = serverSocket.getInetAddress();
        this.serverSocket = serverSocket;
        this.datagramSocket = datagramSocket;
        this.maxMessageOctets = maxMessageOctets;
        this.limits = limits;
        this.receiver = receiver;
    }

    /**
     * Binds UDP and TCP to the same port; nothing is read before {@link #start}.
     *
     * @param listen with port 0, any port that is free for both
     */
    static SipTransport bind(
            Listen listen, int maxMessageOctets, TcpLimits limits, Receiver receiver)
            throws IOException {
        int attempts = listen.port() == 0 ? 50 : 1; // a port free for TCP may be taken for UDP
        IOException last = new IOException("cannot listen on " + listen);
        for (int i = 0; i < attempts; i++) {
            ServerSocket tcp = new ServerSocket();
            try {
                tcp.setReuseAddress(true);
                tcp.bind(listen.socketAddress());
                DatagramSocket udp =
                        new DatagramSocket(
                                new InetSocketAddress(
                                        listen.socketAddress().getAddress(), tcp.getLocalPort()));
                udp.setReceiveBufferSize(SOCKET_BUFFER);
                udp.setSendBufferSize(SOCKET_BUFFER);
                return new SipTransport(tcp, udp, maxMessageOctets, limits, receiver);
            } catch (IOException e) {
                tcp.close();
                last = new IOException("cannot listen on " + listen + ": " + e.getMessage(), e);
            }
        }
        throw last;
    }

    void start() {
        reading.start();
        accepting.start();
    }

    /** {@return that datagrams and connections are taken} */
    List<Check> checks() {
        return List.of(
                Check.alive(reading),
                Check.alive(accepting),
                Check.open("sip-udp", () -> !datagramSocket.isClosed()),
                Check.open("sip-tcp", () -> !serverSocket.isClosed()));
    }

    int port() {
        return serverSocket.getLocalPort();
    }

    /**
     * {@return the address of ours that {@code peer} can answer to} Asks the system's routing when
     * we listen on every address.
     */
    InetAddress addressTowards(InetAddress peer) {
        if (!bound.isAnyLocalAddress()) {
            return bound;
        }
        try (DatagramSocket probe = new DatagramSocket()) {
            probe.connect(peer, port());
            return probe.getLocalAddress();
        } catch (IOException | UncheckedIOException e) {
            return bound;
        }
    }

    /** Whether there is a connection to exactly this far end. */
    boolean isConnected(Hop hop) {
        return connections.containsKey(hop.address());
    }

    /** Ends the connection to {@code hop}, which has proved dead. */
    void disconnect(Hop hop) {
        TcpConnection connection = connections.get(hop.address());
        if (connection != null) {
            connection.close();
        }
    }

    /** Sends one message; over TCP on the connection that is there, else on a new one. */
    void send(Hop to, byte[] message) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        switch (to.transport()) {
            case UDP ->
                    datagramSocket.send(new DatagramPacket(message, message.length, to.address()));
            case TCP -> connection(to.address()).write(message);
        }
    }

    private TcpConnection connection(InetSocketAddress address) throws IOException {
        TcpConnection present = connections.get(address);
        if (present != null) {
            return present;
        }
        Socket socket = new Socket();
        try {
            socket.connect(address, Math.toIntExact(limits.connect().toMillis()));
            return adopt(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private TcpConnection adopt(Socket socket) throws IOException {
        if (closed || connections.size() >= limits.maxConnections()) {
            throw new IOException("connection limit of " + limits.maxConnections() + " reached");
        }
        socket.setTcpNoDelay(true);
        InetSocketAddress far = (InetSocketAddress) socket.getRemoteSocketAddress();
        TcpConnection connection = new TcpConnection(socket, maxMessageOctets, limits);
        connections.put(far, connection);
        Thread.ofVirtual()
                .name("sip-tcp-" + far)
                .start(
                        () -> {
                            Hop from = new Hop(Hop.Transport.TCP, far);
                            try {
                                connection.readAll(message -> receiver.received(from, message));
                            } finally {
                                connections.remove(far, connection);
                                connection.close();
                            }
                        });
        return connection;
    }

    private void readDatagrams() {
        byte[] buffer = new byte[LARGEST_DATAGRAM];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        while (!closed) {
            try {
                packet.setLength(buffer.length);
                datagramSocket.receive(packet);
                Hop from =
                        new Hop(Hop.Transport.UDP, (InetSocketAddress) packet.getSocketAddress());
                if (packet.getLength() > maxMessageOctets) {
                    LOG.info(
                            "dropped code=sip-too-long reason=\"{} octets from {}, at most {}\"",
                            packet.getLength(),
                            from,
                            maxMessageOctets);
                    continue;
                }
                receiver.received(from, Arrays.copyOf(buffer, packet.getLength()));
            } catch (IOException e) {
                if (!closed) {
                    LOG.warn("UDP read failed: {}", e.getMessage());
                }
            }
        }
    }

    private void acceptConnections() {
        while (!closed) {
            Socket socket;
            try {
                socket = serverSocket.accept();
            } catch (IOException e) {
                if (!closed) {
                    LOG.warn("TCP accept failed: {}", e.getMessage());
                    LockSupport.parkNanos(ACCEPT_PAUSE.toNanos());
                }
                continue;
            }
            try {
                adopt(socket);
            } catch (IOException | RuntimeException e) {
                LOG.info("refused code=sip-connection reason=\"{}\"", e.getMessage());
                closeQuietly(socket);
            }
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("close failed", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        datagramSocket.close();
        try {
            serverSocket.close();
        } catch (IOException e) {
            LOG.debug("close failed", e);
        }
        connections.values().forEach(TcpConnection::close);
    }
}
