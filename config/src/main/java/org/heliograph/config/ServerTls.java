// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.security.auth.x500.X500Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's side of TLS 1.2 and 1.3, by the JDK, with {@link TlsFiles}. */
public final class ServerTls {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    private final TlsFiles files;
    private final boolean asksForCertificate;

    private ServerTls(TlsFiles files, boolean asksForCertificate) {
        this.files = files;
        this.asksForCertificate = asksForCertificate;
    }

    /**
     * Reads the files, or makes them if both are missing and the settings say so.
     *
     * @param dataDirectory where names of files lead
     * @throws ConfigException naming the file that cannot be used
     */
    public static ServerTls open(Path dataDirectory, SmscSettings.Tls settings, InstantSource clock)
            throws ConfigException {
        Path certificateFile = dataDirectory.resolve(settings.certificateFile());
        Path keyFile = dataDirectory.resolve(settings.keyFile());
        Optional<Path> clientCaFile =
                settings.clientCaFile().isEmpty()
                        ? Optional.empty()
                        : Optional.of(dataDirectory.resolve(settings.clientCaFile()));
        try {
            if (settings.selfSigned() && !Files.exists(certificateFile) && !Files.exists(keyFile)) {
                PemFiles.makeSelfSigned(
                        certificateFile, keyFile, settings.listen().host(), clock.instant());
                LOG.info("made a self-signed certificate file={}", certificateFile);
            }
            var own = new TlsFiles.Own(certificateFile, keyFile);
            return new ServerTls(
                    new TlsFiles(Optional.of(own), clientCaFile), clientCaFile.isPresent());
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigException("TLS: " + e.getMessage(), e);
        }
    }

    /**
     * {@return TLS over an accepted connection, not shaken hands yet} Whoever closes {@code socket}
     * ends it at once, without a word to the peer.
     */
    public SSLSocket over(Socket socket) throws IOException {
        SSLSocket tls =
                (SSLSocket) files.newest().getSocketFactory().createSocket(socket, null, true);
        tls.setEnabledProtocols(TlsFiles.VERSIONS);
        tls.setNeedClientAuth(asksForCertificate);
        return tls;
    }

    /** {@return the certificate that the peer has shown, and proved} */
    public static Optional<X509Certificate> peerCertificate(SSLSocket tls) {
        try {
            return Optional.of((X509Certificate) tls.getSession().getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /**
     * {@return whether {@code name} means {@code certificate}: its SHA-256 fingerprint in hex, with
     * or without colons, or its subject as RFC 2253 writes it}
     */
    public static boolean names(String name, X509Certificate certificate) {
        if (name.matches(FINGERPRINT)) {
            try {
                byte[] digest =
                        MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
                return HexFormat.of()
                        .formatHex(digest)
                        .equals(name.replace(":", "").toLowerCase(Locale.ROOT));
            } catch (GeneralSecurityException e) {
                return false; // it came out of octets, and cannot go back into them
            }
        }
        return new X500Principal(name).equals(certificate.getSubjectX500Principal());
    }

    static final String FINGERPRINT = "([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}";
}
