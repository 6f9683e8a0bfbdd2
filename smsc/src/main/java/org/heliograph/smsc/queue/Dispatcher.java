// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.heliograph.config.Check;
import org.heliograph.smsc.charge.Charges;
import org.heliograph.smsc.deliver.DeliveryChannel;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.heliograph.smsc.report.Reports;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what waits to its destinations: straight from memory once it is durable, in order to each
 * destination and as many at a time as its channel takes, all destinations side by side. Each lane
 * that has something to do has a virtual thread, so that one that is slow, absent or refusing
 * delays nobody else.
 *
 * <p>A message leaves the store in the transaction that brings in the reports on it. A crash
 * between a delivery and that transaction means that the message is delivered once more.
 */
public final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** How long {@link #close} waits for attempts to end by themselves. */
    private static final Duration DRAIN = Duration.ofSeconds(3);

    /** How long it then waits for those that were interrupted. */
    private static final Duration INTERRUPTED = Duration.ofSeconds(1);

    /** Of messages that are not kept, this part of the active ones may be under way. */
    private static final int ATTEMPTED = 20;

    private final MessageStore store;
    private final RetrySchedule schedule;
    private final InstantSource clock;
    private final Lanes lanes;
    private final Keeping keeping;
    private final Settlement settlement;
    private final Settling settling;
    private final Schedule scheduled;
    private final OneAttempt oneAttempt;
    private final SmscMetrics metrics;
    private final ForwardedMessages forwardedMessages;
    private final Quarantine quarantine;
    private final PendingAlerts pendingAlerts;
    private final Shares shares;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Threads threads = new Threads();

    /** Nothing moves before there are channels. */
    private volatile @Nullable Function<Route.Destination, DeliveryChannel> channels;

    private volatile @Nullable Thread timetable;

    /**
     * Takes up what an earlier run left; nothing moves before {@link #start}. What is accepted in
     * between waits behind it.
     *
     * @param activeMessages most messages in memory
     */
    public Dispatcher(
            MessageStore store,
            MessageIds ids,
            RetrySchedule schedule,
            Reports reports,
            Charges charges,
            int activeMessages,
            InstantSource clock,
            SmscMetrics metrics)
            throws StoreException {
        this.store = store;
        this.schedule = schedule;
        this.clock = clock;
        this.lanes = new Lanes(activeMessages, store.claims(), clock);
        this.keeping = new Keeping(lanes);
        this.shares = new Shares(store.claims());
        this.settlement =
                new Settlement(store, ids, reports, lanes, shares, charges, clock, metrics);
        this.settling = new Settling(settlement, lanes, stopped);
        this.scheduled = new Schedule(store.scheduled(), lanes, activeMessages, clock);
        this.metrics = metrics;
        this.oneAttempt =
                new OneAttempt(Math.max(1, activeMessages / ATTEMPTED), settlement, metrics);
        this.pendingAlerts = new PendingAlerts(activeMessages, threads);
        this.forwardedMessages =
                new ForwardedMessages(
                        store, ids, reports, charges, lanes, this::startLanes, clock, metrics);
        this.quarantine =
                new Quarantine(
                        store.quarantine(),
                        scheduled,
                        settlement,
                        shares,
                        this::startLanes,
                        clock,
                        metrics);
        lanes.recover(store.waiting());
    }

    /**
     * Carries what waits, and what comes, until {@link #close}.
     *
     * @param channelOf who brings messages to a destination
     */
    public void start(Function<Route.Destination, DeliveryChannel> channelOf) {
        channels = channelOf;
        timetable = threads.start("smsc-timetable", this::keepTime);
        threads.start("smsc-schedule", this::keepSchedule);
        store.claims().start(new Carrying(lanes, this::startLanes, channelOf, this::reconsider));
        startLanes();
    }

    /**
     * Keeps messages and, once they are durable, carries them. All or none.
     *
     * @return whether a destination is carried to that was not just before
     */
    public boolean enqueue(List<Routed> messages) throws StoreException {
        boolean started;
        try {
            shares.keep(
                    messages.stream(), () -> keeping.keep(messages, () -> store.insert(messages)));
        } finally {
            started = startLanes(); // even then: what was forgotten leaves room for others
        }
        return started;
    }

    /** Keeps messages that are to wait from a time of their own on. All or none. */
    public void schedule(List<ScheduledMessages.Scheduled> messages) throws StoreException {
        shares.keep(
                messages.stream().map(ScheduledMessages.Scheduled::routed),
                () -> scheduled.keep(messages));
    }

    /**
     * Makes one attempt to carry messages that are not kept, and returns at once.
     *
     * @param parts of one message to one destination, in order, at least one
     * @param ended is told of the end, in a thread of its own
     * @return not if too many such attempts are under way, or none can be made yet
     */
    public boolean attempt(List<Routed> parts, Consumer<DeliveryOutcome> ended) {
        Function<Route.Destination, DeliveryChannel> channelOf = channels;
        if (channelOf == null || stopped.getCount() == 0 || !oneAttempt.begin()) {
            return false;
        }
        Route.Destination destination = parts.getFirst().destination();
        DeliveryChannel channel = channelOf.apply(destination);
        threads.start(
                "smsc-attempt",
                () -> {
                    try {
                        DeliveryOutcome outcome = oneAttempt.carry(parts, channel);
                        if (outcome instanceof DeliveryOutcome.Deferred(var cause, _, _)) {
                            pendingAlerts.deferred(destination, parts.getLast().message(), cause);
                        }
                        ended.accept(outcome);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt(); // closing
                    } finally {
                        oneAttempt.end();
                    }
                });
        return true;
    }

    /** {@return what waits, for those who ask about it} */
    public WaitingMessages waitingMessages() {
        return new WaitingMessages(
                store, lanes, scheduled, settlement, this::startLanes, metrics, clock);
    }

    /** {@return how much waits} */
    public Depth depth() {
        Depth inLanes = lanes.depth();
        return new Depth(
                inLanes.messages() + scheduled.count(), inLanes.loaded(), inLanes.destinations());
    }

    /**
     * {@return how much of what waits came from {@code origin}, or from any subscriber, if it is
     * one; what an earlier run left is not counted}
     */
    public long waitingFrom(Origin origin) {
        return shares.of(origin);
    }

    /** {@return for how many destinations it was the first to send, or any subscriber} */
    public int destinationsFrom(Origin origin) {
        return lanes.openedBy(origin);
    }

    /** {@return that those who wait for their time will be called; to be asked once started} */
    public Check check() {
        return Check.alive(Objects.requireNonNull(timetable, "not started"));
    }

    /** {@return whether something waits for {@code destination}} */
    public boolean waitsFor(Route.Destination destination) {
        return lanes.has(destination);
    }

    /** A destination can be reached from here: what waits for it moves at once, and from here. */
    public void alert(Route.Destination destination) {
        metrics.alerted();
        lanes.alert(destination);
        startLanes();
        store.claims().shown(destination);
        pendingAlerts.tell(destination, channels);
    }

    /**
     * Something about a destination has changed that other nodes hear of too: what is carried here
     * for it moves at once, whatever becomes of it, and nothing is claimed.
     */
    public void reconsider(Route.Destination destination) {
        metrics.alerted();
        lanes.alert(destination);
        startLanes();
        Function<Route.Destination, DeliveryChannel> channelOf = channels;
        if (channelOf != null && channelOf.apply(destination).reaches(destination)) {
            pendingAlerts.tell(destination, channelOf);
        }
    }

    /**
     * A destination has shown itself to this node, which may not be the only one that reaches it:
     * what waits for it moves at once, whichever node carries it.
     */
    public void announce(Route.Destination destination) {
        reconsider(destination);
        store.claims().alerted(destination);
    }

    /** {@return what other centres have, for their receipts} */
    public ForwardedMessages forwardedMessages() {
        return forwardedMessages;
    }

    /** {@return what is held back} */
    public Quarantine quarantine() {
        return quarantine;
    }

    private void keepTime() {
        try {
            while (stopped.getCount() > 0) {
                lanes.awaitDue();
                startLanes();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepSchedule() {
        try {
            scheduled.run(this::startLanes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean startLanes() {
        Function<Route.Destination, DeliveryChannel> channelOf = channels;
        if (channelOf == null) {
            return false;
        }
        List<Lane> starts = lanes.takeStarts();
        for (Lane lane : starts) {
            threads.start("smsc-lane", () -> run(lane, channelOf.apply(lane.destination)));
        }
        return !starts.isEmpty();
    }

    /**
     * Carries what a lane has: while what became of some messages is being stored, the next ones
     * are on their way already.
     */
    private void run(Lane lane, DeliveryChannel channel) {
        try {
            CountDownLatch stored = new CountDownLatch(0);
            while (true) {
                Next next = next(lane, channel);
                startLanes(); // whom loading has left room for need not wait for this attempt
                switch (next) {
                    case Next.Carry(var job) -> {
                        List<DeliveryOutcome> outcomes =
                                job.expired() ? job.notAttempted() : attempt(channel, job);
                        stored.await();
                        stored = end(lane, job, outcomes, channel.window() == 1);
                    }
                    case Next.Await() -> stored.await();
                    case Next.End() -> {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closing: what waits is in the store
        }
    }

    private Next next(Lane lane, DeliveryChannel channel) throws InterruptedException {
        while (true) {
            try {
                return lanes.next(
                        lane,
                        channel.window(),
                        (destination, from, limit) ->
                                store.load(destination, new MessageId(from), limit));
            } catch (StoreException | RuntimeException | Error e) {
                LOG.error("store-failed reason=\"{}\"", e.getMessage());
                // the destination has done nothing wrong: its schedule stays
                stopped.await(Settling.STORE_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private static List<DeliveryOutcome> attempt(DeliveryChannel channel, Job job)
            throws InterruptedException {
        try {
            return job.after(channel.deliver(job.messages(), job.moreMessages()));
        } catch (RuntimeException | Error e) { // whatever it was, the lane goes on
            LOG.error("delivery of {} broke", job.messages().getFirst().id(), e);
            return Collections.nCopies(
                    job.messages().size(),
                    new DeliveryOutcome.Deferred(Cause.TEMPORARY_FAILURE, "internal error"));
        }
    }

    /**
     * Keeps what became of the messages of a job, and has the rest tried again.
     *
     * @param single one at a time goes there: a thread for the end of the last gains nothing
     * @return comes to zero when all of it is known to the lane
     */
    private CountDownLatch end(Lane lane, Job job, List<DeliveryOutcome> outcomes, boolean single)
            throws InterruptedException {
        metrics.ended(lane.destination, job.messages(), outcomes);
        List<Settlement.Settled> settled = new ArrayList<>(outcomes.size());
        Map<ShortMessage, DeliveryOutcome.Deferred> deferred = new LinkedHashMap<>();
        String to = lane.destination.masked();
        for (int i = 0; i < outcomes.size(); i++) {
            ShortMessage message = job.messages().get(i);
            switch (outcomes.get(i)) {
                case DeliveryOutcome.Delivered end -> {
                    LOG.info("delivered id={} to={}", message.id(), to);
                    settled.add(new Settlement.Settled(message, end));
                }
                case DeliveryOutcome.HandedOver end -> {
                    LOG.info("handed-over id={} to={} as={}", message.id(), to, end.upstreamId());
                    settled.add(new Settlement.Settled(message, end));
                }
                case DeliveryOutcome.Failed end -> {
                    LOG.info(
                            "failed id={} to={} cause={} reason=\"{}\"",
                            message.id(),
                            to,
                            end.cause().code(),
                            end.detail());
                    settled.add(new Settlement.Settled(message, end));
                }
                case DeliveryOutcome.Deferred outcome -> deferred.put(message, outcome);
            }
        }
        if (deferred.isEmpty() && (job.moreMessages() || !single)) {
            CountDownLatch stored = new CountDownLatch(1);
            threads.start(
                    "smsc-settle", () -> settling.settle(lane, settled, !job.expired(), stored));
            return stored;
        }
        if (!settled.isEmpty()) {
            settling.settle(lane, settled, !job.expired());
        }
        defer(lane, deferred);
        return new CountDownLatch(0);
    }

    /** What is first says when: it is what the next attempt is about. */
    private void defer(Lane lane, Map<ShortMessage, DeliveryOutcome.Deferred> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        DeliveryOutcome.Deferred first = outcomes.values().iterator().next();
        outcomes.forEach(
                (message, outcome) ->
                        pendingAlerts.deferred(lane.destination, message, outcome.cause()));
        Instant next = lanes.deferred(lane, first, schedule);
        if (!next.isAfter(clock.instant())) { // it has shown itself meanwhile
            pendingAlerts.tell(lane.destination, channels);
        }
        metrics.retryScheduled(first.cause().kind());
        outcomes.forEach(
                (message, outcome) ->
                        LOG.info(
                                "deferred id={} to={} cause={} reason=\"{}\" next={}",
                                message.id(),
                                lane.destination.masked(),
                                outcome.cause().code(),
                                outcome.detail(),
                                next));
        outcomes.forEach((message, outcome) -> notifyOf(lane, message, outcome.cause()));
    }

    private void notifyOf(Lane lane, ShortMessage message, Cause cause) {
        try {
            waitingMessages().notifyOf(new Routed(lane.destination, message), cause);
        } catch (StoreException e) {
            LOG.error("store-failed id={} reason=\"{}\"", message.id(), e.getMessage());
        }
    }

    /** Makes no further attempts, and ends those under way within a bound. */
    @Override
    public void close() {
        stopped.countDown();
        scheduled.stop();
        lanes.stop();
        try {
            threads.await(DRAIN);
            threads.interrupt();
            threads.await(INTERRUPTED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
