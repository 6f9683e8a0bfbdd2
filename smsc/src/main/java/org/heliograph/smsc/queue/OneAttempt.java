// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.heliograph.smsc.deliver.DeliveryChannel;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one attempt to carry messages that are not kept, beside the lanes: neither order nor what
 * waits there counts for them.
 */
final class OneAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(OneAttempt.class);

    private final Semaphore places;
    private final Settlement settlement;
    private final SmscMetrics metrics;

    /**
     * @param most under way at a time
     */
    OneAttempt(int most, Settlement settlement, SmscMetrics metrics) {
        this.places = new Semaphore(most);
        this.settlement = settlement;
        this.metrics = metrics;
    }

    /** {@return whether there is a place for one more; it is to be given back by {@link #end}} */
    boolean begin() {
        return places.tryAcquire();
    }

    void end() {
        places.release();
    }

    /**
     * {@return how the first part that did not arrive ended, or that all did}
     *
     * @param parts of one message to one destination, in order, at least one
     */
    DeliveryOutcome carry(List<Routed> parts, DeliveryChannel channel) throws InterruptedException {
        DeliveryOutcome outcome = new DeliveryOutcome.Delivered();
        List<Settlement.Settled> ends = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            boolean more = i + 1 < parts.size();
            List<ShortMessage> one = List.of(parts.get(i).message());
            if (!hasArrived(outcome)) { // nor does any part behind it
                ends.add(new Settlement.Settled(one.getFirst(), end(outcome)));
                continue;
            }
            try {
                outcome = channel.deliver(one, more).getFirst();
            } catch (RuntimeException | Error e) {
                LOG.error("delivery of {} broke", one.getFirst().id(), e);
                outcome = new DeliveryOutcome.Deferred(Cause.TEMPORARY_FAILURE, "internal error");
            }
            told(parts.get(i).destination(), one, outcome);
            ends.add(new Settlement.Settled(one.getFirst(), end(outcome)));
        }
        charge(ends);
        return outcome;
    }

    /** Nothing is tried again, so that this is the end. */
    private static DeliveryOutcome.Final end(DeliveryOutcome outcome) {
        return switch (outcome) {
            case DeliveryOutcome.Final end -> end;
            case DeliveryOutcome.Deferred(var cause, var detail, _) ->
                    new DeliveryOutcome.Failed(cause, detail);
        };
    }

    /** What cannot be stored is not charged: its reservation ends by itself. */
    private void charge(List<Settlement.Settled> ends) {
        try {
            settlement.record(ends);
        } catch (StoreException e) {
            LOG.error(
                    "store-failed id={} reason=\"{}\"",
                    ends.getFirst().message().id(),
                    e.getMessage());
        }
    }

    /** What another centre has taken is as good as it gets. */
    private static boolean hasArrived(DeliveryOutcome outcome) {
        return outcome instanceof DeliveryOutcome.Delivered
                || outcome instanceof DeliveryOutcome.HandedOver;
    }

    private void told(Route.Destination to, List<ShortMessage> one, DeliveryOutcome outcome) {
        metrics.ended(to, one, List.of(outcome));
        switch (outcome) {
            case DeliveryOutcome.Delivered _, DeliveryOutcome.HandedOver _ ->
                    LOG.info("delivered id={} to={}", one.getFirst().id(), to.masked());
            case DeliveryOutcome.Deferred(var cause, var detail, _) ->
                    lost(to, one.getFirst(), cause, detail);
            case DeliveryOutcome.Failed failed ->
                    lost(to, one.getFirst(), failed.cause(), failed.detail());
        }
    }

    private static void lost(
            Route.Destination to, ShortMessage message, Cause cause, String detail) {
        LOG.info(
                "failed id={} to={} cause={} reason=\"{}\"",
                message.id(),
                to.masked(),
                cause.code(),
                detail);
    }
}
