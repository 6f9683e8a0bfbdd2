// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.time.Duration;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * When each subscription is to be asked for. One entry waits for each, nearly always: one whose
 * subscription has been put off is put off itself when its time has come.
 */
final class SubscriptionTimes implements AutoCloseable {
    /** SUBSCRIBE under way: a restart asks for all subscribers, and S-CSCFs have other work too. */
    private static final int MOST_UNDER_WAY = 100;

    private final Consumer<RegistrationSubscription> ask;
    private final DelayQueue<Entry> entries = new DelayQueue<>();
    private final Semaphore underWay = new Semaphore(MOST_UNDER_WAY);
    private final Thread thread =
            Thread.ofVirtual().name("sip-registration-events").unstarted(this::run);

    private record Entry(RegistrationSubscription subscription, long atNanos) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(atNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(
                    getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    /**
     * @param ask for a subscription now; may block
     */
    SubscriptionTimes(Consumer<RegistrationSubscription> ask) {
        this.ask = ask;
    }

    void start() {
        thread.start();
    }

    /** Has it asked for after so long, whatever was said before. */
    void schedule(RegistrationSubscription subscription, Duration wait) {
        synchronized (subscription) {
            subscription.dueNanos = System.nanoTime() + wait.toNanos();
            if (!subscription.queued || subscription.dueNanos - subscription.queuedNanos < 0) {
                queue(subscription);
            }
        }
    }

    private void queue(RegistrationSubscription subscription) {
        subscription.queued = true;
        subscription.queuedNanos = subscription.dueNanos;
        entries.add(new Entry(subscription, subscription.dueNanos));
    }

    private void run() {
        try {
            while (true) {
                Entry entry = entries.take();
                if (isDue(entry)) {
                    underWay.acquire();
                    Thread.ofVirtual().name("sip-subscribe").start(() -> ask(entry.subscription()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDue(Entry entry) {
        RegistrationSubscription subscription = entry.subscription();
        synchronized (subscription) {
            if (subscription.ended || entry.atNanos() != subscription.queuedNanos) {
                return false;
            }
            subscription.queued = false;
            if (subscription.dueNanos - System.nanoTime() > 0) {
                queue(subscription);
                return false;
            }
            return true;
        }
    }

    private void ask(RegistrationSubscription subscription) {
        try {
            ask.accept(subscription);
        } finally {
            underWay.release();
        }
    }

    /** Nothing is asked for any more. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
