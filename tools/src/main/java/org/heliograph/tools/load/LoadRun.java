// SPDX-License-Identifier: Apache-2.0
package org.heliograph.tools.load;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.heliograph.config.Listen;
import org.heliograph.tools.load.sip.Handsets;
import org.heliograph.tools.load.smpp.Esme;
import org.heliograph.tools.load.smpp.EsmeFailure;
import org.jspecify.annotations.Nullable;

/** One run: binds, sends, waits for what is still on its way, and counts. */
final class LoadRun {
    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(20);

    /** Whoever interrupts a run waits for what it came to. */
    private static final long LAST_PATIENCE = TimeUnit.SECONDS.toNanos(1);

    private static final String INTERRUPTED = "interrupted";

    private final LoadPlan plan;
    private final InstantSource clock;
    private final Consumer<Progress> progress;
    private final List<Bind> submitting = new ArrayList<>();
    private final List<Bind> receiving = new ArrayList<>();
    private final List<Sender> senders = new ArrayList<>();
    private final List<Deliveries> receivers = new ArrayList<>();
    private Optional<Handsets> handsets = Optional.empty();
    private volatile @Nullable Deliveries toHandsets;
    private Optional<String> problem = Optional.empty();
    private volatile boolean interrupted;

    /**
     * A point of the run.
     *
     * @param at System.nanoTime()
     * @param cpu nanoseconds that this process has used
     * @param serverCpu that the server has used, where its process is known
     */
    private record Mark(long at, Tally.Counts counts, long cpu, Optional<Duration> serverCpu) {}

    /**
     * How it stands, once a second.
     *
     * @param since the run began
     * @param before the counts of a second ago
     * @param waiting submit_sm that wait for their answers
     */
    record Progress(Duration since, Tally.Counts before, Tally.Counts now, int waiting) {}

    LoadRun(LoadPlan plan, InstantSource clock, Consumer<Progress> progress) {
        this.plan = plan;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Runs it, once.
     *
     * @throws EsmeFailure if not all binds could be had
     */
    LoadResult run() throws EsmeFailure {
        try {
            bind();
            handsets = register();
            return measure();
        } finally {
            close();
        }
    }

    /** Sends nothing more, and soon gives up on what is still on its way. From any thread. */
    void interrupt() {
        interrupted = true;
    }

    private void bind() throws EsmeFailure {
        if (!plan.receiveLate()) {
            bindReceivers();
        }
        Esme.Kind kind = plan.receiptShare() > 0 ? Esme.Kind.TRANSCEIVER : Esme.Kind.TRANSMITTER;
        for (int i = 0; i < plan.binds(); i++) {
            submitting.add(bind(kind, plan.senders(), i));
        }
    }

    private void bindReceivers() throws EsmeFailure {
        for (int i = 0; i < plan.receiveBinds(); i++) {
            receiving.add(bind(Esme.Kind.RECEIVER, plan.receivers(), i));
        }
    }

    private Bind bind(Esme.Kind kind, List<LoadPlan.Account> accounts, int number)
            throws EsmeFailure {
        LoadPlan.Account account = accounts.get(number % accounts.size());
        List<InetSocketAddress> servers =
                plan.servers().stream().map(Listen::socketAddress).toList();
        return Bind.to(
                servers,
                new Esme.Settings(
                        servers.getFirst(),
                        plan.tls(),
                        kind,
                        account.systemId(),
                        account.password(),
                        kind == Esme.Kind.RECEIVER ? 1 : plan.window(),
                        plan.responseDelay(),
                        plan.connectTimeout(),
                        plan.enquireLink()),
                number);
    }

    private Optional<Handsets> register() throws EsmeFailure {
        if (plan.handsets().isEmpty()) {
            return Optional.empty();
        }
        InetSocketAddress server = plan.handsets().get().socketAddress();
        try {
            return Optional.of(
                    Handsets.register(
                            server,
                            plan.to().size(),
                            plan.to()::text,
                            (message, now) -> {
                                Deliveries deliveries = toHandsets;
                                if (deliveries != null) { // else it is of an earlier run
                                    deliveries.delivered(message, now);
                                }
                            }));
        } catch (IOException e) {
            throw new EsmeFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private LoadResult measure() throws EsmeFailure {
        Books books = begin();
        Mark zero = mark(books.origin(), books);
        Optional<Mark> warm = Optional.empty();
        Optional<Mark> end = Optional.empty();
        Ticker ticker = new Ticker(books);
        while (!isAllAnswered()) {
            long now = System.nanoTime();
            if (warm.isEmpty() && now - books.warmUntil() >= 0) {
                warm = Optional.of(mark(now, books));
            }
            if (end.isEmpty() && now - books.endAt() >= 0) {
                end = Optional.of(mark(now, books));
            }
            ticker.tick(now);
            if (problem.isPresent()) {
                break;
            }
            long next = warm.isEmpty() ? books.warmUntil() : books.endAt();
            LockSupport.parkNanos(this, Math.min(POLL, next - now > 0 ? next - now : POLL));
        }
        Mark last = end.orElseGet(() -> mark(books.tally().answeredAt(), books));
        if (problem.isEmpty() && plan.receiveLate() && !interrupted) {
            bindReceivers();
            receive(books);
        }
        while (problem.isEmpty() && !isAllDelivered(books)) {
            ticker.tick(System.nanoTime());
            LockSupport.parkNanos(this, POLL);
        }
        if (problem.isEmpty() && interrupted) {
            problem = Optional.of(INTERRUPTED);
        }
        long unanswered = submitting.stream().mapToLong(b -> b.waiting() + b.lostAnswers()).sum();
        close(); // from here on the histograms are ours
        return result(books, warm.orElse(zero), last, unanswered);
    }

    private Books begin() {
        long origin = System.nanoTime();
        long warmUntil = origin + plan.warmup().toNanos();
        Books books =
                new Books(
                        ThreadLocalRandom.current().nextLong(1L << 32),
                        origin,
                        warmUntil,
                        warmUntil + plan.duration().toNanos(),
                        new Ledger(),
                        new Flows(plan.binds(), plan.to().size(), plan.mix().mostParts()),
                        new Tally(),
                        new Receipts());
        Forms forms = new Forms(plan.from(), plan.to());
        receive(books);
        if (plan.handsets().isPresent()) {
            Deliveries deliveries = new Deliveries(books);
            receivers.add(deliveries);
            toHandsets = deliveries;
        }
        for (Bind bind : submitting) {
            Sender sender = new Sender(plan, forms, books, senders.size());
            senders.add(sender);
            bind.start(sender, "sender " + senders.size());
        }
        return books;
    }

    private void receive(Books books) {
        for (Bind bind : receiving) {
            Deliveries deliveries = new Deliveries(books);
            receivers.add(deliveries);
            bind.start(deliveries, "receiver " + receivers.size());
        }
    }

    /** Tells the progress each second, and finds out what is broken. */
    private final class Ticker {
        private static final long SECOND = 1_000_000_000;
        private final Books books;
        private Tally.Counts before;
        private long next;
        private long interruptedAt;

        Ticker(Books books) {
            this.books = books;
            before = books.tally().counts();
            next = books.origin() + SECOND;
        }

        void tick(long now) {
            problem = findProblem();
            if (interrupted) {
                senders.forEach(Sender::stop);
                interruptedAt = interruptedAt == 0 ? now : interruptedAt;
                if (problem.isEmpty() && now - interruptedAt > LAST_PATIENCE) {
                    problem = Optional.of(INTERRUPTED);
                }
            }
            if (now - next >= 0) {
                Tally.Counts counts = books.tally().counts();
                progress.accept(
                        new Progress(
                                Duration.ofNanos(now - books.origin()),
                                before,
                                counts,
                                submitting.stream().mapToInt(Bind::waiting).sum()));
                before = counts;
                next += SECOND;
            }
        }
    }

    private Optional<String> findProblem() {
        for (List<Bind> binds : List.of(submitting, receiving)) {
            for (Bind bind : binds) {
                boolean gone = bind.problem().isPresent();
                if (plan.reconnect() && (gone || isSilent(bind))) {
                    bind.again();
                } else if (gone) {
                    return bind.problem().map(why -> plan.serverNames() + ": " + why);
                }
            }
        }
        boolean allSent = senders.stream().allMatch(Sender::isDone);
        return !allSent && !plan.reconnect() && submitting.stream().anyMatch(this::isSilent)
                ? Optional.of(
                        plan.serverNames()
                                + " did not answer for "
                                + plan.responseTimeout().toMillis()
                                + " ms")
                : Optional.empty();
    }

    private boolean isSilent(Bind bind) {
        return bind.isSilentFor(plan.responseTimeout());
    }

    private boolean isAllAnswered() {
        return senders.stream().allMatch(Sender::isDone)
                && submitting.stream().allMatch(b -> b.waiting() == 0 || isSilent(b));
    }

    private boolean isAllDelivered(Books books) {
        Tally.Counts counts = books.tally().counts();
        boolean complete = !plan.receives() || counts.complete() == counts.accepted();
        long idle =
                System.nanoTime()
                        - Math.max(books.tally().deliveredAt(), books.tally().answeredAt());
        return (complete && books.receipts().count().missing() == 0)
                || idle > plan.drain().toNanos();
    }

    private LoadResult result(Books books, Mark warm, Mark end, long unanswered) {
        Tally tally = books.tally();
        Tally.Counts total = tally.counts();
        return new LoadResult(
                plan,
                clock.instant().minusNanos(System.nanoTime() - books.origin()),
                Duration.ofNanos(end.at() - warm.at()),
                Duration.ofNanos(tally.deliveredAt() - warm.at()),
                total,
                end.counts().accepted() - warm.counts().accepted(),
                total.delivered() - warm.counts().delivered(),
                tally.refusals(),
                books.receipts().count(),
                unanswered,
                senders.stream().mapToLong(Sender::unsent).sum(),
                submitting.stream().mapToLong(Bind::timesAgain).sum()
                        + receiving.stream().mapToLong(Bind::timesAgain).sum(),
                sum(senders, Sender::answer),
                sumOf(sum(senders, Sender::endToEnd), sum(receivers, Deliveries::endToEnd)),
                sum(senders, Sender::lateness),
                Duration.ofNanos(end.cpu() - warm.cpu()),
                end.serverCpu().flatMap(used -> warm.serverCpu().map(used::minus)),
                end.counts().submitted() - warm.counts().submitted(),
                problem);
    }

    private static <T> Histogram sum(List<T> parts, Function<T, Histogram> histogram) {
        return sumOf(parts.stream().map(histogram).toArray(Histogram[]::new));
    }

    private static Histogram sumOf(Histogram... parts) {
        Histogram sum = new Histogram(3);
        for (Histogram part : parts) {
            sum.add(part);
        }
        return sum;
    }

    private Mark mark(long at, Books books) {
        return new Mark(
                at,
                books.tally().counts(),
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getProcessCpuTime(),
                plan.server().flatMap(server -> server.info().totalCpuDuration()));
    }

    private void close() {
        for (List<Bind> binds : List.of(submitting, receiving)) {
            binds.forEach(Bind::unbind);
            binds.forEach(Bind::close);
        }
        handsets.ifPresent(Handsets::close);
    }
}
