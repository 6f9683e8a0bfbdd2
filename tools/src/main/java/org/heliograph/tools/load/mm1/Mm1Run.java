// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load.mm1;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.heliograph.pdu.DecodeException;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.mms.MmsCodec;
import org.heliograph.pdu.mms.MmsPdu;
import org.heliograph.pdu.mms.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Sends messages, waits for their notifications, fetches and acknowledges them. */
public final class Mm1Run {
    /** 503: it is to be tried again. */
    private static final int BUSY = 503;

    private static final Duration RECONNECT = Duration.ofMillis(100);
    private static final Duration POLL = Duration.ofMillis(20);

    /** After a crash there are messages whose answer was lost: they are notified too. */
    private static final long SETTLING_NANOS = Duration.ofSeconds(5).toNanos();

    private static final int MAX_ATTEMPTS = 1_000;

    private final Mm1Plan plan;
    private final Books books;
    private final AtomicInteger scheduled = new AtomicInteger();
    private final ConcurrentLinkedQueue<Books.Notified> fetched = new ConcurrentLinkedQueue<>();

    /** One kind of requests, measured while {@link #from} to {@link #to}. */
    private static final class Meter {
        final Histogram micros = Books.histogram();
        final AtomicLong count = new AtomicLong();
        volatile long from = System.nanoTime();
        volatile long to = Long.MAX_VALUE;
        volatile double serverFrom;
        volatile double serverTo;

        void record(long start) {
            long now = System.nanoTime();
            if (start - from >= 0 && now - to <= 0) {
                count.incrementAndGet();
                micros.recordValue((now - start) / 1000);
            }
        }

        Mm1Result.Phase phase(String name) {
            long n = count.get();
            return new Mm1Result.Phase(
                    name, n, (to - from) / 1e9, micros, n == 0 ? 0 : (serverTo - serverFrom) / n);
        }
    }

    /** One connection's work. */
    private interface Work {
        /** {@return whether there may be more} */
        boolean next(Client client) throws IOException, InterruptedException;
    }

    public Mm1Run(Mm1Plan plan) {
        this.plan = plan;
        this.books = new Books(plan.count());
    }

    /**
     * Returns when all is acknowledged, or nothing more comes.
     *
     * @throws IOException if it cannot begin
     */
    public Mm1Result run() throws IOException, InterruptedException {
        if (plan.smsc().isEmpty()) {
            Meter sends = send(plan.connections());
            return result(List.of(sends.phase("send")));
        }
        try (SmscSide smsc = new SmscSide(plan.smsc().get(), books)) {
            if (!smsc.awaitBind(plan.patience())) {
                throw new IOException("the MMSC did not bind at " + plan.smsc().get());
            }
            return result(plan.together() ? together() : oneByOne());
        }
    }

    private Mm1Result result(List<Mm1Result.Phase> cycle) {
        Books.Counts counts = books.count();
        Map<String, Integer> failures = new TreeMap<>();
        books.failures.forEach((what, count) -> failures.put(what, count.get()));
        return new Mm1Result(
                cycle,
                books.notification,
                counts.begun(),
                counts.accepted(),
                counts.notified(),
                counts.fetched(),
                counts.acknowledged(),
                plan.smsc().isEmpty() ? 0 : counts.lost(),
                books.repeatedNotifications.get(),
                books.foreign.get(),
                books.damaged.get(),
                failures);
    }

    private Meter send(int connections) throws InterruptedException {
        Meter sends = new Meter();
        Thread boundary = boundary(sends);
        all(connections, sender(sends));
        boundary.join();
        finish(sends);
        return sends;
    }

    private List<Mm1Result.Phase> oneByOne() throws InterruptedException {
        Meter sends = send(plan.connections());
        awaitNotifications();
        Meter fetches = new Meter();
        fetches.serverFrom = serverMicros();
        all(plan.connections(), client -> fetch(client, fetches, books.notified().poll()));
        finish(fetches);
        Meter ends = new Meter();
        ends.serverFrom = serverMicros();
        all(plan.connections(), client -> acknowledge(client, ends, fetched.poll()));
        finish(ends);
        return List.of(sends.phase("send"), fetches.phase("fetch"), ends.phase("acknowledge"));
    }

    private List<Mm1Result.Phase> together() throws InterruptedException {
        Meter fetches = new Meter();
        Meter ends = new Meter();
        CountDownLatch sent = new CountDownLatch(1);
        int half = plan.connections() / 2;
        Thread fetchers =
                Thread.ofPlatform()
                        .name("fetchers")
                        .start(
                                () -> {
                                    try {
                                        all(half, client -> follow(client, fetches, ends, sent));
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        Meter sends = send(plan.connections() - half);
        awaitNotifications();
        sent.countDown();
        fetchers.join();
        finish(fetches);
        finish(ends);
        return List.of(sends.phase("send"), fetches.phase("fetch"), ends.phase("acknowledge"));
    }

    /** Begins to measure when the warm-up is over. */
    private Thread boundary(Meter sends) {
        sends.from = System.nanoTime() + plan.warmup().toNanos();
        return Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            long left = sends.from - System.nanoTime();
                            while (left > 0) {
                                LockSupport.parkNanos(left);
                                left = sends.from - System.nanoTime();
                            }
                            sends.serverFrom = serverMicros();
                        });
    }

    private void finish(Meter meter) {
        meter.serverTo = serverMicros();
        meter.to = System.nanoTime();
    }

    private void all(int connections, Work work) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            threads.add(Thread.ofPlatform().name("mm1-" + i).start(() -> run(work)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** A request that failed is not repeated here: what it was for says whether to. */
    private void run(Work work) {
        try (Client client = new Client()) {
            boolean more = true;
            int failed = 0;
            while (more && failed < MAX_ATTEMPTS) {
                try {
                    more = work.next(client);
                    failed = 0;
                } catch (IOException e) {
                    books.failed("connection: " + e.getMessage());
                    client.drop();
                    failed++;
                    more = plan.reconnect();
                    LockSupport.parkNanos(RECONNECT.toNanos());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Work sender(Meter sends) {
        long start = System.nanoTime();
        long end = start + plan.warmup().plus(plan.duration()).toNanos();
        return client -> {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            if (plan.rate() > 0) {
                long turn = scheduled.getAndIncrement() * 1_000_000_000L / plan.rate();
                LockSupport.parkNanos(start + turn - System.nanoTime());
            }
            int n = books.begin();
            if (n < 0) {
                return false;
            }
            long from = System.nanoTime();
            HttpConnection.Answer answer = client.connection().exchange(client.requests().send(n));
            if (isOk(answer)) {
                books.accepted(n);
                sends.record(from);
            }
            return true;
        };
    }

    private boolean isOk(HttpConnection.Answer answer) {
        byte[] octets = new byte[answer.body().remaining()];
        answer.body().get(octets);
        try {
            if (answer.status() != 200) {
                books.failed("M-Send.req: HTTP " + answer.status());
            } else if (MmsCodec.decode(Octets.ofOwned(octets)) instanceof MmsPdu.MSendConf conf) {
                if (conf.responseStatus().equals(ResponseStatus.OK)) {
                    return true;
                }
                books.failed("M-Send.req: Response-Status " + conf.responseStatus().octet());
            }
        } catch (DecodeException e) {
            books.failed("M-Send.req: " + e.getMessage());
        }
        return false;
    }

    /** {@return false if there was none} */
    private boolean fetch(Client client, Meter fetches, Books.@Nullable Notified next)
            throws IOException {
        if (next == null) {
            return false;
        }
        boolean answered = false;
        try {
            long from = System.nanoTime();
            HttpConnection.Answer answer =
                    client.connection().exchange(client.requests().fetch(next.n(), next.path()));
            answered = answer.status() != BUSY;
            if (answer.status() != 200) {
                books.failed("fetch: HTTP " + answer.status());
            } else if (client.requests().isContent(next.n(), answer.body())) {
                fetches.record(from);
                books.fetched(next.n());
                fetched.add(next);
            } else {
                books.damaged.incrementAndGet();
            }
        } finally {
            if (!answered) {
                books.notified().add(next);
            }
        }
        return true;
    }

    private boolean acknowledge(Client client, Meter ends, Books.@Nullable Notified next)
            throws IOException {
        if (next == null) {
            return false;
        }
        boolean answered = false;
        try {
            long from = System.nanoTime();
            HttpConnection.Answer answer =
                    client.connection()
                            .exchange(
                                    client.requests().acknowledge(next.n(), next.transactionId()));
            answered = answer.status() != BUSY;
            if (answer.status() == 200) {
                ends.record(from);
                books.acknowledged(next.n());
            } else {
                books.failed("M-NotifyResp.ind: HTTP " + answer.status());
            }
        } finally {
            if (!answered) {
                fetched.add(next);
            }
        }
        return true;
    }

    private boolean follow(Client client, Meter fetches, Meter ends, CountDownLatch sent)
            throws IOException, InterruptedException {
        Books.Notified end = fetched.poll();
        if (end != null) {
            return acknowledge(client, ends, end);
        }
        Books.Notified next = books.notified().poll(50, TimeUnit.MILLISECONDS);
        return fetch(client, fetches, next) || sent.getCount() > 0;
    }

    /** Until there is one of each message, or none comes any more. */
    private void awaitNotifications() {
        int before = Integer.MAX_VALUE;
        int missing = books.unnotified();
        long since = System.nanoTime();
        while (missing > 0 && System.nanoTime() - since < plan.patience().toNanos()) {
            if (missing < before) {
                since = System.nanoTime();
                before = missing;
            }
            LockSupport.parkNanos(POLL.toNanos());
            missing = books.unnotified();
        }
        long start = System.nanoTime();
        while (plan.reconnect()
                && System.nanoTime() - Math.max(start, books.lastNotifiedAt()) < SETTLING_NANOS) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private double serverMicros() {
        return plan.server()
                .flatMap(server -> server.info().totalCpuDuration())
                .map(used -> used.toNanos() / 1e3)
                .orElse(Double.NaN);
    }

    /** A connection, made when it is wanted. */
    private final class Client implements AutoCloseable {
        private final Requests requests = new Requests(plan);
        private @Nullable HttpConnection connection;

        Requests requests() {
            return requests;
        }

        HttpConnection connection() throws IOException {
            HttpConnection open = connection;
            if (open == null) {
                open = new HttpConnection(plan.mm1(), requests.bodyOctets());
                connection = open;
            }
            return open;
        }

        void drop() {
            HttpConnection open = connection;
            connection = null;
            try {
                if (open != null) {
                    open.close();
                }
            } catch (IOException e) {
                books.failed("close: " + e.getMessage());
            }
        }

        @Override
        public void close() {
            drop();
        }
    }
}
