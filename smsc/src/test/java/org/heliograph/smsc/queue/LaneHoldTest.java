// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.heliograph.pdu.Octets;
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

/** What is held to be cancelled or replaced, while its lane loads, unloads and expires. */
final class LaneHoldTest {
    /** Two messages of each lane. */
    private static final int ACTIVE = 40;

    private static final Route.Destination HANDSET = new Route.ToIms(new Msisdn("447700900123"));

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final MemoryMessageStore store = new MemoryMessageStore();
    private final Lanes lanes = new Lanes(ACTIVE, new NodeAlone(), now::get);

    private Routed message(long id, int content) {
        return message(new Origin.Esme("demo"), id, content);
    }

    private Routed message(Origin from, long id, int content) {
        return new Routed(
                HANDSET,
                new ShortMessage(
                        new MessageId(id),
                        from,
                        TpAddress.international("447700900999"),
                        TpAddress.international("447700900123"),
                        0,
                        DataCodingScheme.EIGHT_BIT,
                        new UserData(List.of(), Octets.of(content)),
                        ReportRequest.NONE,
                        now.get(),
                        now.get().plus(Duration.ofMinutes(id))));
    }

    private Lane accept(Routed... messages) throws StoreException {
        lanes.expect(List.of(messages));
        store.insert(List.of(messages));
        lanes.release(List.of(messages));
        return lanes.takeStarts().getFirst();
    }

    private Next ask(Lane lane, Loader loader) throws StoreException {
        return lanes.next(lane, 1, loader);
    }

    private Next ask(Lane lane) throws StoreException {
        return ask(lane, (to, from, limit) -> store.load(to, new MessageId(from), limit));
    }

    private Job next(Lane lane) throws StoreException {
        return assertInstanceOf(Next.Carry.class, ask(lane)).job();
    }

    private void finish(Lane lane, Job job) throws StoreException {
        List<MessageId> ids = job.messages().stream().map(ShortMessage::id).toList();
        store.settle(ids, List.of(), List.of());
        lanes.finished(lane, job.messages(), true);
    }

    private static Set<MessageId> ids(long... ids) {
        var set = new HashSet<MessageId>();
        for (long id : ids) {
            set.add(new MessageId(id));
        }
        return set;
    }

    private static int content(Job job) {
        return job.messages().getFirst().userData().payload().at(0);
    }

    @Test
    void whatIsHeldIsPassedToNobodyAndHoldsUpWhatIsBehind() throws StoreException {
        Lane lane = accept(message(1, 1), message(2, 2));
        assertTrue(lanes.hold(HANDSET, ids(1)));
        assertFalse(lanes.hold(HANDSET, ids(1)));
        assertInstanceOf(Next.End.class, ask(lane));

        lanes.unhold(HANDSET, ids(1), new Changed(ids(1), Map.of()));
        assertEquals(2, content(next(lanes.takeStarts().getFirst())));
        assertFalse(lanes.hold(HANDSET, ids(2)));
    }

    @Test
    void aLaneLoadsOnceWhatIsOnlyInTheStoreIsHeldNoLonger() throws StoreException {
        Lane lane = accept(message(1, 1), message(2, 2), message(3, 3), message(4, 4));
        finish(lane, next(lane));
        finish(lane, next(lane));
        assertTrue(lanes.hold(HANDSET, ids(3)));
        assertInstanceOf(Next.End.class, ask(lane)); // what it read could be of before the change
        assertEquals(0, store.loads());

        store.replace(List.of(message(3, 33)), List.of(), Map.of());
        var changed = new Changed(Set.of(), Map.of(new MessageId(3), message(3, 33).message()));
        lanes.unhold(HANDSET, ids(3), changed);
        Lane again = lanes.takeStarts().getFirst();
        for (int expected : List.of(33, 4)) {
            Job job = next(again);
            assertEquals(expected, content(job));
            finish(again, job);
        }
    }

    @Test
    void holdingWaitsForALoadThatIsUnderWay() throws Exception {
        for (int i = 0; i < ACTIVE - 4; i++) { // so that a lane may have two of what is left
            Route.Destination other = new Route.ToEsme("other" + i);
            Routed filler = message(new Origin.ServiceCentre(), 1_000 + i, 0);
            lanes.expect(List.of(new Routed(other, filler.message())));
        }
        Lane lane = accept(message(1, 1), message(2, 2), message(3, 3));
        finish(lane, next(lane));
        finish(lane, next(lane));
        var loading = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var held = new AtomicBoolean();
        Thread holder =
                Thread.ofVirtual()
                        .unstarted(
                                () -> {
                                    held.set(lanes.hold(HANDSET, ids(3)));
                                    mayEnd.countDown();
                                });
        Next next =
                ask(
                        lane,
                        (to, from, limit) -> {
                            loading.countDown();
                            holder.start();
                            boolean early = await(mayEnd, 200);
                            assertFalse(early, "held while the store was being read");
                            return store.load(to, new MessageId(from), limit);
                        });
        holder.join();
        // whoever comes first has it
        assertEquals(held.get(), next instanceof Next.End);
        assertEquals(0, loading.getCount());
    }

    private static boolean await(CountDownLatch latch, int millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Test
    void whatIsHeldMayLeaveMemoryAndComesBackAsItWasReplaced() throws StoreException {
        Lane lane = accept(message(1, 1), message(2, 2));
        next(lane);
        assertTrue(lanes.hold(HANDSET, ids(2)));
        var others = new ArrayList<Routed>();
        for (int i = 0; i < 31; i++) { // more than three quarters of the memory
            others.add(
                    new Routed(
                            new Route.ToIms(new Msisdn("4477009" + (10_000 + i))),
                            message(100 + i, 0).message()));
        }
        lanes.expect(others);
        var hourly =
                new RetrySchedule(
                        TestCentre.retry(Duration.ofHours(1), Duration.ofHours(1)),
                        new SplittableRandom(1));
        lanes.deferred(lane, new Deferred(Cause.ABSENT_SUBSCRIBER, ""), hourly);
        assertTrue(lane.loaded.isEmpty());

        store.replace(List.of(message(2, 22)), List.of(), Map.of());
        var changed = new Changed(Set.of(), Map.of(new MessageId(2), message(2, 22).message()));
        lanes.unhold(HANDSET, ids(2), changed);
        lanes.forget(others);
        lanes.alert(HANDSET);
        for (int expected : List.of(1, 22)) {
            Job job = next(lane);
            assertEquals(expected, content(job));
            finish(lane, job);
        }
        assertInstanceOf(Next.End.class, ask(lane));
        assertEquals(0, lanes.depth().messages());
    }

    @Test
    void whatExpiredWhileItWasUnderWayIsNotTriedAgain() throws StoreException {
        Lane lane = accept(message(1, 1), message(2, 2));
        next(lane);
        now.updateAndGet(time -> time.plus(Duration.ofSeconds(90)));
        assertEquals(2, content(next(lane))); // and looks for what has expired
        var hourly =
                new RetrySchedule(
                        TestCentre.retry(Duration.ofHours(1), Duration.ofHours(1)),
                        new SplittableRandom(1));
        lanes.deferred(lane, new Deferred(Cause.NO_ANSWER, ""), hourly);

        Job job = next(lane);
        assertTrue(job.expired());
        assertEquals(1, content(job));
    }

    @Test
    void whatIsHeldExpiresWhenItIsLetGo() throws StoreException {
        Lane lane = accept(message(1, 1), message(2, 2));
        assertTrue(lanes.hold(HANDSET, ids(1)));
        now.updateAndGet(time -> time.plus(Duration.ofSeconds(90)));
        assertInstanceOf(Next.End.class, ask(lane));

        lanes.unhold(HANDSET, ids(1), Changed.NOTHING);
        Job job = next(lanes.takeStarts().getFirst());
        assertTrue(job.expired());
        assertEquals(1, content(job));
    }
}
