// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.heliograph.config.Check;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIP over UDP on one of our addresses (RFC 3261 §18). */
final class Datagrams implements AutoCloseable {
    /** Takes one whole message, and by which of our sockets it came. */
    @FunctionalInterface
    interface Receiver {
        void received(Datagrams by, Hop from, byte[] message);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Datagrams.class);
    private static final int LARGEST = 65_535;

    /** What comes while the collector has stopped us: about two thousand messages. */
    private static final int SOCKET_BUFFER = 1 << 22;

    private final DatagramSocket socket;
    private final int maxMessageOctets;
    private final Receiver receiver;

    /** A thread of the system: a virtual one would be parked and woken for each datagram. */
    private final Thread reading;

    /** Binds; nothing is read before {@link #start}. */
    Datagrams(InetSocketAddress at, int maxMessageOctets, Receiver receiver) throws IOException {
        socket = new DatagramSocket(at);
        socket.setReceiveBufferSize(SOCKET_BUFFER);
        socket.setSendBufferSize(SOCKET_BUFFER);
        this.maxMessageOctets = maxMessageOctets;
        this.receiver = receiver;
        reading =
                Thread.ofPlatform()
                        .daemon()
                        .name("sip-udp-" + socket.getLocalPort())
                        .unstarted(this::readAll);
    }

    void start() {
        reading.start();
    }

    Check check() {
        return Check.alive(reading);
    }

    /** {@return our address; the wildcard where we listen on every one} */
    InetAddress address() {
        return socket.getLocalAddress();
    }

    int port() {
        return socket.getLocalPort();
    }

    void send(byte[] message, InetSocketAddress to) throws IOException {
        socket.send(new DatagramPacket(message, message.length, to));
    }

    private void readAll() {
        byte[] buffer = new byte[LARGEST];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        while (!socket.isClosed()) {
            try {
                packet.setLength(buffer.length);
                socket.receive(packet);
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
                receiver.received(this, from, Arrays.copyOf(buffer, packet.getLength()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.warn("UDP read failed: {}", e.getMessage());
                }
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
