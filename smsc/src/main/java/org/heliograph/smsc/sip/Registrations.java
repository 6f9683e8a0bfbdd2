// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.sip;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.heliograph.subscribers.Msisdn;
import org.jspecify.annotations.Nullable;

/** Who is registered where, and until when. Bounded; what has expired is not seen any more. */
final class Registrations {
    /** What became of one contact. */
    enum Registered {
        DONE,
        /** A newer REGISTER of the same Call-ID was here first (RFC 3261 §10.3 step 7). */
        OUT_OF_ORDER,
        FULL
    }

    /** A person's phones, watch and tablet; beyond it the one that expires first gives way. */
    private static final int MOST_CONTACTS = 8;

    /**
     * A subscriber's contacts, latest first.
     *
     * @param references the next RP-MR, so that a late report does not meet a new message's
     */
    private record Subscriber(List<Binding> bindings, AtomicInteger references) {}

    private final Map<Msisdn, Subscriber> subscribers = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final int most;
    private final InstantSource clock;

    Registrations(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    /** {@return the live contacts of {@code msisdn}, latest first} */
    List<Binding> of(Msisdn msisdn) {
        @Nullable Subscriber subscriber = subscribers.get(msisdn);
        return subscriber == null ? List.of() : live(subscriber.bindings(), clock.instant());
    }

    boolean isRegisteredFrom(Msisdn msisdn, InetAddress address) {
        return of(msisdn).stream().anyMatch(b -> b.source().host().equals(address));
    }

    /** {@return how many contacts are kept; those that are over go when they are met} */
    int size() {
        return size.get();
    }

    /** {@return the RP-MR to try first for the next message to {@code msisdn}, 0 to 255} */
    int nextReference(Msisdn msisdn) {
        @Nullable Subscriber subscriber = subscribers.get(msisdn);
        return subscriber == null ? 0 : subscriber.references().getAndIncrement() & 0xFF;
    }

    Registered register(Msisdn msisdn, Binding binding) {
        if (size.get() >= most) {
            purge();
        }
        AtomicReference<Registered> result = new AtomicReference<>(Registered.DONE);
        subscribers.compute(
                msisdn,
                (_, subscriber) -> {
                    List<Binding> before = subscriber == null ? List.of() : subscriber.bindings();
                    List<Binding> after = new ArrayList<>();
                    after.add(binding);
                    for (Binding old : live(before, clock.instant())) {
                        if (!binding.replaces(old)) {
                            after.add(old);
                        } else if (isOutOfOrder(binding.callId(), binding.sequence(), old)) {
                            result.set(Registered.OUT_OF_ORDER);
                            return subscriber;
                        }
                    }
                    while (after.size() > MOST_CONTACTS) {
                        after.remove(earliest(after));
                    }
                    int more = after.size() - before.size();
                    if (more > 0 && size.get() + more > most) {
                        result.set(Registered.FULL);
                        return subscriber;
                    }
                    size.addAndGet(more);
                    return new Subscriber(
                            List.copyOf(after),
                            subscriber == null ? new AtomicInteger() : subscriber.references());
                });
        return result.get();
    }

    /** Removes one contact. */
    Registered remove(Msisdn msisdn, String contact, String callId, long sequence) {
        AtomicReference<Registered> result = new AtomicReference<>(Registered.DONE);
        subscribers.computeIfPresent(
                msisdn,
                (_, subscriber) -> {
                    List<Binding> after = new ArrayList<>();
                    for (Binding old : subscriber.bindings()) {
                        if (!old.requestUri().equals(contact)) {
                            after.add(old);
                        } else if (isOutOfOrder(callId, sequence, old)) {
                            result.set(Registered.OUT_OF_ORDER);
                            return subscriber;
                        }
                    }
                    return keep(subscriber, after);
                });
        return result.get();
    }

    void removeAll(Msisdn msisdn) {
        subscribers.computeIfPresent(msisdn, (_, subscriber) -> keep(subscriber, List.of()));
    }

    private void purge() {
        Instant now = clock.instant();
        for (Msisdn msisdn : subscribers.keySet()) {
            subscribers.computeIfPresent(
                    msisdn, (_, subscriber) -> keep(subscriber, live(subscriber.bindings(), now)));
        }
    }

    private @Nullable Subscriber keep(Subscriber subscriber, List<Binding> bindings) {
        size.addAndGet(bindings.size() - subscriber.bindings().size());
        return bindings.isEmpty()
                ? null
                : new Subscriber(List.copyOf(bindings), subscriber.references());
    }

    private static boolean isOutOfOrder(String callId, long sequence, Binding old) {
        return old.callId().equals(callId) && sequence <= old.sequence();
    }

    private static List<Binding> live(List<Binding> bindings, Instant now) {
        for (Binding binding : bindings) {
            if (!now.isBefore(binding.expiresAt())) {
                return bindings.stream().filter(b -> now.isBefore(b.expiresAt())).toList();
            }
        }
        return bindings; // the usual case, without a copy
    }

    private static int earliest(List<Binding> bindings) {
        int earliest = bindings.size() - 1;
        for (int i = 1; i < bindings.size(); i++) {
            if (bindings.get(i).expiresAt().isBefore(bindings.get(earliest).expiresAt())) {
                earliest = i;
            }
        }
        return earliest;
    }
}
