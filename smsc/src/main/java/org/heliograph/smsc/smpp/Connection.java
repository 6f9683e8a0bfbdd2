// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.heliograph.config.ClientTls;
import org.heliograph.config.ServerTls;

/** The way to a peer, with or without TLS. */
final class Connection implements AutoCloseable {
    private final Socket socket;
    private final Acknowledgement acknowledgement;
    private final Optional<SSLSocket> tls;

    private Connection(Socket socket, Optional<SSLSocket> tls) {
        this.socket = socket;
        this.acknowledgement = new Acknowledgement(socket);
        this.tls = tls;
    }

    /**
     * {@return the way to a server, hands shaken}
     *
     * @param server where {@code connected} leads
     */
    static Connection to(Socket connected, InetSocketAddress server, Optional<ClientTls> tls)
            throws IOException {
        connected.setTcpNoDelay(true); // our requests are gathered already
        return new Connection(
                connected,
                tls.isPresent()
                        ? Optional.of(tls.get().over(connected, server))
                        : Optional.empty());
    }

    static Connection of(Socket accepted, Optional<ServerTls> tls) throws IOException {
        accepted.setTcpNoDelay(true); // responses are small, and a peer waits for each
        return new Connection(
                accepted,
                tls.isPresent() ? Optional.of(tls.get().over(accepted)) : Optional.empty());
    }

    /** Agrees on keys; blocks until the peer does its part, or {@link #close}. */
    void shakeHands() throws IOException {
        if (tls.isPresent()) {
            tls.get().startHandshake();
        }
    }

    InputStream in() throws IOException {
        return (tls.isPresent() ? tls.get() : socket).getInputStream();
    }

    OutputStream out() throws IOException {
        return (tls.isPresent() ? tls.get() : socket).getOutputStream();
    }

    Acknowledgement acknowledgement() {
        return acknowledgement;
    }

    InetAddress address() {
        return socket.getInetAddress();
    }

    /** {@return the certificate that the peer has shown} */
    Optional<X509Certificate> certificate() {
        return tls.flatMap(ServerTls::peerCertificate);
    }

    /** {@return address and port, for the log} */
    @Override
    public String toString() {
        return address().getHostAddress() + ":" + socket.getPort();
    }

    /**
     * Ends the connection at once. Of TLS too: its own goodbye would wait for whoever is writing to
     * a peer that does not read.
     */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
