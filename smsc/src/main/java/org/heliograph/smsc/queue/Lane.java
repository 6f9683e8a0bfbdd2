// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;
import org.jspecify.annotations.Nullable;

/** What waits for one destination. Guarded by the lock of {@link Lanes}, which alone uses it. */
final class Lane {
    /** Every message that waits is in memory. */
    static final long NOTHING = Long.MAX_VALUE;

    final Route.Destination destination;

    /** In memory; the first ones may be on their way. */
    final Loaded loaded = new Loaded();

    /** Will be in memory as soon as they are durable. */
    final Set<MessageId> arriving = new HashSet<>();

    /** The smallest id that is only in the store, or {@link #NOTHING}. */
    long unloadedFrom = NOTHING;

    /** Reading from the store. */
    boolean loading;

    /** Has to read as soon as nothing is held; until then nothing more is. */
    boolean loadWanted;

    /** Are being cancelled or replaced: they stay where they are, and what is behind them too. */
    final Set<MessageId> held = new HashSet<>();

    /** Handed to the thread of the lane, and nothing known of them yet. */
    final Set<MessageId> underWay = new HashSet<>();

    /** Is to be carried by another node: nothing more is begun. */
    boolean leaving;

    /** No longer counts; its thread may still be at work. */
    boolean left;

    /** How many messages wait, as far as it is known. */
    long waiting;

    /** Has a thread. */
    boolean running;

    /** Its destination showed itself while an attempt was being made. */
    boolean alerted;

    /** Attempts that failed in a row. */
    int failures;

    Instant nextAttemptAt = Instant.MIN;

    /** No message that is, or was, in memory expires before. */
    Instant earliestExpiry = Instant.MAX;

    /** Who has brought it its first message; null: nobody who is counted. */
    Openers.@Nullable Opener opener;

    Timetable.@Nullable Wake wake;

    /** Used by the thread that {@link #running} tells of, without the lock. */
    final FailedParts failedParts = new FailedParts();

    Lane(Route.Destination destination) {
        this.destination = destination;
    }

    /** {@return whether later messages must go to the store only, to stay behind earlier ones} */
    boolean overflows() {
        return loading || unloadedFrom != NOTHING;
    }

    /** {@return how many messages are in memory, or about to be} */
    int inMemory() {
        return loaded.size() + arriving.size();
    }

    boolean isEmpty() {
        return loaded.isEmpty() && arriving.isEmpty() && held.isEmpty() && !overflows();
    }

    /** {@return when there is something to do: an attempt, or a message that expires} */
    Instant due() {
        return nextAttemptAt.isBefore(earliestExpiry) ? nextAttemptAt : earliestExpiry;
    }

    void add(ShortMessage message) {
        loaded.add(message);
        if (message.expiresAt().isBefore(earliestExpiry)) {
            earliestExpiry = message.expiresAt();
        }
    }

    /**
     * {@return by how much more wait than was known, now that something was loaded}
     *
     * @param all nothing is only in the store
     */
    OptionalLong counted(boolean all) {
        long more = loaded.size() - waiting;
        return !left && (all || more > 0) ? OptionalLong.of(more) : OptionalLong.empty();
    }

    /** {@return the next messages, at most {@code most}, and none from one on that is held} */
    List<ShortMessage> first(int most) {
        List<ShortMessage> first = new ArrayList<>(Math.min(most, loaded.size()));
        for (ShortMessage message : loaded.inOrder(underWay)) {
            if (first.size() == most || held.contains(message.id())) {
                break;
            }
            if (!underWay.contains(message.id())) {
                first.add(message);
            }
        }
        return first;
    }

    /** {@return these to be carried, or ended; nothing else is done to them meanwhile} */
    Job job(List<ShortMessage> messages, boolean expired) {
        messages.forEach(message -> underWay.add(message.id()));
        return new Job(messages, expired, loaded.size() > underWay.size() || overflows());
    }

    /** What was under way counts for the earliest expiry again. */
    void nothingUnderWay() {
        underWay.clear();
        for (ShortMessage message : loaded.all()) {
            if (message.expiresAt().isBefore(earliestExpiry)) {
                earliestExpiry = message.expiresAt();
            }
        }
    }

    /** {@return whether they stay until {@link #unhold}; not so if one of them cannot} */
    boolean hold(Set<MessageId> ids) {
        for (MessageId id : ids) {
            if (underWay.contains(id) || held.contains(id) || arriving.contains(id)) {
                return false;
            }
        }
        return held.addAll(ids);
    }

    /** {@return how many messages have left memory} */
    int unhold(Set<MessageId> ids, Changed changed) {
        held.removeAll(ids);
        int before = loaded.size();
        List<ShortMessage> messages = List.copyOf(loaded.all());
        loaded.clear();
        for (ShortMessage message : messages) {
            if (!changed.gone().contains(message.id())) {
                add(changed.replaced().getOrDefault(message.id(), message));
            }
        }
        return before - loaded.size();
    }

    /**
     * Takes in what was read from the store.
     *
     * @param before only what has a smaller id than this
     * @param known is, or was, in memory
     * @return how many messages came to memory
     */
    int takeIn(List<Routed> found, long before, Set<MessageId> known) {
        int had = loaded.size();
        for (Routed routed : found) {
            MessageId id = routed.message().id();
            if (id.value() < before && !known.contains(id) && !arriving.contains(id)) {
                add(routed.message());
            }
        }
        return loaded.size() - had;
    }

    /** Forgets what is in memory; it is still in the store. */
    int unload() {
        int count = loaded.size();
        for (ShortMessage message : loaded.all()) {
            unloadedFrom = Math.min(unloadedFrom, message.id().value());
        }
        loaded.clear();
        return count;
    }

    /** {@return a message whose validity period has ended, if there is one} */
    @Nullable ShortMessage expired(Instant now) {
        if (now.isBefore(earliestExpiry)) {
            return null;
        }
        Instant earliest = Instant.MAX;
        for (ShortMessage message : loaded.all()) {
            if (held.contains(message.id()) || underWay.contains(message.id())) {
                continue; // its time is looked at once it is let go
            }
            if (!message.expiresAt().isAfter(now)) {
                return message;
            }
            if (message.expiresAt().isBefore(earliest)) {
                earliest = message.expiresAt();
            }
        }
        earliestExpiry = earliest;
        return null;
    }
}
