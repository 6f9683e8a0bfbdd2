// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.NumberingPlan;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.TypeOfNumber;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.message.FinalState;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.MessageState;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.message.SmppParameters;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.Test;

/** What every message store does. */
public interface MessageStoreContract extends QuarantineStoreContract {
    Route.Destination HANDSET = new Route.ToIms(new Msisdn("447700900123"));
    Route.Destination ESME = new Route.ToEsme("demo");

    static Routed message(Route.Destination destination, long id) {
        return message(destination, id, new Purpose.Carry());
    }

    static Routed message(Route.Destination destination, long id, Purpose purpose) {
        Instant accepted = Instant.parse("2026-11-22T10:00:00.123Z");
        return new Routed(
                destination,
                new ShortMessage(
                        new MessageId(id),
                        new Origin.Subscriber(new Msisdn("447700900999"), 255),
                        new TpAddress(TypeOfNumber.ALPHANUMERIC, NumberingPlan.UNKNOWN, "Café 24"),
                        new TpAddress(
                                TypeOfNumber.INTERNATIONAL, NumberingPlan.ISDN, "447700900123"),
                        0x7F,
                        new DataCodingScheme(0xF4),
                        new UserData(List.of(), Octets.of(0, 255, 128, (int) id)),
                        ReportRequest.FAILURE_ONLY,
                        accepted,
                        accepted.plus(Duration.ofDays(2)),
                        purpose));
    }

    @Test
    default void givesBackWhatItKeepsInTheOrderOfIds() throws Exception {
        List<Routed> kept =
                List.of(
                        message(HANDSET, 3),
                        message(
                                HANDSET,
                                1,
                                new Purpose.Receipt(new MessageId(9), MessageState.EXPIRED)),
                        message(
                                HANDSET,
                                2,
                                new Purpose.StatusReport(
                                        200, Instant.EPOCH, Instant.ofEpochSecond(9), 0x46, false)),
                        message(
                                HANDSET,
                                4,
                                new Purpose.StatusReport(
                                        0, Instant.EPOCH, Instant.EPOCH, 0x30, true)),
                        message(HANDSET, 5, new Purpose.Carry(true)));
        store().insert(kept);

        assertEquals(
                List.of(kept.get(1), kept.get(2), kept.get(0), kept.get(3), kept.get(4)),
                store().load(HANDSET, new MessageId(0), 10));
    }

    @Test
    default void loadsFromAnIdOnAndNoMoreThanAsked() throws Exception {
        store().insert(LongStream.range(1, 10).mapToObj(id -> message(HANDSET, id)).toList());
        store().insert(List.of(message(ESME, 20)));

        assertEquals(
                List.of(message(HANDSET, 4), message(HANDSET, 5)),
                store().load(HANDSET, new MessageId(4), 2));
        assertEquals(List.of(), store().load(HANDSET, new MessageId(10), 2));
    }

    @Test
    default void knowsWhichDestinationsHaveABacklog() throws Exception {
        store().insert(List.of(message(HANDSET, 5), message(ESME, 6), message(HANDSET, 7)));

        assertEquals(
                Map.of(
                        HANDSET, new MessageStore.Backlog(new MessageId(5), 2),
                        ESME, new MessageStore.Backlog(new MessageId(6), 1)),
                store().waiting());
    }

    @Test
    default void knowsWhenTheOldestThatWaitsWasAccepted() throws Exception {
        assertEquals(Optional.empty(), store().oldest());
        Routed first = message(ESME, 5);
        store().insert(List.of(message(HANDSET, 7), first));
        assertEquals(Optional.of(first.message().acceptedAt()), store().oldest());
    }

    @Test
    default void settlesAMessageAndKeepsItsReportTogether() throws Exception {
        store().insert(List.of(message(HANDSET, 1)));
        store().settle(List.of(new MessageId(1)), List.of(), List.of(message(ESME, 2)));

        assertEquals(List.of(), store().load(HANDSET, new MessageId(0), 10));
        assertEquals(List.of(message(ESME, 2)), store().load(ESME, new MessageId(0), 10));
    }

    private static Routed part(Route.Destination destination, long id, long whole) {
        ShortMessage like = message(destination, id).message();
        return new Routed(
                destination,
                new ShortMessage(
                        like.id(),
                        new Origin.Esme("demo"),
                        like.originatingAddress(),
                        like.destinationAddress(),
                        like.protocolIdentifier(),
                        like.dataCodingScheme(),
                        like.userData(),
                        like.reportRequest(),
                        like.acceptedAt(),
                        like.expiresAt(),
                        like.purpose(),
                        new MessageId(whole),
                        new SmppParameters("CMT", 3, 8, 1, 5, true, Octets.of(0x14, 1, 0, 0))));
    }

    @Test
    default void findsWhatStillWaitsOfASubmission() throws Exception {
        List<Routed> parts =
                LongStream.rangeClosed(11, 30).mapToObj(id -> part(HANDSET, id, 30)).toList();
        store().insert(parts);
        store().insert(List.of(message(HANDSET, 10), part(ESME, 31, 32), part(HANDSET, 32, 32)));

        assertEquals(parts, store().find(new MessageId(30)));
        assertEquals(
                List.of(part(ESME, 31, 32), part(HANDSET, 32, 32)),
                store().find(new MessageId(32)));
        assertEquals(List.of(message(HANDSET, 10)), store().find(new MessageId(10)));
        assertEquals(List.of(), store().find(new MessageId(29)));
        store().settle(List.of(new MessageId(30), new MessageId(12)), List.of(), List.of());
        assertEquals(18, store().find(new MessageId(30)).size());
    }

    @Test
    default void replacesWhatWaitsAndNothingElse() throws Exception {
        store().insert(List.of(message(HANDSET, 1), message(HANDSET, 2)));
        Routed other = part(HANDSET, 2, 2);
        store().replace(
                        List.of(other, message(HANDSET, 3)),
                        List.of(new MessageId(1), new MessageId(9)),
                        Map.of());

        assertEquals(List.of(other), afterCrash().load(HANDSET, new MessageId(0), 10));
    }

    @Test
    default void knowsFinalStatesUntilTheyAreForgotten() throws Exception {
        Instant at = Instant.parse("2026-11-22T10:00:00.123Z");
        var states = new ArrayList<FinalState>();
        for (int id = 1; id <= 5; id++) {
            states.add(
                    new FinalState(
                            new MessageId(id),
                            "demo",
                            "Café 24",
                            MessageState.DELETED,
                            105,
                            at.plusSeconds(id)));
        }
        store().settle(List.of(), states, List.of());
        assertEquals(Optional.of(states.get(0)), store().finalState(new MessageId(1)));
        assertEquals(Optional.empty(), store().finalState(new MessageId(6)));
        store().settle(List.of(), states, List.of()); // once more does no harm

        assertEquals(2, store().forget(at.plusSeconds(3), 100));
        assertEquals(0, store().forget(at.plusSeconds(3), 3));
        assertEquals(Optional.empty(), store().finalState(new MessageId(2)));
        assertEquals(Optional.of(states.get(2)), store().finalState(new MessageId(3)));
        assertEquals(2, store().forget(at, 1)); // the oldest go first
        assertEquals(Optional.of(states.get(4)), afterCrash().finalState(new MessageId(5)));
    }

    @Test
    default void keepsNothingOfABatchThatItRefuses() throws Exception {
        store().insert(List.of(message(HANDSET, 1)));
        var tooLong = new Route.ToEsme("x".repeat(80));

        assertThrows(
                StoreException.class,
                () -> store().insert(List.of(message(HANDSET, 2), message(tooLong, 3))));
        assertEquals(List.of(message(HANDSET, 1)), store().load(HANDSET, new MessageId(0), 10));
        store().insert(List.of(message(HANDSET, 2)));
        assertEquals(2, store().load(HANDSET, new MessageId(0), 10).size());
    }

    @Test
    default void keepsWhatIsScheduledApartUntilItIsMoved() throws Exception {
        Instant due = Instant.parse("2026-11-23T10:00:00.123Z");
        var first = new ScheduledMessages.Scheduled(message(HANDSET, 5), due.plusSeconds(9));
        var second = new ScheduledMessages.Scheduled(message(HANDSET, 6), due);
        var third = new ScheduledMessages.Scheduled(message(ESME, 7), due.plusSeconds(1));
        assertEquals(Optional.empty(), store().scheduled().nextDue());
        store().insert(List.of(message(HANDSET, 6)));
        store().scheduled().schedule(List.of(first, second, third)); // one has waited so far

        MessageStore store = afterCrash();
        ScheduledMessages after = store.scheduled();
        assertEquals(3, after.count());
        assertEquals(Map.of(), store.waiting());
        assertEquals(Optional.of(due), after.nextDue());
        assertEquals(List.of(), after.due(due.minusMillis(1), 10));
        assertEquals(List.of(second.routed(), third.routed()), after.due(due.plusSeconds(1), 10));
        assertEquals(List.of(second.routed()), after.due(due.plusSeconds(1), 1));
        assertEquals(List.of(first, second), after.find(HANDSET, 10));
        assertEquals(List.of(third), after.find(new MessageId(7)));

        var earlier = new ScheduledMessages.Scheduled(message(ESME, 7), due.minusSeconds(1));
        after.replace(List.of(earlier), List.of(new MessageId(5), new MessageId(99)), Map.of());
        assertEquals(List.of(third.routed(), second.routed()), after.due(due, 10));

        assertEquals(
                List.of(second.routed()), after.move(List.of(first.routed(), second.routed())));
        assertEquals(List.of(second.routed()), store.load(HANDSET, new MessageId(0), 10));
        assertEquals(List.of(earlier), after.find(ESME, 10));
    }

    @Test
    default void losesNothingInACrash() throws Exception {
        store().insert(List.of(message(HANDSET, 1), message(HANDSET, 2)));
        store().settle(List.of(new MessageId(1)), List.of(), List.of(message(ESME, 3)));

        MessageStore after = afterCrash();

        assertEquals(List.of(message(HANDSET, 2)), after.load(HANDSET, new MessageId(0), 10));
        assertEquals(List.of(message(ESME, 3)), after.load(ESME, new MessageId(0), 10));
    }

    @Test
    default void neverGivesAnIdTwice() throws Exception {
        long first = store().reserveIds(10);
        long second = store().reserveIds(10);
        long third = afterCrash().reserveIds(1);

        assertTrue(second >= first + 10, first + ", " + second);
        assertTrue(third >= second + 10, second + ", " + third);
    }

    @Test
    default void carriesManyWritersAtOnce() throws Exception {
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var writes = new ArrayList<Future<Boolean>>();
            for (int i = 1; i <= 200; i++) {
                Routed message = message(HANDSET, i);
                Callable<Boolean> write =
                        () -> {
                            store().insert(List.of(message));
                            return true;
                        };
                writes.add(writers.submit(write));
            }
            for (Future<Boolean> write : writes) {
                assertTrue(write.get());
            }
        }
        assertEquals(200, store().load(HANDSET, new MessageId(0), 1_000).size());
    }

    @Test
    default void refusesAfterItIsClosed() {
        store().close();

        assertThrows(StoreException.class, () -> store().insert(List.of(message(HANDSET, 1))));
    }

    static Forwarded forwarded(long id, String upstreamId, Instant expiresAt) {
        Forwarded one = Forwarded.of(message(HANDSET, id).message(), "up", upstreamId);
        return new Forwarded(one.message(), one.upstream(), one.upstreamId(), expiresAt);
    }

    @Test
    default void findsWhatWasHandedOverUntilItIsConcluded() throws Exception {
        Instant later = Instant.parse("2026-11-25T10:00:00Z");
        Forwarded one = forwarded(1, "ab", later);
        Forwarded same = forwarded(2, "ab", later.plusSeconds(1));
        store().insert(List.of(message(HANDSET, 1), message(HANDSET, 2)));
        store().settle(
                        List.of(new MessageId(1), new MessageId(2)),
                        List.of(),
                        List.of(),
                        List.of(one, same),
                        Map.of());
        MessageStore after = afterCrash();
        assertEquals(List.of(), after.load(HANDSET, new MessageId(0), 10));
        assertEquals(List.of(one, same), after.forwarded("up", List.of("x", "ab")));
        assertEquals(List.of(), after.forwarded("other", List.of("ab")));
        assertEquals(Optional.of(same), after.forwarded(new MessageId(2)));
        assertEquals(List.of(), after.overdue(later));
        assertEquals(List.of(one), after.overdue(later.plusMillis(1)));

        FinalState end =
                new FinalState(new MessageId(1), "demo", "Info", MessageState.UNKNOWN, 107, later);
        var first = new ForwardedStore.Conclusion(new MessageId(1), List.of(end), List.of());
        var unknown =
                new ForwardedStore.Conclusion(
                        new MessageId(7), List.of(), List.of(message(ESME, 70)));
        var reported =
                new ForwardedStore.Conclusion(
                        new MessageId(2), List.of(), List.of(message(ESME, 71)));
        assertEquals(
                Set.of(new MessageId(1), new MessageId(2)),
                after.conclude(List.of(first, unknown, reported)));
        assertEquals(Set.of(), after.conclude(List.of(first, reported)));
        assertEquals(Optional.of(end), after.finalState(new MessageId(1)));
        assertEquals(Optional.empty(), after.forwarded(new MessageId(2)));
        assertEquals(List.of(message(ESME, 71)), after.load(ESME, new MessageId(0), 10));
    }

    @Test
    default void putsAnotherInThePlaceOfWhatWasHandedOver() throws Exception {
        Instant later = Instant.parse("2026-11-25T10:00:00Z");
        Forwarded one = forwarded(1, "ab", later);
        Forwarded other = forwarded(1, "ab", later.plusSeconds(1));
        store().settle(List.of(), List.of(), List.of(), List.of(one), Map.of());
        var goesOn =
                new ForwardedStore.Conclusion(
                        new MessageId(1),
                        List.of(),
                        List.of(message(ESME, 71)),
                        Optional.of(other),
                        Optional.empty());
        assertEquals(Set.of(new MessageId(1)), store().conclude(List.of(goesOn)));
        MessageStore after = afterCrash();
        assertEquals(List.of(other), after.forwarded("up", List.of("ab")));
        assertEquals(List.of(message(ESME, 71)), after.load(ESME, new MessageId(0), 10));
    }

    @Test
    default void keepsReceiptsThatCameEarly() throws Exception {
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        var one =
                new UpstreamReceipt(
                        "up",
                        List.of("a", "b"),
                        List.of("999700900123", "Info Sms"),
                        MessageState.DELIVERED,
                        "000");
        var other =
                new UpstreamReceipt("up", List.of("c"), List.of("", ""), MessageState.REJECTED, "");
        store().keepEarly(List.of(one), now);
        store().keepEarly(List.of(other), now.plusSeconds(1));
        assertEquals(Set.of(one, other), Set.copyOf(store().early()));
        var waits =
                new UpstreamReceipt(
                        "up", one.ids(), one.addresses(), MessageState.ENROUTE, one.error());
        assertEquals(0, store().dropEarly(now, List.of(waits))); // the last word stays
        assertEquals(Set.of(one, other), Set.copyOf(store().early()));
        assertEquals(0, store().dropEarly(now, List.of(one)));
        assertEquals(List.of(other), store().early());
        assertEquals(1, store().dropEarly(now.plusSeconds(2), List.of()));
        assertEquals(List.of(), store().early());
    }
}
