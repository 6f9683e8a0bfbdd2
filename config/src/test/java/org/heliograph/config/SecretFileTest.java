// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {
    @TempDir private Path directory;

    @Test
    void makesAPasswordOnceForItsOwnerAlone() throws Exception {
        SecretFile first = SecretFile.esmePassword(directory, "esme-demo.password");
        assertTrue(first.made());
        assertTrue(first.secret().matches("[A-Za-z0-9]{8}"), "an SMPP password");
        assertEquals(first.secret() + "\n", Files.readString(first.path()));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(first.path())));
        SecretFile second = SecretFile.esmePassword(directory, "esme-demo.password");
        assertFalse(second.made());
        assertEquals(first.secret(), second.secret());
        assertEquals(1, entries(), "no drafts are left");
    }

    @Test
    void makesATokenThatNobodyGuesses() throws Exception {
        SecretFile first = SecretFile.token(directory, "console.token");
        assertTrue(first.secret().matches("[A-Za-z0-9]{32}"), "a bearer token");
        assertEquals(first.secret(), SecretFile.token(directory, "console.token").secret());
        Files.writeString(first.path(), "x".repeat(257));
        var e =
                assertThrows(
                        ConfigException.class, () -> SecretFile.token(directory, "console.token"));
        assertTrue(String.valueOf(e.getMessage()).contains("1 to 256 ASCII characters"));
    }

    @Test
    void makesAnotherPasswordForAnotherFile() throws ConfigException {
        assertFalse(
                SecretFile.esmePassword(directory, "a")
                        .secret()
                        .equals(SecretFile.esmePassword(directory, "b").secret()));
    }

    @Test
    void agreesWithWhoeverMakesItAtTheSameTime() throws Exception {
        try (var starters = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<SecretFile> start = () -> SecretFile.esmePassword(directory, "shared");
            var secrets =
                    starters.invokeAll(Stream.generate(() -> start).limit(16).toList()).stream()
                            .map(started -> started.resultNow())
                            .toList();
            assertEquals(1, secrets.stream().map(SecretFile::password).distinct().count());
            assertEquals(1, secrets.stream().filter(SecretFile::made).count());
        }
        assertEquals(1, entries(), "no drafts are left");
    }

    @Test
    void readsAFileElsewhereAndNeverShowsWhatItHolds() throws Exception {
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "s3cret!\r\n");
        SecretFile read = SecretFile.esmePassword(Path.of("/nowhere"), elsewhere.toString());
        assertEquals("s3cret!", read.secret());
        assertEquals(elsewhere.toString(), read.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "nine char", "123456789", "two\nlines", "tést"})
    void refusesWhatABindCannotCarry(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("bad"), text);
        var e =
                assertThrows(
                        ConfigException.class, () -> SecretFile.esmePassword(directory, "bad"));
        assertTrue(e.getMessage().startsWith(file + ": expected one line"), e.getMessage());
        assertFalse(e.getMessage().contains("tést"), e.getMessage());
    }

    @Test
    void saysWhereItCannotBeKept() {
        var e =
                assertThrows(
                        ConfigException.class,
                        () -> SecretFile.esmePassword(directory.resolve("none"), "x"));
        assertTrue(e.getMessage().startsWith(directory.resolve("none/x").toString()));
    }

    @Test
    void readsAHash() throws Exception {
        Files.writeString(directory.resolve("hashed"), PasswordHash.of("s3cret!") + "\n");
        SecretFile read = SecretFile.esmePassword(directory, "hashed");
        assertTrue(
                read.password() instanceof EsmePassword.Hashed(var hash)
                        && hash.matches("s3cret!"));
        assertThrows(ConfigException.class, read::secret);
    }

    private long entries() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        }
    }
}
