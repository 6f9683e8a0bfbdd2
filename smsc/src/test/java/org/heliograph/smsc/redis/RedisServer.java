// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.heliograph.config.ClientTlsSettings;
import org.heliograph.config.ConfigException;
import org.heliograph.config.FirewallSettings;
import org.heliograph.smsc.firewall.CountersInMemory;
import org.junit.jupiter.api.Assumptions;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisException;

/** Debian's redis-server on a port of its own, which can be killed and started anew. */
public final class RedisServer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/redis-server");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PASSWORD = "a-password-of-more-than-8";

    private final Path directory;
    private final int port;
    private Process process;

    /**
     * Skips the test where there is none.
     *
     * @param directory for its password
     */
    public RedisServer(Path directory) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "needs redis-server");
        this.directory = directory;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.writeString(directory.resolve("redis.password"), PASSWORD + "\n");
        process = run();
    }

    private Process run() throws Exception {
        Process started =
                new ProcessBuilder(
                                PROGRAM.toString(),
                                "--port",
                                Integer.toString(port),
                                "--bind",
                                "127.0.0.1",
                                "--save",
                                "",
                                "--appendonly",
                                "no",
                                "--requirepass",
                                PASSWORD)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("redis.log").toFile())
                        .start();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (System.nanoTime() > end) {
                throw new IOException(Files.readString(directory.resolve("redis.log")));
            }
            LockSupport.parkNanos(20_000_000);
        }
        return started;
    }

    private boolean answers() {
        try (Connection connection = connect()) {
            return connection.ping();
        } catch (JedisException e) {
            return false;
        }
    }

    /** {@return a connection with all rights} */
    public Connection connect() {
        return new Connection(
                new HostAndPort("127.0.0.1", port),
                DefaultJedisClientConfig.builder().resp2().password(PASSWORD).build());
    }

    /** {@return a node's counters} */
    public RedisCounters counters() throws ConfigException {
        return RedisCounters.open(
                new FirewallSettings.Redis(
                        "127.0.0.1:" + port,
                        "",
                        "redis.password",
                        Duration.ofSeconds(2),
                        ClientTlsSettings.OFF),
                directory,
                new CountersInMemory());
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The same again, with nothing in it. */
    public void startAgain() throws Exception {
        process = run();
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
