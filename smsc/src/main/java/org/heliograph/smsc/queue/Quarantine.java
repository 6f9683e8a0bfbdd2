// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.heliograph.config.Rounds;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.heliograph.smsc.queue.QuarantineStore.Entry;
import org.heliograph.smsc.queue.QuarantineStore.Held;
import org.heliograph.smsc.route.Routed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was accepted and is held back: an operator releases or deletes it, or it is deleted when it
 * has been there long enough. Nothing is held before {@link #start}.
 */
public final class Quarantine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    private static final Duration BETWEEN = Duration.ofMinutes(1);

    /** Most that are ended before the stop is looked at again. */
    private static final int BATCH = 100;

    private static final DeliveryOutcome.Failed DELETED =
            new DeliveryOutcome.Failed(Cause.REJECTED, "deleted from the quarantine");

    private final QuarantineStore store;
    private final Schedule schedule;
    private final Settlement settlement;
    private final Shares shares;
    private final Runnable startLanes;
    private final InstantSource clock;
    private final SmscMetrics metrics;

    /** As of the last sweep, and what has been done here since; other nodes hold some too. */
    private final AtomicLong count = new AtomicLong();

    /** Held while a submission leaves: two do not end one twice. */
    private final ReentrantLock leaving = new ReentrantLock();

    private final Rounds rounds = new Rounds();
    private volatile int most;

    Quarantine(
            QuarantineStore store,
            Schedule schedule,
            Settlement settlement,
            Shares shares,
            Runnable startLanes,
            InstantSource clock,
            SmscMetrics metrics) {
        this.store = store;
        this.schedule = schedule;
        this.settlement = settlement;
        this.shares = shares;
        this.startLanes = startLanes;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Takes what comes from now on, and has what is too old deleted until {@link #close}.
     *
     * @param bound most messages held
     * @param keep how long
     */
    public Quarantine start(int bound, Duration keep) throws StoreException {
        count.set(store.count());
        most = bound;
        metrics.watch("quarantine.messages", "Messages that are held for an operator", this::count);
        rounds.start("smsc-quarantine", BETWEEN, () -> sweep(keep));
        return this;
    }

    /** Ends what has been held for longer than {@code keep}. */
    void sweep(Duration keep) {
        try {
            List<MessageId> old = List.of(new MessageId(0));
            while (!old.isEmpty() && !rounds.isClosed()) {
                old = store.heldSince(clock.instant().minus(keep), BATCH);
                for (MessageId id : old) {
                    end(id, "aged");
                }
            }
            count.set(store.count());
        } catch (StoreException e) {
            LOG.error("store-failed reason=\"{}\"", e.getMessage()); // the next round will do it
        }
    }

    /** {@return how many messages are held} */
    public long count() {
        return count.get();
    }

    /** {@return how many may be} */
    public int most() {
        return most;
    }

    /** {@return how many more messages may be held} */
    public int room() {
        return (int) Math.max(0, most - count());
    }

    /** Keeps submissions, all or none. */
    public void hold(List<Held> held) throws StoreException {
        List<Routed> messages = held.stream().flatMap(one -> one.messages().stream()).toList();
        shares.keep(messages.stream(), () -> store.hold(held));
        count.addAndGet(messages.size());
        metrics.accepted(messages);
        metrics.quarantined("held", messages.size());
        for (Held one : held) {
            LOG.info(
                    "quarantined id={} code={} from={} messages={} reason=\"{}\"",
                    one.id(),
                    one.code(),
                    one.messages().getFirst().message().origin().masked(),
                    one.messages().size(),
                    one.reason());
        }
    }

    /** {@return what has a smaller id than {@code before}, the greatest first} */
    public List<Entry> list(MessageId before, int limit) throws StoreException {
        return store.list(before, limit);
    }

    public Optional<Held> find(MessageId id) throws StoreException {
        return store.find(id);
    }

    /**
     * Has a submission wait like any other, as {@code messages}.
     *
     * @param due when they begin to
     * @throws StoreException also if it is not held any more
     */
    public void release(MessageId id, List<Routed> messages, Instant due) throws StoreException {
        leaving.lock();
        try {
            List<ScheduledMessages.Scheduled> scheduled =
                    messages.stream()
                            .map(one -> new ScheduledMessages.Scheduled(one, due))
                            .toList();
            schedule.keep(scheduled, () -> store.release(id, scheduled));
        } finally {
            leaving.unlock();
        }
        left(id, "released", messages.size());
    }

    /**
     * Ends a submission: its messages have failed, and who asked for a report gets one.
     *
     * @return whether it was held
     */
    public boolean delete(MessageId id) throws StoreException {
        return end(id, "deleted");
    }

    /** The reports come first: a crash in between repeats them, and loses none. */
    private boolean end(MessageId id, String how) throws StoreException {
        leaving.lock();
        try {
            Optional<Held> held = store.find(id);
            if (held.isPresent()) {
                List<Settlement.Settled> ends =
                        held.get().messages().stream()
                                .map(one -> new Settlement.Settled(one.message(), DELETED))
                                .toList();
                settlement.settle(ends);
                settlement.record(ends); // they are not among what waits
            }
            int gone = store.remove(id); // what cannot be read goes too
            if (gone > 0) {
                left(id, how, gone);
                startLanes.run(); // reports
            }
            return gone > 0;
        } finally {
            leaving.unlock();
        }
    }

    private void left(MessageId id, String how, int messages) {
        count.addAndGet(-messages);
        metrics.quarantined(how, messages);
        LOG.info("{} id={} messages={}", how.equals("released") ? how : "discarded", id, messages);
    }

    @Override
    public void close() {
        rounds.close();
    }
}
