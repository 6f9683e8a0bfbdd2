// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;

/**
 * The numbers of the SMSC, counted where it decides: beside the lines of the log. Whatever is
 * counted for each message was looked up before and costs an addition.
 */
public final class SmscMetrics {
    /** From a message that goes straight through to one that has waited for its handset. */
    private static final Duration[] LATENCIES = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        Duration.ofHours(1),
        Duration.ofDays(1)
    };

    private final MeterRegistry registry;
    private final InstantSource clock;

    private final Counter acceptedFromEsmes;
    private final Counter acceptedFromSubscribers;
    private final Counter acceptedFromUpstreams;
    private final Labelled<Counter> refused;
    private final Labelled<Counter> noticed;
    private final Labelled<Counter> quarantined;
    private final Road toEsmes;
    private final Road toHandsets;
    private final Road toUpstreams;
    private final Counter handedOver;
    private final Map<Cause, Counter> deferred;
    private final Map<Cause, Counter> failed;
    private final Map<Cause.Kind, Counter> retries;
    private final Counter alerts;
    private final Counter scriptsFailed;
    private final Counter receipts;
    private final Counter statusReports;
    private final Labelled<Counter> answers;
    private final Labelled<Counter> throttled;
    private final Map<String, Labelled<AtomicInteger>> binds;

    /** What is counted of messages that arrive, by who gets them. */
    private record Road(Counter messages, Counter reports, Timer latency) {}

    public SmscMetrics(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        String accepted = "messages.accepted";
        String acceptedMeans = "Messages that are on disk and were answered so";
        acceptedFromEsmes = counter(accepted, acceptedMeans, "origin", "esme");
        acceptedFromSubscribers = counter(accepted, acceptedMeans, "origin", "subscriber");
        acceptedFromUpstreams = counter(accepted, acceptedMeans, "origin", "upstream");
        refused =
                new Labelled<>(
                        code -> counter("refusals", "Requests refused, by code", "code", code));
        noticed =
                new Labelled<>(
                        code ->
                                counter(
                                        "firewall.noticed",
                                        "Messages that a rule of the firewall let pass, by code",
                                        "code",
                                        code));
        quarantined =
                new Labelled<>(
                        how ->
                                counter(
                                        "quarantine",
                                        "Messages that were held for an operator, or left so",
                                        "how",
                                        how));
        toEsmes = road("esme");
        toHandsets = road("ims");
        toUpstreams = road("upstream");
        handedOver = counter("messages.handed.over", "Messages that another centre has taken");
        deferred =
                each(
                        Cause.values(),
                        Cause.class,
                        cause ->
                                counter(
                                        "messages.deferred",
                                        "Attempts that ended with another to come",
                                        "cause",
                                        cause.code()));
        failed =
                each(
                        Cause.values(),
                        Cause.class,
                        cause ->
                                counter(
                                        "messages.failed",
                                        "Messages that were given up",
                                        "cause",
                                        cause.code()));
        retries =
                each(
                        Cause.Kind.values(),
                        Cause.Kind.class,
                        kind ->
                                counter(
                                        "retries.scheduled",
                                        "Destinations put off until another attempt",
                                        "for",
                                        kind == Cause.Kind.WAIT_FOR_ALERT ? "alert" : "time"));
        scriptsFailed = counter("scripts.failed", "Times that a script came to no answer");
        alerts = counter("alerts", "Destinations that showed themselves");
        receipts = counter("reports", "Reports made", "kind", "receipt");
        statusReports = counter("reports", "Reports made", "kind", "status-report");
        answers =
                new Labelled<>(
                        status ->
                                counter(
                                        "smpp.submit.responses",
                                        "Answers to submit_sm, submit_multi and data_sm",
                                        "command_status",
                                        status));
        throttled =
                new Labelled<>(
                        account ->
                                counter(
                                        "smpp.throttled",
                                        "Submissions beyond the throughput of an account",
                                        "account",
                                        account));
        binds =
                Map.of(
                        "transmitter", binds("transmitter"),
                        "receiver", binds("receiver"),
                        "transceiver", binds("transceiver"));
        answers.of(status(0));
    }

    private static <K extends Enum<K>> Map<K, Counter> each(
            K[] values, Class<K> type, Function<K, Counter> maker) {
        var counters = new EnumMap<K, Counter>(type);
        for (K value : values) {
            counters.put(value, maker.apply(value));
        }
        return counters;
    }

    private Counter counter(String name, String means, String... tags) {
        return Counter.builder("heliograph.smsc." + name)
                .description(means)
                .tags(tags)
                .register(registry);
    }

    private Road road(String to) {
        String name = "messages.delivered";
        String means = "Messages that the destination said it has";
        return new Road(
                counter(name, means, "to", to, "carries", "message"),
                counter(name, means, "to", to, "carries", "report"),
                Timer.builder("heliograph.smsc.delivery.latency")
                        .description("From accepted to delivered; reports are not counted")
                        .tag("to", to)
                        .serviceLevelObjectives(LATENCIES)
                        .register(registry));
    }

    private Labelled<AtomicInteger> binds(String type) {
        return new Labelled<>(
                account -> {
                    var count = new AtomicInteger();
                    Gauge.builder("heliograph.smsc.smpp.binds", count::get)
                            .description("Binds that are up")
                            .tags("account", account, "type", type)
                            .register(registry);
                    return count;
                });
    }

    /** Has a number read whenever somebody looks; it must be there at once. */
    public void watch(String name, String means, Supplier<Number> number) {
        Gauge.builder("heliograph.smsc." + name, number).description(means).register(registry);
    }

    /** Has the number of registrations of one kind read whenever somebody looks. */
    public void watchRegistrations(String kind, Supplier<Number> number) {
        Gauge.builder("heliograph.smsc.sip.registrations", number)
                .description("Ways to subscribers, by who registered them")
                .tag("kind", kind)
                .register(registry);
    }

    /**
     * Has the age of the oldest message that waits read whenever somebody looks.
     *
     * @param oldest when it was accepted; in the future or now: nothing waits
     */
    public void watchOldest(Supplier<Instant> oldest) {
        TimeGauge.builder(
                        "heliograph.smsc.queue.oldest.age",
                        () ->
                                Math.max(
                                        0,
                                        Duration.between(oldest.get(), clock.instant()).toMillis()),
                        TimeUnit.MILLISECONDS)
                .description("Age of the oldest message that waits")
                .register(registry);
    }

    /** Messages have become durable, and are being answered. */
    public void accepted(Collection<Routed> messages) {
        int fromSubscribers = 0;
        int fromUpstreams = 0;
        for (Routed routed : messages) {
            if (routed.message().origin() instanceof Origin.Subscriber) {
                fromSubscribers++;
            } else if (routed.message().origin() instanceof Origin.Upstream) {
                fromUpstreams++;
            }
        }
        acceptedFromEsmes.increment(messages.size() - fromSubscribers - fromUpstreams);
        acceptedFromSubscribers.increment(fromSubscribers);
        acceptedFromUpstreams.increment(fromUpstreams);
    }

    /**
     * Somebody was told no.
     *
     * @param code the stable one of the log
     */
    public void refused(String code) {
        refused.of(code).increment();
    }

    /** A rule of the firewall that only looks would have refused a message. */
    public void noticed(String code) {
        noticed.of(code).increment();
    }

    /** A script came to no answer about a message. */
    public void scriptFailed() {
        scriptsFailed.increment();
    }

    /**
     * Messages came into the quarantine, or left it.
     *
     * @param how {@code held}, {@code released}, {@code deleted} or {@code aged}
     */
    public void quarantined(String how, int messages) {
        quarantined.of(how).increment(messages);
    }

    /** Attempts have ended; {@code outcomes} has one for each message. */
    public void ended(
            Route.Destination to, List<ShortMessage> messages, List<DeliveryOutcome> outcomes) {
        Instant now = clock.instant();
        Road road =
                switch (to) {
                    case Route.ToEsme _ -> toEsmes;
                    case Route.ToIms _ -> toHandsets;
                    case Route.ToUpstream _ -> toUpstreams;
                };
        int delivered = 0;
        int reports = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case DeliveryOutcome.Delivered _ -> {
                    ShortMessage message = messages.get(i);
                    if (message.purpose() instanceof Purpose.Carry) {
                        delivered++;
                        road.latency.record(Duration.between(message.acceptedAt(), now));
                    } else {
                        reports++;
                    }
                }
                case DeliveryOutcome.HandedOver _ -> handedOver.increment();
                case DeliveryOutcome.Deferred end -> count(deferred, end.cause(), 1);
                case DeliveryOutcome.Failed end -> count(failed, end.cause(), 1);
            }
        }
        road.messages.increment(delivered);
        road.reports.increment(reports);
    }

    /** Another centre has told what became of a message, or is not expected to any more. */
    public void told(ShortMessage message, DeliveryOutcome.Final end) {
        switch (end) {
            case DeliveryOutcome.Delivered() -> {
                toUpstreams.messages.increment();
                toUpstreams.latency.record(Duration.between(message.acceptedAt(), clock.instant()));
            }
            case DeliveryOutcome.Failed failure -> count(failed, failure.cause(), 1);
            case DeliveryOutcome.HandedOver _ -> {}
        }
    }

    /** A destination waits for another attempt. */
    public void retryScheduled(Cause.Kind kind) {
        count(retries, kind, 1);
    }

    private static <K> void count(Map<K, Counter> counters, K key, int times) {
        Counter counter = counters.get(key);
        if (counter != null) {
            counter.increment(times);
        }
    }

    /** A destination showed itself. */
    public void alerted() {
        alerts.increment();
    }

    /** Messages have left at the wish of their senders. */
    public void cancelled(int messages) {
        count(failed, Cause.CANCELLED, messages);
    }

    /** Reports have become durable. */
    public void reported(Collection<Routed> reports) {
        for (Routed report : reports) {
            boolean toHandset = report.message().purpose() instanceof Purpose.StatusReport;
            (toHandset ? statusReports : receipts).increment();
        }
    }

    /** A submit_sm, submit_multi or data_sm has been answered. */
    public void answered(int commandStatus) {
        answers.of(status(commandStatus)).increment();
    }

    /** {@return as logs show it} */
    private static String status(int commandStatus) {
        return commandStatus == 0 ? "0x0" : "0x" + Integer.toHexString(commandStatus);
    }

    /** An account was told to slow down. */
    public void throttled(String account) {
        throttled.of(account).increment();
    }

    /**
     * Binds have come or gone.
     *
     * @param type {@code transmitter}, {@code receiver} or {@code transceiver}
     */
    public void bound(String account, String type, int change) {
        Labelled<AtomicInteger> ofType = binds.get(type);
        if (ofType == null) {
            throw new IllegalArgumentException("no type of bind: " + type);
        }
        ofType.of(account).addAndGet(change);
    }
}
