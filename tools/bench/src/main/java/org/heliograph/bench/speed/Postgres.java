// SPDX-License-Identifier: Apache-2.0
package org.heliograph.bench.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL of its own, with the settings that Debian ships but for the port. */
final class Postgres {
    private static final Path PACKAGES = Path.of("/usr/lib/postgresql");

    private Postgres() {}

    static Optional<Path> programs() {
        try (Stream<Path> versions = Files.list(PACKAGES)) {
            return versions.map(v -> v.resolve("bin"))
                    .filter(b -> Files.isExecutable(b.resolve("postgres")))
                    .max(Path::compareTo);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Program start(Path directory, int port) {
        Path bin = programs().orElseThrow();
        Path data = directory.resolve("postgres");
        Program.run(directory, List.of("chmod", "755", directory.toString()));
        Program.run(directory, List.of("install", "-d", "-o", "postgres", data.toString()));
        Program.run(
                directory,
                asPostgres(bin.resolve("initdb") + " -D " + data + " -A trust -E UTF8 --locale=C"));
        return Program.start(
                directory,
                directory.resolve("postgres.log"),
                port,
                asPostgres(
                        bin.resolve("postgres") + " -D " + data + " -p " + port + " -k " + data));
    }

    /** {@return the settings for a database that was made now} */
    static List<String> empty(Path directory, int port) {
        String name = "centre" + System.nanoTime();
        Program.run(
                directory,
                asPostgres(
                        programs().orElseThrow().resolve("createdb")
                                + " -h 127.0.0.1 -p "
                                + port
                                + " "
                                + name));
        return List.of(
                "smsc.store.url=jdbc:postgresql://127.0.0.1:" + port + "/" + name,
                "smsc.store.user=postgres");
    }

    private static List<String> asPostgres(String command) {
        return List.of(
                "setpriv",
                "--reuid=postgres",
                "--regid=postgres",
                "--clear-groups",
                "sh",
                "-c",
                "exec " + command);
    }
}
