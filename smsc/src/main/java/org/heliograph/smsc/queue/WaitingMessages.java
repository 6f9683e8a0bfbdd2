// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.FinalState;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.MessageState;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an ESME asks about messages it has submitted, and does to those that still wait. What is
 * done is durable before it is answered, and no lane delivers what was cancelled or replaced:
 * messages are held in their lane while the store is written to.
 */
public final class WaitingMessages {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingMessages.class);

    /** Where no id is given, only so many of what waits for a destination are looked at. */
    static final int MOST_SEARCHED = 5_000;

    /**
     * Where a message stands.
     *
     * @param cause {@link Cause#number} of why it failed, or 0
     * @param since when, if that is for good
     */
    public record Standing(MessageState state, int cause, Optional<Instant> since) {}

    /** What came of a change. */
    public enum Change {
        DONE,
        /** No such message, or another's. */
        UNKNOWN,
        /** It is on its way, or has arrived, or has failed. */
        TOO_LATE
    }

    /**
     * Names messages of an ESME.
     *
     * @param source the value of the originating address; empty: whichever it is
     */
    public record Key(String account, MessageId id, String source) {}

    private final MessageStore store;
    private final Lanes lanes;
    private final Schedule schedule;
    private final Settlement settlement;
    private final Runnable startLanes;
    private final SmscMetrics metrics;
    private final InstantSource clock;

    WaitingMessages(
            MessageStore store,
            Lanes lanes,
            Schedule schedule,
            Settlement settlement,
            Runnable startLanes,
            SmscMetrics metrics,
            InstantSource clock) {
        this.store = store;
        this.lanes = lanes;
        this.schedule = schedule;
        this.settlement = settlement;
        this.startLanes = startLanes;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** {@return where a message stands; nothing if none is known by that key, or no longer} */
    public Optional<Standing> query(Key key) throws StoreException {
        boolean waits =
                schedule.isEmpty()
                        ? !find(key).isEmpty()
                        : schedule.undisturbed(
                                all -> !find(key).isEmpty() || !find(all, key).isEmpty());
        if (waits) {
            return Optional.of(new Standing(MessageState.ENROUTE, 0, Optional.empty()));
        }
        if (forwarded(key).isPresent()) {
            return Optional.of(new Standing(MessageState.ENROUTE, 0, Optional.empty()));
        }
        Optional<FinalState> known = finalState(key);
        return known.isEmpty() && isHeld(key)
                ? Optional.of(new Standing(MessageState.ENROUTE, 0, Optional.empty()))
                : known.map(end -> new Standing(end.state(), end.cause(), Optional.of(end.at())));
    }

    /** Cancels all that still waits of one submission. */
    public Change cancel(Key key) throws StoreException {
        boolean done = !schedule.isEmpty() && schedule.undisturbed(all -> takeOut(find(all, key)));
        List<Routed> found = find(key);
        if (found.isEmpty()) {
            return done ? Change.DONE : absent(key);
        }
        Change change = cancel(found);
        return done ? Change.DONE : change;
    }

    private static ShortMessage message(ScheduledMessages.Scheduled one) {
        return one.routed().message();
    }

    /** {@return whether there are any} */
    private boolean takeOut(List<ScheduledMessages.Scheduled> found) throws StoreException {
        List<Routed> messages = found.stream().map(ScheduledMessages.Scheduled::routed).toList();
        if (!messages.isEmpty()) {
            schedule.takeOut(messages);
            try {
                delete(messages);
            } catch (StoreException e) {
                schedule.keep(found);
                throw e;
            }
            startLanes.run(); // reports
        }
        return !messages.isEmpty();
    }

    /**
     * Cancels what somebody has submitted for a destination, as far as it is among the first
     * {@value #MOST_SEARCHED} messages there.
     *
     * @param which of the originator's messages
     */
    public Change cancel(
            Origin origin, Route.Destination destination, Predicate<ShortMessage> which)
            throws StoreException {
        Predicate<ShortMessage> mine = message -> isOf(origin, message) && which.test(message);
        boolean done =
                !schedule.isEmpty()
                        && schedule.undisturbed(
                                all ->
                                        takeOut(
                                                all.find(destination, MOST_SEARCHED).stream()
                                                        .filter(one -> mine.test(message(one)))
                                                        .toList()));
        List<Routed> found = new ArrayList<>();
        for (Routed routed : store.load(destination, new MessageId(0), MOST_SEARCHED)) {
            if (mine.test(routed.message())) {
                found.add(routed);
            }
        }
        Change change = found.isEmpty() ? Change.UNKNOWN : cancel(found);
        return done ? Change.DONE : change;
    }

    /**
     * Each destination's messages together, and if that cannot be, each submission on its own; done
     * if any is.
     */
    private Change cancel(List<Routed> found) throws StoreException {
        Map<Route.Destination, List<Routed>> lists = new LinkedHashMap<>();
        for (Routed routed : found) {
            lists.computeIfAbsent(routed.destination(), _ -> new ArrayList<>()).add(routed);
        }
        Change change = Change.TOO_LATE;
        for (List<Routed> list : lists.values()) {
            if (change(list, this::delete)) {
                change = Change.DONE;
                continue;
            }
            Map<MessageId, List<Routed>> submissions = new LinkedHashMap<>();
            for (Routed one : list) {
                submissions
                        .computeIfAbsent(one.message().submittedAs(), _ -> new ArrayList<>())
                        .add(one);
            }
            for (List<Routed> parts : submissions.values()) {
                if (submissions.size() > 1 && change(parts, this::delete)) {
                    change = Change.DONE;
                }
            }
        }
        return change;
    }

    private Changed delete(List<Routed> held) throws StoreException {
        Set<MessageId> gone = new HashSet<>();
        List<Settlement.Settled> settled = new ArrayList<>(held.size());
        for (Routed routed : held) {
            gone.add(routed.message().id());
            settled.add(new Settlement.Settled(routed.message(), Settlement.CANCELLED));
        }
        settlement.settle(settled);
        metrics.cancelled(held.size());
        for (Routed routed : held) {
            LOG.info("cancelled id={} to={}", routed.message().id(), routed.destination().masked());
        }
        return new Changed(gone, Map.of());
    }

    /**
     * Puts other messages in the place of those of one submission to one destination.
     *
     * @param dueAt when they are to begin to wait; {@link Instant#MIN}: as before
     * @param others makes them of those that wait: no more than these, and with the last of their
     *     ids; nothing: it cannot be done any more
     */
    public Change replace(
            Key key, Instant dueAt, Function<List<ShortMessage>, List<ShortMessage>> others)
            throws StoreException {
        Optional<Change> scheduled =
                schedule.isEmpty()
                        ? Optional.empty()
                        : schedule.undisturbed(
                                all -> {
                                    List<ScheduledMessages.Scheduled> found = find(all, key);
                                    return found.isEmpty()
                                            ? Optional.empty()
                                            : Optional.of(replaceScheduled(found, dueAt, others));
                                });
        if (scheduled.isPresent()) {
            return scheduled.get();
        }
        List<Routed> found = find(key);
        if (found.isEmpty()) {
            return absent(key);
        }
        boolean done = change(found, held -> replace(held, dueAt, others));
        return done ? Change.DONE : Change.TOO_LATE;
    }

    private Change replaceScheduled(
            List<ScheduledMessages.Scheduled> found,
            Instant dueAt,
            Function<List<ShortMessage>, List<ShortMessage>> others)
            throws StoreException {
        List<Routed> messages = found.stream().map(ScheduledMessages.Scheduled::routed).toList();
        Replacement replacement = Replacement.of(messages, others);
        if (replacement.rows().isEmpty()) {
            return Change.TOO_LATE;
        }
        Instant due = dueAt.equals(Instant.MIN) ? found.getFirst().dueAt() : dueAt;
        schedule.replace(
                replacement.dueAt(due),
                replacement.gone(),
                settlement.cancelled(messages, replacement.gone()));
        replaced(messages);
        return Change.DONE;
    }

    /**
     * What comes into the place of others.
     *
     * @param gone those of the others that nothing replaces
     */
    private record Replacement(List<Routed> rows, List<MessageId> gone) {
        static Replacement of(
                List<Routed> messages, Function<List<ShortMessage>, List<ShortMessage>> others) {
            List<Routed> rows =
                    others.apply(messages.stream().map(Routed::message).toList()).stream()
                            .map(other -> new Routed(messages.getFirst().destination(), other))
                            .toList();
            Set<MessageId> kept = new HashSet<>();
            rows.forEach(row -> kept.add(row.message().id()));
            List<MessageId> gone =
                    messages.stream()
                            .map(routed -> routed.message().id())
                            .filter(id -> !kept.contains(id))
                            .toList();
            return new Replacement(rows, gone);
        }

        List<ScheduledMessages.Scheduled> dueAt(Instant due) {
            return rows.stream().map(row -> new ScheduledMessages.Scheduled(row, due)).toList();
        }
    }

    private Changed replace(
            List<Routed> held,
            Instant dueAt,
            Function<List<ShortMessage>, List<ShortMessage>> others)
            throws StoreException {
        Replacement replacement = Replacement.of(held, others);
        if (replacement.rows().isEmpty()) {
            return Changed.NOTHING;
        }
        Set<MessageId> gone = new HashSet<>(replacement.gone());
        Map<MessageId, ShortMessage> replaced = new LinkedHashMap<>();
        if (dueAt.isAfter(clock.instant())) { // from the lane back to the schedule
            store.replace(
                    List.of(), replacement.gone(), settlement.cancelled(held, replacement.gone()));
            schedule.keep(replacement.dueAt(dueAt));
            held.forEach(routed -> gone.add(routed.message().id()));
        } else {
            store.replace(
                    replacement.rows(),
                    replacement.gone(),
                    settlement.cancelled(held, replacement.gone()));
            replacement.rows().forEach(row -> replaced.put(row.message().id(), row.message()));
        }
        replaced(held);
        return new Changed(gone, replaced);
    }

    /**
     * Tells the originator of a message that was put off that it is not given up, if it asked
     * (registered_delivery, SMPP 3.4 §5.2.17) and has not been told: once for a submission to a
     * destination. If it cannot be done now, the next time that one is put off.
     */
    void notifyOf(Routed routed, Cause cause) throws StoreException {
        if (!routed.message().wantsNotification()) {
            return;
        }
        List<Routed> parts =
                store.find(routed.message().submittedAs()).stream()
                        .filter(one -> one.destination().equals(routed.destination()))
                        .toList();
        if (!parts.isEmpty()) {
            change(parts, held -> notifyOf(routed.message(), cause, held));
        }
    }

    /** Told first, and not to be told again then: a crash in between repeats it. */
    private Changed notifyOf(ShortMessage message, Cause cause, List<Routed> held)
            throws StoreException {
        settlement.notifyOf(message, cause);
        List<Routed> rows = new ArrayList<>(held.size());
        Map<MessageId, ShortMessage> told = new LinkedHashMap<>();
        for (Routed one : held) {
            ShortMessage other = one.message().with(one.message().smppParameters().notified());
            rows.add(new Routed(one.destination(), other));
            told.put(other.id(), other);
        }
        store.replace(rows, List.of(), Map.of());
        return new Changed(Set.of(), told);
    }

    private static void replaced(List<Routed> messages) {
        LOG.info(
                "replaced id={} to={}",
                messages.getLast().message().id(),
                messages.getLast().destination().masked());
    }

    /** What is done to messages that are held. */
    private interface Doing {
        Changed to(List<Routed> held) throws StoreException;
    }

    /**
     * {@return whether it was done}
     *
     * @param wanted of one destination
     */
    private boolean change(List<Routed> wanted, Doing doing) throws StoreException {
        Route.Destination destination = wanted.getFirst().destination();
        Set<MessageId> ids = new HashSet<>();
        wanted.forEach(routed -> ids.add(routed.message().id()));
        if (wanted.stream().anyMatch(one -> !one.destination().equals(destination))
                || !lanes.hold(destination, ids)) {
            return false;
        }
        Changed changed = Changed.NOTHING;
        try {
            if (allWait(wanted)) { // and from here on nobody can take them away
                changed = doing.to(wanted);
            }
        } finally {
            lanes.unhold(destination, ids, changed);
            startLanes.run();
        }
        return !changed.equals(Changed.NOTHING);
    }

    private boolean allWait(List<Routed> wanted) throws StoreException {
        Set<MessageId> submissions = new HashSet<>();
        wanted.forEach(routed -> submissions.add(routed.message().submittedAs()));
        Set<Routed> waiting = new HashSet<>();
        for (MessageId submission : submissions) {
            waiting.addAll(store.find(submission));
        }
        return waiting.containsAll(wanted);
    }

    private List<Routed> find(Key key) throws StoreException {
        return store.find(key.id()).stream()
                .filter(routed -> isOf(key.account(), routed.message()))
                .filter(routed -> matches(key, routed.message().originatingAddress().value()))
                .toList();
    }

    private static List<ScheduledMessages.Scheduled> find(ScheduledMessages scheduled, Key key)
            throws StoreException {
        return scheduled.find(key.id()).stream()
                .filter(one -> isOf(key.account(), one.routed().message()))
                .filter(one -> matches(key, one.routed().message().originatingAddress().value()))
                .toList();
    }

    private Optional<FinalState> finalState(Key key) throws StoreException {
        return store.finalState(key.id())
                .filter(state -> state.account().equals(key.account()))
                .filter(state -> matches(key, state.source()));
    }

    private Optional<Forwarded> forwarded(Key key) throws StoreException {
        return store.forwarded(key.id())
                .filter(one -> isOf(key.account(), one.message()))
                .filter(one -> matches(key, one.message().originatingAddress().value()));
    }

    /** Whether it is in quarantine, of which its originator is not told. */
    private boolean isHeld(Key key) throws StoreException {
        return store.quarantine()
                .find(key.id())
                .map(held -> held.messages().getLast().message())
                .filter(message -> isOf(key.account(), message))
                .filter(message -> matches(key, message.originatingAddress().value()))
                .isPresent();
    }

    private Change absent(Key key) throws StoreException {
        return forwarded(key).isPresent() || finalState(key).isPresent() || isHeld(key)
                ? Change.TOO_LATE
                : Change.UNKNOWN;
    }

    private static boolean isOf(String account, ShortMessage message) {
        return isOf(new Origin.Esme(account), message);
    }

    static boolean isOf(Origin origin, ShortMessage message) {
        return message.purpose() instanceof Purpose.Carry && message.origin().equals(origin);
    }

    private static boolean matches(Key key, String source) {
        return key.source().isEmpty() || key.source().equals(source);
    }
}
