// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.heliograph.config.ConfigException;
import org.heliograph.config.SmscSettings;
import org.heliograph.config.SqlDatabase;

/**
 * A PostgreSQL server of the test's own, on a free port, with its files in a temporary directory.
 * It refuses to run as root, and runs as {@code postgres} then.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final Path programs;
    private final Path directory;
    private final int port;
    private int databases;

    private PostgresServer(Path programs, Path directory, int port) {
        this.programs = programs;
        this.directory = directory;
        this.port = port;
    }

    /** Skips the test if there is no PostgreSQL. */
    public static PostgresServer start() throws IOException {
        Optional<Path> programs = programs();
        assumeTrue(programs.isPresent(), "needs postgresql");
        Path directory = Files.createTempDirectory("heliograph-postgres");
        if (isRoot()) {
            run(List.of("chown", "postgres", directory.toString()));
        }
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var server = new PostgresServer(programs.orElseThrow(), directory, port);
        server.program("initdb", "-D", server.data(), "-A", "trust", "-U", "heliograph", "-N");
        server.startAgain();
        return server;
    }

    private static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(DEBIAN)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.comparing(Path::toString));
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    public void startAgain() throws IOException {
        program(
                "pg_ctl",
                "-D",
                data(),
                "-w",
                "-l",
                directory.resolve("log").toString(),
                "-o",
                "-p " + port + " -k " + directory + " -c listen_addresses=127.0.0.1",
                "start");
    }

    /** Ends it as a crash would: nobody is told, nothing is written down. */
    public void crash() throws IOException {
        program("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    }

    private void program(String name, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        if (isRoot()) {
            command.addAll(
                    List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(programs.resolve(name).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .directory(Path.of("/").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IOException("failed: " + command);
    }

    /** {@return the settings of a new database} */
    public SmscSettings.Store settings() throws SQLException {
        String name = "smsc" + ++databases;
        try (var connection = DriverManager.getConnection(url("postgres"), "heliograph", "");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return new SmscSettings.Store(url(name), "heliograph", "", "synced");
    }

    /** {@return a new database} */
    public SqlDatabase database() throws SQLException, ConfigException {
        return settings().open(directory);
    }

    private String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
    }

    @Override
    public void close() throws IOException {
        crash();
        run(List.of("rm", "-r", directory.toString()));
    }
}
