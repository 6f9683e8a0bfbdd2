// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.firewall;

import java.time.Instant;
import java.util.ArrayList;
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

    private record Counted(Limit limit, Rule rule, Windows windows) {}

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

    /** Limits of what only some messages are: texts need not be asked. */
    private final boolean limitsTexts;

    private final SmscMetrics metrics;

    /**
     * @throws IllegalArgumentException naming a setting that cannot be
     */
    public Firewall(FirewallSettings settings, SmscMetrics metrics) {
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
                                                        on),
                                                new Windows(limit.name(), limit.per())))
                        .toList();
        limitsTexts = settings.limits().stream().anyMatch(limit -> limit.content().equals("any"));
    }

    private static Rule rule(String code, FirewallSettings.Rule settings, boolean on) {
        return new Rule(code, settings.action(), settings.allow(), on);
    }

    @Override
    public List<Verdict> screen(List<Submission> submissions, Instant now) {
        var verdicts = new ArrayList<Verdict>(submissions.size());
        for (Submission submission : submissions) {
            Optional<Verdict.Stop> stop = stop(submission, now);
            verdicts.add(stop.isPresent() ? stop.get() : new Verdict.Pass(submission));
        }
        return verdicts;
    }

    private Optional<Verdict.Stop> stop(Submission submission, Instant now) {
        boolean text = Signs.isText(submission);
        Optional<Verdict.Stop> stop = text ? Optional.empty() : content(submission);
        if (stop.isEmpty() && !(submission.origin() instanceof Origin.Subscriber)) {
            stop = sender(submission);
        }
        return stop.isEmpty() && (limitsTexts || !text) ? limits(submission, now) : stop;
    }

    private Optional<Verdict.Stop> content(Submission submission) {
        Origin origin = submission.origin();
        Optional<Verdict.Stop> stop = Optional.empty();
        if (push.concerns(origin)) {
            Optional<String> sign = pushes.sign(submission);
            if (sign.isPresent() && !pushes.namesAllowedContent(submission)) {
                stop = found(push, Refusal.BLOCKED, "a push, by " + sign.get(), origin);
            }
        }
        if (stop.isEmpty() && simData.concerns(origin) && Signs.isForCard(submission)) {
            stop = found(simData, Refusal.BLOCKED, "data for the SIM", origin);
        }
        if (stop.isEmpty() && silent.concerns(origin) && Signs.isSilent(submission)) {
            stop = found(silent, Refusal.BLOCKED, "short message type 0", origin);
        }
        if (stop.isEmpty() && voiceMail.concerns(origin) && Signs.isVoiceMail(submission)) {
            stop = found(voiceMail, Refusal.BLOCKED, "a message waiting indication", origin);
        }
        return stop;
    }

    /** A handset's number is known, and not what it says. */
    private Optional<Verdict.Stop> sender(Submission submission) {
        Origin origin = submission.origin();
        TpAddress from = submission.originatingAddress();
        if (ownNumbers.concerns(origin)) {
            String number = from.isAlphanumeric() ? Lookalikes.number(from.value()) : from.value();
            if (own.contains(number)) {
                Optional<Verdict.Stop> stop =
                        found(ownNumbers, Refusal.SENDER, "a number of our own as sender", origin);
                if (stop.isPresent()) {
                    return stop;
                }
            }
        }
        return from.isAlphanumeric()
                        && senderNames.concerns(origin)
                        && !names.allow(origin, from.value())
                ? found(senderNames, Refusal.SENDER, "not a name that it may use", origin)
                : Optional.empty();
    }

    private Optional<Verdict.Stop> limits(Submission submission, Instant now) {
        for (Counted counted : limits) {
            Limit limit = counted.limit;
            if (!limit.isAbout(submission)) {
                continue;
            }
            boolean over = false;
            for (String key : limit.keys(submission)) {
                over |= counted.windows.add(key, limit.weight(submission), now) > limit.most();
            }
            if (over) {
                Optional<Verdict.Stop> stop =
                        found(
                                counted.rule,
                                Refusal.LIMITED,
                                "more than " + limit.most() + " in " + limit.per(),
                                submission.origin());
                if (stop.isPresent()) {
                    return stop;
                }
            }
        }
        return Optional.empty();
    }

    /** One that only looks has its line here; who refuses writes that of a refusal. */
    private Optional<Verdict.Stop> found(Rule rule, Refusal refusal, String reason, Origin origin) {
        if (rule.action.equals("refuse")) {
            return Optional.of(new Verdict.Stop(refusal, rule.code, reason));
        }
        metrics.noticed(rule.code);
        LOG.info("noticed code={} from={} reason=\"{}\"", rule.code, origin.masked(), reason);
        return Optional.empty();
    }
}
