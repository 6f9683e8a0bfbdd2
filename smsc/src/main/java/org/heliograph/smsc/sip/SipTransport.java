// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.heliograph.config.Check;
import org.heliograph.config.ClientTls;
import org.heliograph.config.Listen;
import org.heliograph.config.ServerTls;
import org.heliograph.config.SipTransportSettings;
import org.heliograph.config.SmscSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIP over UDP, TCP and TLS (RFC 3261 §18) on all of our addresses. Hands each message received to
 * the receiver, on the thread that read it; knows nothing of what is inside.
 */
final class SipTransport implements AutoCloseable {
    /** Takes one whole message; must not block for long and must not throw. */
    @FunctionalInterface
    interface Receiver {
        void received(Hop from, byte[] message);
    }

    /**
     * Bounds of connections.
     *
     * @param maxConnections most connections at a time; each costs a virtual thread and a buffer
     * @param idle silence after which a connection is closed; longer than the two minutes at which
     *     clients send keep-alives (RFC 5626 §4.4.1)
     * @param message longest time from a message's first octet to its last
     * @param connect longest time to open a connection, and again to shake hands
     */
    record TcpLimits(int maxConnections, Duration idle, Duration message, Duration connect) {
        private static final Duration LONGEST_MESSAGE = Duration.ofSeconds(32);

        static TcpLimits of(SipTransportSettings settings) {
            return new TcpLimits(
                    settings.maxConnections(),
                    settings.idle(),
                    LONGEST_MESSAGE,
                    settings.connectTimeout());
        }
    }

    /**
     * Where to listen.
     *
     * @param plain by UDP and TCP; at least one, the first being where we say that we are
     * @param tls more, or none
     */
    record Doors(List<Listen> plain, List<TlsDoor> tls) {
        static Doors of(SmscSettings.Sip settings, SipTls tls) {
            SipTransportSettings carrying = settings.transport();
            return new Doors(
                    both(settings.listen(), carrying.alsoListen()),
                    tls.server().map(one -> doors(carrying, one)).orElseGet(List::of));
        }

        private static List<TlsDoor> doors(SipTransportSettings carrying, ServerTls tls) {
            return both(carrying.tls().listen(), carrying.alsoListenTls()).stream()
                    .map(at -> new TlsDoor(at, tls))
                    .toList();
        }

        private static List<Listen> both(Listen first, List<Listen> more) {
            return Stream.concat(Stream.of(first), more.stream()).toList();
        }
    }

    /** Where to listen for TLS. */
    record TlsDoor(Listen at, ServerTls tls) {}

    private static final Logger LOG = LoggerFactory.getLogger(SipTransport.class);

    /** Where no file descriptor is left, accept fails at once, again and again. */
    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);

    /** Peers whose way is remembered; when there are more, it is asked again. */
    private static final int MOST_WAYS = 50_000;

    private record Acceptor(String name, ServerSocket socket, Optional<ServerTls> tls) {}

    /** Routes may change. */
    private static final Duration WAY_KEPT = Duration.ofMinutes(1);

    /**
     * One of our UDP sockets, and where we are as a peer sees it.
     *
     * @param plain host and port, as Via writes it
     * @param tls the same for TLS
     */
    private record Way(Datagrams by, String plain, String tls, long foundNanos) {
        boolean isFresh() {
            return System.nanoTime() - foundNanos < WAY_KEPT.toNanos();
        }
    }

    private final List<Datagrams> datagrams = new ArrayList<>();
    private final List<Acceptor> acceptors = new ArrayList<>();
    private final List<Thread> accepting = new ArrayList<>();
    private final Connections connections;
    private final Map<InetAddress, Way> ways = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private SipTransport(Connections connections) {
        this.connections = connections;
    }

    /**
     * Binds; nothing is read before {@link #start}.
     *
     * @param doors with port 0, any port that is free for both UDP and TCP
     * @param peers what we connect to others by TLS with
     */
    static SipTransport bind(
            Doors doors,
            int maxMessageOctets,
            TcpLimits limits,
            Optional<ClientTls> peers,
            Receiver receiver)
            throws IOException {
        SipTransport transport =
                new SipTransport(new Connections(maxMessageOctets, limits, peers, receiver));
        try {
            for (Listen listen : doors.plain()) {
                transport.open(listen, maxMessageOctets, receiver);
            }
            for (TlsDoor door : doors.tls()) {
                transport.acceptors.add(
                        new Acceptor("sip-tls", listening(door.at()), Optional.of(door.tls())));
            }
            return transport;
        } catch (IOException e) {
            transport.close();
            throw e;
        }
    }

    private void open(Listen listen, int maxMessageOctets, Receiver receiver) throws IOException {
        int attempts = listen.port() == 0 ? 50 : 1; // a port free for TCP may be taken for UDP
        IOException last = new IOException("cannot listen on " + listen);
        for (int i = 0; i < attempts; i++) {
            ServerSocket tcp = listening(listen);
            try {
                InetAddress address = listen.socketAddress().getAddress();
                datagrams.add(
                        new Datagrams(
                                new InetSocketAddress(address, tcp.getLocalPort()),
                                maxMessageOctets,
                                (by, from, message) -> {
                                    goesBackBy(by, from.host());
                                    receiver.received(from, message);
                                }));
                acceptors.add(new Acceptor("sip-tcp", tcp, Optional.empty()));
                return;
            } catch (IOException e) {
                tcp.close();
                last = new IOException("cannot listen on " + listen + ": " + e.getMessage(), e);
            }
        }
        throw last;
    }

    private static ServerSocket listening(Listen listen) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(listen.socketAddress());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new IOException("cannot listen on " + listen + ": " + e.getMessage(), e);
        }
    }

    void start() {
        datagrams.forEach(Datagrams::start);
        for (Acceptor acceptor : acceptors) {
            accepting.add(
                    Thread.ofVirtual().name(acceptor.name()).start(() -> acceptAll(acceptor)));
        }
    }

    /** {@return that datagrams and connections are taken} */
    List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        datagrams.forEach(one -> checks.add(one.check()));
        accepting.forEach(one -> checks.add(Check.alive(one)));
        for (Acceptor acceptor : acceptors) {
            checks.add(Check.open(acceptor.name(), () -> !acceptor.socket().isClosed()));
        }
        return checks;
    }

    /** {@return the port of the first address, by UDP and TCP} */
    int port() {
        return datagrams.getFirst().port();
    }

    /** {@return the ports of all addresses, by UDP and TCP} */
    List<Integer> ports() {
        return datagrams.stream().map(Datagrams::port).toList();
    }

    /** {@return the ports for TLS} */
    List<Integer> tlsPorts() {
        return tlsDoors().stream().map(ServerSocket::getLocalPort).toList();
    }

    private List<ServerSocket> tlsDoors() {
        return acceptors.stream()
                .filter(one -> one.tls().isPresent())
                .map(Acceptor::socket)
                .toList();
    }

    /** {@return the kinds of addresses that we can send from} */
    Set<SipLocator.Family> families() {
        Set<SipLocator.Family> families = EnumSet.noneOf(SipLocator.Family.class);
        for (Datagrams one : datagrams) {
            for (SipLocator.Family family : SipLocator.Family.values()) {
                if (carries(one, family)) {
                    families.add(family);
                }
            }
        }
        return families;
    }

    /** An IPv6 wildcard takes both (RFC 3493 §5.3). */
    private static boolean carries(Datagrams one, SipLocator.Family family) {
        boolean both = one.address() instanceof Inet6Address six && six.isAnyLocalAddress();
        return both || SipLocator.Family.of(one.address()) == family;
    }

    /** {@return where {@code hop} can answer to: sent-by of Via (RFC 3261 §18.1.1)} */
    String sentBy(Hop hop) {
        Way way = way(hop.host());
        return hop.transport() == Hop.Transport.TLS ? way.tls() : way.plain();
    }

    private Way wayBy(Datagrams by, InetAddress ours) {
        return new Way(by, written(ours, by.port()), securedAt(ours, by.port()), System.nanoTime());
    }

    private static String written(InetAddress ours, int port) {
        String address = ours.getHostAddress();
        int scope = address.indexOf('%');
        String plain = scope < 0 ? address : address.substring(0, scope);
        return (plain.indexOf(':') < 0 ? plain : "[" + plain + "]") + ":" + port;
    }

    /** The door for TLS at {@code ours}, else one of its kind of addresses. */
    private String securedAt(InetAddress ours, int otherwise) {
        String found = written(ours, otherwise);
        for (ServerSocket door : tlsDoors()) {
            InetAddress at = door.getInetAddress();
            boolean any = at.isAnyLocalAddress();
            boolean sameKind = SipLocator.Family.of(at) == SipLocator.Family.of(ours);
            if (at.equals(ours) || (any && (sameKind || at instanceof Inet6Address))) {
                return written(ours, door.getLocalPort());
            }
            if (sameKind) {
                found = written(at, door.getLocalPort());
            }
        }
        return found;
    }

    private Way way(InetAddress peer) {
        @Nullable Way known = ways.get(peer);
        if (known != null && known.isFresh()) {
            return known;
        }
        if (ways.size() >= MOST_WAYS) {
            ways.clear();
        }
        Way found = find(peer);
        ways.put(peer, found);
        return found;
    }

    /** Where two of our addresses fit a peer, it hears from the one that it speaks to. */
    private void goesBackBy(Datagrams by, InetAddress peer) {
        if (datagrams.size() > 1 && !by.address().isAnyLocalAddress()) {
            @Nullable Way known = ways.get(peer);
            if (known == null || known.by() != by) {
                ways.put(peer, wayBy(by, by.address()));
            }
        }
    }

    /** Asks the system's routing where there is a choice. */
    private Way find(InetAddress peer) {
        List<Datagrams> fit =
                datagrams.stream().filter(one -> carries(one, SipLocator.Family.of(peer))).toList();
        Datagrams first = fit.isEmpty() ? datagrams.getFirst() : fit.getFirst();
        boolean any = first.address().isAnyLocalAddress();
        if (fit.isEmpty() || (fit.size() == 1 && !any)) {
            return wayBy(first, first.address());
        }
        InetAddress ours = routed(peer, first);
        for (Datagrams one : fit) {
            if (one.address().equals(ours)) {
                return wayBy(one, ours);
            }
        }
        return wayBy(first, any ? ours : first.address());
    }

    private static InetAddress routed(InetAddress peer, Datagrams otherwise) {
        try (DatagramSocket probe = new DatagramSocket()) {
            probe.connect(peer, otherwise.port());
            return probe.getLocalAddress();
        } catch (UncheckedIOException e) {
            return otherwise.address();
        } catch (IOException e) {
            return otherwise.address();
        }
    }

    /** From now on {@code told} hears of each connection that is over. */
    void whenLost(Consumer<Hop> told) {
        connections.whenLost(told);
    }

    /** Whether there is a connection to exactly this far end. */
    boolean isConnected(Hop hop) {
        return connections.has(hop);
    }

    /** Ends the connection to {@code hop}, which has proved dead. */
    void disconnect(Hop hop) {
        connections.end(hop);
    }

    /** Sends one message; by TCP and TLS on the connection that is there, else on a new one. */
    void send(Hop to, byte[] message) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        switch (to.transport()) {
            case UDP -> way(to.host()).by().send(message, to.address());
            case TCP, TLS -> connections.send(to, message);
        }
    }

    private void acceptAll(Acceptor acceptor) {
        while (!closed) {
            Socket socket;
            try {
                socket = acceptor.socket().accept();
            } catch (IOException e) {
                if (!closed) {
                    LOG.warn("{} accept failed: {}", acceptor.name(), e.getMessage());
                    LockSupport.parkNanos(ACCEPT_PAUSE.toNanos());
                }
                continue;
            }
            try {
                connections.accepted(socket, acceptor.tls());
            } catch (IOException | RuntimeException e) {
                LOG.info("refused code=sip-connection reason=\"{}\"", e.getMessage());
                Connections.closeQuietly(socket);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        datagrams.forEach(Datagrams::close);
        for (Acceptor acceptor : acceptors) {
            try {
                acceptor.socket().close();
            } catch (IOException e) {
                LOG.debug("close failed", e);
            }
        }
        connections.close();
    }
}
