// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of TLS 1.2 and 1.3, by the JDK. The files are read again when they change:
 * connections from then on see the new ones, those that are open stay as they are. What cannot be
 * used is logged once, and the last that could be goes on.
 */
public final class ServerTls {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final Path certificateFile;
    private final Path keyFile;
    private final Optional<Path> clientCaFile;
    private List<FileTime> stamps = List.of();
    private SSLContext context;

    private ServerTls(Path certificateFile, Path keyFile, Optional<Path> clientCaFile)
            throws IOException, GeneralSecurityException {
        this.certificateFile = certificateFile;
        this.keyFile = keyFile;
        this.clientCaFile = clientCaFile;
        this.stamps = stampsNow();
        this.context = read();
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
            return new ServerTls(certificateFile, keyFile, clientCaFile);
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigException("TLS: " + e.getMessage(), e);
        }
    }

    /**
     * {@return TLS over an accepted connection, not shaken hands yet} Whoever closes {@code socket}
     * ends it at once, without a word to the peer.
     */
    public SSLSocket over(Socket socket) throws IOException {
        SSLSocket tls = (SSLSocket) newest().getSocketFactory().createSocket(socket, null, true);
        tls.setEnabledProtocols(VERSIONS);
        tls.setNeedClientAuth(clientCaFile.isPresent());
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

    private synchronized SSLContext newest() {
        try {
            List<FileTime> now = stampsNow();
            if (!now.equals(stamps)) {
                stamps = now; // tried once, whatever comes of it
                context = read();
                LOG.info("read TLS certificate again file={}", certificateFile);
            }
        } catch (IOException | GeneralSecurityException e) {
            LOG.warn("TLS goes on with what it had code=tls-files reason=\"{}\"", e.getMessage());
        }
        return context;
    }

    private List<FileTime> stampsNow() throws IOException {
        List<FileTime> now = new ArrayList<>();
        now.add(Files.getLastModifiedTime(certificateFile));
        now.add(Files.getLastModifiedTime(keyFile));
        if (clientCaFile.isPresent()) {
            now.add(Files.getLastModifiedTime(clientCaFile.get()));
        }
        return now;
    }

    private SSLContext read() throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = of(certificateFile, PemFiles::certificates);
        PrivateKey key = of(keyFile, PemFiles::key);
        if (!belong(key, chain.getFirst())) {
            throw new GeneralSecurityException(
                    keyFile + ": is not the key of the certificate in " + certificateFile);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        char[] inMemory = {};
        keys.setKeyEntry("smpp", key, inMemory, chain.toArray(X509Certificate[]::new));
        var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, inMemory);
        SSLContext read = SSLContext.getInstance("TLS");
        read.init(keyManagers.getKeyManagers(), trust(), null);
        return read;
    }

    private TrustManager[] trust() throws IOException, GeneralSecurityException {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        if (clientCaFile.isPresent()) {
            for (X509Certificate one : of(clientCaFile.get(), PemFiles::certificates)) {
                authorities.setCertificateEntry("ca" + authorities.size(), one);
            }
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        return trust.getTrustManagers();
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(Path file) throws IOException, GeneralSecurityException;
    }

    private static <T> T of(Path file, Reading<T> reading) throws IOException {
        try {
            return reading.of(file);
        } catch (IOException | GeneralSecurityException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** {@return whether what the key signs, the certificate verifies} */
    private static boolean belong(PrivateKey key, X509Certificate certificate)
            throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm(); // EdDSA
                };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        return signature.verify(signed);
    }
}
