// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.heliograph.smsc.deliver.DeliveryChannel;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;

/** The binds that take deliver_sm, account by account: the way to ESMEs. */
public final class BoundSessions {
    private final Map<String, ArrayDeque<SmppSession>> receiving = new HashMap<>();

    /** {@return the channel to whichever receiving bind of an account is up, in turns} */
    public DeliveryChannel to(String systemId) {
        return (message, moreMessages) -> {
            Optional<SmppSession> session = next(systemId);
            return session.isPresent()
                    ? session.get().deliver(message)
                    : new DeliveryOutcome.Deferred(
                            Cause.ESME_NOT_BOUND, "no receiving bind of " + systemId);
        };
    }

    synchronized void add(String systemId, SmppSession session) {
        receiving.computeIfAbsent(systemId, _ -> new ArrayDeque<>()).add(session);
    }

    synchronized void remove(String systemId, SmppSession session) {
        ArrayDeque<SmppSession> sessions = receiving.get(systemId);
        if (sessions != null && sessions.remove(session) && sessions.isEmpty()) {
            receiving.remove(systemId);
        }
    }

    private synchronized Optional<SmppSession> next(String systemId) {
        ArrayDeque<SmppSession> sessions = receiving.get(systemId);
        if (sessions == null) {
            return Optional.empty();
        }
        SmppSession session = sessions.removeFirst();
        sessions.addLast(session);
        return Optional.of(session);
    }
}
