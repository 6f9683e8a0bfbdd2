// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.firewall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.heliograph.config.FirewallSettings;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.smsc.accept.Acceptance.Refusal;
import org.heliograph.smsc.accept.Screening;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.SourcePattern;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses what would harm handsets or those who have them. Rules about content look at what is no
 * plain text; those about senders at the sender; limits count what all the others let pass.
 */
public final class Firewall implements Screening {
    private static final Logger LOG = LoggerFactory.getLogger(Firewall.class);

    /** Whether and what a rule does, and for whom it does not. */
    private record Rule(String code, String action, List<SourcePattern> allow) {
        Rule(String code, String action, List<String> allow, boolean enabled) {
            this(code, enabled ? action : "off", allow.stream().map(SourcePattern::of).toList());
        }

        boolean concerns(Origin origin) {
            if (action.equals("off")) {
                return false;
            }
            for (SourcePattern pattern : allow) {
                if (pattern.matches(origin)) {
                    return false;
                }
            }
            return true;
        }
    }

    private record Counted(Limit limit, Rule rule) {
        Counters.Count of(Submission submission) {
            return new Counters.Count(
                    limit.name(),
                    limit.per(),
                    limit.most(),
                    !rule.action.equals("log"),
                    limit.weight(submission),
                    limit.keys(submission));
        }
    }

    private final Rule push;
    private final Rule simData;
    private final Rule silent;
    private final Rule voiceMail;
    private final Rule ownNumbers;
    private final Rule senderNames;
    private final Pushes pushes;
    private final NumberSet own;
    private final SenderNames names;
    private final List<Counted> limits;
    private final Counters counters;

    /** Limits of what only some messages are: texts need not be asked. */
    private final boolean limitsTexts;

    private final SmscMetrics metrics;

    /**
     * @param counters of the limits; the caller's to close
     * @throws IllegalArgumentException naming a setting that cannot be
     */
    public Firewall(FirewallSettings settings, Counters counters, SmscMetrics metrics) {
        this.counters = counters;
        this.metrics = metrics;
        boolean on = settings.enabled();
        push = new Rule("fw-push", settings.push().action(), settings.push().allow(), on);
        simData = rule("fw-sim-data", settings.simData(), on);
        silent = rule("fw-silent", settings.silent(), on);
        voiceMail = rule("fw-voice-mail", settings.voiceMail(), on);
        pushes = new Pushes(settings.push());
        own = new NumberSet(settings.ownNumbers().numbers());
        ownNumbers =
                new Rule(
                        "fw-own-number",
                        settings.ownNumbers().action(),
                        settings.ownNumbers().allow(),
                        on && !own.isEmpty());
        names = new SenderNames(settings.senderNames());
        boolean anyName =
                settings.senderNames().others()
                        && settings.senderNames().names().stream()
                                .allMatch(name -> name.sources().contains("*"));
        senderNames =
                new Rule(
                        "fw-sender-name",
                        settings.senderNames().action(),
                        List.of(),
                        on && !anyName);
        limits =
                settings.limits().stream()
                        .filter(limit -> on && !limit.action().equals("off"))
                        .map(
                                limit ->
                                        new Counted(
                                                new Limit(limit),
                                                new Rule(
                                                        "fw-limit-" + limit.name(),
                                                        limit.action(),
                                                        limit.allow(),
                                                        on)))
                        .toList();
        limitsTexts = settings.limits().stream().anyMatch(limit -> limit.content().equals("any"));
    }

    private static Rule rule(String code, FirewallSettings.Rule settings, boolean on) {
        return new Rule(code, settings.action(), settings.allow(), on);
    }

    /** An operator has seen it. */
    @Override
    public boolean looksAtReleased() {
        return false;
    }

    @Override
    public boolean looksAtReplacements() {
        return true;
    }

    @Override
    public List<Verdict> screen(List<Submission> submissions, Instant now) {
        var verdicts = new ArrayList<Verdict>(submissions.size());
        var limited = new ArrayList<Limited>();
        for (int i = 0; i < submissions.size(); i++) {
            Submission submission = submissions.get(i);
            boolean text = Signs.isText(submission);
            Optional<Verdict> found = text ? Optional.empty() : content(submission);
            if (found.isEmpty() && !(submission.origin() instanceof Origin.Subscriber)) {
                found = sender(submission);
            }
            if (found.isEmpty() && (limitsTexts || !text)) {
                limit(i, submission, limited);
            }
            verdicts.add(found.orElseGet(() -> new Verdict.Pass(submission)));
        }
        if (!limited.isEmpty()) {
            count(limited, verdicts, now);
        }
        return verdicts;
    }

    /** What is to be counted for the submission at a place. */
    private record Limited(
            int place, Submission submission, List<Counted> by, List<Counters.Count> counts) {}

    private void limit(int place, Submission submission, List<Limited> limited) {
        List<Counted> by = new ArrayList<>(limits.size());
        List<Counters.Count> counts = new ArrayList<>(limits.size());
        for (Counted counted : limits) {
            if (counted.limit.isAbout(submission)) {
                by.add(counted);
                counts.add(counted.of(submission));
            }
        }
        if (!by.isEmpty()) {
            limited.add(new Limited(place, submission, by, counts));
        }
    }

    /** All of a batch together: whoever counts may be far away. */
    private void count(List<Limited> limited, List<Verdict> verdicts, Instant now) {
        List<BitSet> over = counters.add(limited.stream().map(Limited::counts).toList(), now);
        for (int i = 0; i < limited.size(); i++) {
            Limited one = limited.get(i);
            over.get(i).stream()
                    .mapToObj(one.by::get)
                    .flatMap(
                            counted ->
                                    found(
                                            counted.rule,
                                            Refusal.LIMITED,
                                            "more than "
                                                    + counted.limit.most()
                                                    + " in "
                                                    + counted.limit.per(),
                                            one.submission)
                                            .stream())
                    .findFirst()
                    .ifPresent(verdict -> verdicts.set(one.place, verdict));
        }
    }

    private Optional<Verdict> content(Submission submission) {
        Origin origin = submission.origin();
        Optional<Verdict> stop = Optional.empty();
        if (push.concerns(origin)) {
            Optional<String> sign = pushes.sign(submission);
            if (sign.isPresent() && !pushes.namesAllowedContent(submission)) {
                stop = found(push, Refusal.BLOCKED, "a push, by " + sign.get(), submission);
            }
        }
        if (stop.isEmpty() && simData.concerns(origin) && Signs.isForCard(submission)) {
            stop = found(simData, Refusal.BLOCKED, "data for the SIM", submission);
        }
        if (stop.isEmpty() && silent.concerns(origin) && Signs.isSilent(submission)) {
            stop = found(silent, Refusal.BLOCKED, "short message type 0", submission);
        }
        if (stop.isEmpty() && voiceMail.concerns(origin) && Signs.isVoiceMail(submission)) {
            stop = found(voiceMail, Refusal.BLOCKED, "a message waiting indication", submission);
        }
        return stop;
    }

    /** A handset's number is known, and not what it says. */
    private Optional<Verdict> sender(Submission submission) {
        Origin origin = submission.origin();
        TpAddress from = submission.originatingAddress();
        if (ownNumbers.concerns(origin)) {
            String number = from.isAlphanumeric() ? Lookalikes.number(from.value()) : from.value();
            if (own.contains(number)) {
                Optional<Verdict> stop =
                        found(
                                ownNumbers,
                                Refusal.SENDER,
                                "a number of our own as sender",
                                submission);
                if (stop.isPresent()) {
                    return stop;
                }
            }
        }
        return from.isAlphanumeric()
                        && senderNames.concerns(origin)
                        && !names.allow(origin, from.value())
                ? found(senderNames, Refusal.SENDER, "not a name that it may use", submission)
                : Optional.empty();
    }

    /** One that only looks has its line here; who refuses or holds writes its own. */
    private Optional<Verdict> found(
            Rule rule, Refusal refusal, String reason, Submission submission) {
        var stop = new Verdict.Stop(refusal, rule.code, reason);
        if (rule.action.equals("refuse")) {
            return Optional.of(stop);
        } else if (rule.action.equals("quarantine")) {
            return Optional.of(new Verdict.Hold(submission, stop));
        }
        String from = submission.origin().masked();
        metrics.noticed(rule.code);
        LOG.info("noticed code={} from={} reason=\"{}\"", rule.code, from, reason);
        return Optional.empty();
    }
}
