// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.heliograph.smsc.firewall.Counters;
import org.heliograph.smsc.firewall.Counters.Count;
import org.heliograph.smsc.firewall.CountersInMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;

/** Counts shared in a real Redis. */
final class RedisCountersTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir private Path directory;

    private static Count count(String limit, int most, boolean stops, int more, String... keys) {
        return new Count(limit, Duration.ofHours(1), most, stops, more, List.of(keys));
    }

    private static List<Count> drawn(SplittableRandom random) {
        return IntStream.range(0, random.nextInt(1, 4))
                .mapToObj(
                        limit ->
                                count(
                                        "limit" + limit,
                                        5 * (limit + 1),
                                        random.nextInt(4) > 0,
                                        random.nextInt(1, 4),
                                        IntStream.range(0, random.nextInt(1, 4))
                                                .mapToObj(_ -> "44770090000" + random.nextInt(9))
                                                .toArray(String[]::new)))
                .toList();
    }

    @Test
    void countsAsInMemory() throws Exception {
        var random = new SplittableRandom(2_026);
        try (var redis = new RedisServer(directory);
                Counters one = redis.counters();
                Counters other = redis.counters();
                Counters memory = new CountersInMemory()) {
            for (int i = 0; i < 300; i++) {
                List<List<Count>> batch = new ArrayList<>();
                for (int j = random.nextInt(1, 20); j > 0; j--) {
                    batch.add(drawn(random));
                }
                Instant now = NOW.plusSeconds(i * 30L); // the window turns
                List<BitSet> expected = memory.add(batch, now);
                assertEquals(expected, (i % 2 == 0 ? one : other).add(batch, now), "batch " + i);
            }
        }
    }

    @Test
    void keepsNoNumberInClearAndNothingForEver() throws Exception {
        try (var redis = new RedisServer(directory);
                Counters counters = redis.counters();
                Connection connection = redis.connect()) {
            counters.add(List.of(List.of(count("each", 1, true, 1, "447700900123"))), NOW);
            connection.sendCommand(Protocol.Command.KEYS, "*");
            List<byte[]> keys = connection.getBinaryMultiBulkReply();
            assertEquals(1, keys.size());
            String key = new String(keys.getFirst(), StandardCharsets.UTF_8);
            assertTrue(key.startsWith("heliograph:each:"), key);
            assertFalse(key.contains("900123"), key);
            connection.sendCommand(Protocol.Command.PTTL, key);
            long left = connection.getIntegerReply();
            assertTrue(left > 3_500_000 && left <= 3_600_000, "lives " + left + " ms");
        }
    }

    @Test
    void goesOnAloneWhileItIsAwayAndTogetherAgain() throws Exception {
        try (var redis = new RedisServer(directory);
                Counters one = redis.counters();
                Counters other = redis.counters()) {
            List<List<Count>> once = List.of(List.of(count("each", 2, true, 1, "key")));
            assertTrue(one.add(once, NOW).getFirst().isEmpty());
            assertTrue(other.add(once, NOW).getFirst().isEmpty());
            assertTrue(one.add(once, NOW).getFirst().get(0), "three of both together");
            redis.kill();
            assertTrue(one.add(once, NOW).getFirst().isEmpty(), "the first that it counts alone");
            assertTrue(one.add(once, NOW).getFirst().isEmpty());
            assertTrue(one.add(once, NOW).getFirst().get(0));
            redis.startAgain();
            await(redis, one, "one");
            await(redis, other, "other");
            assertTrue(one.add(once, NOW).getFirst().isEmpty());
            assertTrue(other.add(once, NOW).getFirst().isEmpty());
            assertTrue(one.add(once, NOW).getFirst().get(0), "together again");
        }
    }

    /** Counts something else until that is seen in Redis. */
    private static void await(RedisServer redis, Counters counters, String limit) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        List<byte[]> keys = List.of();
        try (Connection connection = redis.connect()) {
            while (keys.isEmpty()) {
                assertTrue(System.nanoTime() < end, "does not come back");
                counters.add(List.of(List.of(count(limit, 9, true, 1, "key"))), NOW);
                connection.sendCommand(Protocol.Command.KEYS, "heliograph:" + limit + ":*");
                keys = connection.getBinaryMultiBulkReply();
            }
        }
    }
}
