// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers.radius;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line for each refusal, and one a second at most for each code: datagrams cost nobody much. */
final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private record Last(Instant line, int since) {}

    private final InstantSource clock;
    private final Map<String, Last> lasts = new HashMap<>();

    RefusalLog(InstantSource clock) {
        this.clock = clock;
    }

    void refused(String code, String reason, Object sender) {
        Instant now = clock.instant();
        Last last = lasts.getOrDefault(code, new Last(Instant.EPOCH, 0));
        if (now.isBefore(last.line().plus(INTERVAL))) {
            lasts.put(code, new Last(last.line(), last.since() + 1));
            return;
        }
        lasts.put(code, new Last(now, 0));
        LOG.info(
                "refused code={} reason=\"{}\" remote={} count={}",
                code,
                reason,
                sender,
                last.since() + 1);
    }
}
