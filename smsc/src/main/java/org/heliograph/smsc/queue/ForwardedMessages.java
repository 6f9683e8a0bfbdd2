// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.heliograph.config.Rounds;
import org.heliograph.smsc.charge.Charges;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.MessageState;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.heliograph.smsc.report.Reports;
import org.heliograph.smsc.route.Routed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what was handed over to other centres: by their receipts, which may come late, twice, or
 * before we have stored what they are about; and by itself where none comes.
 */
public final class ForwardedMessages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardedMessages.class);

    /** How long a receipt waits for its message to be stored. */
    private static final Duration EARLY = Duration.ofSeconds(30);

    /** More of them are of no message of ours. */
    private static final int MOST_EARLY = 10_000;

    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(1);

    private final ForwardedStore store;
    private final MessageIds ids;
    private final Reports reports;
    private final Charges charges;
    private final Lanes lanes;
    private final Runnable startLanes;
    private final InstantSource clock;
    private final SmscMetrics metrics;
    private final AtomicInteger early = new AtomicInteger();
    private final Rounds rounds = new Rounds();

    ForwardedMessages(
            ForwardedStore store,
            MessageIds ids,
            Reports reports,
            Charges charges,
            Lanes lanes,
            Runnable startLanes,
            InstantSource clock,
            SmscMetrics metrics) {
        this.store = store;
        this.ids = ids;
        this.reports = reports;
        this.charges = charges;
        this.lanes = lanes;
        this.startLanes = startLanes;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Looks once a second for what has come to its end by itself, until {@link #close}. */
    public ForwardedMessages start() {
        rounds.start("smsc-forwarded", BETWEEN_SWEEPS, this::round);
        return this;
    }

    private void round() {
        try {
            sweep();
        } catch (StoreException | RuntimeException e) {
            LOG.error("store-failed reason=\"{}\"", e.getMessage()); // the next will do it
        }
    }

    /** Returns when what the receipts say is durable, or nothing is to be done about them. */
    public void conclude(List<UpstreamReceipt> receipts) throws StoreException {
        List<UpstreamReceipt> unmatched = new ArrayList<>();
        concludeMatched(receipts, unmatched);
        List<UpstreamReceipt> kept = new ArrayList<>();
        for (UpstreamReceipt receipt : unmatched) {
            if (early.incrementAndGet() <= MOST_EARLY) {
                kept.add(receipt);
            } else {
                LOG.info("receipt-unknown upstream={}", receipt.upstream());
            }
        }
        if (!kept.isEmpty()) {
            store.keepEarly(kept, clock.instant());
        }
    }

    /**
     * @param unmatched gets those of no message that is known
     * @return those that are done with
     */
    private List<UpstreamReceipt> concludeMatched(
            List<UpstreamReceipt> receipts, List<UpstreamReceipt> unmatched) throws StoreException {
        Map<Forwarded, UpstreamReceipt> ends = new LinkedHashMap<>();
        List<UpstreamReceipt> matched = new ArrayList<>();
        Set<Forwarded> waiting = new LinkedHashSet<>();
        for (UpstreamReceipt receipt : receipts) {
            Optional<Forwarded> forwarded =
                    match(receipt, store.forwarded(receipt.upstream(), receipt.ids()));
            if (forwarded.isEmpty()) {
                unmatched.add(receipt);
                continue;
            }
            matched.add(receipt);
            if (receipt.isFinal()) {
                ends.putIfAbsent(forwarded.get(), receipt);
            } else if (forwarded.get().message().wantsNotification()) {
                waiting.add(forwarded.get());
            }
        }
        waiting.removeAll(ends.keySet()); // nobody wants to hear that it waited
        end(ends, waiting);
        return matched;
    }

    /**
     * An id that had to be rewritten to be found must be of a message to the right number: by
     * chance there may be another.
     */
    private static Optional<Forwarded> match(UpstreamReceipt receipt, List<Forwarded> candidates) {
        for (String id : receipt.ids()) {
            for (Forwarded one : candidates) {
                if (one.upstreamId().equals(id)
                        && receipt.names(one.message().destinationAddress().value())) {
                    return Optional.of(one);
                }
            }
        }
        return candidates.stream()
                .filter(one -> one.upstreamId().equals(receipt.ids().getFirst()))
                .findFirst();
    }

    /**
     * In one transaction, with the reports that this causes.
     *
     * @param waiting of which this is to be told, once
     */
    private void end(Map<Forwarded, UpstreamReceipt> ends, Set<Forwarded> waiting)
            throws StoreException {
        if (ends.isEmpty() && waiting.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        List<ForwardedStore.Conclusion> conclusions = new ArrayList<>(ends.size());
        List<Routed> expected = new ArrayList<>();
        for (Map.Entry<Forwarded, UpstreamReceipt> end : ends.entrySet()) {
            ShortMessage message = end.getKey().message();
            DeliveryOutcome.Final outcome = outcome(end.getValue());
            List<Routed> reported = reports.on(message, outcome, now, ids::next);
            expected.addAll(reported);
            conclusions.add(
                    new ForwardedStore.Conclusion(
                            message.id(),
                            message.known(outcome, now).stream().toList(),
                            reported,
                            Optional.empty(),
                            charges.record(message, outcome, now)));
        }
        for (Forwarded one : waiting) {
            var notification = List.of(reports.onDeferral(one.message(), 0, now, ids::next));
            expected.addAll(notification);
            conclusions.add(
                    new ForwardedStore.Conclusion(
                            one.message().id(),
                            List.of(),
                            notification,
                            Optional.of(one.notified()),
                            Optional.empty()));
        }
        Set<MessageId> concluded = Set.of();
        lanes.expect(expected);
        try {
            concluded = store.conclude(conclusions);
        } finally {
            for (ForwardedStore.Conclusion one : conclusions) {
                if (concluded.contains(one.id())) {
                    lanes.release(one.reports());
                    metrics.reported(one.reports());
                } else {
                    lanes.forget(one.reports());
                }
            }
            startLanes.run();
        }
        for (Map.Entry<Forwarded, UpstreamReceipt> end : ends.entrySet()) {
            if (concluded.contains(end.getKey().message().id())) {
                metrics.told(end.getKey().message(), outcome(end.getValue()));
                LOG.info(
                        "told id={} by={} state={} err={}",
                        end.getKey().message().id(),
                        end.getKey().upstream(),
                        end.getValue().state(),
                        end.getValue().error());
            }
        }
    }

    private static DeliveryOutcome.Final outcome(UpstreamReceipt receipt) {
        return switch (receipt.state()) {
            case DELIVERED -> new DeliveryOutcome.Delivered();
            case EXPIRED -> failed(Cause.EXPIRED, receipt);
            case DELETED -> failed(Cause.CANCELLED, receipt);
            case REJECTED -> failed(Cause.REJECTED, receipt);
            case UNDELIVERABLE -> failed(Cause.FAILED_UPSTREAM, receipt);
            case UNKNOWN -> failed(Cause.NO_RECEIPT, receipt);
            case ENROUTE, ACCEPTED ->
                    throw new IllegalArgumentException(receipt.state() + " is not final");
        };
    }

    private static DeliveryOutcome.Final failed(Cause cause, UpstreamReceipt receipt) {
        return new DeliveryOutcome.Failed(cause, receipt.error());
    }

    /** Ends what nothing is to be expected of, and what receipts that came early tell of. */
    void sweep() throws StoreException {
        Instant now = clock.instant();
        List<UpstreamReceipt> waiting = store.early();
        if (!waiting.isEmpty()) {
            List<UpstreamReceipt> matched = concludeMatched(waiting, new ArrayList<>());
            int unknown = store.dropEarly(now.minus(EARLY), matched);
            if (unknown > 0) {
                LOG.info("receipt-unknown count={}", unknown);
            }
        }
        early.set(waiting.size());
        List<Forwarded> overdue = store.overdue(now);
        while (!overdue.isEmpty() && !rounds.isClosed()) {
            Map<Forwarded, UpstreamReceipt> ends = new LinkedHashMap<>();
            for (Forwarded one : overdue) {
                ends.put(
                        one,
                        new UpstreamReceipt(
                                one.upstream(),
                                List.of(one.upstreamId()),
                                List.of(),
                                MessageState.UNKNOWN,
                                "no receipt"));
            }
            end(ends, Set.of());
            overdue = store.overdue(now);
        }
    }

    @Override
    public void close() {
        rounds.close();
    }
}
