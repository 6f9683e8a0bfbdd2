// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.heliograph.charging.cdr.ChargingRecord;
import org.heliograph.smsc.message.FinalState;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;

/** A message store for tests that are not about the store. */
public final class MemoryMessageStore implements MessageStore {
    private final TreeMap<Long, Routed> messages = new TreeMap<>();

    /** In the order in which they were reached. */
    private final LinkedHashMap<MessageId, FinalState> states = new LinkedHashMap<>();

    private final Schedule scheduled = new Schedule();
    private final InQuarantine quarantine = new InQuarantine();
    private final Map<MessageId, Forwarded> forwarded = new LinkedHashMap<>();
    private final Map<UpstreamReceipt, Instant> early = new LinkedHashMap<>();

    private final List<ChargingRecord> records = new ArrayList<>();

    private long nextId = 1;
    private boolean failing;
    private boolean takingNothing;
    private boolean unreadable;
    private int loads;

    /** From now on every write fails, or no longer does. */
    public synchronized void failing(boolean fails) {
        failing = fails;
    }

    /** From now on nothing new can wait at once, or it can again. */
    public synchronized void takingNothing(boolean fails) {
        takingNothing = fails;
    }

    /** From now on every read fails, or no longer does. */
    public synchronized void unreadable(boolean fails) {
        unreadable = fails;
    }

    /** {@return how often {@link #load} was called} */
    public synchronized int loads() {
        return loads;
    }

    /** {@return what has been charged} */
    public synchronized List<ChargingRecord> records() {
        return List.copyOf(records);
    }

    public synchronized int size() {
        return messages.size();
    }

    @Override
    public synchronized long reserveIds(int count) throws StoreException {
        long first = nextId;
        nextId += count;
        return first;
    }

    @Override
    public synchronized Optional<Instant> oldest() {
        return messages.values().stream().map(routed -> routed.message().acceptedAt()).findFirst();
    }

    @Override
    public synchronized void insert(List<Routed> inserted) throws StoreException {
        check();
        if (takingNothing && !inserted.isEmpty()) {
            throw new StoreException("takes nothing, as the test wants it");
        }
        for (Routed routed : inserted) {
            if (messages.containsKey(routed.message().id().value())) {
                throw new StoreException("message is there already");
            }
            if (routed.destination().text().length() > 80) {
                throw new StoreException("message is too long");
            }
        }
        inserted.forEach(routed -> messages.put(routed.message().id().value(), routed));
    }

    @Override
    public synchronized void settle(
            List<MessageId> finished,
            List<FinalState> ended,
            List<Routed> reports,
            List<Forwarded> handedOver,
            Map<MessageId, ChargingRecord> charged)
            throws StoreException {
        insert(reports);
        charged.forEach(
                (id, record) -> {
                    if (!finished.contains(id) || messages.containsKey(id.value())) {
                        records.add(record);
                    }
                });
        handedOver.forEach(one -> forwarded.put(one.message().id(), one));
        finished.forEach(id -> messages.remove(id.value()));
        ended.forEach(state -> states.put(state.id(), state));
    }

    @Override
    public synchronized void replace(
            List<Routed> replaced, List<MessageId> removed, Map<MessageId, ChargingRecord> charged)
            throws StoreException {
        check();
        records.addAll(charged.values());
        replaced.forEach(
                routed ->
                        messages.computeIfPresent(routed.message().id().value(), (_, _) -> routed));
        removed.forEach(id -> messages.remove(id.value()));
    }

    @Override
    public synchronized List<Routed> find(MessageId submission) throws StoreException {
        check();
        return messages.headMap(submission.value(), true).values().stream()
                .filter(routed -> routed.message().submittedAs().equals(submission))
                .toList();
    }

    @Override
    public synchronized Optional<FinalState> finalState(MessageId id) throws StoreException {
        check();
        return Optional.ofNullable(states.get(id));
    }

    @Override
    public synchronized int forget(Instant until, long most) throws StoreException {
        check();
        int before = states.size();
        states.values().removeIf(state -> state.at().isBefore(until));
        while (states.size() > most) {
            states.pollFirstEntry();
        }
        return before - states.size();
    }

    @Override
    public synchronized Map<Route.Destination, Backlog> waiting() {
        return messages.values().stream()
                .collect(
                        Collectors.toMap(
                                Routed::destination,
                                routed -> new Backlog(routed.message().id(), 1),
                                (one, other) ->
                                        new Backlog(
                                                one.first(), one.messages() + other.messages())));
    }

    @Override
    public synchronized List<Routed> load(Route.Destination destination, MessageId first, int limit)
            throws StoreException {
        check();
        loads++;
        if (unreadable) {
            throw new StoreException("cannot be read, as the test wants it");
        }
        return messages.tailMap(first.value()).values().stream()
                .filter(routed -> routed.destination().equals(destination))
                .limit(limit)
                .toList();
    }

    @Override
    public Claims claims() {
        return new NodeAlone();
    }

    @Override
    public ScheduledMessages scheduled() {
        return scheduled;
    }

    @Override
    public QuarantineStore quarantine() {
        return quarantine;
    }

    private final class InQuarantine implements QuarantineStore {
        private final TreeMap<Long, Held> rows = new TreeMap<>();

        @Override
        public void hold(List<Held> held) throws StoreException {
            synchronized (MemoryMessageStore.this) {
                check();
                held.forEach(one -> rows.put(one.id().value(), one));
            }
        }

        @Override
        public long count() {
            synchronized (MemoryMessageStore.this) {
                return rows.values().stream().mapToLong(one -> one.messages().size()).sum();
            }
        }

        @Override
        public List<Entry> list(MessageId before, int limit) {
            synchronized (MemoryMessageStore.this) {
                return rows.headMap(before.value(), false).descendingMap().values().stream()
                        .limit(limit)
                        .map(
                                one ->
                                        new Entry(
                                                one.code(),
                                                one.reason(),
                                                one.at(),
                                                one.messages().getLast().message(),
                                                one.messages().size()))
                        .toList();
            }
        }

        @Override
        public Optional<Held> find(MessageId id) {
            synchronized (MemoryMessageStore.this) {
                return Optional.ofNullable(rows.get(id.value()));
            }
        }

        @Override
        public List<MessageId> heldSince(Instant until, int limit) {
            synchronized (MemoryMessageStore.this) {
                return rows.values().stream()
                        .filter(one -> one.at().isBefore(until))
                        .sorted(Comparator.comparing(Held::at))
                        .limit(limit)
                        .map(Held::id)
                        .toList();
            }
        }

        @Override
        public void release(MessageId id, List<ScheduledMessages.Scheduled> messages)
                throws StoreException {
            synchronized (MemoryMessageStore.this) {
                check();
                if (rows.remove(id.value()) == null) {
                    throw new StoreException("not there any more");
                }
                scheduled.schedule(messages);
            }
        }

        @Override
        public int remove(MessageId id) throws StoreException {
            synchronized (MemoryMessageStore.this) {
                check();
                Held gone = rows.remove(id.value());
                return gone == null ? 0 : gone.messages().size();
            }
        }
    }

    private final class Schedule implements ScheduledMessages {
        private final TreeMap<Long, Scheduled> rows = new TreeMap<>();

        @Override
        public void schedule(List<Scheduled> kept) throws StoreException {
            synchronized (MemoryMessageStore.this) {
                check();
                for (Scheduled one : kept) {
                    messages.remove(one.routed().message().id().value());
                    rows.put(one.routed().message().id().value(), one);
                }
            }
        }

        @Override
        public long count() {
            synchronized (MemoryMessageStore.this) {
                return rows.size();
            }
        }

        @Override
        public Optional<Instant> nextDue() throws StoreException {
            synchronized (MemoryMessageStore.this) {
                check();
                return rows.values().stream().map(Scheduled::dueAt).min(Instant::compareTo);
            }
        }

        @Override
        public List<Routed> due(Instant now, int limit) throws StoreException {
            synchronized (MemoryMessageStore.this) {
                check();
                return rows.values().stream()
                        .filter(one -> !one.dueAt().isAfter(now))
                        .sorted(Comparator.comparing(Scheduled::dueAt))
                        .limit(limit)
                        .map(Scheduled::routed)
                        .toList();
            }
        }

        @Override
        public List<Routed> move(List<Routed> due) throws StoreException {
            synchronized (MemoryMessageStore.this) {
                check();
                List<Routed> moved =
                        due.stream()
                                .filter(one -> rows.remove(one.message().id().value()) != null)
                                .toList();
                insert(moved);
                return moved;
            }
        }

        @Override
        public List<Scheduled> find(MessageId submission) throws StoreException {
            synchronized (MemoryMessageStore.this) {
                check();
                return rows.values().stream()
                        .filter(one -> one.routed().message().submittedAs().equals(submission))
                        .toList();
            }
        }

        @Override
        public List<Scheduled> find(Route.Destination destination, int limit)
                throws StoreException {
            synchronized (MemoryMessageStore.this) {
                check();
                return rows.values().stream()
                        .filter(one -> one.routed().destination().equals(destination))
                        .limit(limit)
                        .toList();
            }
        }

        @Override
        public void replace(
                List<Scheduled> replaced,
                List<MessageId> removed,
                Map<MessageId, ChargingRecord> charged)
                throws StoreException {
            synchronized (MemoryMessageStore.this) {
                check();
                records.addAll(charged.values());
                removed.forEach(id -> rows.remove(id.value()));
                replaced.forEach(
                        one ->
                                rows.computeIfPresent(
                                        one.routed().message().id().value(), (_, _) -> one));
            }
        }
    }

    @Override
    public synchronized List<Forwarded> forwarded(String upstream, List<String> ids)
            throws StoreException {
        check();
        return forwarded.values().stream()
                .filter(one -> one.upstream().equals(upstream) && ids.contains(one.upstreamId()))
                .toList();
    }

    @Override
    public synchronized Optional<Forwarded> forwarded(MessageId id) throws StoreException {
        check();
        return Optional.ofNullable(forwarded.get(id));
    }

    @Override
    public synchronized List<Forwarded> overdue(Instant now) throws StoreException {
        check();
        return forwarded.values().stream()
                .filter(one -> one.expiresAt().isBefore(now))
                .limit(3)
                .toList();
    }

    @Override
    public synchronized Set<MessageId> conclude(List<Conclusion> conclusions)
            throws StoreException {
        check();
        Set<MessageId> concluded = new HashSet<>();
        for (Conclusion one : conclusions) {
            if (forwarded.remove(one.id()) != null) {
                concluded.add(one.id());
                settle(
                        List.of(),
                        one.states(),
                        one.reports(),
                        one.goesOn().stream().toList(),
                        Map.of());
                one.record().ifPresent(records::add);
            }
        }
        return concluded;
    }

    @Override
    public synchronized void keepEarly(List<UpstreamReceipt> receipts, Instant now)
            throws StoreException {
        check();
        receipts.forEach(receipt -> early.put(receipt, now));
    }

    @Override
    public synchronized List<UpstreamReceipt> early() throws StoreException {
        check();
        return List.copyOf(early.keySet());
    }

    @Override
    public synchronized int dropEarly(Instant until, List<UpstreamReceipt> matched)
            throws StoreException {
        check();
        matched.forEach(early::remove);
        int before = early.size();
        early.values().removeIf(kept -> kept.isBefore(until));
        return before - early.size();
    }

    private void check() throws StoreException {
        if (failing) {
            throw new StoreException("fails, as the test wants it");
        }
    }

    @Override
    public synchronized void close() {
        failing = true;
    }
}
