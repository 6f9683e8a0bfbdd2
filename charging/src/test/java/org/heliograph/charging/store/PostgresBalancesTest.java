// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.heliograph.charging.credit.Balances;
import org.heliograph.config.SmscSettings;
import org.heliograph.config.SqlDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a server of the test's own, each half of the calls by another node. */
final class PostgresBalancesTest implements BalancesContract {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    @TempDir private static Path directory = Path.of("");

    private static int port;
    private static int databases;

    private String url = "";
    private static Optional<Path> programs = Optional.empty();

    @SuppressWarnings("NullAway.Init") // opened before each test
    private TwoNodes balances;

    @BeforeAll
    static void startServer() throws Exception {
        if (Files.isDirectory(DEBIAN)) {
            try (Stream<Path> versions = Files.list(DEBIAN)) {
                programs =
                        versions.map(version -> version.resolve("bin"))
                                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                                .max(Comparator.comparing(Path::toString));
            }
        }
        assumeTrue(programs.isPresent(), "needs postgresql");
        if (root()) {
            run(List.of("chown", "postgres", directory.toString()));
        }
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        program("initdb", "-D", data(), "-A", "trust", "-U", "heliograph", "-N");
        String options = "-p " + port + " -k " + directory + " -c listen_addresses=127.0.0.1";
        String log = directory.resolve("log").toString();
        program("pg_ctl", "-D", data(), "-w", "-l", log, "-o", options, "start");
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (programs.isPresent()) {
            program("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
        }
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String data() {
        return directory.resolve("data").toString();
    }

    private static void program(String name, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(
                    List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(programs.orElseThrow().resolve(name).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws Exception {
        Process process =
                new ProcessBuilder(command)
                        .directory(Path.of("/").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException(command + " ended with " + process.exitValue());
        }
    }

    @BeforeEach
    void open() throws Exception {
        String name = "charging" + databases++;
        String server = "jdbc:postgresql://127.0.0.1:" + port + "/";
        url = server + name;
        try (var connection = DriverManager.getConnection(server + "postgres", "heliograph", "");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        balances = new TwoNodes(node(url), node(url));
    }

    private static Balances node(String url) throws Exception {
        SqlDatabase database =
                new SmscSettings.Store(url, "heliograph", "", "synced").open(Path.of("/"));
        return new SqlBalances(database, new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        balances.close();
    }

    @Override
    public Balances balances() {
        return balances;
    }

    @Override
    public Balances restarted(String statement) throws Exception {
        balances.close();
        try (var connection = elsewhere(statement)) {
            connection.commit();
        }
        balances = new TwoNodes(node(url), node(url));
        return balances;
    }

    /** What another node does to m1, in a transaction of its own. */
    private Connection elsewhere(String... statements) throws Exception {
        Connection connection = DriverManager.getConnection(url, "heliograph", "");
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
        return connection;
    }

    /** Returns when somebody waits for a lock. */
    private void awaitLock() throws Exception {
        try (var connection = DriverManager.getConnection(url, "heliograph", "");
                var query =
                        connection.prepareStatement(
                                "SELECT 1 FROM pg_stat_activity"
                                        + " WHERE wait_event_type = 'Lock' AND datname ="
                                        + " current_database()")) {
            boolean waits = false;
            while (!waits) {
                try (var rows = query.executeQuery()) {
                    waits = rows.next();
                }
            }
        }
    }

    @Test
    @Timeout(30)
    void takesWhatAnotherNodeHasJustGivenBack() throws Exception {
        balances.topUp("t", "anna", BigDecimal.TEN, NOW);
        balances.reserve("m1", "anna", BigDecimal.TWO, LATER);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor();
                Connection other =
                        elsewhere(
                                "UPDATE charging_reservation SET state = 2 WHERE id = 'm1'",
                                "UPDATE charging_balance SET reserved = reserved - 2"
                                        + " WHERE account = 'anna'")) {
            var spent = executor.submit(() -> balances.commit("m1", "anna", BigDecimal.TWO, LATER));
            awaitLock();
            other.commit();
            assertTrue(spent.get().isPresent());
        }
        var balance = balances.find("anna").orElseThrow();
        assertEquals(new Balances.Balance("anna", new BigDecimal("8"), BigDecimal.ZERO), balance);
    }

    @Test
    @Timeout(30)
    void triesAgainWhereTwoNodesWaitForEachOther() throws Exception {
        balances.topUp("t", "anna", BigDecimal.TEN, NOW);
        balances.reserve("m1", "anna", BigDecimal.ONE, LATER);
        balances.reserve("m2", "anna", BigDecimal.ONE, LATER);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor();
                Connection other =
                        elsewhere(
                                "SELECT 1 FROM charging_reservation WHERE id = 'm1' FOR UPDATE")) {
            var released =
                    executor.submit(
                            () -> {
                                balances.release(
                                        List.of(
                                                new Balances.Cost("m2", "anna", BigDecimal.ZERO),
                                                new Balances.Cost("m1", "anna", BigDecimal.ZERO)));
                                return "released";
                            });
            awaitLock();
            try (var statement = other.createStatement()) {
                statement.execute("UPDATE charging_balance SET reserved = reserved + 0");
            }
            other.commit();
            assertEquals("released", released.get());
        }
        var balance = balances.find("anna").orElseThrow();
        assertEquals(new Balances.Balance("anna", new BigDecimal("10"), BigDecimal.ZERO), balance);
    }

    /** Asks one, then the other. */
    private record TwoNodes(Balances one, Balances other) implements Balances {
        private Balances by(String id) {
            return id.hashCode() % 2 == 0 ? one : other;
        }

        @Override
        public List<Held> reserve(List<Cost> costs, Instant expiresAt) throws IOException {
            return by(costs.getFirst().id()).reserve(costs, expiresAt);
        }

        @Override
        public List<Optional<BigDecimal>> commit(List<Cost> costs, Instant expiresAt)
                throws IOException {
            return by(costs.getFirst().id() + "c").commit(costs, expiresAt);
        }

        @Override
        public void release(List<Cost> costs) throws IOException {
            by(costs.getFirst().id() + "r").release(costs);
        }

        @Override
        public int expire(Instant now, Instant forgetBefore) throws IOException {
            return one.expire(now, forgetBefore);
        }

        @Override
        public Optional<Balance> topUp(String id, String account, BigDecimal amount, Instant now)
                throws IOException {
            return by(id).topUp(id, account, amount, now);
        }

        @Override
        public Optional<Balance> find(String account) throws IOException {
            return other.find(account);
        }

        @Override
        public List<Balance> list(int most) throws IOException {
            return other.list(most);
        }

        @Override
        public void close() {
            one.close();
            other.close();
        }
    }
}
