// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.credit;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Prepaid money, on disk. Each method returns when what it did is durable; what is kept back and
 * what is spent never come to more than there was, however many ask at a time.
 */
public interface Balances extends AutoCloseable {
    /** Most that one event may cost, or that one top-up may bring: what the database keeps. */
    BigDecimal MOST = new BigDecimal("100000000000000");

    /**
     * @param amount what is there, what is kept back included
     * @param reserved what is kept back
     */
    record Balance(String account, BigDecimal amount, BigDecimal reserved) {}

    /** How a reservation ended, or did not. */
    enum Held {
        /** The money is kept back, or spent already. */
        HELD,
        NO_ACCOUNT,
        NO_CREDIT,
        /** It was released, or has expired. */
        ENDED
    }

    /** What one event costs whom. */
    record Cost(String id, String account, BigDecimal amount) {}

    /** {@return one for each, in order} */
    List<Held> reserve(List<Cost> costs, Instant expiresAt) throws IOException;

    default Held reserve(String id, String account, BigDecimal amount, Instant expiresAt)
            throws IOException {
        return reserve(List.of(new Cost(id, account, amount)), expiresAt).getFirst();
    }

    /**
     * Spends what was kept back; where that has expired, the amount of the cost if there is enough.
     *
     * @param expiresAt for what is not kept back any more: it is known, when said again, as long as
     *     a reservation that expires then
     * @return what was spent, for each in order; nothing: there was not enough
     */
    List<Optional<BigDecimal>> commit(List<Cost> costs, Instant expiresAt) throws IOException;

    default Optional<BigDecimal> commit(
            String id, String account, BigDecimal amount, Instant expiresAt) throws IOException {
        return commit(List.of(new Cost(id, account, amount)), expiresAt).getFirst();
    }

    /** Gives back what was kept back, whatever the amounts of the costs. */
    void release(List<Cost> costs) throws IOException;

    default void release(String id, String account) throws IOException {
        release(List.of(new Cost(id, account, BigDecimal.ZERO)));
    }

    /**
     * Ends reservations that have expired, and forgets those that ended long ago.
     *
     * @return how many ended
     */
    int expire(Instant now, Instant forgetBefore) throws IOException;

    /**
     * Adds money; an account that is not there is made.
     *
     * @param id the same id is the same top-up, and counts once
     * @param amount negative takes away, but never what is kept back
     * @return what there is afterwards; nothing: there was not enough to take away
     */
    Optional<Balance> topUp(String id, String account, BigDecimal amount, Instant now)
            throws IOException;

    Optional<Balance> find(String account) throws IOException;

    /** {@return the first so many, by account} */
    List<Balance> list(int most) throws IOException;

    @Override
    void close();
}
