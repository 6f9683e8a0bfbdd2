// SPDX-License-Identifier: Apache-2.0
package org.heliograph.subscribers.radius;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliograph.config.Cidr;
import org.heliograph.subscribers.PrefixTable;
import org.heliograph.subscribers.radius.Accounting.Session;
import org.heliograph.subscribers.radius.Accounting.SessionId;

/**
 * Who has which address. In memory only: what was true before a pause of ours may give an address
 * to its next owner's predecessor, while a session that is not known is only refused until its
 * Interim-Update.
 */
final class Sessions {
    /** Remembered, so that a Start or an Interim-Update that comes late does not revive one. */
    private static final int MOST_ENDED = 100_000;

    private record Held(Session session, Instant heard) {}

    /** What became of a request. */
    enum Noted {
        DONE,
        /** It may be true or late: its address is nobody's until a Start says so. */
        CONFLICT,
        /** It ended before. */
        ENDED,
        /** Another had to go, the one that was longest not heard of. */
        FULL
    }

    private final int most;
    private final Duration expires;
    private final InstantSource clock;

    /** The one that was longest not heard of first. */
    private final LinkedHashMap<SessionId, Held> held = new LinkedHashMap<>();

    private final PrefixTable<SessionId> owners = new PrefixTable<>();

    /** When each ended, the first to end first; no longer than a session would be kept. */
    private final LinkedHashMap<SessionId, Instant> ended =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<SessionId, Instant> eldest) {
                    return size() > MOST_ENDED;
                }
            };

    Sessions(int most, Duration expires, InstantSource clock) {
        this.most = most;
        this.expires = expires;
        this.clock = clock;
    }

    /** {@return what became of it} */
    synchronized Noted note(Accounting accounting) {
        expire();
        return switch (accounting) {
            case Accounting.Start(Session session) -> put(session);
            case Accounting.Interim(Session session) -> interim(session);
            case Accounting.Stop(SessionId id) -> {
                drop(id);
                ended.putLast(id, clock.instant());
                yield Noted.DONE;
            }
            case Accounting.Reset(String nas) -> {
                List<SessionId> all =
                        held.keySet().stream().filter(id -> id.nas().equals(nas)).toList();
                all.forEach(this::drop);
                // it may count its sessions from the beginning again
                ended.keySet().removeIf(id -> id.nas().equals(nas));
                yield Noted.DONE;
            }
            case Accounting.Other() -> Noted.DONE;
        };
    }

    /** An address that another session has goes to the one that starts: it was given away anew. */
    private Noted put(Session session) {
        if (ended.containsKey(session.id())) {
            return Noted.ENDED;
        }
        drop(session.id());
        session.addresses().forEach(address -> owner(address).ifPresent(this::drop));
        boolean full = held.size() >= most;
        if (full) {
            drop(held.firstEntry().getKey());
        }
        held.put(session.id(), new Held(session, clock.instant()));
        for (Cidr address : session.addresses()) {
            owners.put(address.network(), address.prefixLength(), session.id());
        }
        return full ? Noted.FULL : Noted.DONE;
    }

    /**
     * One whose address another session has, which names somebody else, is either late or the first
     * that we hear of a new owner: nobody can tell which, so both go.
     */
    private Noted interim(Session update) {
        if (ended.containsKey(update.id())) {
            return Noted.ENDED;
        }
        Session session = completed(update);
        List<SessionId> others =
                session.addresses().stream()
                        .flatMap(address -> owner(address).stream())
                        .filter(other -> !other.equals(session.id()))
                        .filter(other -> !sameSubscriber(other, session))
                        .toList();
        if (!others.isEmpty()) {
            others.forEach(this::drop);
            drop(session.id());
            return Noted.CONFLICT;
        }
        return put(session);
    }

    /** Interim-Updates of some gateways leave out what has not changed. */
    private Session completed(Session update) {
        Held before = held.get(update.id());
        return before == null
                ? update
                : new Session(
                        update.id(),
                        update.addresses().isEmpty()
                                ? before.session().addresses()
                                : update.addresses(),
                        update.callingStation().or(() -> before.session().callingStation()),
                        update.imsi().or(() -> before.session().imsi()));
    }

    private boolean sameSubscriber(SessionId other, Session session) {
        Held known = held.get(other);
        return known != null
                && known.session().callingStation().equals(session.callingStation())
                && known.session().imsi().equals(session.imsi());
    }

    private Optional<SessionId> owner(Cidr address) {
        return owners.get(address.network(), address.prefixLength());
    }

    private void drop(SessionId id) {
        Held dropped = held.remove(id);
        if (dropped != null) {
            for (Cidr address : dropped.session().addresses()) {
                if (owner(address).filter(id::equals).isPresent()) {
                    owners.remove(address.network(), address.prefixLength());
                }
            }
        }
    }

    private void expire() {
        Instant last = clock.instant().minus(expires);
        while (!held.isEmpty() && held.firstEntry().getValue().heard().isBefore(last)) {
            drop(held.firstEntry().getKey());
        }
        while (!ended.isEmpty() && ended.firstEntry().getValue().isBefore(last)) {
            ended.pollFirstEntry();
        }
    }

    synchronized Optional<Session> find(InetAddress address) {
        expire();
        return owners.find(address).map(held::get).map(Held::session);
    }

    synchronized int size() {
        return held.size();
    }
}
