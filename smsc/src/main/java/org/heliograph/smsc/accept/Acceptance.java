// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.accept;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.heliograph.smsc.queue.Depth;
import org.heliograph.smsc.queue.Dispatcher;
import org.heliograph.smsc.queue.MessageIds;
import org.heliograph.smsc.queue.ScheduledMessages;
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

    /** What waits on disk may be this many times what may be in memory. */
    private static final long STORED_PER_ACTIVE = 100;

    /**
     * One originator may have this many times what is left for all, of messages and of
     * destinations: four fifths if it is alone, and less the more others have waiting, so that
     * something is left for whoever comes next.
     */
    private static final long SHARE = 4;

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
        STORE_FAILED("store-failed");

        private final String code;

        Refusal(String code) {
            this.code = code;
        }

        /** {@return the stable code that logs show} */
        public String code() {
            return code;
        }
    }

    private final Router router;
    private final MessageIds ids;
    private final Dispatcher dispatcher;
    private final Duration validityPeriod;
    private final int activeMessages;
    private final InstantSource clock;
    private final SmscMetrics metrics;

    /**
     * @param validityPeriod of messages that do not say
     * @param activeMessages what may wait is bounded by this: as many destinations, and a hundred
     *     times as many messages
     */
    public Acceptance(
            Router router,
            MessageIds ids,
            Dispatcher dispatcher,
            Duration validityPeriod,
            int activeMessages,
            InstantSource clock,
            SmscMetrics metrics) {
        this.router = router;
        this.ids = ids;
        this.dispatcher = dispatcher;
        this.validityPeriod = validityPeriod;
        this.activeMessages = activeMessages;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Blocks until all that is accepted is durable. The order of a batch is the order of delivery
     * to each destination. What is accepted of one batch becomes durable together, but for what is
     * scheduled.
     *
     * @return one answer for each submission, in order
     */
    public List<Answer> accept(List<Submission> submissions) {
        if (submissions.stream().noneMatch(one -> one.handling().replacesWaiting())) {
            return acceptTogether(submissions);
        }
        var answers = new ArrayList<Answer>(submissions.size());
        int from = 0;
        for (int i = 0; i < submissions.size(); i++) {
            if (submissions.get(i).handling().replacesWaiting()) {
                answers.addAll(acceptTogether(submissions.subList(from, i + 1)));
                if (answers.getLast() instanceof Answer.Accepted(var id, _, _)) {
                    cancelReplaced(submissions.get(i), id);
                }
                from = i + 1;
            }
        }
        answers.addAll(acceptTogether(submissions.subList(from, submissions.size())));
        return answers;
    }

    /** What cannot be cancelled any more is delivered, as what it was replaced by is. */
    private void cancelReplaced(Submission submission, MessageId id) {
        if (!(submission.origin() instanceof Origin.Esme account)) {
            return;
        }
        for (TpAddress to : submission.destinationAddresses()) {
            if (!(router.route(to) instanceof Route.Destination destination)) {
                continue;
            }
            try {
                dispatcher
                        .waitingMessages()
                        .cancel(
                                account,
                                destination,
                                message ->
                                        message.submittedAs().value() < id.value()
                                                && message.destinationAddress().equals(to)
                                                && isLike(submission, message));
            } catch (StoreException e) {
                LOG.warn("nothing replaced by id={} reason=\"{}\"", id, e.getMessage());
            }
        }
    }

    private static boolean isLike(Submission submission, ShortMessage message) {
        return message.originatingAddress().equals(submission.originatingAddress())
                && message.smppParameters()
                        .serviceType()
                        .equals(submission.smppParameters().serviceType());
    }

    private List<Answer> acceptTogether(List<Submission> submissions) {
        Instant now = clock.instant();
        var answers = new ArrayList<Answer>(submissions.size());
        var accepted = new ArrayList<Routed>(submissions.size());
        boolean scheduled = false;
        for (Submission submission : submissions) {
            scheduled |= submission.handling().deliverAt().isAfter(now);
            if (submission.handling().mode() == Handling.Mode.DATAGRAM) {
                answers.add(attempt(submission, now, _ -> {}));
            } else {
                answers.add(screen(submission, now, accepted));
            }
        }
        if (!accepted.isEmpty()) {
            try {
                if (scheduled) {
                    keep(submissions, answers, accepted, now);
                } else {
                    dispatcher.enqueue(accepted);
                }
            } catch (StoreException e) {
                answers.replaceAll(
                        answer ->
                                answer instanceof Answer.Accepted
                                        ? new Answer.Refused(
                                                Refusal.STORE_FAILED, "cannot be stored now")
                                        : answer);
                accepted.clear();
            }
        }
        metrics.accepted(accepted);
        log(submissions, answers, accepted);
        return answers;
    }

    /**
     * Has one attempt made for what is not to be kept, and returns at once.
     *
     * @param submission to one destination
     * @param ended is told how it ended, if this is accepted
     */
    public Answer attempt(Submission submission, Consumer<DeliveryOutcome> ended) {
        Answer answer = attempt(submission, clock.instant(), ended);
        log(List.of(submission), List.of(answer), List.of());
        return answer;
    }

    private Answer attempt(Submission submission, Instant now, Consumer<DeliveryOutcome> ended) {
        var parts = new ArrayList<Routed>();
        Answer answer = screen(submission, now, parts);
        if (!(answer instanceof Answer.Accepted)) {
            return answer;
        }
        metrics.accepted(parts);
        return dispatcher.attempt(parts, ended)
                ? answer
                : new Answer.Refused(Refusal.QUEUE_FULL, "too many attempts are under way");
    }

    /**
     * Where some of a batch is scheduled. If the rest cannot be stored, that is delivered twice.
     */
    private void keep(
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

    private Answer screen(Submission submission, Instant now, List<Routed> accepted) {
        var reached = new LinkedHashMap<TpAddress, Route.Destination>();
        var unreached = new ArrayList<Unreached>();
        int parts = submission.parts().size();
        for (TpAddress address : submission.destinationAddresses()) {
            switch (router.route(address)) {
                case Route.Reject(var reason) ->
                        unreached.add(new Unreached(address, Refusal.NO_ROUTE, reason));
                case Route.ToUpstream(var name, _)
                        when submission.origin().equals(new Origin.Upstream(name)) ->
                        unreached.add(
                                new Unreached(address, Refusal.NO_ROUTE, "leads back to " + name));
                case Route.Destination destination -> {
                    if (full(
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
                                    message(
                                            submission,
                                            to.getKey(),
                                            part,
                                            now,
                                            new MessageId(id++),
                                            last)));
                }
            }
            return new Answer.Accepted(last, unreached, now);
        } catch (StoreException e) {
            return new Answer.Refused(Refusal.STORE_FAILED, "no message id can be had now");
        }
    }

    /**
     * {@return how near it is that messages of {@code origin} are refused because too many wait, 0
     * to 1}
     */
    public double filling(Origin origin) {
        Depth depth = dispatcher.depth();
        double messages =
                filling(
                        Math.min(dispatcher.waitingFrom(origin), depth.messages()),
                        depth.messages(),
                        activeMessages * STORED_PER_ACTIVE);
        double destinations =
                filling(dispatcher.destinationsFrom(origin), depth.destinations(), activeMessages);
        return Math.min(1, Math.max(messages, destinations));
    }

    private static double filling(long own, long all, long most) {
        long leftByOthers = Math.max(1, most - (all - own));
        double ofShare =
                (double) own * (SHARE + 1) / (leftByOthers * SHARE); // 1 if own = left * SHARE
        return Math.max(ofShare, (double) all / most);
    }

    private boolean full(Origin origin, Route.Destination destination, int more) {
        Depth depth = dispatcher.depth();
        long left = activeMessages * STORED_PER_ACTIVE - depth.messages() - more;
        long own = Math.min(dispatcher.waitingFrom(origin), depth.messages()) + more;
        return left < 0
                || own > left * SHARE
                || (dispatcher.destinationsFrom(origin)
                                >= (activeMessages - depth.destinations()) * SHARE
                        && !dispatcher.waitsFor(destination));
    }

    private ShortMessage message(
            Submission submission,
            TpAddress destination,
            int part,
            Instant now,
            MessageId id,
            MessageId last) {
        Instant deliverAt = submission.handling().deliverAt();
        Instant expiresAt =
                submission.validityPeriod().isZero()
                        ? (deliverAt.isAfter(now) ? deliverAt : now).plus(validityPeriod)
                        : now.plus(bounded(submission.validityPeriod()));
        boolean reports = part == submission.parts().size() - 1; // it stands for the whole
        return new ShortMessage(
                id,
                submission.origin(),
                submission.originatingAddress(),
                destination,
                submission.protocolIdentifier(),
                submission.dataCodingScheme(),
                submission.parts().get(part),
                reports ? submission.reportRequest() : ReportRequest.NONE,
                now,
                expiresAt,
                new Purpose.Carry(submission.handling().mode() == Handling.Mode.SINGLE_SHOT),
                last,
                submission.smppParameters());
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
                    masked(routed.message().origin()),
                    routed.destination().masked());
        }
        for (int i = 0; i < answers.size(); i++) {
            String from = masked(submissions.get(i).origin());
            switch (answers.get(i)) {
                case Answer.Refused(var refusal, var reason) -> refused(refusal, from, reason);
                case Answer.Accepted(_, var unreached, _) ->
                        unreached.forEach(one -> refused(one.refusal(), from, one.reason()));
            }
        }
    }

    private void refused(Refusal refusal, String from, String reason) {
        metrics.refused(refusal.code());
        LOG.info("refused code={} from={} reason=\"{}\"", refusal.code(), from, reason);
    }

    private static String masked(Origin origin) {
        return switch (origin) {
            case Origin.Esme(var systemId) -> "esme:" + systemId;
            case Origin.Subscriber(var msisdn, _) -> "ims:" + msisdn.masked();
            case Origin.Upstream(var name) -> "upstream:" + name;
            case Origin.ServiceCentre() -> "sc";
        };
    }
}
