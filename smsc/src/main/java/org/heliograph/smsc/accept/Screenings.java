// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.accept;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.heliograph.smsc.accept.Screening.Verdict;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.heliograph.smsc.queue.Quarantine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps before the route, one after the other: each sees what those before let pass. */
final class Screenings {
    private static final Logger LOG = LoggerFactory.getLogger(Screenings.class);

    private final List<Screening> steps;
    private final SmscMetrics metrics;
    private final Quarantine quarantine;

    /**
     * @param steps in order: the firewall, then who may, then who pays
     */
    Screenings(List<Screening> steps, SmscMetrics metrics, Quarantine quarantine) {
        this.steps = List.copyOf(steps);
        this.metrics = metrics;
        this.quarantine = quarantine;
    }

    /** {@return what an operator does not overrule} */
    Screenings ofReleased() {
        return new Screenings(
                steps.stream().filter(Screening::looksAtReleased).toList(), metrics, quarantine);
    }

    /** {@return one verdict for each, in order; refusals have their lines in the log} */
    List<Verdict> screen(List<Submission> submissions, Instant now) {
        List<Verdict> verdicts = new ArrayList<>(submissions.size());
        for (Submission submission : submissions) {
            verdicts.add(new Verdict.Pass(submission));
        }
        for (Screening step : steps) {
            screen(step, verdicts, now);
        }
        refuseWhatCannotBeHeld(verdicts);
        for (int i = 0; i < verdicts.size(); i++) {
            if (verdicts.get(i) instanceof Verdict.Stop(_, var code, var reason)) {
                String from = submissions.get(i).origin().masked();
                metrics.refused(code);
                LOG.info("refused code={} from={} reason=\"{}\"", code, from, reason);
            }
        }
        return verdicts;
    }

    /** {@return what is against a replacement of what waits; nothing of that can be held} */
    Optional<Verdict.Stop> againstReplacement(Submission replacement, Instant now) {
        for (Screening step : steps) {
            if (step.looksAtReplacements()) {
                Verdict verdict = step.screen(List.of(replacement), now).getFirst();
                if (verdict instanceof Verdict.Stop stop) {
                    return Optional.of(stop);
                } else if (verdict instanceof Verdict.Hold(_, var otherwise)) {
                    return Optional.of(otherwise);
                }
            }
        }
        return Optional.empty();
    }

    private void refuseWhatCannotBeHeld(List<Verdict> verdicts) {
        int room = -1;
        for (int i = 0; i < verdicts.size(); i++) {
            if (verdicts.get(i) instanceof Verdict.Hold(var submission, var otherwise)) {
                int messages = submission.parts().size() * submission.destinationAddresses().size();
                room = room < 0 ? quarantine.room() : room;
                if (!submission.handling().isKept() || messages > room) {
                    verdicts.set(i, otherwise);
                } else {
                    room -= messages;
                }
            }
        }
    }

    private static void screen(Screening step, List<Verdict> verdicts, Instant now) {
        var passed = new ArrayList<Submission>(verdicts.size());
        for (Verdict verdict : verdicts) {
            if (verdict instanceof Verdict.Pass(var submission)) {
                passed.add(submission);
            }
        }
        Iterator<Verdict> next = step.screen(passed, now).iterator();
        verdicts.replaceAll(verdict -> verdict instanceof Verdict.Pass ? next.next() : verdict);
    }
}
