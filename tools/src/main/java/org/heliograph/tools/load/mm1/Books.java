// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.mm1;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What became of each message. */
final class Books {
    /** Latencies are told apart to a hundredth. */
    private static final int PRECISION = 2;

    /** What waits to be fetched. */
    record Notified(int n, String path, String transactionId) {}

    /** One message. */
    private static final class Message {
        volatile boolean accepted;
        volatile boolean notified;
        volatile boolean fetched;
        volatile boolean acknowledged;
        volatile long acceptedAt;
    }

    private final AtomicReferenceArray<Message> messages;
    private final AtomicInteger next = new AtomicInteger();
    private volatile long lastNotifiedAt = System.nanoTime();
    private final BlockingQueue<Notified> notified = new LinkedBlockingQueue<>();

    final AtomicInteger repeatedNotifications = new AtomicInteger();
    final AtomicInteger foreign = new AtomicInteger();
    final AtomicInteger damaged = new AtomicInteger();
    final ConcurrentHashMap<String, AtomicInteger> failures = new ConcurrentHashMap<>();
    final Histogram notification = histogram();

    Books(int most) {
        messages = new AtomicReferenceArray<>(most);
    }

    static Histogram histogram() {
        return new ConcurrentHistogram(PRECISION);
    }

    /** {@return the number of a new message, or -1 if there are as many as wanted} */
    int begin() {
        int n = next.getAndIncrement();
        if (n >= messages.length()) {
            return -1;
        }
        messages.set(n, new Message());
        return n;
    }

    private Message message(int n) {
        Message message = n < 0 || n >= messages.length() ? null : messages.get(n);
        if (message == null) {
            throw new IllegalArgumentException("no such message");
        }
        return message;
    }

    void accepted(int n) {
        Message message = message(n);
        message.acceptedAt = System.nanoTime();
        message.accepted = true;
    }

    /** A notification has come. */
    void notified(int n, String path, String transactionId) {
        if (n < 0 || n >= messages.length() || messages.get(n) == null) {
            foreign.incrementAndGet();
            return;
        }
        Message message = message(n);
        if (message.notified) {
            repeatedNotifications.incrementAndGet();
            return;
        }
        message.notified = true;
        lastNotifiedAt = System.nanoTime();
        if (message.accepted) {
            notification.recordValue((System.nanoTime() - message.acceptedAt) / 1000);
        }
        notified.add(new Notified(n, path, transactionId));
    }

    long lastNotifiedAt() {
        return lastNotifiedAt;
    }

    BlockingQueue<Notified> notified() {
        return notified;
    }

    void fetched(int n) {
        message(n).fetched = true;
    }

    void acknowledged(int n) {
        message(n).acknowledged = true;
    }

    void failed(String what) {
        failures.computeIfAbsent(what, _ -> new AtomicInteger()).incrementAndGet();
    }

    /** Counts of all messages. */
    record Counts(int begun, int accepted, int notified, int fetched, int acknowledged, int lost) {}

    /** {@return how it stands; lost are those that were accepted and not fetched} */
    Counts count() {
        int begun = Math.min(next.get(), messages.length());
        int accepted = 0;
        int known = 0;
        int fetched = 0;
        int acknowledged = 0;
        int lost = 0;
        for (int n = 0; n < begun; n++) {
            Message message = messages.get(n);
            if (message == null) {
                continue;
            }
            accepted += message.accepted ? 1 : 0;
            known += message.notified ? 1 : 0;
            fetched += message.fetched ? 1 : 0;
            acknowledged += message.acknowledged ? 1 : 0;
            lost += message.accepted && !message.fetched ? 1 : 0;
        }
        return new Counts(begun, accepted, known, fetched, acknowledged, lost);
    }

    /** {@return accepted ones of which no notification has come} */
    int unnotified() {
        int count = 0;
        int begun = Math.min(next.get(), messages.length());
        for (int n = 0; n < begun; n++) {
            Message message = messages.get(n);
            count += message != null && message.accepted && !message.notified ? 1 : 0;
        }
        return count;
    }
}
