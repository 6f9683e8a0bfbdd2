// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.heliograph.smsc.smpp.RawPeer.BIND_TRANSMITTER;
import static org.heliograph.smsc.smpp.RawPeer.submit;
import static org.jsmpp.SMPPConstant.STAT_ESME_RBINDFAIL;
import static org.jsmpp.SMPPConstant.STAT_ESME_ROK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.heliograph.config.ServerTls;
import org.heliograph.config.SettingsLoader;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.OctetWriter;
import org.heliograph.pdu.Octets;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SMPP over TLS, with the JDK's client and with OpenSSL. */
final class SmppTlsTest {
    private static final char[] IN_MEMORY = {};

    @TempDir private Path directory = Path.of("");

    private Path ours = Path.of("");

    @BeforeEach
    void makeDirectory() throws IOException {
        ours = Files.createDirectory(directory.resolve("centre"));
    }

    private static SmscSettings.Smpp settings(String account, String clientCaFile)
            throws Exception {
        return SettingsLoader.load(
                        List.of(),
                        List.of(
                                "smsc.smpp.listen=127.0.0.1:0",
                                "smsc.smpp.sessionInitTimeout=1500ms",
                                "smsc.smpp.responseTimeout=1s",
                                "smsc.smpp.tls.listen=127.0.0.1:0",
                                "smsc.smpp.tls.selfSigned=true",
                                "smsc.smpp.tls.clientCaFile=" + clientCaFile,
                                "smsc.smpp.accounts=[{systemId: demo, passwordFile: f,"
                                        + " shortCodes: []"
                                        + account
                                        + "}]"))
                .smsc()
                .smpp();
    }

    private TestCentre centre(String account, String clientCaFile) throws Exception {
        SmscSettings.Smpp settings = settings(account, clientCaFile);
        var tls = ServerTls.open(ours, settings.tls(), Clock.systemUTC());
        return new TestCentre(new MemoryMessageStore(), settings, 1_000, Optional.of(tls));
    }

    /** Makes a key and a certificate of a client, and {@return where} */
    private Path client(String name) throws Exception {
        Path client = Files.createDirectory(directory.resolve(name));
        ServerTls.open(client, settings("", "").tls(), Clock.systemUTC());
        return client;
    }

    private static Certificate certificate(Path of) throws Exception {
        try (InputStream in = Files.newInputStream(of.resolve("smpp-tls.crt"))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    /** {@return a peer that trusts the centre's certificate alone} */
    private RawPeer peer(TestCentre centre, Optional<Path> client) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        if (client.isPresent()) {
            String pem = Files.readString(client.get().resolve("smpp-tls.key"));
            byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            keys.setKeyEntry(
                    "client",
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)),
                    IN_MEMORY,
                    new Certificate[] {certificate(client.get())});
        }
        var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, IN_MEMORY);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("centre", certificate(ours));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
        SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket("localhost", centre.tlsAddress().getPort());
        var verified = socket.getSSLParameters();
        verified.setEndpointIdentificationAlgorithm("HTTPS"); // the name is in the certificate
        socket.setSSLParameters(verified);
        return new RawPeer(socket);
    }

    private static Socket plain(TestCentre centre) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), centre.tlsAddress().getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    @Test
    void bindsAndAnswersABurst() throws Exception {
        try (TestCentre centre = centre("", "");
                RawPeer peer = peer(centre, Optional.empty())) {
            assertEquals(STAT_ESME_ROK, peer.bindAs(BIND_TRANSMITTER, "demo"));
            var burst = new OctetWriter(); // more than one record of TLS holds
            for (int i = 2; i < 1_000; i++) {
                burst.octets(submit(i, "x", Octets.EMPTY));
            }
            peer.send(burst.toOctets());
            for (int i = 2; i < 1_000; i++) {
                assertEquals("80000004 0 " + i, peer.next());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"tls1_2", "tls1_3"})
    void shakesHandsWithOpenSsl(String version) throws Exception {
        try (TestCentre centre = centre("", "")) {
            String said = openSsl(centre, "-" + version);
            assertTrue(said.contains("Verification: OK"), said);
            assertTrue(said.contains("Protocol version: TLSv1." + version.charAt(5)), said);
        }
    }

    @Test
    void speaksNoOlderVersion() throws Exception {
        try (TestCentre centre = centre("", "")) {
            String said = openSsl(centre, "-tls1_1");
            assertFalse(said.contains("Verification: OK"), said);
        }
    }

    private String openSsl(TestCentre centre, String version) throws Exception {
        Process process;
        try {
            process =
                    new ProcessBuilder(
                                    "openssl",
                                    "s_client",
                                    "-brief",
                                    version,
                                    "-CAfile",
                                    ours.resolve("smpp-tls.crt").toString(),
                                    "-verify_hostname",
                                    "localhost",
                                    "-connect",
                                    "127.0.0.1:" + centre.tlsAddress().getPort())
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException e) {
            return Assumptions.abort("needs openssl");
        }
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        return said;
    }

    @Test
    void asksForACertificateAndKnowsWhoseItIs() throws Exception {
        Path bank = client("bank");
        Path other = client("other");
        Path stranger = client("stranger");
        Path authorities = directory.resolve("authorities");
        Files.writeString(
                authorities,
                Files.readString(bank.resolve("smpp-tls.crt"))
                        + Files.readString(other.resolve("smpp-tls.crt")));
        String fingerprint =
                HexFormat.ofDelimiter(":")
                        .withUpperCase()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(certificate(bank).getEncoded()));
        try (TestCentre centre =
                centre(", certificates: [\"" + fingerprint + "\"]", authorities.toString())) {
            try (RawPeer peer = peer(centre, Optional.of(bank))) {
                assertEquals(STAT_ESME_ROK, peer.bindAs(BIND_TRANSMITTER, "demo"));
            }
            try (RawPeer peer = peer(centre, Optional.of(other))) {
                assertEquals(STAT_ESME_RBINDFAIL, peer.bindAs(BIND_TRANSMITTER, "demo"));
            }
            try (RawPeer peer = RawPeer.of(centre)) { // the right password, and no TLS
                assertEquals(STAT_ESME_RBINDFAIL, peer.bindAs(BIND_TRANSMITTER, "demo"));
            }
            for (Optional<Path> without : List.of(Optional.<Path>empty(), Optional.of(stranger))) {
                try (RawPeer peer = peer(centre, without)) {
                    assertThrows(IOException.class, () -> peer.bindAs(BIND_TRANSMITTER, "demo"));
                }
            }
        }
    }

    @Test
    void knowsASubject() throws Exception {
        Path bank = client("bank");
        String authority = bank.resolve("smpp-tls.crt").toString();
        try (TestCentre centre = centre(", certificates: [\"cn=LOCALHOST\"]", authority);
                RawPeer peer = peer(centre, Optional.of(bank))) {
            assertEquals(STAT_ESME_ROK, peer.bindAs(BIND_TRANSMITTER, "demo"));
        }
        try (TestCentre centre = centre(", certificates: [\"CN=bank\"]", authority);
                RawPeer peer = peer(centre, Optional.of(bank))) {
            assertEquals(STAT_ESME_RBINDFAIL, peer.bindAs(BIND_TRANSMITTER, "demo"));
        }
    }

    @Test
    void takesUpNewFilesAndKeepsOpenConnections() throws Exception {
        try (TestCentre centre = centre("", "");
                RawPeer old = peer(centre, Optional.empty())) {
            old.bindAs(BIND_TRANSMITTER, "demo");
            Path next = client("next");
            Certificate first = certificate(ours);

            replace("smpp-tls.crt", Files.readString(next.resolve("smpp-tls.crt")), 1);
            try (RawPeer peer = peer(centre, Optional.empty())) { // no key for it yet
                assertThrows(IOException.class, () -> peer.bindAs(BIND_TRANSMITTER, "demo"));
            }
            replace("smpp-tls.key", Files.readString(next.resolve("smpp-tls.key")), 2);
            assertNotEquals(first, certificate(ours));
            try (RawPeer peer = peer(centre, Optional.empty())) { // which trusts the new one alone
                assertEquals(STAT_ESME_ROK, peer.bindAs(BIND_TRANSMITTER, "demo"));
            }
            replace("smpp-tls.key", "rubbish", 3);
            try (RawPeer peer = peer(centre, Optional.empty())) {
                assertEquals(STAT_ESME_ROK, peer.bindAs(BIND_TRANSMITTER, "demo"));
            }
            old.send(submit(2, "x", Octets.EMPTY));
            assertEquals("80000004 0 2", old.next());
        }
    }

    private void replace(String file, String text, int laterSeconds) throws IOException {
        Path draft = Files.writeString(directory.resolve("draft"), text);
        Files.setLastModifiedTime(draft, FileTime.from(Instant.now().plusSeconds(laterSeconds)));
        Files.move(draft, ours.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                // bind_transmitter without TLS
                "0000001c00000002000000000000000164656d6f00000000340000 00",
                "474554202f20485454502f312e310d0a0d0a",
                // records of another version, of an impossible length, of an alert
                "16000000ff",
                "160303ffff0100",
                "15030300020228",
            })
    void closesWhatIsNoHandshake(String hex) throws Exception {
        try (TestCentre centre = centre("", "");
                Socket peer = plain(centre)) {
            Octets.ofHex(hex).writeTo(peer.getOutputStream());
            assertClosed(peer);
            try (RawPeer good = peer(centre, Optional.empty())) {
                assertEquals(STAT_ESME_ROK, good.bindAs(BIND_TRANSMITTER, "demo"));
            }
        }
    }

    @ParameterizedTest(name = "after {0}")
    @ValueSource(strings = {"", "16", "1603010200010001fc0303"})
    void waitsForAHandshakeNoLongerThanForABindAndForNobodyElse(String hex) throws Exception {
        try (TestCentre centre = centre("", "");
                Socket peer = plain(centre)) {
            Octets.ofHex(hex).writeTo(peer.getOutputStream());
            try (RawPeer good = peer(centre, Optional.empty())) {
                assertEquals(STAT_ESME_ROK, good.bindAs(BIND_TRANSMITTER, "demo"));
            }
            assertClosed(peer);
        }
    }

    @Test
    void closesAPeerThatDoesNotRead() throws Exception {
        try (TestCentre centre = centre("", "");
                RawPeer peer = peer(centre, Optional.empty())) {
            peer.bindAs(BIND_TRANSMITTER, "demo");
            var flood = new OctetWriter();
            for (int i = 2; i < 2_000; i++) {
                flood.octets(RawPeer.pdu(0x15, i, Octets.EMPTY));
            }
            assertThrows(
                    IOException.class,
                    () -> {
                        for (int i = 0; i < 2_000; i++) {
                            peer.send(flood.toOctets());
                        }
                    });
        }
    }

    private static void assertClosed(Socket peer) {
        try {
            InputStream in = peer.getInputStream();
            int alert = in.read();
            while (alert >= 0) {
                alert = in.read();
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open", e);
        } catch (IOException e) {
            return; // reset
        }
    }
}
