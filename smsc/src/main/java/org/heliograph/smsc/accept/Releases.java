// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.accept;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.queue.Quarantine;
import org.heliograph.smsc.queue.QuarantineStore.Held;
import org.heliograph.smsc.queue.StoreException;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;
import org.heliograph.smsc.route.Router;

/** What operators do with what is held: they look at it, let it go its way, or delete it. */
public final class Releases {
    private final Quarantine quarantine;
    private final Router router;
    private final Rerouting rerouting;
    private final Screenings screenings;
    private final InstantSource clock;

    Releases(
            Quarantine quarantine,
            Router router,
            Rerouting rerouting,
            Screenings screenings,
            InstantSource clock) {
        this.quarantine = quarantine;
        this.router = router;
        this.rerouting = rerouting;
        this.screenings = screenings;
        this.clock = clock;
    }

    /** What became of a wish. */
    public sealed interface Outcome {
        /** It is on disk. */
        record Done() implements Outcome {}

        /** It is not held, or no longer. */
        record Unknown() implements Outcome {}

        /**
         * It stays where it is.
         *
         * @param code stable
         */
        record Refused(String code, String reason) implements Outcome {}
    }

    /** {@return what is held} */
    public Quarantine quarantine() {
        return quarantine;
    }

    /** Ends it; who asked for a report is told that it failed. */
    public Outcome delete(MessageId id) throws StoreException {
        return quarantine.delete(id) ? new Outcome.Done() : new Outcome.Unknown();
    }

    /**
     * Has it go its way as it is now: what is not overruled by an operator decides first, and may
     * have it wait; all of it or nothing is routed anew, and its validity period goes on from when
     * it was accepted.
     */
    public Outcome release(MessageId id) throws StoreException {
        Optional<Held> found = quarantine.find(id);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        Held held = found.get();
        Instant now = clock.instant();
        return switch (screenings.screen(List.of(submission(held)), now).getFirst()) {
            case Screening.Verdict.Stop(_, var code, var reason) ->
                    new Outcome.Refused(code, reason);
            case Screening.Verdict.Hold(_, var otherwise) ->
                    new Outcome.Refused(otherwise.code(), otherwise.reason());
            case Screening.Verdict.Pass(var submission) -> release(held, submission, now);
        };
    }

    private static Submission submission(Held held) {
        return Submission.of(
                held.messages().stream().map(Routed::message).toList(),
                held.dueAt().equals(Instant.EPOCH) ? Instant.MIN : held.dueAt());
    }

    private Outcome release(Held held, Submission submission, Instant now) throws StoreException {
        int parts = submission.parts().size();
        List<TpAddress> to = submission.destinationAddresses();
        if (parts * to.size() != held.messages().size()) {
            return new Outcome.Refused(
                    "quarantine-changed", "it would be another number of messages");
        }
        var routed = new ArrayList<Routed>(held.messages().size());
        for (int i = 0; i < held.messages().size(); i++) {
            TpAddress address = to.get(i / parts);
            ShortMessage message = held.messages().get(i).message();
            Route usual = router.route(submission.origin(), address);
            switch (rerouting.reroute(submission, address, usual, now)) {
                case Route.Reject(var reason) -> {
                    return new Outcome.Refused(Acceptance.Refusal.NO_ROUTE.code(), reason);
                }
                case Route.Destination destination ->
                        routed.add(
                                new Routed(
                                        destination, as(submission, message, i % parts, address)));
            }
        }
        Instant wanted = submission.handling().deliverAt();
        quarantine.release(held.id(), routed, wanted.isAfter(now) ? wanted : now);
        return new Outcome.Done();
    }

    private static ShortMessage as(
            Submission submission, ShortMessage message, int part, TpAddress destination) {
        return new ShortMessage(
                message.id(),
                message.origin(),
                submission.originatingAddress(),
                destination,
                submission.protocolIdentifier(),
                submission.dataCodingScheme(),
                submission.parts().get(part),
                message.reportRequest(),
                message.acceptedAt(),
                message.expiresAt(),
                message.purpose(),
                message.submittedAs(),
                submission.smppParameters());
    }
}
