// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.accept;

import java.util.ArrayList;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.smsc.accept.Acceptance.Answer;
import org.heliograph.smsc.accept.Acceptance.Unreached;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.route.Router;

/** Submissions with international numbers, and answers with those that were written. */
final class Normalisation {
    private final Router router;

    Normalisation(Router router) {
        this.router = router;
    }

    /** {@return it with international numbers; {@code submission} itself where it has them} */
    @SuppressWarnings("ReferenceEquality") // the same one is what tells that nothing changed
    Submission of(Submission submission) {
        Origin origin = submission.origin();
        TpAddress from = router.international(origin, submission.originatingAddress());
        boolean same = from == submission.originatingAddress();
        for (TpAddress to : submission.destinationAddresses()) {
            same &= router.international(origin, to) == to;
        }
        return same
                ? submission
                : submission.between(
                        from,
                        submission.destinationAddresses().stream()
                                .map(to -> router.international(origin, to))
                                .toList());
    }

    /** {@return {@code answer} as whoever wrote the numbers knows them} */
    Answer asWritten(Answer answer, Submission written) {
        if (!(answer instanceof Answer.Accepted(var id, var unreached, var at))
                || unreached.isEmpty()) {
            return answer;
        }
        var theirs = new ArrayList<Unreached>(unreached.size());
        for (Unreached one : unreached) {
            TpAddress address =
                    written.destinationAddresses().stream()
                            .filter(
                                    to ->
                                            router.international(written.origin(), to)
                                                    .equals(one.destination()))
                            .findFirst()
                            .orElse(one.destination());
            theirs.add(new Unreached(address, one.refusal(), one.reason()));
        }
        return new Answer.Accepted(id, theirs, at);
    }
}
