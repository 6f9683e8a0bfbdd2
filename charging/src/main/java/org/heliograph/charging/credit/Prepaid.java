// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.credit;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.heliograph.charging.credit.Balances.Held;
import org.heliograph.charging.rating.Rater;
import org.heliograph.charging.rating.Rating;
import org.heliograph.config.Rounds;
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
    private final Rounds rounds = new Rounds();

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

    /** Ends reservations that have expired, and begins to look for more. */
    public Prepaid start() {
        sweep();
        rounds.start("charging-expiry", SWEEP, this::sweep);
        return this;
    }

    @Override
    public Reservation reserve(ChargeableEvent event) {
        return reserve(List.of(event)).getFirst();
    }

    /** In one transaction for all. */
    @Override
    public List<Reservation> reserve(List<ChargeableEvent> events) {
        List<Balances.Cost> costs = new ArrayList<>(events.size());
        List<Optional<Refused>> unpriced = new ArrayList<>(events.size());
        for (ChargeableEvent event : events) {
            Optional<Refused> refused = Optional.empty();
            switch (rater.rate(event.priced(tenant))) {
                case Rating.Rated rated when rated.cost().compareTo(Balances.MOST) > 0 ->
                        refused =
                                Optional.of(
                                        new Refused(
                                                Cause.NO_CREDIT,
                                                "costs more than any balance may hold"));
                case Rating.Rated rated -> costs.add(cost(event, rated.cost()));
                default ->
                        refused = Optional.of(new Refused(Cause.NO_PRICE, "the tariffs have none"));
            }
            unpriced.add(refused);
        }
        Iterator<Reservation> priced = reservations(costs).iterator();
        return unpriced.stream()
                .map(refused -> refused.isPresent() ? refused.get() : priced.next())
                .toList();
    }

    private List<Reservation> reservations(List<Balances.Cost> costs) {
        try {
            List<Held> held = balances.reserve(costs, clock.instant().plus(expiry));
            List<Reservation> reservations = new ArrayList<>(held.size());
            for (int i = 0; i < held.size(); i++) {
                reservations.add(reservation(held.get(i), costs.get(i).amount()));
            }
            return reservations;
        } catch (IOException e) {
            return Collections.nCopies(
                    costs.size(), new Refused(Cause.AWAY, String.valueOf(e.getMessage())));
        }
    }

    private static Reservation reservation(Held held, BigDecimal cost) {
        return switch (held) {
            case HELD -> new Granted(Optional.of(cost));
            case NO_ACCOUNT -> new Refused(Cause.NO_ACCOUNT, "no balance");
            case NO_CREDIT -> new Refused(Cause.NO_CREDIT, "costs " + cost);
            case ENDED -> new Refused(Cause.NO_CREDIT, "the reservation has ended");
        };
    }

    private static Balances.Cost cost(ChargeableEvent event, BigDecimal amount) {
        return new Balances.Cost(event.id(), event.account(), amount);
    }

    @Override
    public Settlement commit(ChargeableEvent event) throws AwayException {
        return commit(List.of(event)).getFirst();
    }

    @Override
    public List<Settlement> commit(List<ChargeableEvent> events) throws AwayException {
        List<Balances.Cost> costs = new ArrayList<>(events.size());
        for (ChargeableEvent event : events) {
            // what it costs now counts only where nothing is kept back any more
            costs.add(
                    cost(
                            event,
                            rater.rate(event.priced(tenant)) instanceof Rating.Rated rated
                                    ? rated.cost().min(Balances.MOST)
                                    : BigDecimal.ZERO));
        }
        try {
            List<Optional<BigDecimal>> spent = balances.commit(costs, clock.instant().plus(expiry));
            List<Settlement> settlements = new ArrayList<>(spent.size());
            for (int i = 0; i < spent.size(); i++) {
                settlements.add(
                        new Settlement(
                                Optional.of(spent.get(i).orElse(costs.get(i).amount())),
                                spent.get(i).isPresent()));
            }
            return settlements;
        } catch (IOException e) {
            throw new AwayException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void release(ChargeableEvent event) throws AwayException {
        release(List.of(event));
    }

    @Override
    public void release(List<ChargeableEvent> events) throws AwayException {
        try {
            balances.release(events.stream().map(each -> cost(each, BigDecimal.ZERO)).toList());
        } catch (IOException e) {
            throw new AwayException(String.valueOf(e.getMessage()), e);
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
        rounds.close();
        balances.close();
    }
}
