// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has requests handled beside the threads that read them. Most are reports, which take microseconds
 * and, by UDP, wait for nobody: few threads take those one after the other, for a thread for each
 * has to be started, queued and woken. All others have a thread of their own.
 */
final class RequestThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestThreads.class);

    /**
     * Requests handled at a time, each on a virtual thread of a few kilobytes; most are there until
     * the handset has taken our answer. Beyond it they are dropped, for the sender will repeat.
     */
    private static final int MOST_IN_HAND = 10_000;

    /** The other processors are for what reports set going. */
    private static final int MOST_QUICK =
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    /** What is being stored may be finished; what waits for a handset is given up. */
    private static final Duration CLOSING = Duration.ofSeconds(1);

    /** As it was read. */
    private static final class Request {
        private final Hop from;
        private final byte[] octets;

        private Request(Hop from, byte[] octets) {
            this.from = from;
            this.octets = octets;
        }
    }

    private final BiPredicate<Hop, byte[]> report;
    private final BiConsumer<Hop, byte[]> other;
    private final Semaphore inHand = new Semaphore(MOST_IN_HAND);
    private final Queue<Request> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger quick = new AtomicInteger();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("sip-request-", 0).factory());

    /**
     * @param report takes a request that is one, and returns whether it was
     * @param other takes the rest; may block
     */
    RequestThreads(BiPredicate<Hop, byte[]> report, BiConsumer<Hop, byte[]> other) {
        this.report = report;
        this.other = other;
    }

    /** Returns at once. */
    void add(Hop from, byte[] octets) {
        if (!inHand.tryAcquire()) {
            LOG.info("dropped code=sip-busy reason=\"{} requests in hand\"", MOST_IN_HAND);
            return;
        }
        Request request = new Request(from, octets);
        if (from.transport() == Hop.Transport.UDP) {
            waiting.add(request);
            if (mayTake()) {
                start(this::takeReports);
            }
        } else { // to answer may take as long as the other side likes
            start(
                    () -> {
                        if (!isReport(request)) {
                            handle(request);
                        }
                    });
        }
    }

    /** Counts whoever is allowed to. */
    private boolean mayTake() {
        for (int now = quick.get(); now < MOST_QUICK; now = quick.get()) {
            if (quick.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    private void takeReports() {
        do {
            Request next;
            while ((next = waiting.poll()) != null) {
                if (!isReport(next)) {
                    Request request = next;
                    start(() -> handle(request));
                }
            }
            quick.decrementAndGet();
        } while (!waiting.isEmpty() && mayTake()); // what came just then has started nobody
    }

    /** {@return whether that was all, so that it is in hand no more} */
    private boolean isReport(Request request) {
        boolean over = true;
        try {
            over = report.test(request.from, request.octets);
        } catch (RuntimeException | Error e) {
            LOG.error("a report from {} met a fault of ours", request.from, e);
        } finally {
            if (over) {
                inHand.release();
            }
        }
        return over;
    }

    private void handle(Request request) {
        try {
            other.accept(request.from, request.octets);
        } catch (RuntimeException | Error e) {
            LOG.error("a SIP message from {} met a fault of ours", request.from, e);
        } finally {
            inHand.release();
        }
    }

    private void start(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("closing: requests are dropped");
        }
    }

    /** {@return how many requests are being handled} */
    int inHand() {
        return MOST_IN_HAND - inHand.availablePermits();
    }

    /** Takes no more, and ends what does not end by itself. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
