// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.heliograph.config.SmscSettings;

/**
 * When to try again: twice as long after each failure, up to a limit, less up to a fifth, so that
 * many that failed together do not come back together.
 */
public final class RetrySchedule {
    private static final double JITTER = 0.2;

    private final SmscSettings.Retry settings;
    private final RandomGenerator random;

    public RetrySchedule(SmscSettings.Retry settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /**
     * @param failures attempts that failed in a row, at least 1
     */
    public Duration waitAfter(int failures) {
        Duration wait = settings.first();
        for (int i = 1; i < failures && wait.compareTo(settings.last()) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        if (wait.compareTo(settings.last()) > 0) {
            wait = settings.last();
        }
        return wait.minusNanos((long) (wait.toNanos() * JITTER * random.nextDouble()));
    }
}
