// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers.radius;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.heliograph.config.Check;
import org.heliograph.config.Cidr;
import org.heliograph.config.ConfigException;
import org.heliograph.config.Listen;
import org.heliograph.config.RadiusSettings;
import org.heliograph.config.SecretFile;
import org.heliograph.subscribers.IdentityReader;
import org.heliograph.subscribers.IdentitySource;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A RADIUS accounting server (RFC 2866) and what it has heard. A request of a known client whose
 * Request Authenticator is right is answered once it counts; any other is not answered (RFC 2865
 * §3).
 */
public final class RadiusServer implements IdentitySource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RadiusServer.class);

    /** Room for what comes at once, such as from a gateway that starts again. */
    private static final int RECEIVE_OCTETS = 1 << 20;

    /** Errors of the socket do not go away at once, and are not to be asked for all the time. */
    private static final Duration AFTER_ERROR = Duration.ofMillis(100);

    /** A client's networks and the secret shared with it, of which logs show nothing. */
    private static final class Client {
        private final List<Cidr> networks;
        private final byte[] secret;

        Client(List<Cidr> networks, byte[] secret) {
            this.networks = networks;
            this.secret = secret;
        }

        boolean is(InetAddress address) {
            return networks.stream().anyMatch(network -> network.contains(address));
        }
    }

    private final List<Client> clients;
    private final IdentityReader reader;
    private final Sessions sessions;
    private final DatagramSocket socket;
    private final Listen address;
    private final Thread receiving;
    private final RefusalLog refusals;

    private RadiusServer(
            RadiusSettings settings,
            List<Client> clients,
            IdentityReader reader,
            InstantSource clock,
            DatagramSocket socket) {
        this.clients = List.copyOf(clients);
        this.reader = reader;
        this.sessions = new Sessions(settings.maxSessions(), settings.expires(), clock);
        this.socket = socket;
        this.address = new Listen(settings.listen().host(), socket.getLocalPort());
        this.receiving = Thread.ofPlatform().name("radius").daemon().unstarted(this::receive);
        this.refusals = new RefusalLog(clock);
    }

    /**
     * Starts to listen.
     *
     * @throws IOException if the port cannot be had
     * @throws ConfigException if a secret cannot be read or made
     */
    public static RadiusServer start(
            RadiusSettings settings, Path dataDirectory, IdentityReader reader, InstantSource clock)
            throws IOException, ConfigException {
        List<Client> clients = new ArrayList<>();
        for (RadiusSettings.Client client : settings.clients()) {
            String secret = SecretFile.token(dataDirectory, client.secretFile()).secret();
            clients.add(new Client(client.from(), secret.getBytes(US_ASCII)));
        }
        DatagramSocket socket;
        try {
            socket = new DatagramSocket(settings.listen().socketAddress());
            socket.setReceiveBufferSize(RECEIVE_OCTETS);
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen on " + settings.listen() + ": " + e.getMessage(), e);
        }
        RadiusServer server = new RadiusServer(settings, clients, reader, clock, socket);
        server.receiving.start();
        return server;
    }

    /** {@return where it listens, with the port it got} */
    public Listen address() {
        return address;
    }

    /** {@return that it hears} */
    public Check check() {
        return Check.alive(receiving);
    }

    @Override
    public String name() {
        return "radius";
    }

    @Override
    public Answer of(Call call) {
        Optional<Accounting.Session> session = sessions.find(call.handset());
        if (session.isEmpty()) {
            return new Answer.Silent("no-identity", "no RADIUS session has the address");
        }
        Optional<Msisdn> calling =
                session.get()
                        .callingStation()
                        .flatMap(text -> reader.read(text, IdentityReader.Holds.ANY));
        Optional<Msisdn> byImsi = session.get().imsi().flatMap(reader::ofImsi);
        if (calling.isPresent() && byImsi.isPresent() && !calling.equals(byImsi)) {
            return new Answer.Refused(
                    "identity-contradiction",
                    "Calling-Station-Id and 3GPP-IMSI of the RADIUS session are of two"
                            + " subscribers");
        }
        return calling.or(() -> byImsi)
                .<Answer>map(Answer.Known::new)
                .orElseGet(
                        () ->
                                new Answer.Silent(
                                        "no-identity",
                                        "the RADIUS session names nobody that is known"));
    }

    private void receive() {
        DatagramPacket datagram = new DatagramPacket(new byte[Packet.LONGEST], Packet.LONGEST);
        while (!socket.isClosed()) {
            try {
                datagram.setLength(Packet.LONGEST);
                socket.receive(datagram);
                handle(datagram);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    refusals.refused("radius-socket", String.valueOf(e.getMessage()), address);
                    LockSupport.parkNanos(AFTER_ERROR.toNanos());
                }
            } catch (RuntimeException e) {
                LOG.error("a RADIUS request failed code=internal-error", e);
            }
        }
    }

    private void handle(DatagramPacket datagram) throws IOException {
        InetAddress sender = datagram.getAddress();
        // several may share a network, where only the secret tells them apart
        List<Client> possible = clients.stream().filter(client -> client.is(sender)).toList();
        if (possible.isEmpty()) {
            refusals.refused("radius-client", "no client of ours", sender.getHostAddress());
            return;
        }
        try {
            Packet packet = Packet.read(datagram.getData(), datagram.getLength());
            if (packet.code() != Packet.ACCOUNTING_REQUEST) {
                throw new MalformedPacket("code " + packet.code() + ", not Accounting-Request");
            }
            Optional<Client> client =
                    possible.stream().filter(one -> packet.isBy(one.secret)).findFirst();
            if (client.isEmpty()) {
                refusals.refused(
                        "radius-authenticator",
                        "not written with the shared secret",
                        sender.getHostAddress());
                return;
            }
            note(packet, sender);
            byte[] response = packet.response(client.get().secret);
            socket.send(new DatagramPacket(response, response.length, datagram.getSocketAddress()));
        } catch (MalformedPacket e) {
            refusals.refused(
                    "radius-malformed", String.valueOf(e.getMessage()), sender.getHostAddress());
        }
    }

    private void note(Packet packet, InetAddress sender) throws MalformedPacket {
        switch (sessions.note(Accounting.of(packet, sender))) {
            case DONE -> {}
            case ENDED ->
                    refusals.refused(
                            "radius-late", "of a session that has ended", sender.getHostAddress());
            case CONFLICT ->
                    refusals.refused(
                            "radius-conflict",
                            "an Interim-Update for an address of another subscriber: it is"
                                    + " nobody's now",
                            sender.getHostAddress());
            case FULL ->
                    refusals.refused(
                            "radius-full",
                            "too many sessions: the one not heard of for longest is gone",
                            sender.getHostAddress());
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
