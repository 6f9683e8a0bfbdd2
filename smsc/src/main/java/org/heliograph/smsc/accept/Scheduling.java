// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.accept;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.heliograph.smsc.accept.Acceptance.Answer;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.queue.Dispatcher;
import org.heliograph.smsc.queue.ScheduledMessages;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.route.Routed;

/** Has a batch kept of which some is not to be delivered before its time. */
final class Scheduling {
    private final Dispatcher dispatcher;

    Scheduling(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** If the rest cannot be stored, what is scheduled is delivered twice. */
    void keep(
            List<Submission> submissions, List<Answer> answers, List<Routed> accepted, Instant now)
            throws StoreException {
        var dueAt = new HashMap<MessageId, Instant>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof Answer.Accepted(var id, _, _)) {
                dueAt.put(id, submissions.get(i).handling().deliverAt());
            }
        }
        var atOnce = new ArrayList<Routed>();
        var later = new ArrayList<ScheduledMessages.Scheduled>();
        for (Routed routed : accepted) {
            Instant due = dueAt.getOrDefault(routed.message().submittedAs(), now);
            if (due.isAfter(now)) {
                later.add(new ScheduledMessages.Scheduled(routed, due));
            } else {
                atOnce.add(routed);
            }
        }
        dispatcher.schedule(later);
        if (!atOnce.isEmpty()) {
            dispatcher.enqueue(atOnce);
        }
    }
}
