// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.heliograph.config.FirewallSettings;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.firewall.Counters;
import org.heliograph.smsc.firewall.FirewallRules;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.heliograph.smsc.redis.RedisServer;
import org.jsmpp.bean.BindType;
import org.jsmpp.extra.NegativeResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes, one ESME bound to both, and a Redis in which they count. */
final class SharedLimitsTest {
    private static final int THROTTLED = 0x58;
    private static final int MOST = 6;

    private static final FirewallSettings RULES =
            FirewallRules.with(
                    "refuse", List.of(FirewallRules.limit("source", "any", "source", MOST)));

    @TempDir private Path directory;

    private static int submit(EsmePeer esme) throws Exception {
        try {
            esme.submit("447700900123", 0, 0, 0, "hi".getBytes(StandardCharsets.US_ASCII));
            return 0;
        } catch (NegativeResponseException e) {
            return e.getCommandStatus();
        }
    }

    /** {@return how many of so many were taken} */
    private static int taken(EsmePeer esme, int of) throws Exception {
        int taken = 0;
        for (int i = 0; i < of; i++) {
            int status = submit(esme);
            assertEquals(taken == i ? status : THROTTLED, status, "nothing passes after a refusal");
            taken += status == 0 ? 1 : 0;
        }
        return taken;
    }

    @Test
    void twoNodesShareALimitAndEachGoesOnAloneWithoutRedis() throws Exception {
        try (var redis = new RedisServer(directory);
                Counters first = redis.counters();
                Counters second = redis.counters();
                TestCentre here = TestCentre.behind(RULES, first, new MemoryMessageStore());
                TestCentre there = TestCentre.behind(RULES, second, new MemoryMessageStore());
                EsmePeer toHere = new EsmePeer(here);
                EsmePeer toThere = new EsmePeer(there)) {
            for (EsmePeer esme : List.of(toHere, toThere)) {
                esme.bind(esme.session, BindType.BIND_TRX, "demo", TestCentre.PASSWORD);
            }
            assertEquals(4, taken(toHere, 4));
            assertEquals(MOST - 4, taken(toThere, 4), "what the other node took counts");
            assertEquals(0, taken(toHere, 1));

            redis.kill();
            assertEquals(MOST, taken(toHere, MOST + 2), "this node alone");
            assertEquals(MOST, taken(toThere, MOST + 2), "and that one");
        }
    }
}
