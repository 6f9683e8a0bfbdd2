// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.register;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.subscribers.Msisdn;

/** Registrations in memory, for tests that restart what is above the store. */
public final class MemoryRegistrationStore implements RegistrationStore {
    private record Key(Msisdn subscriber, String device) {}

    private final Map<Key, Registration> rows = new LinkedHashMap<>();
    private boolean closed;

    /** Whether the disk is full. */
    public volatile boolean failing;

    @Override
    public synchronized void keep(List<Registration> registrations) throws StoreException {
        if (closed || failing) {
            throw new StoreException("it is closed", new IllegalStateException());
        }
        registrations.forEach(one -> rows.put(new Key(one.subscriber(), one.device()), one));
    }

    @Override
    public synchronized void load(Instant now, Consumer<Registration> to) {
        rows.values().stream().filter(one -> one.expiresAt().isAfter(now)).forEach(to);
    }

    @Override
    public List<Registration> changedElsewhere() {
        return List.of();
    }

    @Override
    public synchronized void forget(Instant until) {
        rows.values().removeIf(one -> one.expiresAt().isBefore(until));
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
