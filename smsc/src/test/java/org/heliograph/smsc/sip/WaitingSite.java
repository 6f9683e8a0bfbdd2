// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.charge.Charges;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.heliograph.smsc.queue.Dispatcher;
import org.heliograph.smsc.queue.MemoryMessageStore;
import org.heliograph.smsc.queue.MessageIds;
import org.heliograph.smsc.queue.RetrySchedule;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.queue.SubmittedMessages;
import org.heliograph.smsc.report.Reports;
import org.heliograph.smsc.route.Router;

/** What waits, of which nothing is delivered. */
final class WaitingSite {
    final MemoryMessageStore store = new MemoryMessageStore();
    final Dispatcher dispatcher;
    final SubmittedMessages submitted;

    WaitingSite(Instant now) throws StoreException {
        var clock = Clock.fixed(now, ZoneOffset.UTC);
        var ids = new MessageIds(store);
        var reports = new Reports(Duration.ofHours(1));
        dispatcher =
                new Dispatcher(
                        store,
                        ids,
                        new RetrySchedule(
                                TestCentre.retry(Duration.ofHours(1), Duration.ofHours(1)),
                                new SplittableRandom(1)),
                        reports,
                        Charges.none(),
                        1_000,
                        clock,
                        new SmscMetrics(new SimpleMeterRegistry(), clock));
        submitted =
                new SubmittedMessages(
                        new Router(List.of()), store, dispatcher, ids, reports, clock);
    }
}
