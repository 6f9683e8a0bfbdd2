// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.credit;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.heliograph.charging.rating.Rater;
import org.heliograph.charging.rating.Rating;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Balances of our own, priced by our own tariffs. What has no price is not taken on. */
public final class Prepaid implements CreditControl {
    private static final Logger LOG = LoggerFactory.getLogger(Prepaid.class);

    /** Reservations live for days; nobody waits for the end of one. */
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final String tenant;
    private final Rater rater;
    private final Balances balances;
    private final Duration expiry;
    private final InstantSource clock;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param balances closed with this
     * @param expiry how long a reservation holds
     */
    public Prepaid(
            String tenant, Rater rater, Balances balances, Duration expiry, InstantSource clock) {
        this.tenant = tenant;
        this.rater = rater;
        this.balances = balances;
        this.expiry = expiry;
        this.clock = clock;
    }

    /** Begins to end reservations that have expired. */
    public Prepaid start() {
        Thread.ofVirtual().name("charging-expiry").start(this::run);
        return this;
    }

    @Override
    public Reservation reserve(ChargeableEvent event) {
        if (!(rater.rate(event.priced(tenant)) instanceof Rating.Rated rated)) {
            return new Refused(Cause.NO_PRICE, "the tariffs have none");
        }
        if (rated.cost().compareTo(Balances.MOST) > 0) {
            return new Refused(Cause.NO_CREDIT, "costs more than any balance may hold");
        }
        try {
            var held =
                    balances.reserve(
                            event.id(),
                            event.account(),
                            rated.cost(),
                            clock.instant().plus(expiry));
            return switch (held) {
                case HELD -> new Granted(Optional.of(rated.cost()));
                case NO_ACCOUNT -> new Refused(Cause.NO_ACCOUNT, "no balance");
                case NO_CREDIT -> new Refused(Cause.NO_CREDIT, "costs " + rated.cost());
                case ENDED -> new Refused(Cause.NO_CREDIT, "the reservation has ended");
            };
        } catch (IOException e) {
            return new Refused(Cause.AWAY, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Settlement commit(ChargeableEvent event) throws AwayException {
        // what it costs now is asked only where nothing is kept back any more
        BigDecimal cost =
                rater.rate(event.priced(tenant)) instanceof Rating.Rated rated
                        ? rated.cost().min(Balances.MOST)
                        : BigDecimal.ZERO;
        try {
            Optional<BigDecimal> spent = balances.commit(event.id(), event.account(), cost);
            return new Settlement(Optional.of(spent.orElse(cost)), spent.isPresent());
        } catch (IOException e) {
            throw new AwayException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void release(ChargeableEvent event) throws AwayException {
        try {
            balances.release(event.id(), event.account());
        } catch (IOException e) {
            throw new AwayException(String.valueOf(e.getMessage()), e);
        }
    }

    private void run() {
        try {
            while (!closed.await(SWEEP.toMillis(), TimeUnit.MILLISECONDS)) {
                sweep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        Instant now = clock.instant();
        try {
            int ended = balances.expire(now, now.minus(expiry));
            if (ended > 0) {
                LOG.info("reservations-expired count={}", ended);
            }
        } catch (IOException e) {
            LOG.warn("reservations-not-expired reason=\"{}\"", e.getMessage());
        }
    }

    @Override
    public void close() {
        closed.countDown();
        balances.close();
    }
}
