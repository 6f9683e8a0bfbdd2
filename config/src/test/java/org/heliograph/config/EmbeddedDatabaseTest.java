// SPDX-License-Identifier: Apache-2.0
package org.heliograph.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    @TempDir private Path directory;
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatWasStarted() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void keepsWhatWasCommittedWhenTheProcessIsKilled() throws Exception {
        Process holder = holder();
        holder.destroyForcibly().waitFor();
        try (var database = EmbeddedDatabase.open(directory, "test");
                var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select n from kept")) {
            assertTrue(rows.next());
            assertEquals(42, rows.getInt(1));
        }
    }

    @Test
    void refusesASecondProcessInOneLine() throws Exception {
        Process holder = holder();
        var e = assertThrows(ConfigException.class, () -> EmbeddedDatabase.open(directory, "test"));
        assertEquals(
                directory.resolve("test.mv.db")
                        + ": in use by another process; one data directory, one server",
                e.getMessage());
        assertTrue(holder.isAlive());
    }

    @Test
    void leavesNothingButTheDatabase() throws Exception {
        EmbeddedDatabase.open(directory, "test").close();
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    "test.mv.db", String.join(" ", files.map(f -> "" + f.getFileName()).toList()));
        }
    }

    @Test
    void saysThatAFileIsNoDatabase() throws IOException {
        Files.writeString(directory.resolve("test.mv.db"), "not a database\n".repeat(1000));
        var e = assertThrows(ConfigException.class, () -> EmbeddedDatabase.open(directory, "test"));
        assertTrue(e.getMessage().contains("test.mv.db: cannot be opened"), e.getMessage());
    }

    /** A process that has committed a row, keeps the database open and waits for its end. */
    private Process holder() throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Holder.class.getName(),
                                directory.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        started.add(process);
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertEquals("committed", out.readLine());
        return process;
    }

    /** Not a test: the other process. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            var database = EmbeddedDatabase.open(Path.of(arguments[0]), "test");
            var connection = database.connect();
            connection.createStatement().execute("create table kept (n int)");
            connection.createStatement().execute("insert into kept values (42)");
            System.out.println("committed");
            System.in.read(); // until the test kills us, or has ended itself
        }
    }
}
