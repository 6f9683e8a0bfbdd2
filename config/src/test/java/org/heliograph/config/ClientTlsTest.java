// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom our clients trust, and what they show, against our own server and OpenSSL's. */
final class ClientTlsTest {
    @TempDir private Path directory = Path.of("");

    @BeforeEach
    void makeCertificates() throws Exception {
        for (String name : List.of("server", "client", "stranger")) {
            PemFiles.makeSelfSigned(
                    directory.resolve(name + ".crt"),
                    directory.resolve(name + ".key"),
                    name + ".example.org",
                    Clock.systemUTC().instant());
        }
    }

    private ServerTls server(String clientCaFile) throws ConfigException {
        var settings =
                new SmscSettings.Tls(
                        true,
                        Listen.of("127.0.0.1:0"),
                        "server.crt",
                        "server.key",
                        false,
                        clientCaFile);
        return ServerTls.open(directory, settings, Clock.systemUTC());
    }

    private ClientTls client(String caFile, String own, boolean checkHost) throws ConfigException {
        String certificate = own.isEmpty() ? "" : own + ".crt";
        String key = own.isEmpty() ? "" : own + ".key";
        return ClientTls.open(
                        directory, new ClientTlsSettings(true, caFile, certificate, key, checkHost))
                .orElseThrow();
    }

    /** Connects, and reads the octet that the server sends to whom it takes. */
    private static void talk(ServerTls server, ClientTls client, String host) throws Exception {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread serving =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try (Socket accepted = listening.accept()) {
                                            SSLSocket tls = server.over(accepted);
                                            tls.getOutputStream().write('!');
                                            tls.getInputStream().read();
                                        } catch (IOException e) {
                                            // the client sees it too
                                        }
                                    });
            try (Socket socket = connected(listening.getLocalPort())) {
                var called = InetSocketAddress.createUnresolved(host, listening.getLocalPort());
                SSLSocket tls = client.over(socket, called);
                assertEquals('!', tls.getInputStream().read());
            }
            serving.join();
        }
    }

    private static Socket connected(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    @Test
    void trustsWhomTheSettingsName() throws Exception {
        ServerTls server = server("");
        talk(server, client("server.crt", "", true), "localhost");
        talk(server, client("server.crt", "", true), "127.0.0.1");
        for (String other : List.of("stranger.crt", "")) {
            ClientTls client = client(other, "", false);
            assertThrows(IOException.class, () -> talk(server, client, "localhost"), other);
        }
    }

    @Test
    void wantsTheNameThatItConnectsTo() throws Exception {
        ServerTls server = server("");
        ClientTls strict = client("server.crt", "", true);
        assertThrows(IOException.class, () -> talk(server, strict, "smsc.example.org"));
        assertThrows(IOException.class, () -> talk(server, strict, "192.0.2.1"));
        talk(server, client("server.crt", "", false), "smsc.example.org");
    }

    @Test
    void showsItsOwnCertificate() throws Exception {
        ServerTls server = server("client.crt");
        talk(server, client("server.crt", "client", true), "localhost");
        for (String other : List.of("stranger", "")) {
            ClientTls client = client("server.crt", other, true);
            assertThrows(IOException.class, () -> talk(server, client, "localhost"), other);
        }
    }

    @Test
    void saysWhichFileCannotBeUsed() throws Exception {
        Files.writeString(directory.resolve("empty"), "");
        var e = assertThrows(ConfigException.class, () -> client("empty", "", true));
        assertTrue(String.valueOf(e.getMessage()).contains("empty: holds no certificate"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ClientTlsSettings(true, "", "client.crt", "", true));
    }

    @Test
    void agreesWithOpenSslAndRefusesItsWrongCertificate() throws Exception {
        String taken = openSsl(client("server.crt", "client", true), "localhost");
        assertTrue(taken.contains("subject=CN = localhost"), taken); // ours
        String refused = openSsl(client("stranger.crt", "client", true), "localhost");
        assertTrue(refused.contains("alert bad certificate"), refused); // so signed by another
        String otherHost = openSsl(client("server.crt", "client", true), "smsc.example.org");
        assertTrue(otherHost.contains("alert certificate unknown"), otherHost);
    }

    /** {@return what OpenSSL says of one connection with a certificate asked for} */
    private String openSsl(ClientTls client, String host) throws Exception {
        var command = new ArrayList<>(List.of("openssl", "s_server", "-naccept", "1"));
        command.addAll(List.of("-accept", "127.0.0.1:0", "-Verify", "1", "-CAfile", "client.crt"));
        command.addAll(List.of("-cert", "server.crt", "-key", "server.key"));
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException e) {
            return Assumptions.abort("needs openssl");
        }
        try (BufferedReader said = process.inputReader(UTF_8)) {
            String line = said.readLine();
            while (line != null && !line.startsWith("ACCEPT ")) {
                line = said.readLine();
            }
            int port = Listen.of(String.valueOf(line).substring("ACCEPT ".length())).port();
            try (Socket socket = connected(port)) {
                client.over(socket, InetSocketAddress.createUnresolved(host, port)).close();
            } catch (IOException e) {
                // OpenSSL says why
            }
            return String.join("\n", said.readAllLines());
        } finally {
            process.destroy();
        }
    }
}
