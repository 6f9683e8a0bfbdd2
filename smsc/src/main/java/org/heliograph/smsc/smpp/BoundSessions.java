// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.smpp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.heliograph.config.SmscSettings;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.smsc.deliver.DeliveryChannel;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.route.Route;

/** The binds that take deliver_sm, account by account: the way to ESMEs. */
public final class BoundSessions {
    private final Map<String, ArrayDeque<SmppSession>> receiving = new HashMap<>();

    /** Those that did not answer the last message they got. */
    private final Set<SmppSession> silent = new HashSet<>();

    private final int window;
    private final Map<String, Integer> windows;

    private final Consumer<String> missing;

    /**
     * @param missing is told the system_id when something waits and no bind receives
     */
    public BoundSessions(SmscSettings.Smpp settings, Consumer<String> missing) {
        this.missing = missing;
        this.window = settings.deliverWindow();
        this.windows =
                settings.accounts().stream()
                        .filter(account -> account.deliverWindow() > 0)
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        SmscSettings.Account::systemId,
                                        SmscSettings.Account::deliverWindow));
    }

    /**
     * {@return the channel to whichever receiving bind of an account is up, in turns} A bind that
     * does not answer is left alone while another answers, which gets the messages at once: they
     * may so be delivered twice, and hold up nothing.
     */
    public DeliveryChannel to(String systemId) {
        return new ToAccount(systemId);
    }

    private final class ToAccount implements DeliveryChannel {
        private final String systemId;
        private final DeliveryOutcome notBound;

        ToAccount(String systemId) {
            this.systemId = systemId;
            this.notBound =
                    new DeliveryOutcome.Deferred(
                            Cause.ESME_NOT_BOUND, "no receiving bind of " + systemId);
        }

        @Override
        public int window() {
            return windows.getOrDefault(systemId, window);
        }

        @Override
        public boolean reaches(Route.Destination destination) {
            return isBound(systemId);
        }

        @Override
        public boolean alert(Route.Destination esme, TpAddress subscriber, TpAddress asking) {
            Optional<SmppSession> session = next(systemId);
            return session.isPresent() && session.get().alert(subscriber, asking);
        }

        @Override
        public List<DeliveryOutcome> deliver(List<ShortMessage> messages, boolean moreMessages)
                throws InterruptedException {
            List<DeliveryOutcome> outcomes =
                    new ArrayList<>(Collections.nCopies(messages.size(), notBound));
            List<Integer> left = new ArrayList<>();
            for (int i = 0; i < messages.size(); i++) {
                left.add(i);
            }
            Set<SmppSession> tried = new HashSet<>();
            Optional<SmppSession> session = next(systemId);
            if (session.isEmpty()) {
                missing.accept(systemId);
            }
            while (!left.isEmpty() && session.isPresent() && tried.add(session.get())) {
                List<DeliveryOutcome> ends =
                        session.get().deliver(left.stream().map(messages::get).toList());
                List<Integer> unanswered = new ArrayList<>();
                for (int i = 0; i < ends.size(); i++) {
                    outcomes.set(left.get(i), ends.get(i));
                    if (isNoAnswer(ends.get(i))) {
                        unanswered.add(left.get(i));
                    }
                }
                if (unanswered.isEmpty()) {
                    answers(session.get());
                } else {
                    setAside(systemId, session.get());
                }
                left = unanswered;
                session = next(systemId);
            }
            return outcomes;
        }
    }

    private static boolean isNoAnswer(DeliveryOutcome outcome) {
        return outcome instanceof DeliveryOutcome.Deferred(Cause cause, _, _)
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

    /** {@return whether an account has a receiving bind} */
    public synchronized boolean isBound(String systemId) {
        return receiving.containsKey(systemId);
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
