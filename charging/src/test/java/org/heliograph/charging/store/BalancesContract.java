// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.heliograph.charging.credit.Balances;
import org.heliograph.charging.credit.Balances.Held;
import org.junit.jupiter.api.Test;

/** What balances promise, in whichever database they are. */
interface BalancesContract {
    Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    Instant LATER = NOW.plusSeconds(3_600);

    /** {@return balances that nobody has written to} */
    Balances balances();

    /**
     * {@return the same balances after a restart}
     *
     * @param statement executed while they were closed
     */
    Balances restarted(String statement) throws Exception;

    private static BigDecimal money(String text) {
        return new BigDecimal(text);
    }

    private static void assertBalance(Balances balances, String amount, String reserved)
            throws IOException {
        var balance = balances.find("anna").orElseThrow();
        assertEquals(0, money(amount).compareTo(balance.amount()), balance.toString());
        assertEquals(0, money(reserved).compareTo(balance.reserved()), balance.toString());
    }

    @Test
    default void keepBackThenSpendOrGiveBack() throws IOException {
        var balances = balances();
        balances.topUp("t1", "anna", money("10"), NOW);
        assertEquals(Held.HELD, balances.reserve("m1", "anna", money("2.5"), LATER));
        assertEquals(Held.HELD, balances.reserve("m2", "anna", money("0.000000000000001"), LATER));
        assertBalance(balances, "10", "2.500000000000001");

        assertEquals(
                0,
                money("2.5")
                        .compareTo(balances.commit("m1", "anna", money("9"), LATER).orElseThrow()));
        balances.release("m2", "anna");
        assertBalance(balances, "7.5", "0");
    }

    @Test
    default void takeManyTogetherAsTheyWouldOneByOne() throws IOException {
        var balances = balances();
        balances.topUp("t1", "anna", money("10"), NOW);
        balances.topUp("t2", "bob", money("1"), NOW);
        var one = new Balances.Cost("m1", "anna", money("4"));
        var bobs = new Balances.Cost("m2", "bob", money("2"));
        var two = new Balances.Cost("m3", "anna", money("5"));
        var three = new Balances.Cost("m4", "anna", money("2"));
        var four = new Balances.Cost("m5", "anna", money("1"));
        var nobodys = new Balances.Cost("m6", "carl", money("1"));
        assertEquals(
                List.of(
                        Held.HELD,
                        Held.NO_CREDIT,
                        Held.HELD,
                        Held.HELD,
                        Held.NO_CREDIT, // the next one costs less
                        Held.HELD,
                        Held.NO_ACCOUNT),
                balances.reserve(List.of(one, bobs, one, two, three, four, nobodys), LATER));
        assertBalance(balances, "10", "10");
        balances.release(List.of(two, three));
        assertEquals(
                List.of(Held.HELD, Held.HELD, Held.ENDED),
                balances.reserve(
                        List.of(three, new Balances.Cost("m7", "anna", money("3")), two), LATER));
        List<Optional<BigDecimal>> spent =
                balances.commit(List.of(one, three, three, bobs, four), LATER);
        assertEquals(
                List.of("4", "2", "2", "none", "1"),
                spent.stream()
                        .map(each -> each.map(BigDecimal::toPlainString).orElse("none"))
                        .toList());
        assertBalance(balances, "3", "3");
    }

    @Test
    default void countWhatIsSaidTwiceOnce() throws IOException {
        var balances = balances();
        for (int i = 0; i < 2; i++) {
            balances.topUp("t1", "anna", money("10"), NOW);
            assertEquals(Held.HELD, balances.reserve("m1", "anna", money("2"), LATER));
            assertEquals(Held.HELD, balances.reserve("m2", "anna", money("3"), LATER));
        }
        assertBalance(balances, "10", "5");
        for (int i = 0; i < 2; i++) {
            assertTrue(balances.commit("m1", "anna", money("2"), LATER).isPresent());
            balances.release("m2", "anna");
            balances.release("m1", "anna");
        }
        assertBalance(balances, "8", "0");
        assertEquals(Held.HELD, balances.reserve("m1", "anna", money("2"), LATER));
        assertEquals(Held.ENDED, balances.reserve("m2", "anna", money("3"), LATER));
        assertBalance(balances, "8", "0");
    }

    @Test
    default void keepNoMoreThanThereIs() throws IOException {
        var balances = balances();
        assertEquals(Held.NO_ACCOUNT, balances.reserve("m1", "anna", money("1"), LATER));
        balances.topUp("t1", "anna", money("1.5"), NOW);
        assertEquals(Held.HELD, balances.reserve("m2", "anna", money("1"), LATER));
        assertEquals(Held.NO_CREDIT, balances.reserve("m3", "anna", money("0.51"), LATER));
        assertEquals(Held.HELD, balances.reserve("m4", "anna", money("0.5"), LATER));
        assertEquals(Optional.empty(), balances.topUp("t2", "anna", money("-0.1"), NOW));
        assertEquals(Held.HELD, balances.reserve("m5", "anna", money("0"), LATER));
    }

    @Test
    default void endReservationsThatExpireAndChargeLatecomersWhatTheyCanPay() throws IOException {
        var balances = balances();
        balances.topUp("t1", "anna", money("5"), NOW);
        balances.reserve("m1", "anna", money("2"), NOW);
        balances.reserve("m2", "anna", money("3"), NOW);
        balances.reserve("x", "anna", money("0"), LATER);
        assertEquals(2, balances.expire(NOW, NOW.minusSeconds(1)));
        assertBalance(balances, "5", "0");

        assertTrue(balances.commit("m2", "anna", money("9"), LATER).isPresent());
        assertTrue(balances.commit("m2", "anna", money("9"), LATER).isPresent());
        assertBalance(balances, "2", "0");
        balances.topUp("t2", "anna", money("-1"), NOW);
        assertEquals(Optional.empty(), balances.commit("m1", "anna", money("9"), LATER));
        balances.topUp("t3", "anna", money("9"), NOW);
        assertEquals(
                Optional.empty(), balances.commit("m1", "anna", money("9"), LATER), "said once");
        assertTrue(balances.commit("never reserved", "anna", money("4"), LATER).isPresent());
        assertBalance(balances, "6", "0");

        balances.expire(NOW, LATER.plusMillis(1));
        assertEquals(Held.HELD, balances.reserve("m1", "anna", money("1"), LATER), "forgotten");
        assertEquals(1, balances.list(10).size());
    }

    @Test
    default void forgetInTimeWhatWasPaidWithoutReservation() throws IOException {
        var balances = balances();
        balances.topUp("t1", "anna", money("5"), NOW);
        balances.reserve("late", "anna", money("2"), NOW);
        balances.expire(NOW, NOW);
        assertTrue(balances.commit("late", "anna", money("2"), LATER).isPresent());
        assertTrue(balances.commit("never", "anna", money("1"), LATER).isPresent());
        assertEquals(Optional.empty(), balances.commit("dear", "anna", money("3"), LATER));
        assertBalance(balances, "2", "0");

        balances.topUp("t2", "anna", money("9"), NOW);
        balances.expire(LATER, LATER);
        assertTrue(balances.commit("late", "anna", money("2"), LATER).isPresent());
        assertTrue(balances.commit("never", "anna", money("1"), LATER).isPresent());
        assertEquals(Optional.empty(), balances.commit("dear", "anna", money("3"), LATER));
        assertBalance(balances, "11", "0");

        balances.expire(LATER, LATER.plusMillis(1));
        for (String id : List.of("late", "never", "dear")) {
            assertEquals(Held.HELD, balances.reserve(id, "anna", money("1"), LATER), "forgotten");
        }
        assertBalance(balances, "11", "3");
    }

    @Test
    default void forgetInTimeWhatWasOnceKeptForEver() throws Exception {
        var before = balances();
        before.topUp("t1", "anna", money("5"), NOW);
        before.commit("paid", "anna", money("1"), LATER);
        before.commit("dear", "anna", money("9"), LATER);
        var balances =
                restarted("UPDATE charging_reservation SET expires_at = 9223372036854775807");
        Instant now = Instant.now();
        balances.expire(now, now.minusSeconds(600));
        assertTrue(balances.commit("paid", "anna", money("1"), LATER).isPresent());
        assertBalance(balances, "4", "0");
        balances.expire(now, now.plusSeconds(600));
        assertEquals(Held.HELD, balances.reserve("paid", "anna", money("1"), LATER));
        assertEquals(Held.HELD, balances.reserve("dear", "anna", money("1"), LATER));
        assertBalance(balances, "4", "2");
    }

    @Test
    default void settleWithWhomItWasKeptBackOf() throws IOException {
        var balances = balances();
        balances.topUp("t1", "anna", money("10"), NOW);
        balances.topUp("t2", "bob", money("10"), NOW);
        balances.reserve("m1", "anna", money("2"), LATER);
        balances.reserve("m2", "anna", money("3"), LATER);
        balances.reserve("m3", "anna", money("1"), NOW);
        assertTrue(balances.commit("m1", "bob", money("9"), LATER).isPresent());
        balances.release("m2", "bob");
        balances.expire(NOW, NOW.minusSeconds(1));
        assertTrue(balances.commit("m3", "bob", money("9"), LATER).isPresent());
        assertBalance(balances, "7", "0");
        assertEquals(
                new Balances.Balance("bob", money("10"), money("0")),
                balances.find("bob").orElseThrow());
    }

    @Test
    default void neverOverdrawHoweverManyAskAtATime() throws Exception {
        var balances = balances();
        balances.topUp("t1", "anna", money("100"), NOW);
        var committed = new AtomicInteger();
        var held = new AtomicInteger();
        var random = new SplittableRandom(7);
        List<Future<String>> asked = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 600; i++) {
                String id = "m" + i;
                int fate = random.nextInt(3);
                asked.add(
                        executor.submit(
                                () -> {
                                    if (balances.reserve(id, "anna", money("0.7"), LATER)
                                            == Held.HELD) {
                                        switch (fate) {
                                            case 0 -> balances.release(id, "anna");
                                            case 1 -> {
                                                balances.commit(id, "anna", money("0.7"), LATER);
                                                committed.incrementAndGet();
                                            }
                                            default -> held.incrementAndGet();
                                        }
                                    }
                                    return id;
                                }));
            }
        }
        for (Future<String> each : asked) {
            each.get(); // nothing failed
        }
        BigDecimal spent = money("0.7").multiply(BigDecimal.valueOf(committed.get()));
        BigDecimal kept = money("0.7").multiply(BigDecimal.valueOf(held.get()));
        assertBalance(balances, money("100").subtract(spent).toString(), kept.toString());
        assertTrue(spent.add(kept).compareTo(money("100")) <= 0, spent + " and " + kept);
        assertTrue(committed.get() > 20 && held.get() > 20);
    }
}
