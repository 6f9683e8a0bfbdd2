// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.accept;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heliograph.charging.credit.CreditControl;
import org.heliograph.smsc.accept.Acceptance.Answer;
import org.heliograph.smsc.accept.Acceptance.Refusal;
import org.heliograph.smsc.charge.Charges;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.queue.QuarantineStore;
import org.heliograph.smsc.route.Routed;

/** The last step before messages are stored: what they cost is kept back. */
final class Payment {
    private final Charges charges;

    Payment(Charges charges) {
        this.charges = charges;
    }

    /**
     * Takes out what is not paid for: a submission as a whole.
     *
     * @param answers gets refusals in the place of acceptances
     */
    void take(
            List<Answer> answers,
            List<Routed> accepted,
            List<Routed> datagrams,
            List<QuarantineStore.Held> held) {
        if (!charges.areMade()) {
            return;
        }
        List<Routed> all = new ArrayList<>(accepted);
        all.addAll(datagrams);
        held.forEach(one -> all.addAll(one.messages()));
        Map<MessageId, CreditControl.Refused> refused = charges.reserve(all);
        if (refused.isEmpty()) {
            return;
        }
        accepted.removeIf(routed -> refused.containsKey(routed.message().submittedAs()));
        datagrams.removeIf(routed -> refused.containsKey(routed.message().submittedAs()));
        held.removeIf(one -> refused.containsKey(one.id()));
        answers.replaceAll(
                answer -> {
                    if (answer instanceof Answer.Accepted(var id, _, _)) {
                        CreditControl.Refused no = refused.get(id);
                        return no == null
                                ? answer
                                : new Answer.Refused(refusal(no.cause()), no.reason());
                    }
                    return answer;
                });
    }

    /** Gives back what was kept back for messages that are not stored after all. */
    void giveBack(List<Routed> messages) {
        charges.release(messages);
    }

    private static Refusal refusal(CreditControl.Cause cause) {
        return switch (cause) {
            case NO_ACCOUNT -> Refusal.NO_ACCOUNT;
            case NO_CREDIT -> Refusal.NO_CREDIT;
            case NO_PRICE -> Refusal.NO_PRICE;
            case AWAY -> Refusal.CHARGING_AWAY;
        };
    }
}
