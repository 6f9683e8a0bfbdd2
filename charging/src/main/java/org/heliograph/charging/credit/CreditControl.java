// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.credit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asked before an event is taken on, told afterwards what became of it. Each call may be repeated:
 * the second one with the same id changes nothing and is answered like the first.
 *
 * <p>{@code reserve} is on the way of a message and says no rather than throw. {@code commit} and
 * {@code release} follow from what a centre has stored with the message's outcome; who calls them
 * does so until they return (docs/adr/0016).
 */
public interface CreditControl extends AutoCloseable {
    /** Whether the event may be taken on. */
    sealed interface Reservation {}

    /**
     * It may.
     *
     * @param cost what it will cost, where that is known beforehand
     */
    record Granted(Optional<BigDecimal> cost) implements Reservation {}

    /**
     * It may not.
     *
     * @param reason for the log: without numbers of subscribers
     */
    record Refused(Cause cause, String reason) implements Reservation {}

    /** Why not. */
    enum Cause {
        NO_ACCOUNT("no-account"),
        NO_CREDIT("no-credit"),
        NO_PRICE("no-price"),
        /** Nobody could be asked, and without that it must not go on. */
        AWAY("charging-away");

        private final String code;

        Cause(String code) {
            this.code = code;
        }

        /** {@return as logs and records say it} */
        public String code() {
            return code;
        }
    }

    /**
     * What was paid.
     *
     * @param cost where it is known
     * @param paid false: the reservation had expired, and there is not enough left
     */
    record Settlement(Optional<BigDecimal> cost, boolean paid) {}

    /** Whoever must hear of it does not answer: to be said again later. */
    final class AwayException extends Exception {
        private static final long serialVersionUID = 1;

        public AwayException(String reason, Throwable cause) {
            super(reason, cause);
        }

        public AwayException(String reason) {
            super(reason);
        }
    }

    /** Keeps back what the event costs. */
    Reservation reserve(ChargeableEvent event);

    /** {@return one answer for each, in order; faster together than one after the other} */
    default List<Reservation> reserve(List<ChargeableEvent> events) {
        return events.stream().map(this::reserve).toList();
    }

    /** Takes what was kept back. */
    Settlement commit(ChargeableEvent event) throws AwayException;

    /**
     * {@return one for each, in order}
     *
     * @throws AwayException if one of them could not be told; others may have been
     */
    default List<Settlement> commit(List<ChargeableEvent> events) throws AwayException {
        List<Settlement> settlements = new ArrayList<>(events.size());
        for (ChargeableEvent event : events) {
            settlements.add(commit(event));
        }
        return settlements;
    }

    /** Gives back what was kept back. */
    void release(ChargeableEvent event) throws AwayException;

    /**
     * Gives back what was kept back for several.
     *
     * @throws AwayException if one of them could not be told; others may have been
     */
    default void release(List<ChargeableEvent> events) throws AwayException {
        for (ChargeableEvent event : events) {
            release(event);
        }
    }

    @Override
    void close();
}
