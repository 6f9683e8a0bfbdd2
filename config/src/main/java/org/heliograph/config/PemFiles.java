// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys and certificates as text (RFC 7468), and the self-signed ones of a lab. */
final class PemFiles {
    /** A chain of ten certificates has some 20 KiB; a list of authorities, some 200. */
    private static final int MOST_OCTETS = 1 << 20;

    /** Longer ones are refused by some clients. */
    private static final Duration SELF_SIGNED_LIFE = Duration.ofDays(825);

    private static final int SERIAL_BITS = 64;

    private PemFiles() {}

    /** {@return all certificates of a file, at least one} */
    static List<X509Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (var one :
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(octets(file)))) {
            certificates.add((X509Certificate) one);
        }
        if (certificates.isEmpty()) {
            throw new IOException("holds no certificate");
        }
        return certificates;
    }

    /** {@return the first private key of a file: PKCS #8, PKCS #1 or SEC 1, not encrypted} */
    static PrivateKey key(Path file) throws IOException {
        Reader text = Reader.of(new String(octets(file), StandardCharsets.ISO_8859_1));
        try (var parser = new PEMParser(text)) {
            Object read = parser.readObject();
            while (read != null) {
                if (read instanceof PEMKeyPair pair) {
                    return new JcaPEMKeyConverter().getKeyPair(pair).getPrivate();
                } else if (read instanceof PrivateKeyInfo info) {
                    return new JcaPEMKeyConverter().getPrivateKey(info);
                }
                read = parser.readObject(); // parameters of a curve, or an encrypted key
            }
        } catch (PEMException e) {
            throw new IOException("holds no private key that can be read: " + e.getMessage(), e);
        }
        throw new IOException("holds no private key, or an encrypted one");
    }

    private static byte[] octets(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(MOST_OCTETS + 1);
            if (octets.length > MOST_OCTETS) {
                throw new IOException("longer than " + MOST_OCTETS + " octets");
            }
            return octets;
        }
    }

    /**
     * Makes a key (P-256), for its owner alone, and a certificate for it that it signs itself.
     *
     * @param host a name or an address; localhost is in the certificate too
     * @throws IOException also if one of the two files exists
     */
    static void makeSelfSigned(Path certificateFile, Path keyFile, String host, Instant now)
            throws IOException, GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        X509Certificate certificate = selfSigned(pair, host, now);
        Path directory = keyFile.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("not a file");
        }
        Files.createFile(keyFile, SecretFile.ownerOnly(directory));
        Files.writeString(keyFile, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        Files.createFile(certificateFile);
        Files.writeString(certificateFile, pem("CERTIFICATE", certificate.getEncoded()));
    }

    private static X509Certificate selfSigned(KeyPair pair, String host, Instant now)
            throws IOException, GeneralSecurityException {
        X500Name name = new X500Name("CN=localhost");
        List<GeneralName> names =
                new ArrayList<>(
                        List.of(
                                new GeneralName(GeneralName.dNSName, "localhost"),
                                new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        names.add(
                new GeneralName(
                        isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host));
        try {
            var builder =
                    new JcaX509v3CertificateBuilder(
                            name,
                            new BigInteger(SERIAL_BITS, new SecureRandom()),
                            Date.from(now.minus(Duration.ofMinutes(5))), // clocks differ
                            Date.from(now.plus(SELF_SIGNED_LIFE)),
                            name,
                            pair.getPublic());
            // an authority, so that a client can be told to trust it
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(names.toArray(GeneralName[]::new)));
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("signing a certificate", e);
        }
    }

    private static boolean isAddress(String host) {
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String pem(String label, byte[] octets) {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                .formatted(label, base64.encodeToString(octets));
    }
}
