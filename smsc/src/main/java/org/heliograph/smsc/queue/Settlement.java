// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.FinalState;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.heliograph.smsc.report.Reports;
import org.heliograph.smsc.route.Routed;

/** Keeps what became of messages: they leave the store as the reports on them enter it. */
final class Settlement {
    /** A message and what it has come to for good. */
    record Settled(ShortMessage message, DeliveryOutcome.Final end) {}

    private final MessageStore store;
    private final MessageIds ids;
    private final Reports reports;
    private final Lanes lanes;
    private final InstantSource clock;
    private final SmscMetrics metrics;

    Settlement(
            MessageStore store,
            MessageIds ids,
            Reports reports,
            Lanes lanes,
            InstantSource clock,
            SmscMetrics metrics) {
        this.store = store;
        this.ids = ids;
        this.reports = reports;
        this.lanes = lanes;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** One transaction. The lanes of the messages are the caller's to tell. */
    void settle(List<Settled> settled) throws StoreException {
        Instant now = clock.instant();
        List<MessageId> finished = new ArrayList<>(settled.size());
        List<FinalState> states = new ArrayList<>(settled.size());
        List<Routed> reported = new ArrayList<>();
        List<Forwarded> forwarded = new ArrayList<>();
        for (Settled one : settled) {
            finished.add(one.message().id());
            if (one.end() instanceof DeliveryOutcome.HandedOver(var upstream, var upstreamId)
                    && !upstreamId.isEmpty()
                    && one.message().reportRequest() != ReportRequest.NONE) {
                forwarded.add(Forwarded.of(one.message(), upstream, upstreamId));
                continue; // the centre that has it now will tell more
            }
            one.message().known(one.end().state(), now).ifPresent(states::add);
            reported.addAll(reports.on(one.message(), one.end(), now, ids::next));
        }
        keep(finished, states, reported, forwarded);
    }

    /** Tells the originator of a message that was put off that it is not given up. */
    void notifyOf(ShortMessage message, Cause cause) throws StoreException {
        Instant now = clock.instant();
        Routed report = reports.onDeferral(message, cause, now, ids::next);
        keep(List.of(), List.of(), List.of(report), List.of());
    }

    private void keep(
            List<MessageId> finished,
            List<FinalState> states,
            List<Routed> reported,
            List<Forwarded> forwarded)
            throws StoreException {
        lanes.expect(reported);
        boolean stored = false;
        try {
            store.settle(finished, states, reported, forwarded);
            stored = true;
            metrics.reported(reported);
        } finally {
            if (stored) {
                lanes.release(reported);
            } else {
                lanes.forget(reported);
            }
        }
    }
}
