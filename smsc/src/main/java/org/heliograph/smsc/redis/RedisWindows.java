// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.heliograph.config.ClientTls;
import org.heliograph.config.FirewallSettings;
import org.heliograph.config.Listen;
import org.heliograph.smsc.firewall.Counters.Count;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * The counts, one key for each window of each thing that is counted, gone when the window is. Who
 * is counted stands in a key as a keyed hash only.
 */
final class RedisWindows implements AutoCloseable {
    /**
     * All of one submission, in one step that nothing comes between.
     *
     * <p>KEYS are those of all its counts; ARGV has five for each count: how many keys are its own,
     * the most, whether to stop there, how many more, and how long a key lives.
     */
    private static final String SCRIPT =
            """
            local key = 1
            local all = {}
            for i = 1, #ARGV, 5 do
              local over = false
              for _ = 1, tonumber(ARGV[i]) do
                local n = redis.call('INCRBY', KEYS[key], ARGV[i + 3])
                if n == tonumber(ARGV[i + 3]) then
                  redis.call('PEXPIRE', KEYS[key], ARGV[i + 4])
                end
                over = over or n > tonumber(ARGV[i + 1])
                key = key + 1
              end
              if over then
                all[#all + 1] = (i - 1) / 5
                if ARGV[i + 2] == '1' then
                  break
                end
              end
            end
            return all
            """;

    /** Batches that count at a time; one more waits for a connection as for an answer. */
    private static final int CONNECTIONS = 16;

    private static final String HASH = "HmacSHA256";

    /** Of a hash, so much tells a billion apart. */
    private static final int HASH_OCTETS = 16;

    private final Listen address;
    private final int timeoutMillis;
    private final Optional<ClientTls> tls;
    private final SecretKeySpec secret;
    private final ConnectionPool connections;
    private volatile byte[] script = new byte[0];

    /**
     * @param password empty: none; nodes that share it have the same keys
     */
    RedisWindows(FirewallSettings.Redis settings, String password, Optional<ClientTls> tls) {
        this.address = Listen.of(settings.address());
        this.timeoutMillis = (int) settings.timeout().toMillis();
        this.tls = tls;
        this.secret = new SecretKeySpec(("heliograph" + password).getBytes(UTF_8), HASH);
        var client =
                DefaultJedisClientConfig.builder()
                        .resp2()
                        .timeoutMillis(timeoutMillis)
                        .clientName("heliograph");
        if (!settings.user().isEmpty()) {
            client.user(settings.user());
        }
        if (!password.isEmpty()) {
            client.password(password);
        }
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        pool.setMaxWait(settings.timeout());
        pool.setTestWhileIdle(false);
        pool.setJmxEnabled(false);
        JedisSocketFactory sockets = this::connect;
        this.connections = new ConnectionPool(new ConnectionFactory(sockets, client.build()), pool);
    }

    private Socket connect() {
        var to = new InetSocketAddress(address.host(), address.port());
        var socket = new Socket();
        boolean connected = false;
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(timeoutMillis);
            socket.connect(to, timeoutMillis);
            Socket over = tls.isPresent() ? tls.get().over(socket, to) : socket;
            connected = true;
            return over;
        } catch (IOException e) {
            throw new JedisConnectionException("cannot connect to " + address, e);
        } finally {
            if (!connected) {
                close(socket);
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new JedisConnectionException("cannot close a connection", e);
        }
    }

    /**
     * One round trip for all.
     *
     * @throws JedisException if it is not known what was counted
     */
    List<BitSet> add(List<List<Count>> submissions, Instant now) {
        try (Connection connection = connections.getResource()) {
            if (script.length == 0) {
                script = load(connection);
            }
            try {
                return ask(connection, submissions, now);
            } catch (JedisNoScriptException e) { // it was started anew: nothing was counted
                script = load(connection);
                return ask(connection, submissions, now);
            }
        }
    }

    private static byte[] load(Connection connection) {
        connection.sendCommand(
                Protocol.Command.SCRIPT, "LOAD".getBytes(UTF_8), SCRIPT.getBytes(UTF_8));
        return connection.getBinaryBulkReply();
    }

    private List<BitSet> ask(Connection connection, List<List<Count>> submissions, Instant now) {
        Mac hash = hash();
        for (List<Count> counts : submissions) {
            connection.sendCommand(Protocol.Command.EVALSHA, arguments(counts, now, hash));
        }
        var over = new ArrayList<BitSet>(submissions.size());
        for (Object answer : connection.getMany(submissions.size())) {
            if (answer instanceof JedisDataException problem) {
                throw problem;
            }
            over.add(places(answer));
        }
        return over;
    }

    private static BitSet places(Object answer) {
        if (!(answer instanceof List<?> numbers)) {
            throw new JedisException("not what the script answers");
        }
        var places = new BitSet();
        for (Object number : numbers) {
            if (number instanceof Long place) {
                places.set(place.intValue());
            }
        }
        return places;
    }

    private byte[][] arguments(List<Count> counts, Instant now, Mac hash) {
        var keys = new ArrayList<byte[]>();
        var numbers = new ArrayList<byte[]>();
        for (Count count : counts) {
            long millis = count.per().toMillis();
            String window = "heliograph:" + count.limit() + ':' + now.toEpochMilli() / millis + ':';
            for (String key : count.keys()) {
                keys.add((window + hashed(key, hash)).getBytes(UTF_8));
            }
            numbers.add(octets(count.keys().size()));
            numbers.add(octets(count.most()));
            numbers.add(octets(count.stops() ? 1 : 0));
            numbers.add(octets(count.more()));
            numbers.add(octets(millis));
        }
        var all = new ArrayList<byte[]>(2 + keys.size() + numbers.size());
        all.add(script);
        all.add(octets(keys.size()));
        all.addAll(keys);
        all.addAll(numbers);
        return all.toArray(byte[][]::new);
    }

    private static byte[] octets(long number) {
        return Long.toString(number).getBytes(UTF_8);
    }

    private Mac hash() {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(secret);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HASH, e);
        }
    }

    private static String hashed(String key, Mac hash) {
        byte[] whole = hash.doFinal(key.getBytes(UTF_8));
        byte[] some = new byte[HASH_OCTETS];
        System.arraycopy(whole, 0, some, 0, HASH_OCTETS);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(some);
    }

    @Override
    public void close() {
        connections.close();
    }
}
