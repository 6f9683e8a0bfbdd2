// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ShortMessage;
import org.jspecify.annotations.Nullable;

/** A message on its way to an upstream, for which its lane waits. */
final class Handover {
    final ShortMessage message;

    /** Who takes turns with others. */
    final Object origin;

    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable DeliveryOutcome outcome;
    private int refusals;

    Handover(ShortMessage message) {
        this.message = message;
        this.origin =
                message.origin() instanceof Origin.Subscriber(var msisdn, _)
                        ? msisdn
                        : message.origin();
    }

    void end(DeliveryOutcome with) {
        outcome = with;
        done.countDown();
    }

    /** {@return how often it was refused for now, this time included; for the session's reader} */
    int refused() {
        return ++refusals;
    }

    boolean await(Duration patience) throws InterruptedException {
        return done.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** {@return how it ended, as soon as it has} */
    DeliveryOutcome outcome() throws InterruptedException {
        done.await();
        DeliveryOutcome end = outcome;
        if (end == null) {
            throw new IllegalStateException("done without an outcome");
        }
        return end;
    }
}
