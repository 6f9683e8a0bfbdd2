// SPDX-License-Identifier: Apache-2.0
package org.heliograph.smsc.queue;

import java.time.Duration;
import java.time.InstantSource;
import org.heliograph.config.Rounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets what became of messages once that is long ago, or too many are remembered. */
public final class FinalStateSweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FinalStateSweep.class);

    private static final Duration BETWEEN = Duration.ofMinutes(1);

    private final FinalStates states;
    private final Duration retention;
    private final long most;
    private final InstantSource clock;
    private final Rounds rounds = new Rounds();

    /**
     * @param most so many are kept, however young
     */
    public FinalStateSweep(FinalStates states, Duration retention, long most, InstantSource clock) {
        this.states = states;
        this.retention = retention;
        this.most = most;
        this.clock = clock;
    }

    /** Sweeps every minute until {@link #close}. */
    public FinalStateSweep start() {
        rounds.start("smsc-final-states", BETWEEN, this::sweep);
        return this;
    }

    /** Forgets all that may go now. */
    void sweep() {
        try {
            int forgotten = 1;
            while (forgotten > 0 && !rounds.isClosed()) {
                forgotten = states.forget(clock.instant().minus(retention), most);
            }
        } catch (StoreException e) {
            LOG.error("store-failed reason=\"{}\"", e.getMessage()); // the next round will do it
        }
    }

    @Override
    public void close() {
        rounds.close();
    }
}
