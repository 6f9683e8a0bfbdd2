// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.push;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.StoreException;
import org.heliograph.mmsc.message.Token;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes of one kind on their way to the SMSC. What is accepted now is pushed from memory; the
 * store brings back what was waiting at the start, what did not fit in memory and what failed
 * before. While the SMSC cannot be reached everything stays where it is.
 */
public final class Outbox implements AutoCloseable {
    /** Most pushes held in memory; the rest waits in the store. */
    private static final int CAPACITY = 1_000;

    /** How often the store is asked for pushes whose time has come. */
    private static final Duration REFILL_INTERVAL = Duration.ofSeconds(1);

    /** How long close() waits for attempts under way. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final PushJob job;
    private final PushChannel channel;
    private final PushStore store;
    private final Backoff backoff;
    private final Clock clock;
    private final LinkedBlockingQueue<Delivery> queue = new LinkedBlockingQueue<>(CAPACITY);

    /** Those in {@link #queue} or under way. */
    private final Set<Token> held = ConcurrentHashMap.newKeySet();

    /** Those that ended since the store was last asked: what it said of them may be old. */
    private final Set<Token> ended = ConcurrentHashMap.newKeySet();

    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param workers most pushes under way at a time
     */
    public Outbox(
            PushJob job,
            PushChannel channel,
            PushStore store,
            Backoff backoff,
            Clock clock,
            int workers) {
        this.job = job;
        this.channel = channel;
        this.store = store;
        this.backoff = backoff;
        this.clock = clock;
        String name = job.kind().name().toLowerCase(Locale.ROOT);
        for (int i = 0; i < workers; i++) {
            threads.add(Thread.ofVirtual().name("mmsc-" + name + "-" + i).unstarted(this::pushAll));
        }
        threads.add(Thread.ofVirtual().name("mmsc-" + name + "-refill").unstarted(this::refillAll));
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    /** Hands over a push that is in the store already; when memory is full, the store brings it. */
    public void offer(Delivery delivery) {
        Token key = delivery.recipient().token();
        // In this order, for a worker writes down the end before it lets go of the key.
        if (held.add(key) && (ended.contains(key) || !queue.offer(delivery))) {
            held.remove(key);
        }
    }

    private void pushAll() {
        try {
            while (true) {
                Delivery delivery = queue.take();
                push(delivery);
                Token key = delivery.recipient().token();
                ended.add(key);
                held.remove(key);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Attempts until the SMSC answers: that it cannot be reached is no fault of this push. */
    private void push(Delivery delivery) throws InterruptedException {
        try {
            boolean ended = false;
            while (!ended) {
                channel.awaitReady();
                ended = attempt(delivery);
            }
        } catch (RuntimeException e) {
            // The store brings it back; one push that cannot be made must not end the worker.
            LOG.error("push failed message={}", delivery.message().id(), e);
            postpone(delivery, "internal-error", String.valueOf(e.getMessage()));
        }
    }

    /** {@return whether that is the end of it for now} */
    private boolean attempt(Delivery delivery) throws InterruptedException {
        Instant until = job.until(delivery);
        if (!clock.instant().isBefore(until)) {
            record(delivery, () -> job.tooLate(delivery));
            return true;
        }
        if (!job.isWanted(delivery)) {
            return true;
        }
        Optional<Instant> later = job.putOff(delivery);
        if (later.isPresent()) {
            Token recipient = delivery.recipient().token();
            record(delivery, () -> store.postpone(recipient, job.kind(), later.get()));
            return true;
        }
        int reference = delivery.recipient().token().value().hashCode();
        Push push = job.push(delivery, reference);
        return switch (channel.push(job.to(delivery), push, job.validUntil(delivery))) {
            case PushOutcome.Taken() -> {
                record(delivery, () -> job.taken(delivery, push));
                yield true;
            }
            case PushOutcome.Refused(String code, String reason) -> {
                postpone(delivery, code, reason);
                yield true;
            }
            case PushOutcome.Unreachable() -> false;
        };
    }

    private void postpone(Delivery delivery, String code, String reason)
            throws InterruptedException {
        Duration wait = backoff.after(delivery.recipient().attempts() + 1);
        LOG.info(
                "postponed {} message={} to={} code={} reason=\"{}\" wait={}",
                job.kind(),
                delivery.message().id(),
                job.to(delivery).masked(),
                code,
                reason,
                wait);
        Instant nextAttemptAt = clock.instant().plus(wait);
        record(
                delivery,
                () -> store.postpone(delivery.recipient().token(), job.kind(), nextAttemptAt));
    }

    /**
     * Writes down how a push ended, and does not let go of it before: the store would bring it back
     * at once, and while a disk is full a handset would get the same push every second.
     */
    private void record(Delivery delivery, Runnable write) throws InterruptedException {
        boolean written = false;
        for (int failures = 1; !written; failures++) {
            try {
                write.run();
                written = true;
            } catch (StoreException e) {
                Duration wait = backoff.after(failures);
                LOG.error(
                        "the end of a push is not written down yet code=store-failed message={}"
                                + " wait={}",
                        delivery.message().id(),
                        wait,
                        e);
                written = closing.await(wait.toMillis(), TimeUnit.MILLISECONDS); // given up
            }
        }
    }

    private void refillAll() {
        try {
            do {
                refill();
            } while (!closing.await(REFILL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refill() {
        ended.clear();
        if (queue.size() > CAPACITY / 2) {
            return;
        }
        try {
            store.due(job.kind(), clock.instant(), CAPACITY).forEach(this::offer);
        } catch (RuntimeException e) {
            LOG.error("cannot read the {}s that are due", job.kind(), e);
        }
    }

    /** Stops; what was not pushed waits in the store for the next start. */
    @Override
    public void close() {
        closing.countDown();
        threads.forEach(Thread::interrupt);
        Instant deadline = Instant.now().plus(CLOSE_TIMEOUT);
        try {
            for (Thread thread : threads) {
                Duration left = Duration.between(Instant.now(), deadline);
                if (thread.isAlive() && !(left.isPositive() && thread.join(left))) {
                    LOG.warn("{} did not stop within {}", thread.getName(), CLOSE_TIMEOUT);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
