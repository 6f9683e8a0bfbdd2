// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.report;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.push.Push;
import org.heliograph.mmsc.push.PushJob;
import org.heliograph.mmsc.push.PushStore;
import org.heliograph.subscribers.Msisdn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What senders are told about recipients, once, and not for ever. */
abstract sealed class Reports implements PushJob permits DeliveryReports, ReadReports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private final PushStore store;
    private final InstantSource clock;
    private final Duration life;

    /**
     * @param life how long a report is worth pushing
     */
    Reports(PushStore store, InstantSource clock, Duration life) {
        this.store = store;
        this.clock = clock;
        this.life = life;
    }

    /** {@return when it was of which is told} */
    abstract Instant since(Delivery delivery);

    /** {@return what is told, for the log} */
    abstract Object status(Delivery delivery);

    @Override
    public final Msisdn to(Delivery delivery) {
        return delivery.message().sender();
    }

    @Override
    public final Instant until(Delivery delivery) {
        return since(delivery).plus(life);
    }

    @Override
    public final void taken(Delivery delivery, Push push) {
        store.end(delivery.recipient().token(), kind(), clock.instant());
        LOG.info(
                "reported message={} about={} status={}",
                delivery.message().id(),
                delivery.recipient().address().masked(),
                status(delivery));
    }

    @Override
    public final void tooLate(Delivery delivery) {
        store.end(delivery.recipient().token(), kind(), clock.instant());
        LOG.info(
                "report given up message={} about={} code=report-expired reason=\"not taken within"
                        + " {}\"",
                delivery.message().id(),
                delivery.recipient().address().masked(),
                life);
    }
}
