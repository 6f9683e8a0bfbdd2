// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.heliograph.pdu.Octets;
import org.heliograph.pdu.sms.DataCodingScheme;
import org.heliograph.pdu.sms.TpAddress;
import org.heliograph.pdu.sms.UserData;
import org.heliograph.smsc.TestCentre;
import org.heliograph.smsc.accept.Acceptance;
import org.heliograph.smsc.accept.Submission;
import org.heliograph.smsc.charge.Charges;
import org.heliograph.smsc.deliver.DeliveryChannel;
import org.heliograph.smsc.message.Cause;
import org.heliograph.smsc.message.DeliveryOutcome;
import org.heliograph.smsc.message.Origin;
import org.heliograph.smsc.message.Purpose;
import org.heliograph.smsc.message.ReportRequest;
import org.heliograph.smsc.message.ShortMessage;
import org.heliograph.smsc.metrics.SmscMetrics;
import org.heliograph.smsc.report.Reports;
import org.heliograph.smsc.route.Route;
import org.heliograph.smsc.route.Router;
import org.heliograph.subscribers.Msisdn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DispatcherTest {
    private static final String A = "447700900001";
    private static final String B = "447700900002";
    private static final int SMALL = 20;

    private final MemoryMessageStore store = new MemoryMessageStore();
    private final SmscMetrics metrics =
            new SmscMetrics(new SimpleMeterRegistry(), Clock.systemUTC());
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
        return submission(to, number, ReportRequest.NONE, Duration.ZERO);
    }

    private static Submission submission(
            String to, int number, ReportRequest reports, Duration validity) {
        return new Submission(
                new Origin.Subscriber(new Msisdn("447700900999"), 7),
                TpAddress.of("+447700900999"),
                TpAddress.of("+" + to),
                0,
                DataCodingScheme.EIGHT_BIT,
                new UserData(List.of(), Octets.of(number >> 8, number)),
                reports,
                validity);
    }

    private void accept(Submission... submissions) {
        for (Acceptance.Answer answer : centre.acceptance.accept(List.of(submissions))) {
            assertInstanceOf(Acceptance.Answer.Accepted.class, answer);
        }
    }

    private static int number(ShortMessage message) {
        Octets payload = message.userData().payload();
        return payload.at(0) << 8 | payload.at(1);
    }

    private static String to(ShortMessage message) {
        return message.destinationAddress().value();
    }

    private void awaitEmptyStore() throws InterruptedException {
        awaitStored(0);
    }

    private void awaitStored(int messages) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (store.size() != messages && System.nanoTime() < end) {
            new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
        }
        assertEquals(messages, store.size());
    }

    @Test
    void deliversInOrderToEachDestination() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            accept(submission(i % 2 == 0 ? A : B, i));
        }
        var received = new ArrayList<ShortMessage>();
        for (int i = 0; i < 200; i++) {
            received.add(centre.nextArrival());
        }
        for (String destination : List.of(A, B)) {
            List<Integer> numbers =
                    received.stream()
                            .filter(message -> to(message).equals(destination))
                            .map(DispatcherTest::number)
                            .toList();
            assertEquals(numbers.stream().sorted().toList(), numbers);
            assertEquals(100, numbers.size());
        }
        awaitEmptyStore();
    }

    @Test
    void carriesABacklogFarLargerThanItsMemoryInOrder() throws InterruptedException {
        var absent = new AtomicBoolean(true);
        centre.handset =
                message ->
                        absent.get()
                                ? new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "test")
                                : new DeliveryOutcome.Delivered();
        accept(IntStream.range(0, 500).mapToObj(i -> submission(A, i)).toArray(Submission[]::new));
        absent.set(false);
        centre.dispatcher.alert(new Route.ToIms(new Msisdn(A)));

        for (int i = 0; i < 500; i++) {
            assertEquals(i, number(centre.nextArrival()));
        }
        awaitEmptyStore();
        centre.awaitNothingWaits();
    }

    @Test
    void absentAndSlowDestinationsDelayNobodyElse() throws InterruptedException {
        var release = new CountDownLatch(1);
        centre.handset =
                message -> {
                    if (to(message).equals(A)) {
                        return new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "test");
                    }
                    if (to(message).equals(B)) {
                        await(release);
                    }
                    return new DeliveryOutcome.Delivered();
                };
        accept(IntStream.range(0, 100).mapToObj(i -> submission(A, i)).toArray(Submission[]::new));
        accept(IntStream.range(0, 100).mapToObj(i -> submission(B, i)).toArray(Submission[]::new));
        accept(submission("447700900003", 300));

        assertEquals(300, number(centre.nextArrival()));
        release.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void triesAgainAfterATemporaryFailure() throws InterruptedException {
        var attempts = new AtomicInteger();
        centre.handset =
                _ ->
                        attempts.incrementAndGet() < 3
                                ? new DeliveryOutcome.Deferred(Cause.CONGESTION, "test")
                                : new DeliveryOutcome.Delivered();
        accept(submission(A, 1));

        assertEquals(1, number(centre.nextArrival()));
        assertEquals(3, attempts.get());
    }

    @Test
    void reportsAnExpiredMessageAndNeverTheReport() throws InterruptedException {
        centre.handset =
                message ->
                        to(message).equals(A)
                                ? new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "test")
                                : new DeliveryOutcome.Delivered();
        accept(submission(A, 1, ReportRequest.ANY_OUTCOME, Duration.ofMillis(150)));

        ShortMessage report = centre.nextArrival();
        var status = assertInstanceOf(Purpose.StatusReport.class, report.purpose());
        assertEquals(7, status.messageReference());
        assertEquals(0x46, status.status());
        assertEquals("447700900999", to(report));
        assertEquals(A, report.originatingAddress().value());
        awaitEmptyStore();
        assertNull(centre.arrived.poll());
    }

    @Test
    void expiresAMessageBehindOneThatStillWaits() throws Exception {
        centre.close();
        centre = new TestCentre(store, TestCentre.SMPP, 1_000); // room for both in memory
        centre.handset =
                message ->
                        to(message).equals(A)
                                ? new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "test")
                                : new DeliveryOutcome.Delivered();
        accept(
                submission(A, 1),
                submission(A, 2, ReportRequest.FAILURE_ONLY, Duration.ofMillis(100)));

        assertInstanceOf(Purpose.StatusReport.class, centre.nextArrival().purpose());
        awaitStored(1); // the one that has not expired
    }

    @Test
    void keepsTryingToStoreAnOutcome() throws InterruptedException {
        centre.handset =
                _ -> {
                    store.failing(true);
                    return new DeliveryOutcome.Delivered();
                };
        accept(submission(A, 1));
        centre.nextArrival();
        store.failing(false);

        awaitEmptyStore();
        assertNull(centre.arrived.poll());
    }

    @Test
    void takesUpWhatAnEarlierRunLeft() throws Exception {
        centre.handset = _ -> new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "test");
        accept(IntStream.range(0, 50).mapToObj(i -> submission(A, i)).toArray(Submission[]::new));
        centre.close();

        centre = new TestCentre(store, TestCentre.SMPP, SMALL);

        for (int i = 0; i < 50; i++) {
            assertEquals(i, number(centre.nextArrival()));
        }
        // the end of one is being stored, the next is on its way back
        assertTrue(centre.dispatcher.depth().messages() <= 2);
    }

    @Test
    void triesAgainAfterAnAttemptThatBroke() throws InterruptedException {
        var attempts = new AtomicInteger();
        centre.handset =
                _ -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw new StackOverflowError("as the test wants it");
                    }
                    return new DeliveryOutcome.Delivered();
                };
        accept(submission(A, 1));

        assertEquals(1, number(centre.nextArrival()));
    }

    @Test
    void asksAStoreThatCannotBeReadNowAndThen() throws InterruptedException {
        centre.handset =
                message -> {
                    if (number(message) == 1) {
                        store.unreadable(true);
                        centre.dispatcher.alert(new Route.ToIms(new Msisdn(A)));
                    }
                    return new DeliveryOutcome.Delivered();
                };
        accept(submission(A, 1), submission(A, 2)); // one has no room in memory
        assertEquals(1, number(centre.nextArrival()));
        new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
        assertTrue(store.loads() < 3, () -> store.loads() + " times in 0.3 s");
        store.unreadable(false);

        assertEquals(2, number(centre.nextArrival()));
    }

    @Test
    void deliversWhatWasLeftBeforeWhatComesWhileStarting() throws Exception {
        centre.handset = _ -> new DeliveryOutcome.Deferred(Cause.ABSENT_SUBSCRIBER, "test");
        accept(submission(A, 1));
        centre.close();

        var ids = new MessageIds(store);
        var retries =
                new RetrySchedule(
                        TestCentre.retry(Duration.ofHours(1), Duration.ofHours(1)),
                        new SplittableRandom(1));
        var arrived = new LinkedBlockingQueue<ShortMessage>();
        Clock clock = Clock.systemUTC();
        var reports = new Reports(Duration.ofHours(1));
        try (var dispatcher =
                new Dispatcher(
                        store, ids, retries, reports, Charges.none(), SMALL, clock, metrics)) {
            var acceptance =
                    new Acceptance(
                            new Router(List.of()),
                            ids,
                            dispatcher,
                            Duration.ofHours(1),
                            SMALL,
                            clock,
                            metrics);
            acceptance.accept(List.of(submission(A, 2)));
            assertEquals(2, dispatcher.depth().messages());
            dispatcher.start(
                    _ ->
                            (messages, _) -> {
                                arrived.addAll(messages);
                                return List.of(new DeliveryOutcome.Delivered());
                            });
            for (int i = 1; i <= 2; i++) {
                assertEquals(i, number(arrived.poll(60, TimeUnit.SECONDS)));
            }
            awaitEmptyStore();
        }
    }

    @Test
    void closesInTimeHoweverManyAttemptsAreUnderWay() throws Exception {
        centre.close();
        int many = 5_000;
        centre = new TestCentre(store, TestCentre.SMPP, 100_000);
        var never = new CountDownLatch(1);
        var underWay = new CountDownLatch(many);
        centre.handset =
                _ -> {
                    underWay.countDown();
                    await(never);
                    return new DeliveryOutcome.Deferred(Cause.NO_ANSWER, "test");
                };
        accept(
                IntStream.range(0, many)
                        .mapToObj(i -> submission("44770090" + (10_000 + i), i))
                        .toArray(Submission[]::new));
        assertTrue(underWay.await(60, TimeUnit.SECONDS));

        long start = System.nanoTime();
        centre.close();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(Duration.ofSeconds(20)) < 0, took::toString);
    }

    @Test
    void handsOverAsManyAsTheChannelTakesAndTriesAgainOnlyWhatWasDeferred() throws Exception {
        centre.close();
        var batches = new LinkedBlockingQueue<List<Integer>>();
        var refusing = new AtomicBoolean(true);
        var ids = new MessageIds(store);
        var retries =
                new RetrySchedule(
                        TestCentre.retry(Duration.ofMillis(20), Duration.ofMillis(20)),
                        new SplittableRandom(1));
        Clock clock = Clock.systemUTC();
        var reports = new Reports(Duration.ofHours(1));
        try (var dispatcher =
                new Dispatcher(store, ids, retries, reports, Charges.none(), 400, clock, metrics)) {
            var acceptance =
                    new Acceptance(
                            new Router(List.of()),
                            ids,
                            dispatcher,
                            Duration.ofHours(1),
                            400,
                            clock,
                            metrics);
            acceptance.accept(IntStream.range(0, 7).mapToObj(i -> submission(A, i)).toList());
            dispatcher.start(
                    _ ->
                            new DeliveryChannel() {
                                @Override
                                public int window() {
                                    return 3;
                                }

                                @Override
                                public List<DeliveryOutcome> deliver(
                                        List<ShortMessage> messages, boolean moreMessages) {
                                    batches.add(
                                            messages.stream().map(DispatcherTest::number).toList());
                                    return messages.stream().map(this::outcome).toList();
                                }

                                private DeliveryOutcome outcome(ShortMessage message) {
                                    return number(message) == 1 && refusing.getAndSet(false)
                                            ? new DeliveryOutcome.Deferred(Cause.CONGESTION, "test")
                                            : new DeliveryOutcome.Delivered();
                                }
                            });
            for (List<Integer> batch : List.of(List.of(0, 1, 2), List.of(1, 3, 4), List.of(5, 6))) {
                assertEquals(batch, batches.poll(60, TimeUnit.SECONDS));
            }
            awaitEmptyStore();
        }
    }
}
