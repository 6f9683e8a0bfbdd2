// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.accept.Acceptance;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is refused because there is no room for it, or nothing to keep it in. */
final class FullQueueTest {
    private static final String A = "447700900001";
    private static final int SMALL = 20;

    private final MemoryMessageStore store = new MemoryMessageStore();
    private TestCentre centre;

    @BeforeEach
    void start() throws Exception {
        centre = new TestCentre(store, TestCentre.SMPP, SMALL);
    }

    @AfterEach
    void stop() {
        centre.close();
    }

    private static Submission submission(String to, int number) {
        return submission(new Origin.Subscriber(new Msisdn("447700900999"), 7), to, number);
    }

    private static Submission submission(Origin origin, String to, int number) {
        return new Submission(
                origin,
                TpAddress.of("+447700900999"),
                TpAddress.of("+" + to),
                0,
                DataCodingScheme.EIGHT_BIT,
                new UserData(List.of(), Octets.of(number >> 8, number)),
                ReportRequest.NONE,
                Duration.ZERO);
    }

    private void accept(Submission... submissions) {
        for (Acceptance.Answer answer : centre.acceptance.accept(List.of(submissions))) {
            assertInstanceOf(Acceptance.Answer.Accepted.class, answer);
        }
    }

    @Test
    void answersThatTheStoreFailed() {
        store.failing(true);

        var refused =
                assertInstanceOf(
                        Acceptance.Answer.Refused.class,
                        centre.acceptance.accept(List.of(submission(A, 1))).getFirst());
        assertEquals(Acceptance.Refusal.STORE_FAILED, refused.refusal());
        assertEquals(0, centre.dispatcher.depth().destinations());
    }

    @Test
    void refusesWhenTooManyDestinationsWait() {
        centre.handset = _ -> new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "test");
        assertEquals(16, spread(new Origin.Esme("demo"), 10)); // and leaves some for others
        assertEquals(4, spread(new Origin.Esme("other"), 30));

        var refused =
                assertInstanceOf(
                        Acceptance.Answer.Refused.class,
                        centre.acceptance.accept(List.of(submission(A, 1))).getFirst());
        assertEquals(Acceptance.Refusal.QUEUE_FULL, refused.refusal());
        accept(submission("447700900010", 99));
    }

    /** {@return for how many destinations, one by one, a message is accepted} */
    private int spread(Origin origin, int from) {
        int accepted = 0;
        while (centre.acceptance
                        .accept(
                                List.of(
                                        submission(
                                                origin,
                                                "4477009000" + (from + accepted),
                                                accepted)))
                        .getFirst()
                instanceof Acceptance.Answer.Accepted) {
            accepted++;
        }
        return accepted;
    }

    /** Slow, and neither absent nor refusing: nothing of it is put off. */
    @Test
    void whoeverFillsTheMemoryLeavesRoomForOthers() throws Exception {
        centre.close();
        centre = new TestCentre(store, TestCentre.SMPP, 100);
        var held = new CountDownLatch(1);
        var greedy = new Origin.Esme("demo");
        centre.handset =
                message -> {
                    try {
                        if (message.origin().equals(greedy)) {
                            held.await();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new DeliveryOutcome.Delivered();
                };
        for (int round = 0; round < 6; round++) {
            for (int i = 0; i < 60; i++) {
                accept(submission(greedy, "4477009000" + (10 + i), round));
            }
        }
        assertEquals(360, store.size());
        assertEquals(80, centre.dispatcher.depth().loaded());

        var other = new Origin.Esme("other");
        for (int i = 0; i < 50; i++) {
            accept(submission(other, "447700901" + (100 + i), i));
            assertEquals(other, centre.nextArrival().origin());
        }
        held.countDown();
        for (int i = 0; i < 360; i++) {
            assertEquals(greedy, centre.nextArrival().origin());
        }
        centre.awaitNothingWaits();
        assertEquals(0, centre.dispatcher.depth().loaded());
    }

    @Test
    void countsNoDestinationThatNothingWaitsForAnyLonger() throws Exception {
        var greedy = new Origin.Esme("demo");
        for (int i = 0; i < 3; i++) {
            centre.handset = _ -> new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "test");
            assertEquals(16, spread(greedy, 10));
            assertEquals(16, centre.dispatcher.destinationsFrom(greedy));
            accept(submission(greedy, "447700900010", 99)); // it waits for that one anyhow
            centre.handset = _ -> new DeliveryOutcome.Delivered();
            centre.awaitNothingWaits();
            assertEquals(0, centre.dispatcher.destinationsFrom(greedy));
        }
    }

    @Test
    void refusesALongMessageWholeWhereOnlyAPartOfItHasRoom() throws Exception {
        centre.close();
        centre = new TestCentre(store, TestCentre.SMPP, 1); // and a hundred on disk
        centre.handset = _ -> new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "test");
        accept(IntStream.range(0, 78).mapToObj(i -> submission(A, i)).toArray(Submission[]::new));
        Submission one = submission(A, 99);
        var five =
                new Submission(
                        one.origin(),
                        one.originatingAddress(),
                        one.destinationAddresses(),
                        0,
                        one.dataCodingScheme(),
                        Collections.nCopies(5, one.parts().getFirst()),
                        ReportRequest.NONE,
                        Duration.ZERO,
                        one.smppParameters(),
                        one.handling());

        var answers = centre.acceptance.accept(List.of(five, one));
        var refused = assertInstanceOf(Acceptance.Answer.Refused.class, answers.getFirst());
        assertEquals(Acceptance.Refusal.QUEUE_FULL, refused.refusal());
        assertInstanceOf(Acceptance.Answer.Accepted.class, answers.getLast());
        assertEquals(79, store.size());
    }

    /** {@return how many messages are accepted, one by one, until one is refused} */
    private int fill(Origin origin) {
        int accepted = 0;
        while (centre.acceptance.accept(List.of(submission(origin, A, accepted))).getFirst()
                instanceof Acceptance.Answer.Accepted) {
            accepted++;
        }
        return accepted;
    }

    @Test
    void whoeverFillsTheQueueLeavesRoomForOthers() throws Exception {
        centre.close();
        centre = new TestCentre(store, TestCentre.SMPP, 1); // and a hundred on disk
        centre.handset = _ -> new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "test");
        var greedy = new Origin.Esme("demo");
        var subscriber = new Origin.Subscriber(new Msisdn("447700900999"), 7);
        assertEquals(80, fill(greedy));
        assertEquals(16, fill(new Origin.Esme("other")));
        assertEquals(3, fill(subscriber));
        assertEquals(0, fill(greedy));

        centre.handset = _ -> new DeliveryOutcome.Delivered();
        centre.awaitNothingWaits();
        centre.handset = _ -> new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "test");
        assertEquals(80, fill(greedy)); // nothing is counted that does not wait
    }

    @Test
    void whatCouldNotBeStoredCountsForNobody() {
        var greedy = new Origin.Esme("demo");
        accept(submission(greedy, A, 0)); // the block of ids is there
        store.failing(true);
        for (int i = 0; i < 10; i++) {
            centre.acceptance.accept(List.of(submission(greedy, A, i)));
        }
        store.failing(false);
        assertTrue(centre.dispatcher.waitingFrom(greedy) <= 1);
    }
}
