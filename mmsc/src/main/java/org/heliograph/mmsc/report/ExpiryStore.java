// SPDX-License-Identifier: Apache-2.0
package org.heliograph.mmsc.report;

import java.time.Instant;
import java.util.List;
import org.heliograph.mmsc.message.Delivery;
import org.heliograph.mmsc.message.Token;

/** What the {@link ExpirySweep} asks of the store. */
public interface ExpiryStore {
    /** {@return up to {@code limit} recipients that are not done though their message expired} */
    List<Delivery> expired(Instant now, int limit);

    /**
     * Forgets up to {@code limit} messages that expired, whose recipients are done and about which
     * no report waits.
     *
     * @return how many
     */
    int forget(Instant now, int limit);

    /**
     * {@return whether a message has this content that is in an MMBox, or some recipient of which
     * is not done}
     */
    boolean holds(Token content);
}
