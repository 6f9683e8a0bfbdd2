// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.accept;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.heliograph.smsc.accept.Acceptance.Answer;
import org.heliograph.smsc.accept.Acceptance.Refusal;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.queue.Dispatcher;
import org.heliograph.smsc.queue.QuarantineStore;
import org.heliograph.smsc.queue.ScheduledMessages;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.queue.UncertainStoreException;
import org.heliograph.smsc.route.Routed;

/**
 * Has a batch kept, of which some is held and some is not to be delivered before its time: what
 * cannot be is refused and given back, and the rest is kept all the same.
 */
final class Storing {
    private final Dispatcher dispatcher;
    private final Payment payment;

    Storing(Dispatcher dispatcher, Payment payment) {
        this.dispatcher = dispatcher;
        this.payment = payment;
    }

    /**
     * @param answers to {@code submissions}; gets refusals in the place of acceptances
     * @param accepted keeps what is on disk
     */
    void keep(
            List<Submission> submissions,
            List<Answer> answers,
            List<Routed> accepted,
            List<QuarantineStore.Held> held,
            Instant now) {
        var later = new ArrayList<ScheduledMessages.Scheduled>();
        List<Routed> atOnce = atOnce(submissions, answers, accepted, later, now);
        Set<MessageId> lost = new HashSet<>();
        keep(
                held.stream().flatMap(one -> one.messages().stream()).toList(),
                () -> dispatcher.quarantine().hold(held),
                lost);
        keep(
                later.stream().map(ScheduledMessages.Scheduled::routed).toList(),
                () -> dispatcher.schedule(later),
                lost);
        keep(atOnce, () -> carry(atOnce), lost);
        if (!lost.isEmpty()) {
            accepted.removeIf(routed -> lost.contains(routed.message().submittedAs()));
            answers.replaceAll(
                    answer ->
                            answer instanceof Answer.Accepted(var id, _, _) && lost.contains(id)
                                    ? new Answer.Refused(
                                            Refusal.STORE_FAILED, "cannot be stored now")
                                    : answer);
        }
    }

    /**
     * Lets those who now begin to carry messages go before whoever brings more: where more come
     * than the processors carry, each would wait in memory, and cost more there than in front of
     * the door. Not where nobody begins: what is behind a destination's backlog waits anyway.
     */
    @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it but a sixth of the throughput
    private void carry(List<Routed> messages) throws StoreException {
        if (dispatcher.enqueue(messages)) {
            Thread.yield();
        }
    }

    /** {@return those of {@code accepted} that may be delivered, the others are added to later} */
    private static List<Routed> atOnce(
            List<Submission> submissions,
            List<Answer> answers,
            List<Routed> accepted,
            List<ScheduledMessages.Scheduled> later,
            Instant now) {
        var dueAt = new HashMap<MessageId, Instant>();
        for (int i = 0; i < answers.size(); i++) {
            Instant at = submissions.get(i).handling().deliverAt();
            if (at.isAfter(now) && answers.get(i) instanceof Answer.Accepted(var id, _, _)) {
                dueAt.put(id, at);
            }
        }
        if (dueAt.isEmpty()) {
            return accepted;
        }
        var atOnce = new ArrayList<Routed>();
        for (Routed routed : accepted) {
            Instant due = dueAt.get(routed.message().submittedAs());
            if (due == null) {
                atOnce.add(routed);
            } else {
                later.add(new ScheduledMessages.Scheduled(routed, due));
            }
        }
        return atOnce;
    }

    private interface Write {
        void run() throws StoreException;
    }

    private void keep(List<Routed> messages, Write write, Set<MessageId> lost) {
        if (messages.isEmpty()) {
            return;
        }
        try {
            write.run();
        } catch (StoreException e) {
            if (!(e instanceof UncertainStoreException)) {
                payment.giveBack(messages);
            }
            messages.forEach(routed -> lost.add(routed.message().submittedAs()));
        }
    }
}
