// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of TLS; what is said with them is tested where it is spoken. */
final class ServerTlsTest {
    @TempDir private Path directory = Path.of("");

    private ServerTls open(boolean selfSigned) throws ConfigException {
        var settings =
                new SmscSettings.Tls(
                        true, Listen.of("127.0.0.1:0"), "a.crt", "a.key", selfSigned, "");
        return ServerTls.open(directory, settings, Clock.systemUTC());
    }

    @Test
    void makesFilesOnceAndKeepsTheKeyToItsOwner() throws Exception {
        open(true);
        String made = Files.readString(directory.resolve("a.crt"));
        open(true);
        open(false);
        assertEquals(made, Files.readString(directory.resolve("a.crt")));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("a.key"))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "PKCS #8 of RSA, genpkey -algorithm RSA -out a.key",
        "PKCS #1, genrsa -traditional -out a.key 2048",
        "SEC 1 and its curve, ecparam -name secp384r1 -genkey -out a.key",
        "PKCS #8 of Ed25519, genpkey -algorithm ED25519 -out a.key",
    })
    void readsWhatOpenSslMakes(String name, String command) throws Exception {
        openSsl(command);
        openSsl("req -x509 -key a.key -out a.crt -subj /CN=smsc.example.org -days 1");
        open(false);
    }

    @Test
    void saysWhichFileCannotBeUsed() throws Exception {
        assertProblem("a.crt");
        open(true);
        Path key = directory.resolve("a.key");
        String ours = Files.readString(key);
        Files.writeString(key, "rubbish");
        assertProblem("a.key: holds no private key");
        Files.delete(key);
        Files.delete(directory.resolve("a.crt"));
        open(true);
        Files.writeString(key, ours);
        assertProblem("a.key: is not the key of the certificate");
        Files.writeString(directory.resolve("a.crt"), "");
        assertProblem("a.crt: holds no certificate");
    }

    private void assertProblem(String with) {
        var e = assertThrows(ConfigException.class, () -> open(false));
        assertTrue(String.valueOf(e.getMessage()).contains(with), e.getMessage());
    }

    private void openSsl(String arguments) throws Exception {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ", -1)));
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException e) {
            Assumptions.abort("needs openssl");
            return;
        }
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
