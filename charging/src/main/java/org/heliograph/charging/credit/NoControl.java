// SPDX-License-Identifier: Apache-2.0
package org.heliograph.charging.credit;

import java.math.BigDecimal;
import java.util.Optional;
import org.heliograph.charging.rating.Rater;
import org.heliograph.charging.rating.Rating;

/** Everybody may spend; what it costs is told where tariffs say it. */
public final class NoControl implements CreditControl {
    private final String tenant;
    private final Rater rater;

    public NoControl(String tenant, Rater rater) {
        this.tenant = tenant;
        this.rater = rater;
    }

    @Override
    public Reservation reserve(ChargeableEvent event) {
        return new Granted(cost(event));
    }

    @Override
    public Settlement commit(ChargeableEvent event) {
        return new Settlement(cost(event), true);
    }

    private Optional<BigDecimal> cost(ChargeableEvent event) {
        return rater.rate(event.priced(tenant)) instanceof Rating.Rated rated
                ? Optional.of(rated.cost())
                : Optional.empty();
    }

    @Override
    public void release(ChargeableEvent event) {}

    @Override
    public void close() {}
}
