// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.smsc.charge.Charges;
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
    static final DeliveryOutcome.Failed CANCELLED =
            new DeliveryOutcome.Failed(Cause.CANCELLED, "by its originator");

    /** A message and what it has come to for good. */
    record Settled(ShortMessage message, DeliveryOutcome.Final end) {}

    private final MessageStore store;
    private final MessageIds ids;
    private final Reports reports;
    private final Keeping keeping;
    private final Shares shares;
    private final Charges charges;
    private final InstantSource clock;
    private final SmscMetrics metrics;

    Settlement(
            MessageStore store,
            MessageIds ids,
            Reports reports,
            Lanes lanes,
            Shares shares,
            Charges charges,
            InstantSource clock,
            SmscMetrics metrics) {
        this.store = store;
        this.ids = ids;
        this.reports = reports;
        this.keeping = new Keeping(lanes);
        this.shares = shares;
        this.charges = charges;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** What is to be kept in one transaction. To keep it once more does no harm. */
    final class Ending {
        private final List<MessageId> finished = new ArrayList<>();
        private final List<ShortMessage> ended = new ArrayList<>();
        private final List<FinalState> states = new ArrayList<>();
        private final List<Routed> reported = new ArrayList<>();
        private final List<Forwarded> forwarded = new ArrayList<>();
        private final Map<MessageId, ChargingRecord> records = new HashMap<>();

        private Ending() {}

        /** The lanes of the messages are the caller's to tell. */
        void keep() throws StoreException {
            keeping.keep(
                    reported, () -> store.settle(finished, states, reported, forwarded, records));
            metrics.reported(reported);
            shares.went(ended);
        }
    }

    Ending ending(List<Settled> settled) throws StoreException {
        Instant now = clock.instant();
        Ending ending = new Ending();
        for (Settled one : settled) {
            ending.finished.add(one.message().id());
            ending.ended.add(one.message());
            if (one.end() instanceof DeliveryOutcome.HandedOver(var upstream, var upstreamId)
                    && !upstreamId.isEmpty()
                    && one.message().reportRequest() != ReportRequest.NONE) {
                ending.forwarded.add(Forwarded.of(one.message(), upstream, upstreamId));
                continue; // the centre that has it now will tell more
            }
            charges.record(one.message(), one.end(), now)
                    .ifPresent(record -> ending.records.put(one.message().id(), record));
            one.message().known(one.end(), now).ifPresent(ending.states::add);
            ending.reported.addAll(reports.on(one.message(), one.end(), now, ids::next));
        }
        return ending;
    }

    void settle(List<Settled> settled) throws StoreException {
        ending(settled).keep();
    }

    /** Keeps what became of messages that are not kept: what is charged for them. */
    void record(List<Settled> settled) throws StoreException {
        Instant now = clock.instant();
        Map<MessageId, ChargingRecord> records = records(settled, now);
        if (!records.isEmpty()) {
            store.settle(List.of(), List.of(), List.of(), List.of(), records);
        }
    }

    /** {@return what is charged for messages that have ended} */
    Map<MessageId, ChargingRecord> records(List<Settled> settled, Instant at) {
        Map<MessageId, ChargingRecord> records = new HashMap<>();
        for (Settled one : settled) {
            charges.record(one.message(), one.end(), at)
                    .ifPresent(record -> records.put(one.message().id(), record));
        }
        return records;
    }

    /** {@return what is charged for those of {@code messages} that nothing replaces: nothing} */
    Map<MessageId, ChargingRecord> cancelled(List<Routed> messages, List<MessageId> gone) {
        return records(
                messages.stream()
                        .map(Routed::message)
                        .filter(message -> gone.contains(message.id()))
                        .map(message -> new Settled(message, CANCELLED))
                        .toList(),
                clock.instant());
    }

    /** Tells the originator of a message that was put off that it is not given up. */
    void notifyOf(ShortMessage message, Cause cause) throws StoreException {
        Ending ending = new Ending();
        ending.reported.add(
                reports.onDeferral(message, cause.number(), clock.instant(), ids::next));
        ending.keep();
    }
}
