// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliograph.smsc.deliver.DeliveryChannel;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;

/** The binds that take deliver_sm, account by account: the way to ESMEs. */
public final class BoundSessions {
    private final Map<String, ArrayDeque<SmppSession>> receiving = new HashMap<>();

    /** Those that did not answer the last message they got. */
    private final Set<SmppSession> silent = new HashSet<>();

    /**
     * {@return the channel to whichever receiving bind of an account is up, in turns} A bind that
     * does not answer is left alone while another answers, which gets the message at once: it may
     * so be delivered twice, and holds up nothing.
     */
    public DeliveryChannel to(String systemId) {
        DeliveryOutcome notBound =
                new DeliveryOutcome.Deferred(
                        Cause.ESME_NOT_BOUND, "no receiving bind of " + systemId);
        return (message, moreMessages) -> {
            Optional<SmppSession> session = next(systemId);
            Set<SmppSession> tried = new HashSet<>();
            DeliveryOutcome outcome = notBound;
            while (session.isPresent() && tried.add(session.get())) {
                outcome = session.get().deliver(message);
                if (!isNoAnswer(outcome)) {
                    answers(session.get());
                    return outcome;
                }
                setAside(systemId, session.get());
                session = next(systemId);
            }
            return outcome;
        };
    }

    private static boolean isNoAnswer(DeliveryOutcome outcome) {
        return outcome instanceof DeliveryOutcome.Deferred(Cause cause, _)
                && cause == Cause.NO_ANSWER;
    }

    synchronized void add(String systemId, SmppSession session) {
        receiving.computeIfAbsent(systemId, _ -> new ArrayDeque<>()).add(session);
    }

    synchronized void remove(String systemId, SmppSession session) {
        ArrayDeque<SmppSession> sessions = receiving.get(systemId);
        if (sessions != null && sessions.remove(session) && sessions.isEmpty()) {
            receiving.remove(systemId);
        }
        silent.remove(session);
    }

    private synchronized void answers(SmppSession session) {
        silent.remove(session);
    }

    private synchronized void setAside(String systemId, SmppSession session) {
        ArrayDeque<SmppSession> sessions = receiving.get(systemId);
        if (sessions != null && sessions.contains(session)) {
            silent.add(session);
        }
    }

    private synchronized Optional<SmppSession> next(String systemId) {
        ArrayDeque<SmppSession> sessions = receiving.get(systemId);
        if (sessions == null) {
            return Optional.empty();
        }
        SmppSession session = sessions.getFirst();
        for (int turns = 0; turns < sessions.size(); turns++) {
            session = sessions.removeFirst();
            sessions.addLast(session);
            if (!silent.contains(session)) {
                break;
            }
        }
        return Optional.of(session);
    }
}
