// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.heliograph.mmsc.message.RecipientState;

/** The numbers of the MMSC, counted where it decides: beside the lines of the log. */
public final class MmscMetrics {
    private final MeterRegistry registry;
    private final Counter submitted;
    private final Counter addressed;
    private final Map<RecipientState, Counter> reached = new EnumMap<>(RecipientState.class);
    private final Counter fetched;
    private final Counter repeated;
    private final Counter notifiedAgain;
    private final Counter linked;
    private final Counter stored;
    private final Counter scriptsFailed;
    private final Map<String, Counter> refused = new ConcurrentHashMap<>();
    private final Map<String, Counter> adapted = new ConcurrentHashMap<>();
    private final Map<String, Counter> notStored = new ConcurrentHashMap<>();

    public MmscMetrics(MeterRegistry registry) {
        this.registry = registry;
        submitted = counter("messages.submitted", "Messages that are on disk and were answered so");
        addressed = counter("recipients.addressed", "Recipients of those messages");
        for (RecipientState state : RecipientState.values()) {
            if (state != RecipientState.DUE) { // everybody's first, and counted as addressed
                reached.put(
                        state,
                        counter(
                                "recipients.reached",
                                "Recipients for whom a message reached a state",
                                "state",
                                state.name().toLowerCase(Locale.ROOT)));
            }
        }
        fetched = counter("messages.fetched", "Times that a message was handed out");
        repeated =
                counter(
                        "submissions.repeated",
                        "Messages that were sent again, and answered as before");
        notifiedAgain =
                counter("notifications.repeated", "Notifications after a recipient's first one");
        linked = counter("links.sent", "SMS with a link to a page in the place of a notification");
        stored = counter("mmbox.stored", "Answers that a message is in an MMBox");
        scriptsFailed = counter("scripts.failed", "Times that a script came to no answer");
    }

    private Counter counter(String name, String means, String... tags) {
        return Counter.builder("heliograph.mmsc." + name)
                .description(means)
                .tags(tags)
                .register(registry);
    }

    /**
     * Has what waits read whenever somebody looks.
     *
     * @param messages that are kept
     * @param bound whether we are bound at the SMSC
     */
    public void watch(LongSupplier messages, BooleanSupplier bound) {
        Gauge.builder("heliograph.mmsc.messages.kept", messages::getAsLong)
                .description("Messages that some recipient is not done with")
                .register(registry);
        Gauge.builder("heliograph.mmsc.smpp.bound", () -> bound.getAsBoolean() ? 1 : 0)
                .description("Whether the MMSC is bound at its SMSC")
                .register(registry);
    }

    /** A message has become durable, and is being answered. */
    public void submitted(int recipients) {
        submitted.increment();
        addressed.increment(recipients);
    }

    /**
     * A submission was refused.
     *
     * @param code the stable one of the log, of which there are few
     */
    public void refused(String code) {
        refused.computeIfAbsent(
                        code,
                        one ->
                                counter(
                                        "submissions.refused",
                                        "Messages that were not taken, by code",
                                        "code",
                                        one))
                .increment();
    }

    /** A message has reached a state for one of its recipients. */
    public void reached(RecipientState state) {
        Counter counter = reached.get(state);
        if (counter != null) {
            counter.increment();
        }
    }

    /** The SMSC has an SMS with a link in the place of a notification. */
    public void linked() {
        linked.increment();
    }

    /**
     * A message was fetched by a handset that does not take everything.
     *
     * @param outcome {@code adapted}, or why it went out otherwise, of which there are few
     */
    public void adapted(String outcome) {
        adapted.computeIfAbsent(
                        outcome,
                        one ->
                                counter(
                                        "messages.adapted",
                                        "Fetches by handsets with limits, by what came of adapting",
                                        "outcome",
                                        one))
                .increment();
    }

    /** A message is in an MMBox, and its owner is told so. */
    public void stored() {
        stored.increment();
    }

    /**
     * A message was not stored in an MMBox, or one was not found there.
     *
     * @param code the stable one of the log, of which there are few
     */
    public void notStored(String code) {
        notStored
                .computeIfAbsent(
                        code,
                        one ->
                                counter(
                                        "mmbox.refused",
                                        "Wishes about MMBoxes that were refused, by code",
                                        "code",
                                        one))
                .increment();
    }

    /** A script came to no answer about a message. */
    public void scriptFailed() {
        scriptsFailed.increment();
    }

    /** A recipient has been given the content. */
    public void fetched() {
        fetched.increment();
    }

    /** A submission was answered as the one that it repeats. */
    public void repeated() {
        repeated.increment();
    }

    /** The SMSC has taken a notification of something that the recipient was notified of before. */
    public void notifiedAgain() {
        notifiedAgain.increment();
    }
}
