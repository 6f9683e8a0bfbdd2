// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.accept;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.smsc.charge.Charges;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.heliograph.smsc.queue.Dispatcher;
import org.heliograph.smsc.queue.MessageIds;
import org.heliograph.smsc.queue.Quarantine;
import org.heliograph.smsc.queue.QuarantineStore;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;
import org.heliograph.smsc.route.Router;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes responsibility for messages: whoever gets {@link Answer.Accepted} may forget what was
 * submitted.
 */
public final class Acceptance {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptance.class);

    /** TP-VP says at most 63 weeks (3GPP TS 23.040 §9.2.3.12.1). */
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(63 * 7);

    /** What an adapter tells the submitter. */
    public sealed interface Answer {
        /**
         * It is on disk.
         *
         * @param id names all that was made of the submission
         * @param unreached destinations that get nothing, where others do
         * @param at when it was: what reports on it call the time of submission
         */
        record Accepted(MessageId id, List<Unreached> unreached, Instant at) implements Answer {
            public Accepted {
                unreached = List.copyOf(unreached);
            }
        }

        record Refused(Refusal refusal, String reason) implements Answer {}
    }

    /** One of several destinations, and why it gets nothing. */
    public record Unreached(TpAddress destination, Refusal refusal, String reason) {}

    /** Why a submission is refused; adapters translate it into their protocol's words. */
    public enum Refusal {
        NO_ROUTE("no-route"),
        QUEUE_FULL("queue-full"),
        STORE_FAILED("store-failed"),
        /** A screening is against what it says; it would be again. */
        BLOCKED("blocked"),
        /** A screening is against its sender. */
        SENDER("sender"),
        /** A screening counts too many; it may come later. */
        LIMITED("limited"),
        /** Whoever is to pay has not enough left. */
        NO_CREDIT("no-credit"),
        /** Whoever is to pay is not known to charging. */
        NO_ACCOUNT("no-account"),
        /** The tariffs do not say what it costs. */
        NO_PRICE("no-price"),
        /** Charging cannot be asked, and nothing may go on without. */
        CHARGING_AWAY("charging-away");

        private final String code;

        Refusal(String code) {
            this.code = code;
        }

        /** {@return the stable code that logs show} */
        public String code() {
            return code;
        }
    }

    private static final Set<Refusal> OF_SCREENINGS =
            EnumSet.of(Refusal.BLOCKED, Refusal.SENDER, Refusal.LIMITED);

    private final Router router;
    private final MessageIds ids;
    private final Dispatcher dispatcher;
    private final Duration validityPeriod;
    private final Capacity capacity;
    private final Normalisation normalisation;
    private final Screenings screenings;
    private final Payment payment;
    private final Replacing replacing;
    private final Storing storing;
    private final Quarantine quarantine;
    private final InstantSource clock;
    private final SmscMetrics metrics;
    private volatile Rerouting rerouting = Rerouting.NONE;

    /**
     * @param validityPeriod of messages that do not say
     * @param activeMessages what may wait is bounded by this: as many destinations, and a hundred
     *     times as many messages
     * @param screenings what each submission has to pass, in order
     * @param charges asked for what has passed
     */
    public Acceptance(
            Router router,
            MessageIds ids,
            Dispatcher dispatcher,
            Duration validityPeriod,
            int activeMessages,
            InstantSource clock,
            SmscMetrics metrics,
            List<Screening> screenings,
            Charges charges) {
        this.router = router;
        this.ids = ids;
        this.dispatcher = dispatcher;
        this.validityPeriod = validityPeriod;
        this.capacity = new Capacity(dispatcher, activeMessages);
        this.clock = clock;
        this.metrics = metrics;
        this.normalisation = new Normalisation(router);
        this.quarantine = dispatcher.quarantine();
        this.screenings = new Screenings(screenings, metrics, quarantine);
        this.replacing = new Replacing(router, dispatcher);
        this.payment = new Payment(charges);
        this.storing = new Storing(dispatcher, payment);
    }

    /** Takes what anybody may send, and nobody pays for. */
    public Acceptance(
            Router router,
            MessageIds ids,
            Dispatcher dispatcher,
            Duration validityPeriod,
            int activeMessages,
            InstantSource clock,
            SmscMetrics metrics) {
        this(
                router,
                ids,
                dispatcher,
                validityPeriod,
                activeMessages,
                clock,
                metrics,
                List.of(),
                Charges.none());
    }

    /** Where submissions go has its say from now on. */
    public void reroutedBy(Rerouting says) {
        rerouting = says;
    }

    /**
     * Blocks until all that is accepted is durable. The order of a batch is the order of delivery
     * to each destination. What is accepted of one batch becomes durable together, but for what is
     * scheduled.
     *
     * @return one answer for each submission, in order
     */
    public List<Answer> accept(List<Submission> asWritten) {
        List<Submission> submissions = asWritten.stream().map(normalisation::of).toList();
        List<Answer> answers = acceptInOrder(submissions);
        for (int i = 0; i < asWritten.size(); i++) {
            answers.set(i, normalisation.asWritten(answers.get(i), asWritten.get(i)));
        }
        return answers;
    }

    private List<Answer> acceptInOrder(List<Submission> submissions) {
        if (submissions.stream().noneMatch(one -> one.handling().replacesWaiting())) {
            return acceptTogether(submissions);
        }
        var answers = new ArrayList<Answer>(submissions.size());
        int from = 0;
        for (int i = 0; i < submissions.size(); i++) {
            if (submissions.get(i).handling().replacesWaiting()) {
                answers.addAll(acceptTogether(submissions.subList(from, i + 1)));
                if (answers.getLast() instanceof Answer.Accepted(var id, _, _)) {
                    replacing.cancelReplaced(submissions.get(i), id);
                }
                from = i + 1;
            }
        }
        answers.addAll(acceptTogether(submissions.subList(from, submissions.size())));
        return answers;
    }

    private List<Answer> acceptTogether(List<Submission> submissions) {
        Instant now = clock.instant();
        var answers = new ArrayList<Answer>(submissions.size());
        var accepted = new ArrayList<Routed>(submissions.size());
        var datagrams = new ArrayList<Routed>();
        var held = new ArrayList<QuarantineStore.Held>();
        var passed = new ArrayList<Submission>(submissions.size());
        for (Screening.Verdict verdict : screenings.screen(submissions, now)) {
            switch (verdict) {
                case Screening.Verdict.Stop(var refusal, _, var reason) -> {
                    passed.add(submissions.get(passed.size()));
                    answers.add(new Answer.Refused(refusal, reason));
                }
                case Screening.Verdict.Pass(var submission) -> {
                    passed.add(submission);
                    boolean datagram = submission.handling().mode() == Handling.Mode.DATAGRAM;
                    answers.add(take(submission, now, datagram ? datagrams : accepted));
                }
                case Screening.Verdict.Hold hold -> {
                    passed.add(hold.submission());
                    answers.add(hold(hold, now, held));
                }
            }
        }
        payment.take(answers, accepted, datagrams, held);
        attempt(datagrams, answers);
        storing.keep(passed, answers, accepted, held, now);
        metrics.accepted(accepted);
        log(passed, answers, accepted);
        return answers;
    }

    /**
     * Has one attempt made for what is not to be kept, and returns at once.
     *
     * @param submission to one destination
     * @param ended is told how it ended, if this is accepted
     */
    public Answer attempt(Submission submission, Consumer<DeliveryOutcome> ended) {
        Instant now = clock.instant();
        List<Submission> one = List.of(normalisation.of(submission));
        Answer answer =
                switch (screenings.screen(one, now).getFirst()) {
                    case Screening.Verdict.Stop(var refusal, _, var reason) ->
                            new Answer.Refused(refusal, reason);
                    case Screening.Verdict.Hold(_, var otherwise) ->
                            new Answer.Refused(otherwise.refusal(), otherwise.reason());
                    case Screening.Verdict.Pass(var passed) -> attempt(passed, now, ended);
                };
        log(one, List.of(answer), List.of());
        return answer;
    }

    private Answer attempt(Submission submission, Instant now, Consumer<DeliveryOutcome> ended) {
        var parts = new ArrayList<Routed>();
        List<Answer> answers = new ArrayList<>(List.of(take(submission, now, parts)));
        payment.take(answers, parts, new ArrayList<>(), new ArrayList<>());
        return parts.isEmpty() ? answers.getFirst() : attempt(parts, answers.getFirst(), ended);
    }

    private Answer attempt(List<Routed> parts, Answer accepted, Consumer<DeliveryOutcome> ended) {
        metrics.accepted(parts);
        if (dispatcher.attempt(parts, ended)) {
            return accepted;
        }
        payment.giveBack(parts);
        return new Answer.Refused(Refusal.QUEUE_FULL, "too many attempts are under way");
    }

    private void attempt(List<Routed> datagrams, List<Answer> answers) {
        if (datagrams.isEmpty()) {
            return;
        }
        answers.replaceAll(
                answer -> {
                    if (answer instanceof Answer.Accepted(var id, _, _)) {
                        List<Routed> parts =
                                datagrams.stream()
                                        .filter(one -> one.message().submittedAs().equals(id))
                                        .toList();
                        return parts.isEmpty() ? answer : attempt(parts, answer, _ -> {});
                    }
                    return answer;
                });
    }

    private Answer take(Submission submission, Instant now, List<Routed> accepted) {
        var reached = new LinkedHashMap<TpAddress, Route.Destination>();
        var unreached = new ArrayList<Unreached>();
        int parts = submission.parts().size();
        for (TpAddress address : submission.destinationAddresses()) {
            Route usual = router.route(submission.origin(), address);
            switch (rerouting.reroute(submission, address, usual, now)) {
                case Route.Reject(var reason) ->
                        unreached.add(new Unreached(address, Refusal.NO_ROUTE, reason));
                case Route.ToUpstream(var name, _)
                        when submission.origin().equals(new Origin.Upstream(name)) ->
                        unreached.add(
                                new Unreached(address, Refusal.NO_ROUTE, "leads back to " + name));
                case Route.Destination destination -> {
                    if (capacity.full(
                            submission.origin(),
                            destination,
                            accepted.size() + (reached.size() + 1) * parts)) {
                        unreached.add(
                                new Unreached(
                                        address, Refusal.QUEUE_FULL, "too many messages wait"));
                    } else {
                        reached.put(address, destination);
                    }
                }
            }
        }
        if (reached.isEmpty()) {
            return new Answer.Refused(
                    unreached.getFirst().refusal(), unreached.getFirst().reason());
        }
        try {
            int count = reached.size() * parts;
            long id = ids.next(count).value();
            MessageId last = new MessageId(id + count - 1);
            for (Map.Entry<TpAddress, Route.Destination> to : reached.entrySet()) {
                for (int part = 0; part < parts; part++) {
                    accepted.add(
                            new Routed(
                                    to.getValue(),
                                    submission.message(
                                            to.getKey(),
                                            part,
                                            now,
                                            validityPeriod,
                                            new MessageId(id++),
                                            last)));
                }
            }
            return new Answer.Accepted(last, unreached, now);
        } catch (StoreException e) {
            return new Answer.Refused(Refusal.STORE_FAILED, "no message id can be had now");
        }
    }

    /** The answer is that of any other: it has a way, and there is room on it. */
    private Answer hold(Screening.Verdict.Hold hold, Instant now, List<QuarantineStore.Held> held) {
        var messages = new ArrayList<Routed>();
        Answer answer = take(hold.submission(), now, messages);
        if (answer instanceof Answer.Accepted) {
            Instant deliverAt = hold.submission().handling().deliverAt();
            held.add(
                    new QuarantineStore.Held(
                            hold.otherwise().code(),
                            hold.otherwise().reason(),
                            now,
                            deliverAt.isAfter(now) ? deliverAt : Instant.EPOCH,
                            messages));
        }
        return answer;
    }

    /**
     * {@return what is against {@code replacement} of what waits: all parts, to one destination}
     */
    public Optional<Screening.Verdict.Stop> againstReplacement(List<ShortMessage> replacement) {
        Submission submission = Submission.of(replacement, Instant.MIN);
        return screenings.againstReplacement(submission, clock.instant());
    }

    /** {@return what operators do with what is held} */
    public Releases releases() {
        Rerouting asItIsThen =
                (submission, to, usual, now) -> rerouting.reroute(submission, to, usual, now);
        return new Releases(quarantine, router, asItIsThen, screenings.ofReleased(), clock);
    }

    /**
     * {@return how near it is that messages of {@code origin} are refused because too many wait, 0
     * to 1}
     */
    public double filling(Origin origin) {
        return capacity.filling(origin);
    }

    /** {@return {@code validity}, or the longest that there is} */
    public static Duration bounded(Duration validity) {
        return validity.compareTo(LONGEST_VALIDITY) > 0 ? LONGEST_VALIDITY : validity;
    }

    private void log(List<Submission> submissions, List<Answer> answers, List<Routed> accepted) {
        for (Routed routed : accepted) {
            LOG.info(
                    "accepted id={} from={} to={}",
                    routed.message().id(),
                    routed.message().origin().masked(),
                    routed.destination().masked());
        }
        for (int i = 0; i < answers.size(); i++) {
            String from = submissions.get(i).origin().masked();
            switch (answers.get(i)) {
                case Answer.Refused(var refusal, var reason) -> {
                    if (!OF_SCREENINGS.contains(refusal)) { // those have their lines
                        refused(refusal, from, reason);
                    }
                }
                case Answer.Accepted(var id, var unreached, _) -> {
                    unreached.forEach(one -> refused(one.refusal(), from, one.reason()));
                    List<String> tags = submissions.get(i).handling().tags();
                    if (!tags.isEmpty()) {
                        LOG.info("tagged id={} tags={}", id, String.join(",", tags));
                    }
                }
            }
        }
    }

    private void refused(Refusal refusal, String from, String reason) {
        metrics.refused(refusal.code());
        LOG.info("refused code={} from={} reason=\"{}\"", refusal.code(), from, reason);
    }
}
