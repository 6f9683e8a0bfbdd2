// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one side of TLS has in files. They are read again when they change: connections from then on
 * see the new ones, those that are open stay as they are. What cannot be used is logged once, and
 * the last that could be goes on.
 */
final class TlsFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);

    /** What is spoken. */
    static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    /** A certificate with the chain above it, and its key. */
    record Own(Path certificateFile, Path keyFile) {}

    private final Optional<Own> own;
    private final Optional<Path> authorities;
    private List<FileTime> stamps;
    private SSLContext context;

    /**
     * @param own what we show
     * @param authorities whom to trust; none: those of the JDK
     * @throws IOException naming the file that cannot be used
     */
    TlsFiles(Optional<Own> own, Optional<Path> authorities)
            throws IOException, GeneralSecurityException {
        this.own = own;
        this.authorities = authorities;
        this.stamps = stampsNow();
        this.context = read();
    }

    synchronized SSLContext newest() {
        try {
            List<FileTime> now = stampsNow();
            if (!now.equals(stamps)) {
                stamps = now; // tried once, whatever comes of it
                context = read();
                LOG.info("read TLS files again files=\"{}\"", all());
            }
        } catch (IOException | GeneralSecurityException e) {
            LOG.warn("TLS goes on with what it had code=tls-files reason=\"{}\"", e.getMessage());
        }
        return context;
    }

    private List<Path> all() {
        return Stream.concat(
                        own.stream().flatMap(o -> Stream.of(o.certificateFile, o.keyFile)),
                        authorities.stream())
                .toList();
    }

    private List<FileTime> stampsNow() throws IOException {
        List<FileTime> now = new ArrayList<>();
        for (Path file : all()) {
            now.add(Files.getLastModifiedTime(file));
        }
        return now;
    }

    private SSLContext read() throws IOException, GeneralSecurityException {
        KeyManager[] shown = own.isPresent() ? keys(own.get()) : new KeyManager[0];
        SSLContext read = SSLContext.getInstance("TLS");
        read.init(shown, trust(), null);
        return read;
    }

    private static KeyManager[] keys(Own own) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = of(own.certificateFile, PemFiles::certificates);
        PrivateKey key = of(own.keyFile, PemFiles::key);
        if (!belong(key, chain.getFirst())) {
            throw new GeneralSecurityException(
                    own.keyFile + ": is not the key of the certificate in " + own.certificateFile);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        char[] inMemory = {};
        keys.setKeyEntry("own", key, inMemory, chain.toArray(X509Certificate[]::new));
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, inMemory);
        return managers.getKeyManagers();
    }

    private TrustManager[] trust() throws IOException, GeneralSecurityException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (authorities.isPresent()) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (X509Certificate one : of(authorities.get(), PemFiles::certificates)) {
                trusted.setCertificateEntry("ca" + trusted.size(), one);
            }
            trust.init(trusted);
        } else {
            trust.init((KeyStore) null); // the JDK's own
        }
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
