// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.heliograph.config.ClientTls;
import org.heliograph.config.ConfigException;
import org.heliograph.config.FirewallSettings;
import org.heliograph.config.SecretFile;
import org.heliograph.smsc.firewall.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Counts in a Redis together with other nodes, and alone while it is away: then it is asked once a
 * second until it answers again. Whoever submits waits for it as long as the settings say, at most
 * once a second.
 */
public final class RedisCounters implements Counters {
    private static final Logger LOG = LoggerFactory.getLogger(RedisCounters.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String address;
    private final RedisWindows redis;
    private final Counters alone;
    private final AtomicBoolean away = new AtomicBoolean();

    /** By {@link System#nanoTime}. */
    private final AtomicLong askAgainAt = new AtomicLong();

    private RedisCounters(String address, RedisWindows redis, Counters alone) {
        this.address = address;
        this.redis = redis;
        this.alone = alone;
    }

    /**
     * Connects when there is something to count.
     *
     * @param settings name an address
     * @param dataDirectory where names of files lead
     * @param alone counts while it is away; closed with this
     */
    public static RedisCounters open(
            FirewallSettings.Redis settings, Path dataDirectory, Counters alone)
            throws ConfigException {
        Optional<ClientTls> tls = ClientTls.open(dataDirectory, settings.tls());
        String password =
                settings.passwordFile().isEmpty()
                        ? ""
                        : SecretFile.serverPassword(dataDirectory, settings.passwordFile())
                                .secret();
        return new RedisCounters(
                settings.address(), new RedisWindows(settings, password, tls), alone);
    }

    @Override
    public List<BitSet> add(List<List<Count>> submissions, Instant now) {
        if (mayAsk()) {
            try {
                List<BitSet> over = redis.add(submissions, now);
                if (away.compareAndSet(true, false)) {
                    LOG.info("limits-shared redis={}", address);
                }
                return over;
            } catch (JedisException e) {
                askAgainAt.set(System.nanoTime() + PAUSE.toNanos());
                if (away.compareAndSet(false, true)) {
                    LOG.warn("limits-alone redis={} reason=\"{}\"", address, reason(e));
                }
            }
        }
        return alone.add(submissions, now);
    }

    /** Of those who come while it is away, one a second. */
    private boolean mayAsk() {
        if (!away.get()) {
            return true;
        }
        long at = askAgainAt.get();
        long now = System.nanoTime();
        return now - at >= 0 && askAgainAt.compareAndSet(at, now + PAUSE.toNanos());
    }

    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    @Override
    public void close() {
        redis.close();
        alone.close();
    }
}
