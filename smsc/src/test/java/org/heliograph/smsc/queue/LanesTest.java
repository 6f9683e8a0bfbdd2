// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome.Deferred;
import org.heliograph.smsc.message.MessageId;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Routed;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.Test;

/** Who may be in memory and who moves when, step by step, with a clock that stands still. */
final class LanesTest {
    /** Two messages of each lane. */
    private static final int ACTIVE = 40;

    private static final RetrySchedule HOURLY =
            new RetrySchedule(
                    TestCentre.retry(Duration.ofHours(1), Duration.ofHours(1)),
                    new SplittableRandom(1));

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final MemoryMessageStore store = new MemoryMessageStore();
    private final Lanes lanes = new Lanes(ACTIVE, new NodeAlone(), now::get);

    /** From nobody whose share is counted, but to those of 50 and more. */
    private Routed message(int destination, long id) {
        var msisdn = new Msisdn("4477009" + (10_000 + destination));
        return new Routed(
                new Route.ToIms(msisdn),
                new ShortMessage(
                        new MessageId(id),
                        destination < 50 ? new Origin.ServiceCentre() : new Origin.Esme("demo"),
                        TpAddress.international("447700900999"),
                        TpAddress.international(msisdn.digits()),
                        0,
                        DataCodingScheme.GSM_7BIT,
                        UserData.EMPTY,
                        ReportRequest.NONE,
                        now.get(),
                        now.get().plus(Duration.ofDays(1))));
    }

    private void accept(Routed... messages) throws StoreException {
        lanes.expect(List.of(messages));
        store.insert(List.of(messages));
        lanes.release(List.of(messages));
    }

    private Lane onlyStart() {
        List<Lane> starts = lanes.takeStarts();
        assertEquals(1, starts.size());
        return starts.getFirst();
    }

    private Next ask(Lane lane) throws StoreException {
        return lanes.next(
                lane,
                1,
                (destination, from, limit) -> store.load(destination, new MessageId(from), limit));
    }

    private Job next(Lane lane) throws StoreException {
        return assertInstanceOf(Next.Carry.class, ask(lane)).job();
    }

    private boolean ends(Lane lane) throws StoreException {
        return ask(lane) instanceof Next.End;
    }

    /** So that a lane may have two of them. */
    private void leaveRoomForFour() {
        for (int i = 0; i < ACTIVE - 4; i++) {
            lanes.expect(List.of(message(10 + i, 1_000 + i)));
        }
    }

    /** Destinations 0 to 29, each with one message in memory that waits an hour. */
    private void thirtyWait() throws StoreException {
        for (int i = 0; i < 30; i++) {
            accept(message(i, i));
            Lane lane = onlyStart();
            next(lane);
            lanes.deferred(lane, new Deferred(Cause.ABSENT_SUBSCRIBER, ""), HOURLY);
            assertTrue(ends(lane));
        }
    }

    @Test
    void keepsTheOrderOfALaneThatHadToLeaveMemory() throws StoreException {
        accept(message(0, 1));
        Lane lane = onlyStart();
        next(lane);
        for (int i = 1; i < 31; i++) { // more than three quarters of the memory
            accept(message(i, 10 + i));
        }
        Routed late = message(0, 100);
        lanes.expect(List.of(late));
        lanes.deferred(lane, new Deferred(Cause.ABSENT_SUBSCRIBER, ""), HOURLY);
        store.insert(List.of(late));
        lanes.release(List.of(late));
        lanes.alert(lane.destination);

        var ids = new ArrayList<Long>();
        for (int i = 0; i < 2; i++) {
            Job job = next(lane);
            ids.add(job.messages().getFirst().id().value());
            store.settle(List.of(job.messages().getFirst().id()), List.of(), List.of());
            lanes.finished(lane, job.messages(), true);
        }
        assertEquals(List.of(1L, 100L), ids);
        assertTrue(ends(lane));
        assertEquals(30, lanes.depth().messages());
    }

    @Test
    void carriesAnEarlierMessageThatComesLateToALaneWithABacklog() throws StoreException {
        leaveRoomForFour();
        accept(message(0, 11), message(0, 12), message(0, 13), message(0, 14));
        Lane lane = onlyStart();
        accept(message(0, 5)); // its time has come

        var ids = new ArrayList<Long>();
        for (int i = 0; i < 5; i++) {
            Job job = next(lane);
            ids.add(job.messages().getFirst().id().value());
            store.settle(List.of(job.messages().getFirst().id()), List.of(), List.of());
            lanes.finished(lane, job.messages(), true);
        }
        assertEquals(List.of(11L, 12L, 5L, 13L, 14L), ids);
        assertTrue(ends(lane));
        assertEquals(0, lanes.depth().messages());
    }

    @Test
    void keepsTheOrderOfWhatBecomesDurableWhileALaneReads() throws StoreException {
        Routed[] ofOneSender = {message(0, 12), message(0, 15)};
        lanes.expect(List.of(ofOneSender));
        store.insert(List.of(ofOneSender));
        store.insert(List.of(message(0, 13), message(0, 14)));
        lanes.recover(
                Map.of(
                        ofOneSender[0].destination(),
                        new MessageStore.Backlog(new MessageId(13), 2)));
        Lane lane = onlyStart();

        var released = new AtomicBoolean();
        Next next =
                lanes.next(
                        lane,
                        10,
                        (destination, from, limit) -> {
                            List<Routed> found =
                                    store.load(destination, new MessageId(from), limit);
                            if (released.compareAndSet(false, true)) {
                                lanes.release(List.of(ofOneSender));
                            }
                            return found;
                        });

        assertEquals(
                List.of(12L, 13L, 14L, 15L),
                assertInstanceOf(Next.Carry.class, next).job().messages().stream()
                        .map(message -> message.id().value())
                        .toList());
        assertEquals(4, lanes.depth().messages());
    }

    @Test
    void carriesTheNextMessageWhileTheEndOfOneIsBeingStored() throws StoreException {
        accept(message(0, 1), message(0, 2));
        Lane lane = onlyStart();
        Job first = next(lane);
        Job second = next(lane);
        assertEquals(2, second.messages().getFirst().id().value());
        assertInstanceOf(Next.Await.class, ask(lane));

        lanes.finished(lane, first.messages(), true);
        assertInstanceOf(Next.Await.class, ask(lane));
        lanes.finished(lane, second.messages(), true);
        assertTrue(ends(lane));
        assertEquals(0, lanes.depth().messages());
    }

    @Test
    void leavesRoomForThoseThatMoveWhateverArrivesForThoseThatWait() throws StoreException {
        thirtyWait();
        for (int i = 0; i < 30; i++) {
            accept(message(i, 100 + i));
        }
        accept(message(50, 1_000));

        Lane lane = onlyStart();
        assertEquals(1_000, next(lane).messages().getFirst().id().value());
    }

    @Test
    void letsEveryLaneThatFindsRoomRunWithoutWaitingForAnAttempt() throws StoreException {
        var slow = new ArrayList<Lane>();
        for (int i = 0; i < 20; i++) {
            accept(message(i, 2L * i), message(i, 2L * i + 1));
            slow.add(onlyStart());
            next(slow.getLast());
        }
        accept(message(50, 1_000));
        assertTrue(ends(onlyStart()));
        accept(message(51, 1_001));
        assertTrue(ends(onlyStart()));

        lanes.deferred(slow.getFirst(), new Deferred(Cause.ABSENT_SUBSCRIBER, ""), HOURLY);
        assertTrue(ends(slow.getFirst()));
        next(onlyStart()); // and its attempt takes for ever

        assertEquals(1_001, next(onlyStart()).messages().getFirst().id().value());
    }
}
