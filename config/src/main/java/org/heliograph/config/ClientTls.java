// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The client's side of TLS 1.2 and 1.3, by the JDK, with {@link TlsFiles}. */
public final class ClientTls {
    private final TlsFiles files;
    private final boolean checkHost;

    private ClientTls(TlsFiles files, boolean checkHost) {
        this.files = files;
        this.checkHost = checkHost;
    }

    /**
     * {@return what to connect with; empty where the settings want none}
     *
     * @param directory where names of files lead
     * @throws ConfigException naming the file that cannot be used
     */
    public static Optional<ClientTls> open(Path directory, ClientTlsSettings settings)
            throws ConfigException {
        if (!settings.enabled()) {
            return Optional.empty();
        }
        Optional<TlsFiles.Own> own =
                settings.certificateFile().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new TlsFiles.Own(
                                        directory.resolve(settings.certificateFile()),
                                        directory.resolve(settings.keyFile())));
        Optional<Path> authorities =
                settings.caFile().isEmpty()
                        ? Optional.empty()
                        : Optional.of(directory.resolve(settings.caFile()));
        try {
            return Optional.of(new ClientTls(new TlsFiles(own, authorities), settings.checkHost()));
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigException("TLS: " + e.getMessage(), e);
        }
    }

    /**
     * {@return TLS over a connection, hands shaken} Blocks as long as {@code connected} lets reads
     * block. Whoever closes {@code connected} ends it at once, without a word to the peer.
     *
     * @param server where {@code connected} leads, as the operator wrote it
     * @throws IOException also if the server shows nothing that is to be trusted
     */
    public SSLSocket over(Socket connected, InetSocketAddress server) throws IOException {
        SSLSocket tls =
                (SSLSocket)
                        files.newest()
                                .getSocketFactory()
                                .createSocket(
                                        connected, server.getHostString(), server.getPort(), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setProtocols(TlsFiles.VERSIONS);
        if (checkHost) { // by RFC 2818 §3.1, which the JDK calls HTTPS
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }
}
