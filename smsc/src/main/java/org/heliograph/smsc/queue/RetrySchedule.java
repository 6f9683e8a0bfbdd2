// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.heliograph.config.SmscSettings;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;

/**
 * When to try again: by what the last attempt ended in, and each time longer, up to a limit. Less a
 * random part, so that many that failed together do not come back together.
 */
public final class RetrySchedule {
    private final SmscSettings.Retry settings;
    private final RandomGenerator random;

    public RetrySchedule(SmscSettings.Retry settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /** {@return the wait after that failure, and no less than the destination asked for} */
    Duration waitAfter(DeliveryOutcome.Deferred failure, int failures) {
        Duration wait = waitAfter(failure.cause(), failures);
        return wait.compareTo(failure.atLeast()) < 0 ? failure.atLeast() : wait;
    }

    /**
     * @param cause of the last failure
     * @param failures attempts that failed in a row, at least 1
     */
    public Duration waitAfter(Cause cause, int failures) {
        SmscSettings.Waits waits = waits(cause);
        Duration wait = waits.first();
        for (int i = 1; i < failures && wait.compareTo(waits.longest()) < 0; i++) {
            if (waits.factor() == 1) {
                break; // it never grows, however often
            }
            wait = wait.multipliedBy(waits.factor());
        }
        if (wait.compareTo(waits.longest()) > 0) {
            wait = waits.longest();
        }
        double jitter = settings.jitterPercent() / 100.0;
        return wait.minusNanos((long) (wait.toNanos() * jitter * random.nextDouble()));
    }

    private SmscSettings.Waits waits(Cause cause) {
        return switch (cause.kind()) {
            case WAIT_FOR_ALERT -> settings.absent();
            case TEMPORARY, PERMANENT ->
                    cause == Cause.CONGESTION ? settings.congestion() : settings.temporary();
        };
    }
}
