// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sip.address.URI;
import org.heliograph.config.Rounds;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.register.Registration;
import org.heliograph.smsc.register.RegistrationStore;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is registered where, and until when: all in memory, for every message asks, and in the store,
 * so that a restart and other nodes know it too. Bounded; what has expired is not seen any more.
 */
final class Registrations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Registrations.class);

    /** What became of the contacts of one subscriber. */
    enum Registered {
        DONE,
        /** A newer REGISTER of the same Call-ID was here first (RFC 3261 §10.3 step 7). */
        OUT_OF_ORDER,
        FULL,
        /** The store has failed: nothing of it holds. */
        NOT_KEPT
    }

    /** A person's phones, watch and tablet; beyond it the one that expires first gives way. */
    static final int MOST_CONTACTS = 8;

    /** How often other nodes' registrations are read. */
    private static final Duration POLL = Duration.ofSeconds(1);

    /** How often what is over is dropped, in polls. */
    private static final int POLLS_TO_PURGE = 60;

    /** Other nodes hear within seconds that a registration has ended; then its row may go. */
    private static final Duration KNOWN = Duration.ofMinutes(10);

    /** Subscribers that change at a time, each waiting for a commit, are no more than these. */
    private static final int LOCKS = 1_024;

    /**
     * A subscriber's contacts, latest first.
     *
     * @param references the next RP-MR, so that a late report does not meet a new message's
     */
    private record Subscriber(List<Binding> bindings, AtomicInteger references) {}

    private final Map<Msisdn, Subscriber> subscribers = new ConcurrentHashMap<>();

    /** Public identities that name no number, such as those made of an IMSI. */
    private final Map<String, Msisdn> aliases = new ConcurrentHashMap<>();

    private final Interned interned = new Interned();
    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(ReentrantLock[]::new);
    private final AtomicInteger handsets = new AtomicInteger();
    private final AtomicInteger behindScscfs = new AtomicInteger();
    private final int most;
    private final RegistrationStore store;
    private final Function<Hop, String> ours;
    private final Consumer<Msisdn> here;
    private final Consumer<Msisdn> again;
    private final InstantSource clock;
    private final Rounds rounds = new Rounds();
    private long polls; // of the thread that keeps up
    private volatile Instant purgedAt = Instant.EPOCH;

    /**
     * Nothing is known before {@link #load}.
     *
     * @param ours which of our addresses a registration came to: a connection to it is no other
     *     node's to use
     * @param here told of each subscriber to whom there is a new way from here alone: a connection
     * @param again told of each subscriber with another new way, who is still there, or not any
     *     more, and of those whom another node has registered or de-registered: reason enough to
     *     try what is carried here
     */
    Registrations(
            int most,
            RegistrationStore store,
            Function<Hop, String> ours,
            Consumer<Msisdn> here,
            Consumer<Msisdn> again,
            InstantSource clock) {
        this.most = most;
        this.store = store;
        this.ours = ours;
        this.here = here;
        this.again = again;
        this.clock = clock;
    }

    /** Takes up what is kept, and from then on what other nodes keep. */
    void load() throws StoreException {
        long start = System.nanoTime();
        store.load(clock.instant(), one -> apply(one));
        LOG.info(
                "registrations loaded={} in-ms={}",
                size(),
                (System.nanoTime() - start) / 1_000_000);
        rounds.start("sip-registrations", POLL, this::keepUp);
    }

    private void keepUp() {
        polls++;
        try {
            for (Registration one : store.changedElsewhere()) {
                if (apply(one)) {
                    again.accept(one.subscriber());
                }
            }
            if (polls % POLLS_TO_PURGE == 0) {
                purge();
                store.forget(clock.instant().minus(KNOWN));
            }
        } catch (StoreException | RuntimeException e) { // and another time
            if (!rounds.isClosed()) {
                LOG.error("store-failed reason=\"{}\"", e.getMessage());
            }
        }
    }

    /** {@return the live contacts of {@code msisdn}, latest first} */
    List<Binding> of(Msisdn msisdn) {
        @Nullable Subscriber subscriber = subscribers.get(msisdn);
        return subscriber == null ? List.of() : live(subscriber.bindings(), clock.instant());
    }

    /** Gives a binding of each subscriber who is behind an S-CSCF. */
    void forEachBehindScscf(Consumer<Binding> to) {
        for (Msisdn msisdn : subscribers.keySet()) {
            of(msisdn).stream().filter(b -> b.kind() == Binding.Kind.SCSCF).forEach(to);
        }
    }

    /**
     * {@return whose public identity {@code uri} is} By what the subscriber's S-CSCF has told of
     * the implicit registration set, else by the number that it names.
     */
    Optional<Msisdn> subscriber(@Nullable URI uri) {
        if (uri == null) {
            return Optional.empty();
        }
        @Nullable Msisdn alias = aliases.get(PublicIdentity.listed(uri));
        return alias == null ? PublicIdentity.msisdn(uri) : Optional.of(alias);
    }

    /** Whether the handset itself has registered from there: nobody else is there but itself. */
    boolean isRegisteredFrom(Msisdn msisdn, InetAddress address) {
        for (Binding one : of(msisdn)) { // asked for every message
            if (one.kind() == Binding.Kind.HANDSET && one.source().host().equals(address)) {
                return true;
            }
        }
        return false;
    }

    /** {@return how many contacts are kept; those that are over go within a minute} */
    int size() {
        return handsets.get() + behindScscfs.get();
    }

    /** {@return how many of them are of that kind} */
    int size(Binding.Kind kind) {
        return sizeOf(kind).get();
    }

    private AtomicInteger sizeOf(Binding.Kind kind) {
        return switch (kind) {
            case HANDSET -> handsets;
            case SCSCF -> behindScscfs;
        };
    }

    /** {@return the RP-MR to try first for the next message to {@code msisdn}, 0 to 255} */
    int nextReference(Msisdn msisdn) {
        @Nullable Subscriber subscriber = subscribers.get(msisdn);
        return subscriber == null ? 0 : subscriber.references().getAndIncrement() & 0xFF;
    }

    /**
     * Registers contacts, and removes those whose time is over. All or none; returns when it is on
     * disk, and whoever waits for the subscriber knows.
     */
    Registered update(Msisdn msisdn, List<Binding> bindings) {
        return update(Map.of(msisdn, bindings));
    }

    /** The same for several subscribers at once: all of it, or nothing. */
    Registered update(Map<Msisdn, List<Binding>> bindings) {
        Instant now = clock.instant();
        if (size() >= most && now.isAfter(purgedAt.plus(POLL))) {
            purge();
        }
        return change(
                bindings.keySet(),
                (msisdn, before) -> {
                    List<Binding> after = new ArrayList<>(live(before, now));
                    for (Binding binding : bindings.getOrDefault(msisdn, List.of())) {
                        for (Binding old : List.copyOf(after)) {
                            if (binding.replaces(old)) {
                                if (binding.callId().equals(old.callId())
                                        && binding.sequence() <= old.sequence()) {
                                    return Optional.empty();
                                }
                                after.remove(old);
                            }
                        }
                        if (now.isBefore(binding.expiresAt())) {
                            after.addFirst(binding);
                        }
                    }
                    while (after.size() > MOST_CONTACTS) {
                        after.remove(earliest(after));
                    }
                    return Optional.of(after);
                });
    }

    /** Removes all that the handset itself has registered. */
    Registered removeContacts(Msisdn msisdn) {
        return change(
                Set.of(msisdn),
                (_, before) ->
                        Optional.of(
                                before.stream()
                                        .filter(b -> b.kind() != Binding.Kind.HANDSET)
                                        .toList()));
    }

    /**
     * One subscriber's part of a change.
     *
     * @param connected whether there is a new way that other nodes do not have
     */
    private record Change(
            Msisdn msisdn, List<Binding> before, List<Binding> after, boolean connected) {}

    private Registered change(
            Set<Msisdn> whose, BiFunction<Msisdn, List<Binding>, Optional<List<Binding>>> changed) {
        List<Change> changes = new ArrayList<>();
        List<Registration> rows = new ArrayList<>();
        int more = 0;
        List<ReentrantLock> held = locks(whose);
        held.forEach(ReentrantLock::lock);
        try {
            for (Msisdn msisdn : whose) {
                @Nullable Subscriber subscriber = subscribers.get(msisdn);
                List<Binding> before = subscriber == null ? List.of() : subscriber.bindings();
                Optional<List<Binding>> after = changed.apply(msisdn, before);
                if (after.isEmpty()) {
                    return Registered.OUT_OF_ORDER;
                }
                boolean connected = isConnected(live(before, clock.instant()), after.get());
                changes.add(new Change(msisdn, before, after.get(), connected));
                more += after.get().size() - before.size();
                rows.addAll(rows(msisdn, before, after.get()));
            }
            if (more > 0 && size() + more > most) {
                return Registered.FULL;
            }
            if (!rows.isEmpty()) {
                store.keep(rows);
            }
            changes.forEach(one -> put(one.msisdn(), one.before(), one.after()));
        } catch (StoreException e) {
            return Registered.NOT_KEPT;
        } finally {
            held.forEach(ReentrantLock::unlock);
        }
        changes.forEach(one -> (one.connected() ? here : again).accept(one.msisdn()));
        return Registered.DONE;
    }

    /** In one order, so that nobody waits for each other in a ring. */
    private List<ReentrantLock> locks(Set<Msisdn> whose) {
        return whose.stream()
                .map(one -> Math.floorMod(one.hashCode(), LOCKS))
                .distinct()
                .sorted()
                .map(one -> locks[one])
                .toList();
    }

    private static boolean isConnected(List<Binding> before, List<Binding> after) {
        return after.stream()
                .filter(Binding::byConnection)
                .anyMatch(b -> before.stream().noneMatch(a -> a.device().equals(b.device())));
    }

    private ReentrantLock lock(Msisdn msisdn) {
        return locks[Math.floorMod(msisdn.hashCode(), LOCKS)];
    }

    private List<Registration> rows(Msisdn msisdn, List<Binding> before, List<Binding> after) {
        List<Registration> rows = new ArrayList<>();
        Instant now = clock.instant();
        for (Binding old : before) {
            if (after.stream().noneMatch(b -> b.device().equals(old.device()))
                    && now.isBefore(old.expiresAt())) {
                rows.add(row(msisdn, old.until(now)));
            }
        }
        for (Binding binding : after) {
            if (!before.contains(binding)) {
                rows.add(row(msisdn, binding));
            }
        }
        return rows;
    }

    private Registration row(Msisdn msisdn, Binding binding) {
        return new Registration(
                msisdn,
                binding.device(),
                binding.expiresAt(),
                BindingText.write(binding, ours.apply(binding.source())));
    }

    /** {@return whether it is a way to the subscriber, or there is one less} */
    private boolean apply(Registration row) {
        Optional<BindingText.Read> read = BindingText.read(row.details(), row.expiresAt());
        if (read.isEmpty()) {
            LOG.error("parked registration={} reason=\"not ours\"", row.subscriber().masked());
            return false;
        }
        Binding binding = read.get().binding();
        boolean elsewhere =
                binding.byConnection() && !read.get().at().equals(ours.apply(binding.source()));
        boolean lives = !elsewhere && clock.instant().isBefore(binding.expiresAt());
        ReentrantLock lock = lock(row.subscriber());
        lock.lock();
        try {
            @Nullable Subscriber subscriber = subscribers.get(row.subscriber());
            List<Binding> before = subscriber == null ? List.of() : subscriber.bindings();
            List<Binding> after = new ArrayList<>(before);
            boolean known = after.removeIf(old -> old.device().equals(binding.device()));
            boolean fresh = lives && !known;
            if (lives && (!fresh || (size() < most && after.size() < 2 * MOST_CONTACTS))) {
                after.addFirst(binding);
            }
            put(row.subscriber(), before, after);
            return lives || known;
        } finally {
            lock.unlock();
        }
    }

    private void purge() {
        purgedAt = clock.instant();
        for (Msisdn msisdn : subscribers.keySet()) {
            ReentrantLock lock = lock(msisdn);
            if (lock.tryLock()) { // else it is being changed, and is for the next time
                try {
                    @Nullable Subscriber subscriber = subscribers.get(msisdn);
                    if (subscriber != null) {
                        List<Binding> before = subscriber.bindings();
                        put(msisdn, before, live(before, clock.instant()));
                    }
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    /** Whoever calls it has the subscriber's lock. */
    private void put(Msisdn msisdn, List<Binding> before, List<Binding> after) {
        if (before.equals(after)) {
            return;
        }
        count(before, -1);
        count(after, 1);
        before.forEach(b -> b.aliases().forEach(alias -> aliases.remove(alias, msisdn)));
        after.forEach(b -> b.aliases().forEach(alias -> aliases.putIfAbsent(alias, msisdn)));
        if (after.isEmpty()) {
            subscribers.remove(msisdn);
        } else {
            @Nullable Subscriber known = subscribers.get(msisdn);
            AtomicInteger references = known == null ? new AtomicInteger() : known.references();
            List<Binding> shared = after.stream().map(interned::sharing).toList();
            subscribers.put(msisdn, new Subscriber(shared, references));
        }
    }

    private void count(List<Binding> bindings, int sign) {
        bindings.forEach(b -> sizeOf(b.kind()).addAndGet(sign));
    }

    private static List<Binding> live(List<Binding> bindings, Instant now) {
        for (Binding binding : bindings) {
            if (!now.isBefore(binding.expiresAt())) {
                return bindings.stream().filter(b -> now.isBefore(b.expiresAt())).toList();
            }
        }
        return bindings; // the usual case, without a copy
    }

    private static Binding earliest(List<Binding> bindings) {
        Binding earliest = bindings.getLast();
        for (Binding binding : bindings) {
            if (binding.expiresAt().isBefore(earliest.expiresAt())) {
                earliest = binding;
            }
        }
        return earliest;
    }

    /** Keeps up with other nodes no more; what is known stays in the store. */
    @Override
    public void close() {
        rounds.close();
    }
}
